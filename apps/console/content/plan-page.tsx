import { Button } from 'antd'
import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addMonths, type BusinessDay } from '#base/instant'
import { listBroadcasts, type Broadcast } from '#domain/content/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { dayOf, monthOf, spanOf, textOf, weeksOf } from './month.ts'
import { StateTag } from './state-tag.tsx'
import './content.css'

const MOST = 200

/** C44: the content plan of the official account, a month at a time. */
export function ContentPlanPage() {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const { zone } = useMe().chain
  const asked = useRouterState({
    select: (state) => (state.location.search as Readonly<Record<string, unknown>>)['month'],
  })
  const [today] = useState(() => dayOf(new Date().toISOString(), zone))
  const first = monthOf(asked, today)
  const days = weeksOf(first)
  const ask = useCall(listBroadcasts, { ...spanOf(days, zone), rows: MOST }, { keep: true })
  const rows = (ask.data?.rows ?? []).toReversed()
  const planned = rows.filter((one) => one.state === 'scheduled').length
  const title = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  return (
    <Page
      title={t('content.title')}
      answer={rows.length > 0 ? t('content.answer', { count: planned, n: number(planned) }) : null}
      back={{ to: paths.campaigns, label: t('campaigns.title') }}
      actions={<AddButton />}
    >
      <Months first={first} title={title.format(new Date(`${first}T00:00:00Z`))} />
      <Answered ask={ask}>
        {() => (
          <>
            {rows.length === 0 ? <p className="quiet">{t('content.none')}</p> : null}
            <Grid days={days} first={first} today={today} zone={zone} rows={rows} />
          </>
        )}
      </Answered>
    </Page>
  )
}

function AddButton() {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  if (!may('campaign.write')) return null
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.newBroadcast())}>
      {t('content.add')}
    </Button>
  )
}

function Months({ first, title }: Readonly<{ first: BusinessDay; title: string }>) {
  const { t } = useTranslation()
  const go = useGo()
  const to = (months: number) => go(paths.content({ month: textOf(addMonths(first, months)) }))
  return (
    <div className="content-months">
      <Button icon={<LeftOutlined aria-hidden />} aria-label={t('content.before')} onClick={() => to(-1)} />
      <h2>{title}</h2>
      <Button icon={<RightOutlined aria-hidden />} aria-label={t('content.after')} onClick={() => to(1)} />
      <Button onClick={() => go(paths.content())}>{t('content.thisMonth')}</Button>
    </div>
  )
}

type GridWords = Readonly<{
  days: readonly BusinessDay[]
  first: BusinessDay
  today: BusinessDay
  zone: string
  rows: readonly Broadcast[]
}>

function Grid({ days, first, today, zone, rows }: GridWords) {
  const { i18n } = useTranslation()
  const { day } = useFormats()
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
  const classOf = (at: BusinessDay, items: number) =>
    [
      'content-day',
      at.slice(0, 7) === first.slice(0, 7) ? '' : 'content-other',
      at === today ? 'content-today' : '',
      items === 0 ? 'content-empty' : '',
    ].join(' ')
  return (
    <div className="content-grid">
      {days.slice(0, 7).map((at) => (
        <div key={at} className="content-weekday" aria-hidden>
          {weekday.format(new Date(`${at}T00:00:00Z`))}
        </div>
      ))}
      {days.map((at) => {
        const items = rows.filter((one) => dayOf(one.dueAt, zone) === at)
        return (
          <section key={at} className={classOf(at, items.length)} aria-label={day(at)}>
            <header>
              <span className="content-long">{Number(at.slice(8))}</span>
              <span className="content-short">{day(at)}</span>
            </header>
            {items.map((one) => (
              <Item key={one.id} of={one} zone={zone} />
            ))}
          </section>
        )
      })}
    </div>
  )
}

function Item({ of, zone }: Readonly<{ of: Broadcast; zone: string }>) {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const { sent } = of.counts
  const hour = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: zone, hour12: false })
  return (
    <div className="content-item">
      <span className="num">
        {hour.format(new Date(of.dueAt))} <StateTag of={of.state} />
      </span>
      <Go to={paths.broadcast(of.id)}>{of.title}</Go>
      {sent > 0 ? (
        <span className="num quiet">{t('content.told', { count: sent, n: number(sent) })}</span>
      ) : null}
    </div>
  )
}
