import { Button, Select } from 'antd'
import { DownloadOutlined, FileTextOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listMessages, MESSAGE_STATES, showCampaign } from '#domain/campaign/contract'
import { postList, smsFile } from '#domain/campaign/contract/list'
import { postLabels } from '#domain/report/contract'
import type { Campaign } from '#domain/campaign/contract'
import { download } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Facts, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, MomentText, MoneyText, NumberText, PercentText, Unknown } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { SendingActs } from './sending-acts.tsx'
import { useTroubleWord } from './trouble-word.ts'
import { lastDayOf } from './words.ts'

type Message = Told<typeof listMessages>['rows'][number]

/** While letters wait, the page looks again by itself; an SMS file waits for its reader. */
export const SENDING_MS = 4_000
export const isSending = (campaign: Campaign): boolean =>
  SENT_BY_US.includes(campaign.channel) &&
  campaign.sending === 'running' &&
  (campaign.messages.queued ?? 0) > 0

const SENT_BY_US: readonly Campaign['channel'][] = ['email', 'sms', 'wechat', 'call']

/** The way to what was answered, of a campaign that asks a survey. */
export function SurveyLink({ campaign }: Readonly<{ campaign: Campaign }>) {
  const { t } = useTranslation()
  if (campaign.surveyId === null) return null
  return <Go to={paths.survey(campaign.surveyId)}>{t('surveys.send.open')}</Go>
}

/** A campaign that runs: who was drawn into which group, what became of each message, and the way to the report. */
export function Launched({ campaign }: Readonly<{ campaign: Campaign }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const go = useGo()
  const may = useMay()
  const { startsOn, endsOn, segmentName } = campaign
  const span = startsOn && endsOn ? { from: day(startsOn), to: day(lastDayOf(endsOn)) } : null
  return (
    <Page
      title={campaign.name}
      answer={span ? t('campaigns.page.answer', { segment: segmentName, ...span }) : segmentName}
      actions={
        <>
          <SurveyLink campaign={campaign} />
          {may('campaign.write') ? <Go to={paths.copyCampaign(campaign.id)}>{t('campaigns.copy')}</Go> : null}
          <FileButton campaign={campaign} />
          <SendingActs campaign={campaign} />
          <Button
            type="primary"
            icon={<FileTextOutlined aria-hidden />}
            onClick={() => go(paths.campaignReport(campaign.id))}
          >
            {t('campaigns.page.report')}
          </Button>
        </>
      }
      back={{ to: paths.campaigns, label: t('campaigns.back') }}
    >
      <Counts campaign={campaign} />
      <Section title={t('campaigns.page.about')}>
        <div className="about">
          <About campaign={campaign} />
        </div>
      </Section>
      <Section title={t('campaigns.page.outbox')}>
        {campaign.channel === 'record' ? (
          <p className="quiet">{t('campaigns.page.noMessages')}</p>
        ) : (
          <Outbox id={campaign.id} everyMs={isSending(campaign) ? SENDING_MS : false} />
        )}
      </Section>
    </Page>
  )
}

function Counts({ campaign }: Readonly<{ campaign: Campaign }>) {
  const { t } = useTranslation()
  const states = MESSAGE_STATES.filter((state) => (campaign.messages[state] ?? 0) > 0)
  return (
    <Figures>
      <Figure label={t('campaigns.page.treated')} value={<NumberText of={campaign.treated} />} />
      <Figure
        label={t('campaigns.page.control')}
        value={<NumberText of={campaign.control} />}
        note={t('campaigns.page.controlNote')}
      />
      {states.map((state) => (
        <Figure
          key={state}
          label={t(`campaigns.messageState.${state}`)}
          value={<NumberText of={campaign.messages[state] ?? 0} />}
        />
      ))}
      {campaign.delivered + campaign.undelivered > 0 ? (
        <Figure
          label={t('campaigns.delivery.arrived')}
          value={<NumberText of={campaign.delivered} />}
          note={`${t('campaigns.delivery.failed')} ${campaign.undelivered}`}
        />
      ) : null}
    </Figures>
  )
}

