import { less, splitByLargestRemainder, nothing, sum, type Money } from '#base/money'
import type { Scene } from './holds.ts'

/** A discount given by hand: an amount, or a share in basis points. */
export type ByHand = Readonly<{ minor: number }> | Readonly<{ bps: number }>

export type BasketLine = Readonly<{
  no: number
  productCode: string
  category: string
  /** Quantity in thousandths, so that weighed goods are exact. */
  thousandths: number
  unitPriceMinor: Money
  /** What one unit costs the chain, where it knows. */
  costMinor: Money | null
  discount: ByHand | null
  /** Covers the line by a pass of this code. */
  passCode: string | null
  /** Sells the line by an add-on offer of this code (C20). */
  addOnCode: string | null
}>

export type Basket = Scene &
  Readonly<{
    lines: readonly BasketLine[]
    discount: ByHand | null
    /** Codes of the coupons that lower the price, one entry per coupon; their order does not matter. */
    coupons: readonly string[]
    /** Whether the program's member prices hold, or prices were made elsewhere and are taken as they are. */
    asSent?: boolean
  }>

export const DEDUCTIONS = ['member', 'add_on', 'line', 'basket', 'coupon', 'pass'] as const

/** Why a line costs less than its price. */
export type Deduction = Readonly<{
  kind: (typeof DEDUCTIONS)[number]
  code: string | null
  minor: Money
}>
export type PricedLine = Readonly<{
  no: number
  quantity: string
  listedMinor: Money
  chargedMinor: Money
  deductions: readonly Deduction[]
  /** Units of a pass that the line uses. */
  passCount: number
}>
/** Lines in the order they came; `listed` less every deduction is `total`, never below zero (promises C3). */
export type PricedBasket = Readonly<{ lines: readonly PricedLine[]; listedMinor: Money; totalMinor: Money }>

/** In order of precedence. */
export const PRICE_REFUSALS = [
  'members_only',
  'not_on_sale_yet',
  'presale_for_members',
  'add_on_unknown',
  'add_on_not_for_member',
  'add_on_not_valid_today',
  'add_on_not_for_product',
  'pass_unknown',
  'pass_not_for_product',
  'pass_quantity_not_whole',
  'discount_above_price',
  'add_on_too_many',
  'add_on_below_minimum',
  'coupon_unknown',
  'coupon_not_valid_today',
  'coupon_not_for_member',
  'coupons_not_combinable',
  'coupon_not_applicable',
  'coupon_below_minimum',
] as const
export type PriceRefusal = (typeof PRICE_REFUSALS)[number]

/** A line on its way from list price to charge. */
export type Open = {
  readonly line: BasketLine
  readonly listed: Money
  rest: Money
  deductions: Deduction[]
  pass: number
}

export function deduct(open: Open, kind: Deduction['kind'], code: string | null, minor: Money): void {
  if (minor === 0) return
  open.rest = less(open.rest, minor)
  open.deductions.push({ kind, code, minor })
}

export const restOf = (lines: readonly Open[]): Money => sum(lines.map((one) => one.rest))

/** Spread over lines by what is left of each; equal remainders fall by goods, not by the order they were scanned in. */
export function spread(
  lines: readonly Open[],
  off: Money,
  kind: Deduction['kind'],
  code: string | null,
): void {
  const sorted = lines.toSorted(byGoods)
  const shares = splitByLargestRemainder(
    off,
    sorted.map((one) => one.rest),
  )
  sorted.forEach((one, at) => deduct(one, kind, code, shares[at] ?? nothing))
}

export const byGoods = (a: Open, b: Open): number =>
  compare(a.line.productCode, b.line.productCode) ||
  a.rest - b.rest ||
  a.line.thousandths - b.line.thousandths ||
  a.listed - b.listed ||
  compare(wordsOf(a), wordsOf(b))

/** Of two lines alike in goods and price, everything but their places still tells them apart. */
const wordsOf = ({ line: { no: _, ...line }, deductions }: Open): string => JSON.stringify({ line, deductions })

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Of what is wrong with many lines, the first in order of precedence: the answer must not depend on their order. */
export const firstOf = <Code extends string>(
  order: readonly Code[],
  codes: readonly Code[],
): Code | undefined => order.find((code) => codes.includes(code))
