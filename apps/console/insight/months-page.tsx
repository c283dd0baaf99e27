import { Input, Select } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { monthsReport } from '#domain/insight/contract/shop'
import type { Trend } from '#domain/insight/model/trend'
import { useCall } from '#ui/call.ts'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { anchorDay } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { ChangeText } from './change-text.tsx'
import { How } from './how.tsx'
import {
  MONTHS_OFFERED,
  monthSpan,
  monthsOf,
  sinceOpening,
  trendOfMonths,
  USUAL_MONTHS,
} from './month-trend.ts'
import { WhereChoice } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { usePlace } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Months = Told<typeof monthsReport>

/** Whether sales rise or fall: by month, beside a year before, with a straight line through them (C64, C70). */
export function MonthsPage() {
  const use = usePlace()
  const ask = useMonths(use)
  return (
    <QuestionPage
      question="months"
      ask={ask}
      to={use.to}
      bar={
        <div className="place-bar">
          <WhereChoice use={use} />
          <MonthsChoice use={use} />
          <ProductChoice use={use} />
        </div>
      }
      answer={Answer}
    >
      {(told) => <Parts told={{ ...told, rows: sinceOpening(told.rows) }} use={use} />}
    </QuestionPage>
  )
}

/** Up to this month, or to that of the last sale where that is long ago. */
function useMonths(use: PlaceInUse) {
  const { branchId, region } = use.place
  const where = {
    ...(branchId ? { branchId } : {}),
    ...(region ? { region } : {}),
    months: monthsOf(use.search),
    product: productOf(use),
  }
  const first = useCall(monthsReport, where, { keep: true })
  const anchor = first.data ? anchorDay(first.data.today as BusinessDay, first.data.lastDay) : undefined
  const old = anchor !== undefined && anchor !== first.data?.today
  const second = useCall(monthsReport, { ...where, ...(old ? { asOf: anchor } : {}) }, { enabled: old })
  return old ? second : first
}

/** A product by its code or a part of its name; a code may be a number. */
const productOf = ({ search }: PlaceInUse): string =>
  search['product'] === undefined ? '' : String(search['product'])

/** One product's months instead of all. */
function ProductChoice({ use }: Readonly<{ use: PlaceInUse }>) {
  const { t } = useTranslation()
  const [text, setText] = useState(productOf(use))
  return (
    <Input.Search
      allowClear
      className="sold-search"
      aria-label={t('shop.products.search')}
      placeholder={t('shop.products.search')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={(product) => use.change({ product: product.trim() || undefined })}
    />
  )
}

function MonthsChoice({ use }: Readonly<{ use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (
    <Select
      className="list-choice"
      aria-label={t('shop.place.span')}
      value={monthsOf(use.search)}
      options={MONTHS_OFFERED.map((value) => ({
        value: value as number,
        label: t('insight.lens.months', { count: value, n: number(value) }),
      }))}
      onChange={(months) => use.change({ months: months === USUAL_MONTHS ? undefined : months })}
    />
  )
}

function Answer({ told }: Readonly<{ told: Months }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const trend = useMemo(() => trendOfMonths(told.rows), [told.rows])
  const product = productOf(usePlace())
  const named = product === '' ? '' : t('shop.months.named', { product })
  if (!trend)
    return (
      <>
        {named}
        {t('shop.months.little')}
      </>
    )
  const { line, next, direction, periods } = trend
  const words = {
    count: periods,
    n: number(periods),
    slope: money(Math.abs(Math.round(line.slope))),
    // A fall is told as an amount, and so are its bounds.
    low: money(Math.round(direction === 'falling' ? -line.high : line.low)),
    high: money(Math.round(direction === 'falling' ? -line.low : line.high)),
    next: money(Math.max(0, Math.round(next))),
  }
  return (
    <>
      {named}
      {t(`shop.months.answer.${direction}`, words)}
    </>
  )
}

function Parts({ told, use }: Readonly<{ told: Months; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const trend = useMemo(() => trendOfMonths(told.rows), [told.rows])
  if (told.rows.length === 0)
    return <EmptyState title={t('shop.nothing.title')}>{t('shop.nothing.ever')}</EmptyState>
  return (
    <>
      <Section title={t('shop.months.picture')} note={t('shop.months.note')}>
        <Picture told={told} trend={trend} use={use} />
      </Section>
      {trend ? <TrendTable trend={trend} /> : null}
      <How>
        <p>{t('shop.months.how.method')}</p>
        <p>{t('shop.months.how.trend')}</p>
        <p>{t('shop.months.how.limits')}</p>
      </How>
    </>
  )
}

type PictureWords = Readonly<{ told: Months; trend: Trend | null; use: PlaceInUse }>

function useMonthText(): (month: string) => string {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, {
      year: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    })
    return (month) => format.format(new Date(`${month}T00:00:00Z`))
  }, [i18n.language])
}

