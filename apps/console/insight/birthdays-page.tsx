import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays } from '#base/instant'
import type { BusinessDay } from '#base/instant'
import { birthdays } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { DataTable } from '#ui/kit/data-table.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, NumberText, Unknown } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { How } from './how.tsx'
import { WhereChoice } from './place-bar.tsx'
import { BirthdaySpan } from './birthday-span.tsx'
import { QuestionPage } from './question-page.tsx'
import { usePlace } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Calendar = Told<typeof birthdays>
type Row = Calendar['rows'][number]

const USUAL_DAYS = 30

/** Whose birthday comes. */
export function BirthdaysPage() {
  const use = usePlace()
  const [{ page, rows }] = useListState()
  const { from, days = USUAL_DAYS, branchId, region } = use.place
  const where = { ...(branchId ? { branchId } : {}), ...(region ? { region } : {}) }
  const span = { ...(from ? { from } : {}), days: Math.min(days, 366) }
  const ask = useCall(birthdays, { ...where, ...span, page, rows }, { keep: true })
  return (
    <QuestionPage
      question="birthdays"
      ask={ask}
      bar={
        <div className="place-bar">
          <WhereChoice use={use} />
          <BirthdaySpan use={use} shown={ask.data?.from} days={span.days} usualDays={USUAL_DAYS} />
        </div>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Calendar }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  if (told.withBirthday === 0) return <>{t('shop.birthdays.unknown')}</>
  const first = told.perDay.find((one) => one.day === told.from)?.members ?? 0
  return (
    <>
      {t('shop.birthdays.answer', {
        count: told.total,
        n: number(told.total),
        from: day(told.from),
        to: day(told.to),
        first: number(first),
      })}
    </>
  )
}

function Parts({ told }: Readonly<{ told: Calendar }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const note = t('shop.birthdays.known', { known: number(told.withBirthday), all: number(told.members) })
  return (
    <>
      <Section title={t('shop.birthdays.picture')} note={note}>
        <Picture told={told} />
      </Section>
      <Section title={t('shop.birthdays.list')}>
        <People told={told} />
      </Section>
      <How>
        <p>{t('shop.birthdays.how.method')}</p>
        <p>{t('shop.birthdays.how.limits')}</p>
      </How>
    </>
  )
}

/** Days in a picture; longer spans are drawn by their table alone. */
const MOST_DRAWN = 62

function Picture({ told }: Readonly<{ told: Calendar }>) {
  const { t } = useTranslation()
  const { day, number, shortDay } = useFormats()
  const bars = useMemo(() => {
    const counts = new Map(told.perDay.map((one) => [one.day, one.members]))
    const found = []
    for (let at = told.from as BusinessDay; at <= told.to; at = addDays(at, 1))
      found.push({ key: at, label: shortDay(at), now: counts.get(at) ?? 0 })
    return found
  }, [told, shortDay])
  const table = {
    caption: t('shop.birthdays.picture'),
    head: [t('shop.column.day'), t('shop.column.people')],
    rows: told.perDay.map((one) => ({ key: one.day, cells: [day(one.day), number(one.members)] })),
  }
  if (bars.length > MOST_DRAWN) return <NumbersTable {...table} />
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.birthdays.label')}
        bars={bars}
        nowTitle={t('shop.column.people')}
        write={number}
        writeAxis={number}
      />
    </Suspense>
  )
  return <WithTable drawing={drawing} table={table} />
}

function People({ told }: Readonly<{ told: Calendar }>) {
  const { t } = useTranslation()
  const [state, change] = useListState()
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: t('shop.column.name'), card: 'title', render: (row) => row.name || <Unknown /> },
    { key: 'day', title: t('shop.birthdays.day'), card: 'end', render: (row) => <DayText of={row.day} /> },
    {
      key: 'turns',
      title: t('shop.birthdays.turns'),
      number: true,
      render: (row) => <NumberText of={row.turns} />,
    },
    {
      key: 'number',
      title: t('shop.column.number'),
      render: (row) => <span className="num">{row.number}</span>,
    },
    { key: 'mobile', title: t('shop.birthdays.mobile'), render: (row) => row.mobile ?? <Unknown /> },
    { key: 'branch', title: t('shop.column.branch'), render: (row) => row.branchName ?? <Unknown /> },
  ]
  return (
    <DataTable<Row>
      name="birthdays"
      columns={columns}
      rows={told.rows}
      total={told.total}
      rowKey={(row) => row.memberId}
      rowTo={(row) => paths.member(row.memberId)}
      state={state}
      change={change}
      empty={<EmptyState title={t('shop.birthdays.none')}>{t('shop.birthdays.noneWords')}</EmptyState>}
    />
  )
}
