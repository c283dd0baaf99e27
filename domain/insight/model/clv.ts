import { must } from '#base/must'
import type { BuyerFit } from './buyer-fit.ts'
import type { BuyerParams, BuyerState, RegularParams } from './buyer-params.ts'
import { aliveChance, prospectMean, stayingShape } from './buyer-score.ts'
import { regularMean } from './regular-score.ts'
import { normalQuantile } from './special.ts'
import { rulesOf } from './staying.ts'
import { worthOf, type SpendFit, type SpendParams } from './spend-model.ts'

/** A tenth a year, by the month. */
export const USUAL_DISCOUNT = 1.1 ** (1 / 12) - 1
/** 4.345 weeks, as the published worked examples have it. */
export const MONTH_DAYS = 30.415

/** How far ahead, and what a month is in the unit of the parameters. */
export type Ahead = Readonly<{ months: number; month: number; discount: number }>
export const YEAR_AHEAD: Ahead = { months: 12, month: MONTH_DAYS, discount: USUAL_DISCOUNT }

/** Purchases to expect over the months, each month's discounted to today: Σ [E(m) − E(m − 1)]/(1 + d)^m. */
export function discountedPurchases(params: BuyerParams, state: BuyerState, ahead: Ahead): number {
  const alive = aliveChance(params, state)
  if (params.kind === 'mbgcnbd') return alive * discounted((h) => regularMean(params, state, h), ahead)
  return alive * discountedIfAlive(params, state, ahead)
}

/** The same of somebody who is still here: depends on x and age alone. */
function discountedIfAlive(
  params: Exclude<BuyerParams, RegularParams>,
  { x, age }: Readonly<{ x: number; age: number }>,
  ahead: Ahead,
  ruleOf = ownRules(params, x),
): number {
  return discounted((h) => prospectMean(params, { x, age }, h, ruleOf), ahead)
}

const ownRules = (params: BuyerParams, x: number): ReturnType<typeof rulesOf> | undefined =>
  params.kind === 'bg' || params.kind === 'mbg' ? rulesOf(stayingShape(params, x)) : undefined

function discounted(meanBy: (horizon: number) => number, ahead: Ahead): number {
  must(ahead.months >= 1 && ahead.discount > -1, 'B11: value lies in the months ahead')
  let [sum, before] = [0, 0]
  for (let m = 1; m <= ahead.months; m += 1) {
    const so = meanBy(m * ahead.month)
    sum += (so - before) / (1 + ahead.discount) ** m
    before = so
  }
  return sum
}

/** A member's history with the mean spend of the repeat purchases (anything when there are none). */
export type Customer = BuyerState & Readonly<{ mean: number }>

/**
 * Customer lifetime value over the months ahead, in the unit of money of `spend`: worth of a purchase times discounted
 * purchases times the margin (1 keeps it revenue).
 */
export function lifetimeValue(
  models: Readonly<{ params: BuyerParams; spend: SpendParams; margin?: number }>,
  customer: Customer,
  ahead: Ahead = YEAR_AHEAD,
): number {
  const { worth } = worthOf(models.spend, customer)
  return (models.margin ?? 1) * worth * discountedPurchases(models.params, customer, ahead)
}

/** The same for many, each in its own place: what x and age decide is worked out once for each pair. */
export function lifetimeValues(
  models: Readonly<{ params: BuyerParams; spend: SpendParams; margin?: number }>,
  customers: readonly Customer[],
  ahead: Ahead = YEAR_AHEAD,
): Float64Array {
  const { params, spend, margin = 1 } = models
  if (params.kind === 'mbgcnbd')
    return Float64Array.from(customers, (one) => lifetimeValue(models, one, ahead))
  const rules = new Map<number, ReturnType<typeof ownRules>>()
  const known = new Map<number, Map<number, number>>()
  return Float64Array.from(customers, (one) => {
    const { x, age } = one
    if (!rules.has(x)) rules.set(x, ownRules(params, x))
    const byAge = known.get(x) ?? new Map<number, number>()
    known.set(x, byAge)
    const purchases = byAge.get(age) ?? discountedIfAlive(params, one, ahead, rules.get(x))
    byAge.set(age, purchases)
    return margin * worthOf(spend, one).worth * aliveChance(params, one) * purchases
  })
}

export type Ranged = Readonly<{ value: number; low: number; high: number }>

/**
 * A positive figure of fitted models with its range at the level (0.8 unless said): the delta method on the logarithm,
 * from the covariance of the logarithms of the parameters. It holds what is not known of the parameters, not the
 * chance of a single member. Null where a likelihood is flat.
 */
export function rangeOf(
  fits: Readonly<{ buyers: BuyerFit; spend?: SpendFit | null }>,
  figure: (params: BuyerParams, spend: SpendParams | null) => number,
  level = 0.8,
): Ranged | null {
  const { buyers, spend = null } = fits
  const value = figure(buyers.params, spend?.params ?? null)
  if (!buyers.covariance || (spend && !spend.covariance) || !(value > 0)) return null
  const names = buyers.params.kind === 'pareto' ? ['r', 'alpha', 's', 'beta'] : ['r', 'alpha', 'a', 'b']
  const own = slopes(buyers.params, buyers.params.kind === 'nbd' ? names.slice(0, 2) : names, (moved) =>
    Math.log(figure(moved, spend?.params ?? null)),
  )
  let variance = quadratic(own, buyers.covariance)
  if (spend?.covariance) {
    const worth = slopes(spend.params, ['p', 'q', 'gamma'], (moved) => Math.log(figure(buyers.params, moved)))
    variance += quadratic(worth, spend.covariance)
  }
  if (!Number.isFinite(variance)) return null
  const wide = Math.exp(normalQuantile((1 + level) / 2) * Math.sqrt(variance))
  return { value, low: value / wide, high: value * wide }
}

/** Central differences in the logarithm of each named parameter. */
function slopes<P extends BuyerParams | SpendParams>(
  params: P,
  names: readonly string[],
  of: (moved: P) => number,
): number[] {
  const step = 1e-4
  const numbers = params as unknown as Readonly<Record<string, number>> // The names are of this model.
  return names.map((name) => {
    const at = (by: number): number => of({ ...params, [name]: (numbers[name] as number) * Math.exp(by) })
    return (at(step) - at(-step)) / (2 * step)
  })
}

const quadratic = (g: readonly number[], covariance: Float64Array): number =>
  g.reduce(
    (sum, gi, i) =>
      sum + g.reduce((row, gj, j) => row + gi * gj * (covariance[i * g.length + j] as number), 0),
    0,
  )
