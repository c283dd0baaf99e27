import type { BusinessDay } from '#base/instant'
import {
  decimalText,
  less,
  money,
  nothing,
  shareHalfUp,
  splitByLargestRemainder,
  sum,
  type Money,
} from '#base/money'
import type { CouponRule, ProgramDocument } from './document.ts'

/** A discount given by hand: an amount, or a share in basis points. */
export type ByHand = Readonly<{ minor: number }> | Readonly<{ bps: number }>

export type BasketLine = Readonly<{
  no: number
  productCode: string
  /** Quantity in thousandths, so that weighed goods are exact. */
  thousandths: number
  unitPriceMinor: Money
  discount: ByHand | null
  /** Covers the line by a pass of this code. */
  passCode: string | null
}>

export type Basket = Readonly<{
  lines: readonly BasketLine[]
  discount: ByHand | null
  /** Codes of the coupons that lower the price, one entry per coupon; their order does not matter. */
  coupons: readonly string[]
  /** The day the sale is judged by. */
  on: BusinessDay
}>

/** Why a line costs less than its price. */
export type Deduction = Readonly<{
  kind: 'line' | 'basket' | 'coupon' | 'pass'
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
  'pass_unknown',
  'pass_not_for_product',
  'pass_quantity_not_whole',
  'discount_above_price',
  'coupon_unknown',
  'coupon_not_valid_today',
  'coupons_not_combinable',
  'coupon_not_applicable',
  'coupon_below_minimum',
] as const
export type PriceRefusal = (typeof PRICE_REFUSALS)[number]

type Open = {
  readonly line: BasketLine
  readonly listed: Money
  rest: Money
  deductions: Deduction[]
  pass: number
}

/**
 * What a basket costs: list price, less discounts by hand on lines, passes, a discount on the basket, and coupons.
 * Pure,
 * so till, server and rehearsal agree. The answer does not depend on the order of lines or coupons (promises C3).
 */
export function priceBasket(program: ProgramDocument, basket: Basket): PricedBasket | PriceRefusal {
  const open: Open[] = []
  const refused: PriceRefusal[] = []
  for (const line of basket.lines) {
    const opened = openLine(program, line)
    if (typeof opened === 'string') refused.push(opened)
    else open.push(opened)
  }
  const first = firstOf(PRICE_REFUSALS, refused)
  if (first) return first
  const wrong = discountBasket(open, basket.discount) ?? useCoupons(program, basket, open)
  if (wrong) return wrong
  const lines = open.map(({ line, listed, rest, deductions, pass }) => ({
    no: line.no,
    quantity: decimalText(line.thousandths, 3),
    listedMinor: listed,
    chargedMinor: rest,
    deductions,
    passCount: pass,
  }))
  return {
    lines,
    listedMinor: sum(lines.map((line) => line.listedMinor)),
    totalMinor: sum(lines.map((line) => line.chargedMinor)),
  }
}

/** S2: quantity × price, halves away from zero, then the line's own discount and its pass. */
function openLine(program: ProgramDocument, line: BasketLine): Open | PriceRefusal {
  const listed = shareHalfUp(line.unitPriceMinor, line.thousandths, 1000)
  const opened: Open = { line, listed, rest: listed, deductions: [], pass: 0 }
  const wrong = judgePass(program, line)
  if (wrong) return wrong
  if (line.discount !== null) {
    const off = amountOf(line.discount, listed)
    if (off > listed) return 'discount_above_price'
    deduct(opened, 'line', null, off)
  }
  if (line.passCode === null) return opened
  opened.pass = line.thousandths / 1000
  deduct(opened, 'pass', line.passCode, opened.rest)
  return opened
}

function judgePass(program: ProgramDocument, line: BasketLine): PriceRefusal | null {
  if (line.passCode === null) return null
  const pass = program.passes.find((one) => one.code === line.passCode)
  if (!pass) return 'pass_unknown'
  if (!pass.productCodes.includes(line.productCode)) return 'pass_not_for_product'
  return line.thousandths % 1000 === 0 ? null : 'pass_quantity_not_whole'
}

/** Of what is wrong with many lines, the first in order of precedence: the answer must not depend on their order. */
export const firstOf = <Code extends string>(
  order: readonly Code[],
  codes: readonly Code[],
): Code | undefined => order.find((code) => codes.includes(code))

const amountOf = (by: ByHand, of: Money): Money =>
  'minor' in by ? money(by.minor) : shareHalfUp(of, by.bps, 10_000)

