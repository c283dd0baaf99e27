import { must } from '#base/must'
import type { BuyerParams, BuyerState, LifetimeParams, RegularParams } from './buyer-params.ts'
import { logistic } from './dropout-fit.ts'
import { leavingBetween, lnLeaving } from './lifetime-integral.ts'
import { regularMean, sinceLastChance, stillHere } from './regular-score.ts'
import { stayingMean, type rulesOf } from './staying.ts'

// What a fitted model says of one member. Times are in the unit of the parameters.

/**
 * P(alive): the chance that the member is still a customer. Under BG/NBD everybody with one purchase has 1, which is
 * why owners are not shown it.
 */
export function aliveChance(params: BuyerParams, state: BuyerState): number {
  const { x, tx, age } = state
  must(
    x >= 0 && tx >= 0 && age >= tx && (x > 0 || tx === 0),
    'B6: a history begins, goes on and is looked at',
  )
  switch (params.kind) {
    case 'nbd':
      return 1
    case 'bg':
    case 'mbg':
      return logistic(-lnLeftOdds(params, state))
    case 'mbgcnbd':
      return stillHere(params, state)
    case 'pareto':
      return lifetimeAlive(params, state)
  }
}

/** ln of the odds of having left, BG/NBD and MBG/NBD. */
function lnLeftOdds(
  params: Extract<BuyerParams, { kind: 'bg' | 'mbg' }>,
  { x, tx, age }: BuyerState,
): number {
  const { kind, r, alpha, a, b } = params
  if (kind === 'bg' && x === 0) return -Infinity
  const c = kind === 'bg' ? b + x - 1 : b + x
  return Math.log(a / c) + (r + x) * Math.log((alpha + age) / (alpha + tx))
}

function lifetimeAlive({ r, alpha, s, beta }: LifetimeParams, { x, tx, age }: BuyerState): number {
  const of = { u: r + x, alpha, s, beta }
  const here = Math.exp(lnLeaving(of, age) - lnLeaving(of, tx)) * (beta + age)
  return here / (here + s * leavingBetween(of, tx, age))
}

/** Of a member who is still here: purchases to expect, and the chance of at least one, within the horizon. */
export type Prospect = Readonly<{ expected: number; buys: number }>

/**
 * What depends on x and age alone; MBG/CNBD-k also depends on the last purchase and is not asked here. Whoever asks for
 * many ages of one x hands in the rules of its `stayingShape`.
 */
export function prospect(
  params: Exclude<BuyerParams, RegularParams>,
  { x, age }: Readonly<{ x: number; age: number }>,
  horizon: number,
  ruleOf?: ReturnType<typeof rulesOf>,
): Prospect {
  const expected = prospectMean(params, { x, age }, horizon, ruleOf)
  const u = params.r + x
  const z = horizon / (params.alpha + age)
  const buys =
    params.kind === 'pareto' ? lifetimeBuys(params, { u, z, age }, horizon) : -Math.expm1(-u * Math.log1p(z))
  return { expected, buys }
}

/** The expected purchases alone: under Pareto/NBD the chance of one takes an integral more. */
export function prospectMean(
  params: Exclude<BuyerParams, RegularParams>,
  { x, age }: Readonly<{ x: number; age: number }>,
  horizon: number,
  ruleOf?: ReturnType<typeof rulesOf>,
): number {
  const u = params.r + x
  const z = horizon / (params.alpha + age)
  if (params.kind === 'nbd') return u * z
  if (params.kind !== 'pareto') return stayingMean({ u, z, ...stayingShape(params, x) }, ruleOf)
  const { alpha, s, beta } = params
  const l = Math.log1p(horizon / (beta + age))
  // (1 − e^{−(s − 1)l})/(s − 1) without the singularity at s = 1.
  const y = (1 - s) * l
  const mean = (beta + age) * l * (y === 0 ? 1 : Math.expm1(y) / y)
  return (u / (alpha + age)) * mean
}

/** The chance of leaving after a purchase, of somebody who came back x times and is still here: Beta(a, b). */
export function stayingShape(
  { kind, a, b }: Extract<BuyerParams, { kind: 'bg' | 'mbg' }>,
  x: number,
): Readonly<{ a: number; b: number }> {
  return { a, b: kind === 'bg' ? b + x : b + x + 1 }
}

function lifetimeBuys(
  { alpha, s, beta }: LifetimeParams,
  { u, z, age }: Readonly<{ u: number; z: number; age: number }>,
  horizon: number,
): number {
  const [from, left] = [alpha + age, beta + age]
  const stays = Math.exp(-u * Math.log1p(z) - s * Math.log1p(horizon / left))
  const leaves = (s * leavingBetween({ u, alpha: from, s, beta: left }, 0, horizon)) / left
  return Math.max(0, 1 - stays - leaves)
}

/** Purchases to expect within the horizon, all told. */
export function expectedPurchases(params: BuyerParams, state: BuyerState, horizon: number): number {
  const alive = aliveChance(params, state)
  if (params.kind === 'mbgcnbd') return alive * regularMean(params, state, horizon)
  return alive * prospect(params, state, horizon).expected
}

/** The chance of at least one purchase within the horizon. */
export function buysWithin(params: BuyerParams, state: BuyerState, horizon: number): number {
  const alive = aliveChance(params, state)
  if (params.kind === 'mbgcnbd') return alive * (1 - sinceLastChance(params, state, horizon))
  return alive * prospect(params, state, horizon).buys
}

/**
 * The time by which the next purchase has come with chance `share`; null when it probably never comes, because the
 * chance of any further purchase is not above the share.
 */
export function nextPurchase(params: BuyerParams, state: BuyerState, share: number): number | null {
  must(share > 0 && share < 1, 'B7: a quantile is of a share strictly between 0 and 1')
  const from = params.alpha + state.age
  if (params.kind === 'pareto' || params.kind === 'mbgcnbd') return soughtAfter(params, state, share, from)
  const alive = aliveChance(params, state)
  if (share >= alive) return null
  const times = Math.expm1(-Math.log1p(-share / alive) / (params.r + state.x))
  return times > NEVER ? null : from * times
}

/** So many times the history so far is never. */
const NEVER = 1e9

/** Bisection on the logarithm of time. */
function soughtAfter(
  params: LifetimeParams | RegularParams,
  state: BuyerState,
  share: number,
  scale: number,
): number | null {
  const alive = aliveChance(params, state)
  const by = (time: number): number =>
    alive *
    (params.kind === 'pareto' ? prospect(params, state, time).buys : 1 - sinceLastChance(params, state, time))
  let low = Math.log(scale / NEVER)
  let high = Math.log(scale * NEVER)
  if (by(Math.exp(high)) <= share) return null
  for (let round = 0; round < 60 && high - low > 1e-13; round += 1) {
    const middle = (low + high) / 2
    if (by(Math.exp(middle)) < share) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/** Expected repeat purchases of somebody who buys for the first time now, within the time. */
export const newcomerMean = (params: BuyerParams, time: number): number =>
  expectedPurchases(params, { x: 0, tx: 0, age: 0 }, time)
