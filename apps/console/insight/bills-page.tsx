import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { billsReport } from '#domain/insight/contract/shop'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { billSums, LEAST_BILLS } from './bill-sums.ts'
import { How } from './how.tsx'
import { shareOf } from './insight-page.tsx'
import { PlaceBar } from './place-bar.tsx'
import { MOST_MEMBER_DAYS, spanLength } from './place.ts'
import { QuestionPage } from './question-page.tsx'
import { questionPath } from './questions.ts'
import { averageOf, isEmpty, NothingSold, SoldFigures } from './sold-figures.tsx'
import { useSpanWords } from './span-words.ts'
import { usePlace, useSpanReport } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Bills = Told<typeof billsReport>
type Row = Bills['rows'][number]
type PartWords = Readonly<{ told: Bills; use: PlaceInUse }>

/** A month of bills is enough to see how large they are. */
const USUAL_DAYS = 30

/** How much is spent at a time (C70). */
export function BillsPage() {
  const use = usePlace()
  const ask = useSpanReport(billsReport, { place: use.place, usualDays: USUAL_DAYS })
  return (
    <QuestionPage
      question="bills"
      ask={ask}
      to={use.to}
      bar={<PlaceBar use={use} shown={ask.data} usualDays={USUAL_DAYS} />}
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

function useBandText(): (row: Row) => string {
  const { t } = useTranslation()
  const { shortMoney } = useFormats()
  return useCallback(
    ({ kind, fromMinor, toMinor }) =>
      kind === 'bill'
        ? t('shop.bills.band', { from: shortMoney(fromMinor ?? 0), to: shortMoney(toMinor ?? 0) })
        : t(`shop.bills.${kind}`),
    [t, shortMoney],
  )
}

function Answer({ told }: Readonly<{ told: Bills }>) {
  const { t } = useTranslation()
  const { money, number, percent, shortMoney } = useFormats()
  const when = useSpanWords()(told)
  const band = useBandText()
  const sums = billSums(told.rows)
  if (!sums)
    return <>{t('shop.bills.little', { when, n: number(told.sold.bills), least: number(LEAST_BILLS) })}</>
  return (
    <>
      {t('shop.bills.answer', {
        when,
        average: money(averageOf(told.sold)),
        share: percent(sums.half.share, 0),
        under: shortMoney(sums.half.toMinor),
        band: band(sums.most),
        money: percent(sums.mostShare, 0),
      })}
    </>
  )
}

function Parts({ told, use }: PartWords) {
  const { t } = useTranslation()
  if (isEmpty(told.sold)) return <NothingSold told={told} use={use} />
  return (
    <>
      <SoldFigures told={told} use={use} />
      <Section title={t('shop.bills.picture')} note={t('shop.bills.note')}>
        <Picture told={told} use={use} />
      </Section>
      <How>
        <p>{t('shop.bills.how.method')}</p>
        <p>{t('shop.bills.how.limits', { least: LEAST_BILLS })}</p>
      </How>
    </>
  )
}

/** Who paid bills of a band; over more than a quarter that is too much to read. */
function peopleLink({ told, use }: PartWords, { kind, fromMinor, toMinor }: Row): string | undefined {
  if (kind !== 'bill' || spanLength(told) > MOST_MEMBER_DAYS) return undefined
  return use.to(questionPath('sold'), {
    from: told.from,
    to: told.to,
    days: undefined,
    by: 'member',
    billFromMinor: fromMinor ?? undefined,
    billToMinor: toMinor ?? undefined,
  })
}

function Picture({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { number, short } = useFormats()
  const go = useGo()
  const band = useBandText()
  const bars = useMemo(
    () =>
      told.rows
        .filter((row) => row.kind !== 'returned')
        .map((row, at) => ({
          key: String(at),
          label: band(row),
          now: row.bills,
          before: row.beforeBills,
          row,
        })),
    [told.rows, band],
  )
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.bills.label')}
        bars={bars}
        nowTitle={t('shop.now')}
        beforeTitle={t('shop.earlier')}
        write={number}
        writeAxis={short}
        onClick={({ key }) => {
          const bar = bars.find((one) => one.key === key)
          const to = bar && peopleLink({ told, use }, bar.row)
          if (to) go(to)
        }}
      />
    </Suspense>
  )
  return <WithTable drawing={drawing} table={useTable({ told, use })} />
}

function useTable({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const band = useBandText()
  const keys = ['band', 'bills', 'before', 'amount', 'share'] as const
  const rows = told.rows.map((row, at) => {
    const to = peopleLink({ told, use }, row)
    // What came back is money off, and no bill.
    const counts = row.kind === 'returned' ? ['–', '–'] : [number(row.bills), number(row.beforeBills)]
    const share = percent(shareOf(row.amountMinor, told.sold.amountMinor))
    return {
      key: String(at),
      cells: [band(row), ...counts, money(row.amountMinor), share],
      ...(to === undefined ? {} : { to }),
    }
  })
  return { caption: t('shop.bills.picture'), head: keys.map((key) => t(`shop.column.${key}`)), rows }
}
