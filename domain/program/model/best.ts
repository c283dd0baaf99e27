import { compare, type Basket, type PricedBasket } from './basket.ts'
import { combinable } from './coupon-price.ts'
import type { CouponRule, ProgramDocument } from './document.ts'
import { priceBasket } from './price.ts'

/** More than this are weighed by what each saves alone; a till shows no more anyway. */
const MOST_WEIGHED = 8

/** The coupons to use, sorted by code, and what the basket then costs. */
export type Choice = Readonly<{ codes: readonly string[]; priced: PricedBasket }>

/**
 * The best use of the coupons that somebody holds (one entry a coupon): the lowest total; of equal ones the fewest
 * coupons, then the first by code. One answer, in whatever order they are shown. Null when the basket itself is
 * refused.
 */
export function bestCoupons(
  program: ProgramDocument,
  basket: Omit<Basket, 'coupons'>,
  held: readonly string[],
): Choice | null {
  const priced = priceBasket(program, { ...basket, coupons: [] })
  if (typeof priced === 'string') return null
  const weighed = candidates(program, basket, held)
  let best: Choice = { codes: [], priced }
  const walk = (at: number, chosen: readonly CouponRule[]): void => {
    const rule = weighed[at]
    if (rule === undefined) return
    walk(at + 1, chosen)
    const more = [...chosen, rule]
    if (!combinable(more)) return
    const codes = more.map((one) => one.code)
    const answer = priceBasket(program, { ...basket, coupons: codes })
    if (typeof answer !== 'string' && better({ codes, priced: answer }, best))
      best = { codes, priced: answer }
    walk(at + 1, more)
  }
  walk(0, [])
  return best
}

function better(a: Choice, b: Choice): boolean {
  if (a.priced.totalMinor !== b.priced.totalMinor) return a.priced.totalMinor < b.priced.totalMinor
  if (a.codes.length !== b.codes.length) return a.codes.length < b.codes.length
  return compare(a.codes.join(), b.codes.join()) < 0
}

/** Coupons that lower this basket when used alone, the strongest ones, in the order of their codes. */
function candidates(
  program: ProgramDocument,
  basket: Omit<Basket, 'coupons'>,
  held: readonly string[],
): CouponRule[] {
  const alone = new Map<string, number>()
  for (const code of new Set(held)) {
    const answer = priceBasket(program, { ...basket, coupons: [code] })
    if (typeof answer !== 'string') alone.set(code, answer.totalMinor)
  }
  return held
    .flatMap((code) => (alone.has(code) ? (program.coupons.find((rule) => rule.code === code) ?? []) : []))
    .filter((rule) => rule.kind !== 'gift')
    .toSorted((a, b) => (alone.get(a.code) ?? 0) - (alone.get(b.code) ?? 0) || compare(a.code, b.code))
    .slice(0, MOST_WEIGHED)
    .toSorted((a, b) => compare(a.code, b.code))
}
