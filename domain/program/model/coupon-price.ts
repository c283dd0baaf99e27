import type { BusinessDay } from '#base/instant'
import { money, shareHalfUp, type Money } from '#base/money'
import {
  byGoods,
  compare,
  deduct,
  restOf,
  spread,
  type Basket,
  type Open,
  type PriceRefusal,
} from './basket.ts'
import type { CouponRule, ProgramDocument } from './document.ts'
import { isFor, missWhen, missWho, type Scene } from './holds.ts'

/** In which order kinds take their part: what is free first, then shares, then amounts; one order, however entered. */
const TURN: readonly CouponRule['kind'][] = ['gift', 'free_item', 'add_on', 'percent', 'amount']

const byRule = (a: CouponRule, b: CouponRule): number =>
  TURN.indexOf(a.kind) - TURN.indexOf(b.kind) || compare(a.code, b.code)

/** Takes what the coupons of a basket take; refusals in order of precedence, whatever order they were shown in. */
export function useCoupons(
  program: ProgramDocument,
  basket: Basket,
  open: readonly Open[],
): PriceRefusal | null {
  const rules: CouponRule[] = []
  for (const code of basket.coupons) {
    const rule = program.coupons.find((one) => one.code === code && one.kind !== 'voucher')
    if (!rule) return 'coupon_unknown'
    rules.push(rule)
  }
  if (rules.some((rule) => missWhen(rule, basket) !== null)) return 'coupon_not_valid_today'
  if (rules.some((rule) => !isForBuyer(rule, basket))) return 'coupon_not_for_member'
  if (!combinable(rules)) return 'coupons_not_combinable'
  // Eligible goods are judged before any coupon, so that one coupon does not starve another's minimum.
  const eligible = new Map(rules.map((rule) => [rule.code, eligibleFor(rule, open)]))
  const before = new Map(rules.map((rule) => [rule.code, restOf(eligible.get(rule.code) ?? [])]))
  const all = restOf(open)
  for (const rule of rules)
    if (rule.kind !== 'gift' && (before.get(rule.code) ?? 0) === 0) return 'coupon_not_applicable'
  for (const rule of rules)
    if (countedFor(rule, { before: before.get(rule.code) ?? money(0), all }) < rule.leastMinor)
      return 'coupon_below_minimum'
  for (const rule of rules.toSorted(byRule)) takeOff(rule, eligible.get(rule.code) ?? [])
  return null
}

const isForBuyer = (rule: CouponRule, scene: Scene): boolean =>
  rule.tiers.length === 0 || missWho(rule, scene) === null

/** What a coupon's least amount is held against: its goods, or of a free item and an add-on the rest of the basket. */
const countedFor = (rule: CouponRule, of: Readonly<{ before: Money; all: Money }>): number =>
  rule.kind === 'gift'
    ? of.all
    : rule.kind === 'free_item' || rule.kind === 'add_on'
      ? of.all - of.before
      : of.before

/** Whether coupons may be used beside each other: all of them stack, and none excludes another. */
export function combinable(rules: readonly CouponRule[]): boolean {
  if (rules.length < 2) return true
  return rules.every(
    (rule, at) =>
      rule.stacks && rules.every((other, place) => place === at || !rule.excludes.includes(other.code)),
  )
}

function eligibleFor(rule: CouponRule, open: readonly Open[]): Open[] {
  return open.filter((one) => isFor(rule, one.line) && !(rule.regularPriceOnly && one.deductions.length > 0))
}

function takeOff(rule: CouponRule, lines: readonly Open[]): void {
  if (rule.kind === 'gift') return
  if (rule.kind === 'free_item' || rule.kind === 'add_on') return takeUnits(rule, lines)
  const off = couponOff(rule, restOf(lines))
  if (off > 0) spread(lines, off, 'coupon', rule.code)
}

/** Never more than the goods it is for (promises C3). */
function couponOff(rule: CouponRule, of: Money): Money {
  const wanted = rule.kind === 'percent' ? shareHalfUp(of, rule.bps, 10_000) : money(rule.minor)
  const most = rule.mostMinor === null ? wanted : Math.min(wanted, rule.mostMinor)
  return money(Math.min(most, of))
}

/** So many whole units, the cheapest first: free, or for the coupon's price each. */
function takeUnits(rule: CouponRule, lines: readonly Open[]): void {
  let left = rule.units
  const each = (open: Open) => (open.rest * 1000) / open.line.thousandths
  for (const open of lines.toSorted((a, b) => each(a) - each(b) || byGoods(a, b))) {
    const units = Math.min(left, Math.floor(open.line.thousandths / 1000))
    if (units === 0) continue
    left -= units
    const worth = shareHalfUp(open.rest, units * 1000, open.line.thousandths)
    const pays = rule.kind === 'add_on' ? rule.minor * units : 0
    deduct(open, 'coupon', rule.code, money(Math.max(0, worth - pays)))
  }
}

/** Whether a coupon's own days hold. */
export const validOn = (rule: Pick<CouponRule, 'from' | 'to'>, on: BusinessDay): boolean =>
  (rule.from === null || rule.from <= on) && (rule.to === null || on <= rule.to)
