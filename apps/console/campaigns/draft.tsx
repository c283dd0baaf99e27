import { Alert, App, Button, DatePicker, Form } from 'antd'
import { SendOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { campaignForecast, launchCampaign, listCampaigns, showCampaign } from '#domain/campaign/contract'
import type { Campaign } from '#domain/campaign/contract'
import { listLaunches } from '#domain/campaign/contract/approval'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { Approval } from './approval-notice.tsx'
import { Letter } from './message-step.tsx'

export type Forecast = Told<typeof campaignForecast>

/** What would happen, what could be learned, how it reads – and the button. */
export function Draft({ campaign }: Readonly<{ campaign: Campaign }>) {
  const may = useMay()
  const ask = useCall(campaignForecast, { id: campaign.id })
  return (
    <Answered ask={ask}>
      {(told) => (
        <>
          <Warnings told={told} />
          <Counts campaign={campaign} told={told} />
          <Learn campaign={campaign} told={told} />
          <Sample told={told} />
          <Approval campaign={campaign} told={told} />
          {may('campaign.send') && campaign.launch?.state !== 'waiting' ? (
            <Launch campaign={campaign} told={told} />
          ) : null}
        </>
      )}
    </Answered>
  )
}

function Warnings({ told }: Readonly<{ told: Forecast }>) {
  const { t } = useTranslation()
  return told.warnings.map((warning) => (
    <Alert
      key={warning}
      className="notice"
      type="warning"
      showIcon
      title={t(`campaigns.draft.warning.${warning}`)}
    />
  ))
}

function Counts({ campaign, told }: Readonly<{ campaign: Campaign; told: Forecast }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const sends = campaign.channel !== 'record'
  return (
    <Figures>
      <Figure
        label={t('campaigns.draft.audience')}
        value={<NumberText of={told.audience} />}
        note={
          told.heldOut > 0
            ? t('campaigns.draft.heldOut', { count: told.heldOut, n: number(told.heldOut) })
            : null
        }
        to={paths.segment(campaign.segmentId)}
      />
      {sends ? (
        <Figure
          label={t('campaigns.draft.reachable')}
          value={<NumberText of={told.reachable} />}
          note={t('campaigns.draft.reachableNote')}
        />
      ) : null}
      <Figure label={t('campaigns.page.treated')} value={<NumberText of={told.treated} />} />
      <Figure label={t('campaigns.draft.control')} value={<NumberText of={told.control} />} />
      <Figure
        label={t('campaigns.draft.cost')}
        value={<MoneyText of={told.costMinor} />}
        note={
          told.giftsMinor > 0
            ? t('campaigns.draft.costNote', {
                messages: money(told.messagesMinor),
                gifts: money(told.giftsMinor),
              })
            : ''
        }
      />
    </Figures>
  )
}

/** The smallest effect that could show, before anybody hopes. */
function Learn({ campaign, told }: Readonly<{ campaign: Campaign; told: Forecast }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const { baseRateBps, detectableBps, detectableMinor } = told
  if (baseRateBps === null) {
    return (
      <Section title={t('campaigns.draft.learn')}>
        <p className="quiet">{t('campaigns.draft.noBase')}</p>
      </Section>
    )
  }
  const points =
    detectableBps === null
      ? ''
      : t('campaigns.draft.points', { points: number(Math.round(detectableBps / 10) / 10) })
  return (
    <Section title={t('campaigns.draft.learn')}>
      <p>
        {t('campaigns.draft.base', {
          days: number(campaign.windowDays),
          share: percent(baseRateBps / 10_000),
        })}
      </p>
      {points ? (
        <p className="learn">
          {points}{' '}
          {detectableMinor === null ? '' : t('campaigns.draft.money', { money: money(detectableMinor) })}
        </p>
      ) : null}
      <p className="quiet">{t('campaigns.draft.meaning')}</p>
    </Section>
  )
}

function Sample({ told }: Readonly<{ told: Forecast }>) {
  const { t } = useTranslation()
  return (
    <Section title={t('campaigns.draft.sample')}>
      {told.sample.length === 0 ? <p className="quiet">{t('campaigns.draft.noSample')}</p> : null}
      <div className="three">
        {told.sample.map((letter) => (
          <Letter key={letter.memberId} subject={letter.subject} body={letter.body} note={letter.number} />
        ))}
      </div>
    </Section>
  )
}

/** Launches, or asks a second person for it, and says which. */
function useLaunch() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  return useCommand(launchCampaign, async (told) => {
    queries.removeQueries({ queryKey: [campaignForecast.path] })
    await queries.invalidateQueries({ queryKey: [showCampaign.path] })
    await queries.invalidateQueries({ queryKey: [listCampaigns.path] })
    await queries.invalidateQueries({ queryKey: [listLaunches.path] })
    void message.success(
      t(told.launch?.state === 'waiting' ? 'campaigns.approval.asked' : 'campaigns.draft.launched'),
    )
    return told
  })
}

function Launch({ campaign, told }: Readonly<{ campaign: Campaign; told: Forecast }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { modal } = App.useApp()
  const [day, setDay] = useState<Dayjs | null>(null)
  const button = t(told.way === 'second_person' ? 'campaigns.approval.ask' : 'campaigns.draft.launch')
  const launch = useLaunch()
  const ask = () =>
    modal.confirm({
      title: t('campaigns.draft.launchTitle'),
      content: t('campaigns.draft.launchWords', {
        count: told.treated,
        n: number(told.treated),
        control: number(told.control),
      }),
      okText: button,
      cancelText: t('shell.cancel'),
      onOk: () => launch.mutate({ id: campaign.id, ...(day ? { startsOn: day.format('YYYY-MM-DD') } : {}) }),
    })
  return (
    <div className="launch">
      <ErrorNotice of={launch.error} />
      {campaign.channel === 'record' ? (
        <Form layout="vertical">
          <Form.Item label={t('campaigns.draft.startsOn')} extra={t('campaigns.draft.startsOnHint')}>
            <DatePicker value={day} onChange={setDay} />
          </Form.Item>
        </Form>
      ) : null}
      <Button
        type="primary"
        size="large"
        icon={<SendOutlined aria-hidden />}
        loading={launch.isPending}
        onClick={() => void ask()}
      >
        {button}
      </Button>
    </div>
  )
}
