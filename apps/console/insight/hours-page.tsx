import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { hoursReport } from '#domain/insight/contract/shop'
import { LEAST_BILLS, LEAST_DAYS } from '#domain/insight/model/shifts'
import { HeatMap } from '#ui/kit/chart/heat-map.tsx'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from './how.tsx'
import { PlaceBar } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { isEmpty, NothingSold, SoldFigures } from './sold-figures.tsx'
import { clock, hourSpans, useSpanWords } from './span-words.ts'
import { usePlace, useSpanReport } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

type Hours = Told<typeof hoursReport>

/** Four weeks, so that every weekday comes equally often. */
const USUAL_DAYS = 28
const LEAST = { leastDays: LEAST_DAYS, leastBills: LEAST_BILLS } as const

/** When people buy, and which hours need more hands (C71). */
export function HoursPage() {
  const use = usePlace()
  const ask = useSpanReport(hoursReport, { place: use.place, usualDays: USUAL_DAYS })
  return (
    <QuestionPage
      question="hours"
      ask={ask}
      to={use.to}
      bar={<PlaceBar use={use} shown={ask.data} usualDays={USUAL_DAYS} />}
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

/** Spans of hours as people write them. */
function useHoursText(): (hours: readonly number[]) => string {
  const { t } = useTranslation()
  return (hours) =>
    hourSpans(hours)
      .map(({ from, to }) => `${clock(from)}–${clock(to)}`)
      .join(t('shop.hours.and'))
}

function Answer({ told }: Readonly<{ told: Hours }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const when = useSpanWords()(told)
  const text = useHoursText()
  if (told.verdict === 'too_little') {
    return (
      <>
        {t('shop.hours.little', { when, days: number(told.days), bills: number(told.sold.bills), ...LEAST })}
      </>
    )
  }
  const words = { when, above: text(told.above), below: text(told.below) }
  if (told.above.length === 0)
    return <>{t(told.below.length === 0 ? 'shop.hours.even' : 'shop.hours.slack', words)}</>
  return <>{t(told.below.length === 0 ? 'shop.hours.busy' : 'shop.hours.answer', words)}</>
}

function Parts({ told, use }: Readonly<{ told: Hours; use: PlaceInUse }>) {
  const { t } = useTranslation()
  if (isEmpty(told.sold)) return <NothingSold told={told} use={use} />
  return (
    <>
      <SoldFigures told={told} use={use} />
      <Section title={t('shop.hours.map')} note={t('shop.hours.mapNote')}>
        <WeekMap told={told} />
      </Section>
      <How>
        <p>{t('shop.hours.how.method')}</p>
        <p>{t('shop.hours.how.limits', LEAST)}</p>
      </How>
    </>
  )
}

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const
/** A Monday, from which the names of the days of a week are taken. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

function useWeekdays(): (weekday: number) => string {
  const { i18n } = useTranslation()
  const names = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
  return (weekday) => names.format(new Date(MONDAY + (weekday - 1) * DAY_MS))
}

/** Weekday by hour, in bills on a day of that kind; the hours of all days beside it. */
function WeekMap({ told }: Readonly<{ told: Hours }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const weekday = useWeekdays()
  const perDay = (bills: number, days: number) => (days === 0 ? 0 : Math.round((bills / days) * 10) / 10)
  const cells = told.cells
    .filter((cell) => cell.bills > 0)
    .map((cell) => {
      const bills = perDay(cell.bills, told.weekdays[cell.weekday - 1] ?? 0)
      const at = { weekday: weekday(cell.weekday), hour: clock(cell.hour) }
      return {
        x: cell.weekday,
        y: cell.hour,
        value: bills,
        text: number(bills),
        label: t('shop.hours.cell', { ...at, bills: number(bills), money: money(cell.amountMinor) }),
      }
    })
  const caption = t('shop.hours.caption')
  const drawing = (
    <div className="heat-hours">
      <HeatMap
        caption={caption}
        xs={WEEK}
        ys={told.hours.map((one) => one.hour)}
        xTitle={t('shop.hours.weekday')}
        yTitle={t('shop.hours.hour')}
        xLabel={weekday}
        yLabel={clock}
        cells={cells}
      />
    </div>
  )
  return (
    <>
      <WithTable drawing={drawing} table={useHoursTable(told)} />
      <WeekTable told={told} />
    </>
  )
}

function WeekTable({ told }: Readonly<{ told: Hours }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const weekday = useWeekdays()
  const head = ['hours.weekday', 'hours.daysSold', 'column.bills', 'column.amount'] as const
  return (
    <NumbersTable
      caption={t('shop.hours.days')}
      head={head.map((key) => t(`shop.${key}`))}
      rows={WEEK.map((one) => {
        const own = told.cells.filter((cell) => cell.weekday === one)
        const sum = (of: 'bills' | 'amountMinor') => own.reduce((all, cell) => all + cell[of], 0)
        const days = number(told.weekdays[one - 1] ?? 0)
        return {
          key: String(one),
          cells: [weekday(one), days, number(sum('bills')), money(sum('amountMinor'))],
        }
      })}
    />
  )
}

function useHoursTable(told: Hours) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const hint = (hour: number) =>
    told.above.includes(hour)
      ? t('shop.hours.more')
      : told.below.includes(hour)
        ? t('shop.hours.fewer')
        : t('shop.hours.same')
  const known = told.verdict === 'known'
  return {
    caption: t('shop.hours.byHour', { n: number(Math.round(told.averageBillsPerDay * 10) / 10) }),
    head: [
      t('shop.hours.hour'),
      t('shop.hours.perDay'),
      t('shop.column.amount'),
      ...(known ? [t('shop.hours.hint')] : []),
    ],
    words: [3],
    rows: told.hours.map((one) => ({
      key: String(one.hour),
      cells: [
        clock(one.hour),
        number(Math.round(one.billsPerDay * 10) / 10),
        money(one.amountMinor),
        ...(known ? [hint(one.hour)] : []),
      ],
    })),
  }
}
