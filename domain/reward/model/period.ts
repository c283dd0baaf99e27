import { money, shareDown, type Money } from '#base/money'

export type PeriodRule = Readonly<{
  bps: number
  leastMinor: Money
  /** What one unit of the voucher is worth. */
  unitMinor: Money
}>
export type Carried = Readonly<{
  /** Spend of earlier periods that was not rewarded; below zero where more came back than was bought. */
  leftMinor: Money
  /** Reward that did not fill a voucher. */
  restMinor: Money
}>
export type Due = Carried & Readonly<{ givenMinor: Money; units: number }>

/**
 * R21: the reward of a period: a share of spend, rounded down once, in whole units of the voucher. Spend below zero,
 * and what gives less than the least, is carried over as it is.
 */
export function rewardOf(spentMinor: Money, carried: Carried, rule: PeriodRule): Due {
  const base = money(carried.leftMinor + spentMinor)
  const share = base > 0 ? shareDown(base, rule.bps, 10_000) : money(0)
  const due = money(share + carried.restMinor)
  const units = Math.floor(due / rule.unitMinor)
  const givenMinor = money(units * rule.unitMinor)
  if (units === 0 || givenMinor < rule.leastMinor)
    return { leftMinor: base, restMinor: carried.restMinor, givenMinor: money(0), units: 0 }
  return { leftMinor: money(0), restMinor: money(due - givenMinor), givenMinor, units }
}
