import { z } from 'zod'
import { less, money, nothing, shareDown, shareHalfUp, sum, type Money } from '#base/money'
import { mayAll, type Permission } from '#domain/org/model'
import type { ByHand } from '#domain/program/model/basket'

/**
 * What a cashier may take off by hand alone, as a share of the list price: of each line, and of the basket in all.
 * Beyond it a second person allows it by PIN, with a network or without. No rule is no limit.
 */
export const discountRule = z.strictObject({ mostBps: z.int().min(0).max(10_000) })
export type DiscountRule = z.output<typeof discountRule>

/** Whoever holds it gives any discount alone, and allows those of others. */
export const MAY_DISCOUNT: Permission = 'sale.discount'

export type HandLine = Readonly<{ unitPriceMinor: number; thousandths: number; discount: ByHand | null }>
export type HandBasket = Readonly<{ lines: readonly HandLine[]; discount: ByHand | null }>

/**
 * What hands took off a basket, by its list prices alone, so that till and head office come to the same. A share off
 * the basket is taken of what the lines' own discounts leave; member prices and coupons would only make it less.
 */
export type HandDiscount = Readonly<{
  offMinor: Money
  listedMinor: Money
  /** The largest share: of a line, of the basket, or of both together. */
  shareBps: number
}>

/** A discount by hand that stands: the limit of then, and by what it goes beyond it. */
export type HandGiven = HandDiscount &
  Readonly<{
    /** What whoever gave it might give alone; null was no limit. */
    mostBps: number | null
    /** Whether whoever gave it may give any. */
    may: boolean
    /** The second person's word it goes by. */
    allowanceId: string | null
  }>

export function handDiscount({ lines, discount }: HandBasket): HandDiscount {
  const each = lines.map((line) => {
    const listed = shareHalfUp(money(line.unitPriceMinor), line.thousandths, 1000)
    return { listed, off: offOf(line.discount, listed), shareBps: shareOf(line.discount, listed) }
  })
  const listedMinor = sum(each.map((one) => one.listed))
  const offLines = sum(each.map((one) => one.off))
  const left = less(listedMinor, offLines)
  const offMinor = sum([offLines, offOf(discount, left)])
  // A discount of either kind alone is as large as it was typed; only both together have to be worked out.
  const together = offLines > 0 && discount !== null ? bpsOf(offMinor, listedMinor) : 0
  const shares = [...each.map((one) => one.shareBps), shareOf(discount, left), together]
  return { offMinor, listedMinor, shareBps: Math.max(0, ...shares) }
}

const offOf = (by: ByHand | null, of: Money): Money => {
  if (by === null) return nothing
  const off = 'minor' in by ? money(by.minor) : shareHalfUp(of, by.bps, 10_000)
  return off > of ? of : off
}

const shareOf = (by: ByHand | null, of: Money): number => {
  if (by === null) return 0
  return 'minor' in by ? bpsOf(offOf(by, of), of) : by.bps
}

const bpsOf = (off: Money, of: Money): number => (of === 0 ? 0 : shareDown(money(10_000), off, of))

/** Whether a person alone may give it. */
export const withinRule = (
  rule: DiscountRule | undefined,
  permissions: readonly string[],
  { shareBps }: Pick<HandDiscount, 'shareBps'>,
): boolean => rule === undefined || shareBps <= rule.mostBps || mayDiscount(permissions)

export const mayDiscount = (permissions: readonly string[]): boolean => mayAll(permissions, [MAY_DISCOUNT])

type Measure = Readonly<{ offMinor: number; shareBps: number }>

/** What a second person allowed: no larger share and no larger sum goes by it. */
export const covers = (allowed: Measure, now: Measure): boolean =>
  now.offMinor <= allowed.offMinor && now.shareBps <= allowed.shareBps
