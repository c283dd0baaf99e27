import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays, addMonths, day as aDay } from '#base/instant'
import { monthsReport } from '#domain/insight/contract/shop'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { DayFilter, PlaceFilter } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Bars, Totals, useChange } from './measures.tsx'
import { useFilters, type FiltersInUse } from './use-filters.ts'

type Months = Told<typeof monthsReport>
const CHOICES = [6, 12, 24, 36] as const

/** What was spent month by month (C70). */
export function MonthsPage() {
  const { t } = useTranslation()
  const { money, percent } = useFormats()
  const use = useFilters()
  const months = use.number('months') ?? 12
  const asOf = use.day('asOf')
  const asked = { months, ...use.place, ...(asOf ? { asOf } : {}) }
  const ask = useCall(monthsReport, asked as never, { keep: true })
  const answer = ({ rows }: Months) => {
    const whole = rows.filter((row) => row.whole)
    const last = whole.at(-1)
    const before = whole.at(-2)
    if (!last || !before || before.amountMinor <= 0) return t('reports.months.tooLittle')
    const share = (last.amountMinor - before.amountMinor) / before.amountMinor
    const words = { month: t('reports.month', monthParts(last.month)), money: money(last.amountMinor) }
    const change = percent(Math.abs(share))
    if (share === 0) return t('reports.months.same', words)
    return t(share > 0 ? 'reports.months.more' : 'reports.months.less', { ...words, change })
  }
  return (
    <ReportPage
      code="months"
      ask={ask}
      filters={asked}
      bar={
        <>
          <Select
            className="list-choice"
            aria-label={t('reports.months.count')}
            value={months}
            options={CHOICES.map((n) => ({ value: n, label: t('insight.lens.months', { count: n, n }) }))}
            onChange={(chosen) => use.change({ months: chosen })}
          />
          <DayFilter use={use} shown={ask.data?.today} />
          <PlaceFilter use={use} />
        </>
      }
      answer={answer}
      empty={(told) => told.lastDay === null}
    >
      {(told) => (
        <>
          <Totals sold={told.sold} before={told.before} than={t('reports.thanYear')} />
          <ByMonth told={told} use={use} />
        </>
      )}
    </ReportPage>
  )
}

/** Year and month for a phrase of the catalogue. */
export const monthParts = (month: string): Readonly<{ year: string; n: number }> => ({
  year: month.slice(0, 4),
  n: Number(month.slice(5, 7)),
})

const lastDayOf = (month: string): string => addDays(addMonths(aDay(month), 1), -1)

type ByMonthWords = Readonly<{ told: Months; use: FiltersInUse }>

/** The days of a month. */
const daysOf = (month: string, use: FiltersInUse): string =>
  paths.report('sold', { by: 'day', from: month, to: lastDayOf(month), sort: 'key', ...use.place })

function ByMonth({ told, use }: ByMonthWords) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const change = useChange()
  const name = (month: string) => t('reports.month', monthParts(month))
  const table = {
    caption: t('reports.months.title'),
    head: [
      t('reports.column.month'),
      t('reports.column.amount'),
      t('reports.column.bills'),
      t('reports.column.members'),
      t('reports.column.changeYear'),
    ],
    rows: told.rows.toReversed().map((row) => ({
      key: row.month,
      cells: [
        row.whole ? name(row.month) : t('reports.months.soFar', { month: name(row.month) }),
        money(row.amountMinor),
        number(row.bills),
        row.amountMinor > 0 ? percent(row.memberAmountMinor / row.amountMinor) : '–',
        row.whole ? change(row.amountMinor, row.yearBeforeMinor) : '–',
      ],
      to: daysOf(row.month, use),
    })),
  }
  return (
    <Section title={t('reports.months.byMonth')} note={t('reports.months.note')}>
      <WithTable drawing={<Drawing told={told} use={use} />} table={table} />
    </Section>
  )
}

function Drawing({ told, use }: ByMonthWords) {
  const { t } = useTranslation()
  const go = useGo()
  const { money, shortMoney } = useFormats()
  const bars = useMemo(
    () =>
      told.rows.map((row) => ({
        key: row.month,
        label: t('reports.month', monthParts(row.month)),
        value: row.amountMinor,
        before: row.yearBeforeMinor,
        light: !row.whole,
      })),
    [told.rows, t],
  )
  return (
    <Bars
      label={t('reports.months.title')}
      bars={bars}
      title={t('reports.column.amount')}
      beforeTitle={t('reports.yearBefore')}
      write={money}
      writeAxis={shortMoney}
      onClick={(month) => go(daysOf(month, use))}
    />
  )
}
