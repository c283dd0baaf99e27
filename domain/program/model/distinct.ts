import { money, shareHalfUp, type Money } from '#base/money'
import type { ProgramDocument, Tiers } from './document.ts'

type Tier = Tiers['list'][number]

/** Less than so much of a basket is not felt, in basis points. */
export const FELT_BPS = 200

/** Two neighbouring tiers whose gifts on a basket a member can hardly tell apart. */
export type Alike = Readonly<{
  /** Place of the higher one in the list. */
  at: number
  lower: Tier
  higher: Tier
  basketMinor: Money
  lowerMinor: Money
  higherMinor: Money
}>

/**
 * C17: what members of neighbouring tiers pay for the baskets that people really buy. A difference of less than one
 * whole unit of the currency, or of less than 2 % of the basket, is not felt: 9.50 and 9.00 for an item of 10.00.
 * Tiers with the same discount are left alone: they differ by something else or not at all (`alike`).
 */
export function hardlyDifferent(
  program: ProgramDocument,
  of: Readonly<{ basketsMinor: readonly number[]; unitMinor: number }>,
): Alike[] {
  const { list } = program.tiers
  return list.flatMap((higher, at) => {
    const lower = list[at - 1]
    if (lower === undefined || lower.discountBps === higher.discountBps) return []
    const found = of.basketsMinor.flatMap((basket) => {
      const basketMinor = money(basket)
      const lowerMinor = priceFor(lower, basketMinor)
      const higherMinor = priceFor(higher, basketMinor)
      const apart = Math.abs(lowerMinor - higherMinor)
      const felt = apart >= of.unitMinor && apart >= shareHalfUp(basketMinor, FELT_BPS, 10_000)
      return felt ? [] : [{ at, lower, higher, basketMinor, lowerMinor, higherMinor }]
    })
    return found.slice(0, 1)
  })
}

const priceFor = (tier: Tier, basketMinor: Money): Money =>
  shareHalfUp(basketMinor, 10_000 - tier.discountBps, 10_000)

/** Neighbouring tiers of which the higher gives nothing that the lower one does not. */
export function alike(program: ProgramDocument): number[] {
  const { list } = program.tiers
  const named = (code: string) =>
    [
      ...program.benefits,
      ...program.memberPrices,
      ...program.membersOnly,
      ...program.presales,
      ...program.addOns,
      ...program.earning.multipliers,
      ...program.coupons,
      ...program.gifts,
      ...program.claims,
    ]
      .map((one, at) => (one.tiers.includes(code) ? at : -1))
      .join()
  return list.flatMap((higher, at) => {
    const lower = list[at - 1]
    const same =
      lower !== undefined &&
      lower.discountBps === higher.discountBps &&
      lower.earnTimes === higher.earnTimes &&
      named(lower.code) === named(higher.code)
    return same ? [at] : []
  })
}