function deduct(open: Open, kind: Deduction['kind'], code: string | null, minor: Money): void {
  if (minor === 0) return
  open.rest = less(open.rest, minor)
  open.deductions.push({ kind, code, minor })
}

/** Spread over lines by what is left of each; equal remainders fall by goods, not by the order they were scanned in. */
function spread(lines: readonly Open[], off: Money, kind: Deduction['kind'], code: string | null): void {
  const sorted = lines.toSorted(byGoods)
  const shares = splitByLargestRemainder(
    off,
    sorted.map((one) => one.rest),
  )
  sorted.forEach((one, at) => deduct(one, kind, code, shares[at] ?? nothing))
}

const byGoods = (a: Open, b: Open): number =>
  compare(a.line.productCode, b.line.productCode) ||
  a.rest - b.rest ||
  a.line.thousandths - b.line.thousandths ||
  a.listed - b.listed ||
  compare(wordsOf(a), wordsOf(b))

/** Of two lines alike in goods and price, what was taken off them before still tells them apart. */
const wordsOf = ({ deductions }: Open): string =>
  deductions.map((one) => `${one.kind} ${one.code} ${one.minor}`).join()

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const restOf = (lines: readonly Open[]): Money => sum(lines.map((one) => one.rest))

function discountBasket(open: readonly Open[], discount: ByHand | null): PriceRefusal | null {
  if (discount === null) return null
  const rest = restOf(open)
  const off = amountOf(discount, rest)
  if (off > rest) return 'discount_above_price'
  if (off > 0) spread(open, off, 'basket', null)
  return null
}

/** Percentages before amounts, then by code: one order, whatever order they were entered in. */
function useCoupons(program: ProgramDocument, basket: Basket, open: readonly Open[]): PriceRefusal | null {
  const rules: CouponRule[] = []
  for (const code of basket.coupons) {
    const rule = program.coupons.find((one) => one.code === code && one.kind !== 'voucher')
    if (!rule) return 'coupon_unknown'
    rules.push(rule)
  }
  if (rules.some((rule) => !validOn(rule, basket.on))) return 'coupon_not_valid_today'
  if (rules.length > 1 && rules.some((rule) => !rule.stacks)) return 'coupons_not_combinable'
  // Eligible goods are judged before any coupon, so that one coupon does not starve another's minimum.
  const eligible = new Map(rules.map((rule) => [rule.code, open.filter((one) => eligibleFor(rule, one))]))
  const before = new Map(rules.map((rule) => [rule.code, restOf(eligible.get(rule.code) ?? [])]))
  for (const rule of rules) if ((before.get(rule.code) ?? 0) === 0) return 'coupon_not_applicable'
  for (const rule of rules) if ((before.get(rule.code) ?? 0) < rule.leastMinor) return 'coupon_below_minimum'
  for (const rule of rules.toSorted(byRule)) {
    const lines = eligible.get(rule.code) ?? []
    const off = couponOff(rule, restOf(lines))
    if (off > 0) spread(lines, off, 'coupon', rule.code)
  }
  return null
}

const byRule = (a: CouponRule, b: CouponRule): number => compare(b.kind, a.kind) || compare(a.code, b.code)

export const validOn = (rule: Pick<CouponRule, 'from' | 'to'>, on: BusinessDay): boolean =>
  (rule.from === null || rule.from <= on) && (rule.to === null || on <= rule.to)

function eligibleFor(rule: CouponRule, open: Open): boolean {
  if (rule.regularPriceOnly && open.deductions.length > 0) return false
  return rule.productCodes.length === 0 || rule.productCodes.includes(open.line.productCode)
}

/** Never more than the goods it is for (promises C3). */
function couponOff(rule: CouponRule, of: Money): Money {
  const wanted = rule.kind === 'percent' ? shareHalfUp(of, rule.bps, 10_000) : money(rule.minor)
  const most = rule.mostMinor === null ? wanted : Math.min(wanted, rule.mostMinor)
  return money(Math.min(most, of))
}

/** What a sale earns on: what was paid, or only its full-price lines (C22); points and bonus spent earn nothing. */
export function earningBase(
  program: ProgramDocument,
  priced: Readonly<{ lines: readonly Pick<PricedLine, 'chargedMinor' | 'deductions'>[]; totalMinor: Money }>,
  paidOtherwise: Money,
): Money {
  const lines = program.earning.regularPriceOnly
    ? priced.lines.filter((line) => line.deductions.length === 0)
    : priced.lines
  const of = sum(lines.map((line) => line.chargedMinor))
  return money(Math.max(0, Math.min(of, less(priced.totalMinor, paidOtherwise))))
}
