import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { hoursReport } from '#domain/insight/contract/shop'
import { useCall } from '#ui/call.ts'
import { HeatMap } from '#ui/kit/chart/heat-map.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { SpanPlace } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { hourSpans } from './hour-spans.ts'
import { Bars, Totals } from './measures.tsx'
import { useFilters } from './use-filters.ts'

type Hours = Told<typeof hoursReport>

/** When people buy, and where another hand at the counter is needed (C71). */
export function HoursPage() {
  const { t } = useTranslation()
  const use = useFilters()
  const asked = { ...use.span, ...use.place }
  const ask = useCall(hoursReport, asked as never, { keep: true })
  const list = (hours: readonly number[]) =>
    hourSpans(hours)
      .map(([from, to]) => t('reports.hours.span', { from, to }))
      .join(t('reports.comma'))
  const answer = (told: Hours) => {
    if (told.verdict === 'too_little') return t('reports.hours.tooLittle', { count: told.days, n: told.days })
    if (told.above.length === 0 || told.below.length === 0) return t('reports.hours.even')
    return t('reports.hours.answer', { busy: list(told.above), slack: list(told.below) })
  }
  return (
    <ReportPage
      code="hours"
      ask={ask}
      filters={asked}
      bar={<SpanPlace use={use} told={ask.data} />}
      answer={answer}
      empty={(told) => told.hours.length === 0}
    >
      {(told) => (
        <>
          <Totals sold={told.sold} before={told.before} than={t('reports.than')} />
          <Week told={told} />
          <ByHour told={told} />
        </>
      )}
    </ReportPage>
  )
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

function Week({ told }: Readonly<{ told: Hours }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const weekday = (day: number) => t(`reports.weekday.${day as 1}`)
  const cells = told.cells.map((cell) => {
    const days = told.weekdays[cell.weekday - 1] ?? 0
    const perDay = days === 0 ? 0 : cell.bills / days
    const words = { day: weekday(cell.weekday), hour: cell.hour, n: number(Math.round(perDay * 10) / 10) }
    return {
      x: cell.hour,
      y: cell.weekday,
      value: perDay,
      text: number(perDay < 10 ? Math.round(perDay * 10) / 10 : Math.round(perDay)),
      label: t('reports.hours.cell', { ...words, money: money(cell.amountMinor) }),
    }
  })
  return (
    <Section title={t('reports.hours.week')} note={t('reports.hours.weekNote')}>
      <div className="hours">
        <HeatMap
          caption={t('reports.hours.week')}
          xs={told.hours.map((one) => one.hour)}
          ys={WEEKDAYS}
          xTitle={t('reports.column.hour')}
          yTitle={t('reports.column.weekday')}
          xLabel={(hour) => String(hour)}
          yLabel={weekday}
          cells={cells}
        />
      </div>
    </Section>
  )
}

function ByHour({ told }: Readonly<{ told: Hours }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const round = useRound()
  const against = (hour: number) =>
    told.above.includes(hour)
      ? t('reports.hours.above')
      : told.below.includes(hour)
        ? t('reports.hours.below')
        : '–'
  const table = {
    caption: t('reports.hours.byHour'),
    head: [
      t('reports.column.hour'),
      t('reports.column.billsPerDay'),
      t('reports.column.amount'),
      t('reports.column.against'),
    ],
    words: [3],
    rows: told.hours.map((one) => ({
      key: String(one.hour),
      cells: [
        t('reports.hours.span', { from: one.hour, to: one.hour + 1 }),
        round(one.billsPerDay),
        money(one.amountMinor),
        against(one.hour),
      ],
    })),
  }
  return (
    <Section title={t('reports.hours.byHour')} note={t('reports.hours.byHourNote')}>
      <WithTable drawing={<Drawing told={told} />} table={table} />
    </Section>
  )
}

/** One decimal is all that a number of receipts a day can bear. */
function useRound(): (n: number) => string {
  const { number } = useFormats()
  return useCallback((n) => number(Math.round(n * 10) / 10), [number])
}

function Drawing({ told }: Readonly<{ told: Hours }>) {
  const { t } = useTranslation()
  const round = useRound()
  const bars = useMemo(
    () =>
      told.hours.map((one) => ({
        key: String(one.hour),
        label: String(one.hour),
        value: one.billsPerDay,
        light: !told.above.includes(one.hour),
      })),
    [told],
  )
  const average = useMemo(
    () => ({ value: told.averageBillsPerDay, text: t('reports.hours.average') }),
    [told.averageBillsPerDay, t],
  )
  return (
    <Bars
      label={t('reports.hours.byHour')}
      bars={bars}
      title={t('reports.column.billsPerDay')}
      write={round}
      writeAxis={round}
      average={average}
    />
  )
}
