import dayjs, { type Dayjs } from 'dayjs'
import type { BusinessDay } from '#base/instant'
import type { Opening, Terms } from '#domain/booking/model/terms'

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** The same hours of several weekdays are one row of the form. */
export type Hours = Readonly<{ weekdays: Weekday[]; from: string; to: string }>

export function grouped(hours: readonly Opening[]): Hours[] {
  const rows = new Map<string, Hours>()
  for (const { weekday, from, to } of hours) {
    const key = `${from} ${to}`
    const before = rows.get(key)?.weekdays ?? []
    // Terms hold weekdays from 1 to 7.
    rows.set(key, { weekdays: [...before, weekday as Weekday].toSorted((a, b) => a - b), from, to })
  }
  return [...rows.values()]
}

const flat = (rows: readonly Hours[]): Opening[] =>
  rows.flatMap(({ weekdays, from, to }) => weekdays.map((weekday) => ({ weekday, from, to })))

export type Values = Omit<Terms, 'hours' | 'closedOn'> & {
  branchCode: string
  productCode: string
  hours: Hours[]
  closedOn: Dayjs[]
}

export const valuesOf = ({ hours, closedOn, ...rest }: Terms) => ({
  ...rest,
  hours: grouped(hours),
  closedOn: closedOn.map((one) => dayjs(one)),
})

export const termsOf = ({
  open,
  minutes,
  stepMinutes,
  places,
  daysAhead,
  holdMinutes,
  cancelHours,
  mostOpen,
  hours,
  closedOn,
}: Values): Terms => ({
  open,
  minutes,
  stepMinutes,
  places,
  daysAhead,
  holdMinutes,
  cancelHours,
  mostOpen,
  hours: flat(hours),
  closedOn: (closedOn ?? []).map((one) => one.format('YYYY-MM-DD') as BusinessDay),
})

const STEP = 30

/** 00:00, 00:30 … 24:00. */
export const TIMES: readonly string[] = Array.from({ length: (24 * 60) / STEP + 1 }, (_, n) => {
  const minutes = n * STEP
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
})
