import { addDays, daysBetween, isDay } from '#base/instant'
import type { BusinessDay } from '#base/instant'
import { anchorDay } from '../overview/span.ts'

/** Which days, and where: absent parts take the usual ones of the page. */
export type Place = Readonly<{
  from?: BusinessDay
  to?: BusinessDay
  /** So many days up to today, when no days are named. */
  days?: number
  branchId?: string
  region?: string
}>

/** Spans on offer, in days up to today. */
export const SPAN_DAYS = [1, 7, 28, 90, 365] as const
const MOST_DAYS = 1_100

/** Reads days and place from the address; what makes no sense is left out, never an error. */
export function placeOf(search: Readonly<Record<string, unknown>>): Place {
  const { from, to, days, branchId, region } = search
  const named = isDayText(from) && isDayText(to) && from <= to ? { from, to } : {}
  const many = typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS
  return {
    ...named,
    ...(many ? { days } : {}),
    ...(typeof branchId === 'string' && branchId !== '' ? { branchId } : {}),
    // A region may be called 3.
    ...(region !== undefined && region !== '' ? { region: String(region) } : {}),
  }
}

const isDayText = (value: unknown): value is BusinessDay => typeof value === 'string' && isDay(value)

/** What a report says of the days it looked at. */
export type Dated = Readonly<{ from: string; to: string; today: string; lastDay: string | null }>

/**
 * The days to ask for once it is known when the last sale was: null where the report's own usual days are the ones. A
 * chain whose sales are long past is looked at up to its last day, or every page of it would be empty.
 */
export function daysToAsk(
  told: Pick<Dated, 'today' | 'lastDay'>,
  of: Readonly<{ days: number; usualDays: number }>,
): Readonly<{ from: BusinessDay; to: BusinessDay }> | null {
  const today = told.today as BusinessDay
  const to = anchorDay(today, told.lastDay)
  if (to === today && of.days === of.usualDays) return null
  return { from: addDays(to, 1 - of.days), to }
}

/** How many days a span has, both ends included. */
export const spanLength = ({ from, to }: Pick<Dated, 'from' | 'to'>): number =>
  daysBetween(from as BusinessDay, to as BusinessDay) + 1

/** What members bought is read from the receipts themselves, so a quarter is what one look can hold. */
export const MOST_MEMBER_DAYS = 92