/** The receipts of a month. */
function receiptsOf(use: PlaceInUse, month: string): string {
  const { branchId } = use.place
  return paths.sales({ ...monthSpan(month), ...(branchId ? { branchId } : {}) })
}

function Picture({ told, trend, use }: PictureWords) {
  const { t } = useTranslation()
  const { money, shortMoney } = useFormats()
  const go = useGo()
  const month = useMonthText()
  const bars = useMemo(() => {
    return told.rows.map((row, at) => ({
      key: row.month,
      label: month(row.month),
      now: row.amountMinor,
      before: row.yearBeforeMinor,
      ...(trend && row.whole ? { line: trend.line.intercept + trend.line.slope * at } : {}),
    }))
  }, [told.rows, trend, month])
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.months.label')}
        bars={bars}
        nowTitle={t('shop.months.now')}
        beforeTitle={t('shop.months.yearBefore')}
        {...(trend ? { lineTitle: t('shop.months.line') } : {})}
        write={(value) => money(Math.round(value))}
        writeAxis={shortMoney}
        onClick={(bar) => go(receiptsOf(use, bar.key))}
      />
    </Suspense>
  )
  return <WithTable drawing={drawing} table={useTable(told, use)} />
}

function useTable(told: Months, use: PlaceInUse) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const month = useMonthText()
  const keys = ['month', 'amount', 'yearBefore', 'change', 'bills'] as const
  const rows = told.rows.toReversed().map((row) => ({
    key: row.month,
    cells: [
      row.whole ? month(row.month) : t('shop.months.unfinished', { month: month(row.month) }),
      money(row.amountMinor),
      money(row.yearBeforeMinor),
      row.whole ? <ChangeText key="change" now={row.amountMinor} before={row.yearBeforeMinor} /> : '–',
      number(row.bills),
    ],
    to: receiptsOf(use, row.month),
  }))
  return { caption: t('shop.months.picture'), head: keys.map((key) => t(`shop.column.${key}`)), rows }
}

/** What the straight line says, in numbers. */
function TrendTable({ trend }: Readonly<{ trend: Trend }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const { line, robust, next, percentPerPeriod, periods } = trend
  const rows = [
    ['slope', money(Math.round(line.slope))],
    [
      'interval',
      t('shop.months.between', { low: money(Math.round(line.low)), high: money(Math.round(line.high)) }),
    ],
    ['share', percentPerPeriod === null ? '–' : percent(percentPerPeriod)],
    ['robust', money(Math.round(robust.slope))],
    ['next', money(Math.max(0, Math.round(next)))],
    ['periods', number(periods)],
  ] as const
  return (
    <Section title={t('shop.months.trend.title')}>
      <NumbersTable
        caption={t('shop.months.trend.title')}
        head={[t('shop.months.trend.what'), t('shop.months.trend.value')]}
        rows={rows.map(([key, value]) => ({ key, cells: [t(`shop.months.trend.${key}`), value] }))}
      />
    </Section>
  )
}
