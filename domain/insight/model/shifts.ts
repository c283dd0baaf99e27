import type { HOUR_VERDICTS } from '../contract/shop.ts'

export type HourLoad = Readonly<{ hour: number; billsPerDay: number }>
export type Shifts = Readonly<{
  averageBillsPerDay: number
  above: readonly number[]
  below: readonly number[]
  verdict: (typeof HOUR_VERDICTS)[number]
}>

/** A week of days and this many sales are the least that say anything about hours. */
export const LEAST_DAYS = 7
export const LEAST_BILLS = 50

/** Standard errors of a count beyond which an hour differs from the average by more than chance. */
const SURE = 2

/**
 * Which hours are surely busier than the average open hour, and which are surely slacker (C71): off by more than two
 * standard errors of the count an average hour has, because nobody plans shifts by what chance makes. Counted in sales
 * a day: it is customers who need somebody at the counter, not money. An hour without any sale is a closed one and no
 * part of it.
 */
export function shifts(hours: readonly HourLoad[], of: Readonly<{ days: number; bills: number }>): Shifts {
  const all = hours.reduce((sum, one) => sum + one.billsPerDay, 0)
  const average = hours.length === 0 ? 0 : all / hours.length
  const verdict = of.days < LEAST_DAYS || of.bills < LEAST_BILLS ? 'too_little' : 'known'
  const chance = of.days === 0 ? 0 : (SURE * Math.sqrt(average * of.days)) / of.days
  const those = (fits: (bills: number) => boolean) =>
    verdict === 'known' ? hours.filter((one) => fits(one.billsPerDay)).map((one) => one.hour) : []
  return {
    averageBillsPerDay: average,
    above: those((bills) => bills - average > chance),
    below: those((bills) => average - bills > chance),
    verdict,
  }
}
