import { useQueryClient } from '@tanstack/react-query'
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import {
  LIST_CHANNELS,
  makeStepList,
  MOST_LISTED,
  showStepLists,
  stepListFile,
  type StepList,
} from '#domain/campaign/contract/list'
import { stepPostLabels } from '#domain/report/contract'
import { download, isProblem, newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import './journeys.css'

type Shown = Told<typeof showStepLists>
type Waiting = Shown['waiting'][number]

/** What journeys have for a provider or a printer: what waits, and the lists that were handed over. */
export function ListsPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(showStepLists, {})
  const waits = (ask.data?.waiting ?? []).reduce((sum, one) => sum + (one.held ? 0 : one.messages), 0)
  return (
    <Page
      title={t('journeys.lists.title')}
      answer={ask.data ? t('journeys.lists.answer', { count: waits, n: number(waits) }) : null}
      back={{ to: paths.journeys, label: t('journeys.title') }}
    >
      <p className="quiet">{t('journeys.lists.words')}</p>
      <Answered ask={ask}>
        {({ waiting, rows, total }) => (
          <>
            {LIST_CHANNELS.map((channel) => (
              <WaitingPart
                key={channel}
                channel={channel}
                rows={waiting.filter((one) => one.channel === channel)}
              />
            ))}
            <Section title={t('journeys.lists.made')}>
              {rows.length === 0 ? <p className="quiet">{t('journeys.lists.none')}</p> : null}
              <ul className="lines">
                {rows.map((one) => (
                  <ListLine key={one.id} of={one} />
                ))}
              </ul>
              {total > rows.length ? (
                <p className="quiet">
                  {t('journeys.first', { n: number(rows.length), total: number(total) })}
                </p>
              ) : null}
            </Section>
          </>
        )}
      </Answered>
    </Page>
  )
}

type PartWords = Readonly<{ channel: Waiting['channel']; rows: readonly Waiting[] }>

/** What waits by one way, step by step, and the button that hands it over. */
function WaitingPart({ channel, rows }: PartWords) {
  const { t } = useTranslation()
  const { number, moment } = useFormats()
  if (rows.length === 0) return null
  const going = rows.filter((one) => !one.held)
  return (
    <Section title={t(`journeys.lists.waits.${channel}`)}>
      <ul className="lines">
        {rows.map((one) => (
          <li key={`${one.journeyId} ${one.name}`}>
            <span className="lines-what">
              <strong>
                <Go to={paths.journey(one.journeyId)}>{one.name}</Go>{' '}
                {one.held ? <Tag color="gold">{t('journeys.state.paused')}</Tag> : null}
              </strong>
              <small className="quiet num">
                {t('journeys.lists.waiting', {
                  count: one.messages,
                  n: number(one.messages),
                  since: moment(one.since),
                })}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {going.length === 0 ? <p className="quiet">{t('journeys.lists.held')}</p> : <Make channel={channel} />}
    </Section>
  )
}

/** Makes one list however often it is pressed, and fetches its file. */
function Make({ channel }: Readonly<{ channel: Waiting['channel'] }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const may = useMay()
  const queries = useQueryClient()
  const [id, setId] = useState(newId)
  const [trouble, setTrouble] = useState<unknown>(undefined)
  const make = useCommand(makeStepList, async (list) => {
    setId(newId())
    await queries.invalidateQueries({ queryKey: [showStepLists.path] })
    if (list.messages > 0) await download(stepListFile, { id: list.id }).catch((e: unknown) => setTrouble(e))
  })
  if (!may('campaign.send')) return null
  // What was refused is asked again under another id.
  const onError = (no: unknown) => {
    if (isProblem(no) && no.problem.status >= 400 && no.problem.status < 500) setId(newId())
  }
  return (
    <>
      <Popconfirm
        title={t('journeys.lists.sure', { most: number(MOST_LISTED) })}
        onConfirm={() => make.mutate({ id, channel }, { onError })}
      >
        <Button type="primary" loading={make.isPending}>
          {t(`journeys.lists.make.${channel}`)}
        </Button>
      </Popconfirm>
      <ErrorNotice of={make.error ?? trouble} />
    </>
  )
}

/** A list that was handed over; its file may be had again. */
function ListLine({ of }: Readonly<{ of: StepList }>) {
  const { t } = useTranslation()
  const { moment, number } = useFormats()
  const may = useMay()
  const [trouble, setTrouble] = useState<unknown>(undefined)
  const fetch = (file: typeof stepListFile | typeof stepPostLabels) => {
    setTrouble(undefined)
    void download(file, { id: of.id }).catch((e: unknown) => setTrouble(e))
  }
  const said = t('journeys.lists.handed', { count: of.messages, n: number(of.messages) })
  return (
    <li>
      <span className="lines-what">
        <strong>
          {t(`campaigns.channel.${of.channel}`)} · {moment(of.at)}
        </strong>
        <small className="quiet num">
          {[said, of.kept === 0 ? '' : t('journeys.lists.kept', { n: number(of.kept) }), of.byName]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <ErrorNotice of={trouble} />
      </span>
      {may('campaign.send') && of.messages > 0 ? (
        <span className="journey-acts">
          <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={() => fetch(stepListFile)}>
            {t('journeys.lists.csv')}
          </Button>
          {of.channel === 'post' ? (
            <Button size="small" icon={<PrinterOutlined aria-hidden />} onClick={() => fetch(stepPostLabels)}>
              {t('campaigns.labels')}
            </Button>
          ) : null}
        </span>
      ) : null}
    </li>
  )
}
