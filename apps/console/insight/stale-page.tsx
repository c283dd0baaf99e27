import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { STALE_MONTHS, staleMembers } from '#domain/member/contract/completeness'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { DataTable } from '#ui/kit/data-table.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, PercentText, Unknown } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { How } from './how.tsx'
import { shareOf } from './insight-page.tsx'
import { MonthsChoice, monthsIn } from './months-choice.tsx'
import { WhereChoice } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { usePlace } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Stale = Told<typeof staleMembers>
type Row = Stale['rows'][number]

const USUAL = 12
const MOST = 240

/** Whose profile nobody has written or confirmed for long (C13). */
export function StalePage() {
  const { t } = useTranslation()
  const use = usePlace()
  const [{ page, rows }] = useListState()
  const months = monthsIn(use.search, USUAL, MOST)
  const { branchId } = use.place
  const wish = { months, ...(branchId ? { branchId } : {}), page, rows }
  const ask = useCall(staleMembers, wish as never, { keep: true })
  return (
    <QuestionPage
      question="stale"
      ask={ask}
      to={use.to}
      bar={
        <div className="place-bar">
          <WhereChoice use={use} regions={false} />
          <MonthsChoice
            label={t('shop.stale.months')}
            months={months}
            offered={STALE_MONTHS}
            named={(_, n) => t('shop.stale.month', { n })}
            change={(chosen) => use.change({ months: chosen === USUAL ? undefined : chosen })}
          />
        </div>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Stale }>) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const words = {
    count: told.total,
    n: number(told.total),
    all: number(told.members),
    share: percent(shareOf(told.total, told.members), 0),
    day: day(told.before),
  }
  if (told.members === 0) return <>{t('shop.stale.nobody')}</>
  return <>{t(told.total === 0 ? 'shop.stale.none' : 'shop.stale.known', words)}</>
}

function Parts({ told }: Readonly<{ told: Stale }>) {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('shop.stale.picture')} note={t('shop.stale.note')}>
        <Ages told={told} />
      </Section>
      <Section title={t('shop.stale.list')} note={t('shop.stale.listNote')}>
        <People told={told} />
      </Section>
      <How>
        <p>{t('shop.stale.how.method')}</p>
        <p>{t('shop.stale.how.limits')}</p>
      </How>
    </>
  )
}

function Ages({ told }: Readonly<{ told: Stale }>) {
  const { t } = useTranslation()
  const { number, percent, short } = useFormats()
  const name = ({ fromMonths: from, toMonths: to }: Stale['bands'][number]) => {
    if (to === null) return t('shop.stale.over', { n: from })
    return from === 0 ? t('shop.stale.within', { n: to }) : t('shop.stale.between', { from, to })
  }
  const bars = told.bands.map((band) => ({
    key: String(band.fromMonths),
    label: name(band),
    now: band.members,
  }))
  const table = {
    caption: t('shop.stale.picture'),
    head: [t('shop.stale.age'), t('shop.column.people'), t('shop.column.share')],
    rows: bars.map(({ key, label, now }) => ({
      key,
      cells: [label, number(now), percent(shareOf(now, told.members))],
    })),
  }
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.stale.label')}
        bars={bars}
        nowTitle={t('shop.column.people')}
        write={number}
        writeAxis={short}
      />
    </Suspense>
  )
  return <WithTable drawing={drawing} table={table} />
}

function People({ told }: Readonly<{ told: Stale }>) {
  const { t } = useTranslation()
  const [state, change] = useListState()
  const missing = (row: Row) =>
    row.missing.length === 0
      ? t('shop.stale.nothing')
      : row.missing.map((field) => t(`members.field.${field}`)).join(t('org.comma'))
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: t('shop.column.name'), card: 'title', render: (row) => row.name || <Unknown /> },
    {
      key: 'touched',
      title: t('shop.stale.touched'),
      card: 'end',
      render: (row) => <DayText of={row.touchedAt.slice(0, 10)} />,
    },
    {
      key: 'number',
      title: t('shop.column.number'),
      render: (row) => <span className="num">{row.number}</span>,
    },
    {
      key: 'score',
      title: t('shop.stale.score'),
      number: true,
      render: (row) => <PercentText of={row.score / 100} digits={0} />,
    },
    { key: 'missing', title: t('shop.stale.missing'), render: missing },
  ]
  return (
    <DataTable<Row>
      name="stale"
      columns={columns}
      rows={told.rows}
      total={told.total}
      rowKey={(row) => row.id}
      rowTo={(row) => paths.member(row.id)}
      state={state}
      change={change}
      empty={<EmptyState title={t('shop.stale.empty')}>{t('shop.stale.emptyWords')}</EmptyState>}
    />
  )
}