function FileButton({ campaign }: Readonly<{ campaign: Campaign }>) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(undefined)
  const { channel } = campaign
  if ((channel !== 'sms_file' && channel !== 'post') || !may('campaign.send')) return null
  const run = async (file: typeof postList | typeof smsFile | typeof postLabels) => {
    setBusy(true)
    setTrouble(undefined)
    await download(file, { id: campaign.id }).catch((e: unknown) => setTrouble(e))
    // What is in the file is no longer waiting.
    await queries.invalidateQueries({ queryKey: [showCampaign.path] })
    await queries.invalidateQueries({ queryKey: [listMessages.path] })
    setBusy(false)
  }
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        loading={busy}
        onClick={() => void run(channel === 'post' ? postList : smsFile)}
      >
        {t(`campaigns.channel.${channel}`)}
      </Button>
      {channel === 'post' ? (
        <Button icon={<PrinterOutlined aria-hidden />} loading={busy} onClick={() => void run(postLabels)}>
          {t('campaigns.labels')}
        </Button>
      ) : null}
      <ErrorNotice of={trouble} />
    </>
  )
}

function About({ campaign }: Readonly<{ campaign: Campaign }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const { startsOn, endsOn, marginBps, subject, body } = campaign
  const judged =
    marginBps === null
      ? t('campaigns.page.bySales')
      : t('campaigns.page.byMargin', { share: percent(marginBps / 10_000, 0) })
  const rows = [
    {
      label: t('campaigns.page.segment'),
      value: <Go to={paths.segment(campaign.segmentId)}>{campaign.segmentName}</Go>,
    },
    { label: t('campaigns.page.channel'), value: t(`campaigns.channel.${campaign.channel}`) },
    { label: t('campaigns.page.starts'), value: startsOn ? <DayText of={startsOn} /> : <Unknown /> },
    { label: t('campaigns.page.ends'), value: endsOn ? <DayText of={endsOn} /> : <Unknown /> },
    { label: t('campaigns.page.share'), value: <PercentText of={campaign.controlShareBps / 10_000} /> },
    { label: t('campaigns.page.cost'), value: <MoneyText of={campaign.messageCostMinor} /> },
    ...(campaign.giftCostMinor > 0
      ? [{ label: t('campaigns.page.gift'), value: <MoneyText of={campaign.giftCostMinor} /> }]
      : []),
    { label: t('campaigns.page.margin'), value: judged },
    ...(subject ? [{ label: t('campaigns.page.subject'), value: subject }] : []),
    ...(body ? [{ label: t('campaigns.page.body'), value: <span className="as-written">{body}</span> }] : []),
    { label: t('campaigns.page.salt'), value: <code className="num">{campaign.salt}</code> },
  ]
  return <Facts rows={rows} />
}

type State = (typeof MESSAGE_STATES)[number]

function Outbox({ id, everyMs }: Readonly<{ id: string; everyMs: number | false }>) {
  const { t } = useTranslation()
  const [state, setState] = useState<State | ''>('')
  const columns = useMessageColumns()
  const also = useMemo(() => ({ id, ...(state ? { state } : {}) }), [id, state])
  const options = [
    { value: '' as const, label: t('campaigns.page.allStates') },
    ...MESSAGE_STATES.map((value) => ({ value, label: t(`campaigns.messageState.${value}`) })),
  ]
  const choice = (
    <Select<State | ''> className="list-choice" value={state} options={options} onChange={setState} />
  )
  return (
    <AskList
      name="outbox"
      ask={listMessages}
      also={also}
      columns={columns}
      rowKey={(row: Message) => row.id}
      rowTo={(row) => paths.member(row.memberId)}
      tools={choice}
      everyMs={everyMs}
      empty={
        <>
          {choice} <p className="quiet">{t('kit.list.nothing')}</p>
        </>
      }
    />
  )
}

function useMessageColumns(): readonly Column<Message>[] {
  const { t } = useTranslation()
  const troubleWord = useTroubleWord()
  return [
    {
      key: 'name',
      title: t('campaigns.page.member'),
      card: 'title',
      render: (m) => m.name || <span className="num">{m.number}</span>,
    },
    {
      key: 'number',
      title: t('campaigns.page.number'),
      render: (m) => <span className="num">{m.number}</span>,
    },
    {
      key: 'state',
      title: t('campaigns.page.state'),
      card: 'end',
      render: (m) =>
        m.delivered === null
          ? t(`campaigns.messageState.${m.state}`)
          : t(`campaigns.delivery.${m.delivered ? 'arrived' : 'failed'}`),
    },
    {
      key: 'attempts',
      title: t('campaigns.page.attempts'),
      number: true,
      render: (m) => <NumberText of={m.attempts} />,
    },
    {
      key: 'trouble',
      title: t('campaigns.page.trouble'),
      render: (m) => (m.trouble === null ? <Unknown /> : troubleWord(m.trouble)),
    },
    { key: 'at', title: t('campaigns.page.at'), card: 'none', render: (m) => <MomentText of={m.at} /> },
  ]
}
