import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays, day as aDay } from '#base/instant'
import { reconciliation, reconciliationFile } from '#domain/sale/contract/reconciliation'
import { download, useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Beside, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { Differences, DrawerPart, Tenders, TopUps } from './reconciliation-parts.tsx'
import { SpanBar } from './span-bar.tsx'
import { useSpan } from './use-span.ts'

export type Reconciliation = Told<typeof reconciliation>

/** Drawings come with a large library, so they are fetched when a page shows one. */
const DayBars = lazy(async () => ({ default: (await import('#ui/kit/chart/day-bars.tsx')).DayBars }))

/** A week is what a manager looks back on. */
const USUAL_DAYS = 7

/** Per branch and day: whether receipts and ledger agree, what the drawer must hold, and every difference (M10). */
export function ReconciliationPage() {
  const { t } = useTranslation()
  const { chain, branches } = useMe()
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const [span, change] = useSpan('/reconciliation')
  const from = span.from ?? addDays(today, 1 - USUAL_DAYS)
  const to = span.to ?? today
  const branch = branches.find((one) => one.id === span.branchId) ?? branches[0]
  const asked = { from: aDay(from), to: aDay(to), branchId: branch?.id ?? '' }
  const ask = useCall(reconciliation, asked, { enabled: branch !== undefined, keep: true })
  return (
    <Page
      title={t('value.reconcile.title')}
      answer={ask.data && branch ? <Answer told={ask.data} branch={branch.name} /> : null}
      actions={
        <SpanBar
          from={from}
          to={to}
          today={today}
          branchId={branch?.id}
          whole={false}
          choose={change}
          chooseBranch={(chosen) => change({ branchId: chosen })}
          save={() => download(reconciliationFile, asked)}
        />
      }
    >
      <Answered ask={ask}>{(told) => <Parts told={told} />}</Answered>
    </Page>
  )
}

function Answer({ told, branch }: Readonly<{ told: Reconciliation; branch: string }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const words = { branch, from: day(told.from), to: day(told.to) }
  const count = told.differences.length
  return (
    <>
      {count === 0
        ? t('value.reconcile.agrees', words)
        : t('value.reconcile.differs', { ...words, count, n: number(count) })}
    </>
  )
}

function Parts({ told }: Readonly<{ told: Reconciliation }>) {
  const { t } = useTranslation()
  if (told.days.length === 0)
    return <EmptyState title={t('value.reconcile.emptyTitle')}>{t('value.reconcile.empty')}</EmptyState>
  return (
    <>
      {told.differences.length > 0 ? <Differences told={told} /> : null}
      <Days told={told} />
      <Tenders told={told} />
      <Beside>
        <TopUps told={told} />
        <DrawerPart drawer={told.drawer} />
      </Beside>
    </>
  )
}

const VALUE_TENDERS: readonly string[] = ['stored_value', 'points', 'voucher', 'on_account']

const dayRow = ({ day, drawer, tenders, differences }: Reconciliation['days'][number]) => ({
  day,
  lower: drawer.expectedMinor,
  upper: tenders
    .filter(({ tender }) => VALUE_TENDERS.includes(tender))
    .reduce((all, { amountMinor }) => all + amountMinor, 0),
  differences,
})

/** Cash and value by day, its numbers beside it. */
function Days({ told }: Readonly<{ told: Reconciliation }>) {
  const { t } = useTranslation()
  const go = useGo()
  const { day, money, number, shortMoney } = useFormats()
  const { branchId } = told
  const rows = useMemo(() => told.days.map(dayRow), [told])
  const open = (of: string) => paths.sales({ from: of, to: of, branchId })
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <DayBars
        label={t('value.reconcile.days.label')}
        days={rows}
        lowerTitle={t('value.reconcile.days.cash')}
        upperTitle={t('value.reconcile.days.value')}
        write={money}
        writeAxis={shortMoney}
        onClick={(of) => go(open(of))}
      />
    </Suspense>
  )
  const table = {
    caption: t('value.reconcile.days.title'),
    head: [
      t('value.reconcile.days.day'),
      t('value.reconcile.days.cash'),
      t('value.reconcile.days.value'),
      t('value.reconcile.days.differences'),
    ],
    rows: rows.toReversed().map((row) => ({
      key: row.day,
      cells: [day(row.day), money(row.lower), money(row.upper), number(row.differences)],
      to: open(row.day),
    })),
  }
  return (
    <Section title={t('value.reconcile.days.title')} note={t('value.reconcile.days.note')}>
      <WithTable drawing={drawing} table={table} />
    </Section>
  )
}
