import { must } from '#base/must'
import { CONTENDERS, fitOrSteady, fitRegular, type Contender } from './arena.ts'
import { buyerCells } from './buyer-cells.ts'
import type { BuyerFit } from './buyer-fit.ts'
import { repeatSpend } from './buyer-histories.ts'
import { nextPurchase } from './buyer-score.ts'
import { buyerScores, spreadOf, type BuyerScores } from './buyer-scores.ts'
import { lifetimeValues, YEAR_AHEAD, type Customer } from './clv.ts'
import type { Spread } from './dropout-scores.ts'
import type { MemberColumns, PurchaseDays, SpendRows } from './purchase-days.ts'
import { fitSpend, type SpendFit } from './spend-model.ts'

/** Plain recency says nothing of being a customer still, nor of what that is worth. */
export type Model = Exclude<Contender, 'recency'>
export const MODELS = CONTENDERS.filter((one): one is Model => one !== 'recency')

/** A quarter of thirteen weeks: long enough for most shops to see who comes back. */
const LONGEST_DAYS = 91

/**
 * How many days are held back for the proof and looked ahead afterwards: a third of the history at most, so that twice
 * as much is left to fit and to look back on.
 */
export const proofDays = (firstDay: number, asOf: number): number =>
  Math.max(1, Math.min(LONGEST_DAYS, Math.floor((asOf - firstDay) / 3)))

/** What was fitted to everything known. */
export type Fitted = Readonly<{
  model: Model
  k: number | null
  fit: BuyerFit
  spend: SpendFit | null
  /** How the members it was fitted to lie. */
  spread: Spread
}>

export type History = Readonly<{
  rows: SpendRows
  columns: MemberColumns
  lists: PurchaseDays
  asOf: number
}>

/** Fits the model and what a purchase is worth, in days and minor units. */
export function fitAll({ rows, columns, lists, asOf }: History, model: Model): Fitted {
  const cells = buyerCells(columns, asOf)
  const { k, fit } =
    model === 'mbgcnbd' ? fitRegular(cells, lists) : { k: null, fit: fitOrSteady(cells, model) }
  return { model, k, fit, spend: fitSpend(repeatSpend(rows, columns, 1)), spread: spreadOf(cells) }
}

/** One member's forecast; her place is that of the columns. */
export type Foreseen = Readonly<{
  member: number
  purchases: number
  lastDay: number
  alive: number
  /** The chance of a purchase within the days looked ahead, and how many to expect. */
  buys: number
  expected: number
  /** By when she has come with a chance of a half; null when that is never, or not within a year. */
  nextDay: number | null
  /** Minor units of the next twelve months; null when nothing tells what a purchase is worth. */
  valueMinor: number | null
}>

/** A year ahead nobody plans by days. */
const FARTHEST_DAYS = 365

/**
 * Everybody's forecast, some members at a time, so that who waits is served in between. Members of equal history share
 * what is long to work out.
 */
export function foreseer(history: History, fitted: Fitted, horizon: number) {
  const { columns, asOf } = history
  const { params } = fitted.fit
  const scores = buyerScores(columns, { params, asOf, horizon, buys: true, spread: fitted.spread })
  const repeats = fitted.spend && repeatSpend(history.rows, columns, 1)
  const known = new Map<string, number | null>()
  const nextOf = (of: Customer): number | null => {
    const key = `${of.x} ${of.tx} ${of.age}`
    if (!known.has(key)) known.set(key, nextPurchase(params, of, 0.5))
    return known.get(key) ?? null
  }
  return (from: number, to: number): Foreseen[] => {
    const who: number[] = []
    for (let m = from; m < Math.min(to, columns.members); m += 1)
      if ((columns.purchaseDays[m] ?? 0) > 0) who.push(m)
    const customers = who.map((m) => customerOf(columns, { m, asOf, spend: repeats?.spend[m] ?? 0 }))
    const values =
      fitted.spend && lifetimeValues({ params, spend: fitted.spend.params }, customers, YEAR_AHEAD)
    return customers.map((one, i) => {
      const next = nextOf(one)
      const value = values ? (values[i] ?? 0) : null
      must(value === null || value >= 0, 'B11: what is to come is worth nothing or more')
      return {
        ...toldOf(columns, scores, who[i] as number),
        nextDay: next === null || next > FARTHEST_DAYS ? null : asOf + Math.ceil(next),
        valueMinor: value === null ? null : Math.round(value),
      }
    })
  }
}

type At = Readonly<{ m: number; asOf: number; spend: number }>

function customerOf(columns: MemberColumns, { m, asOf, spend }: At): Customer {
  const first = columns.firstDay[m] as number
  const x = (columns.purchaseDays[m] as number) - 1
  // Returns beyond the repeat purchases leave a purchase worth nothing, never less.
  const mean = x > 0 ? Math.max(0, spend / x) : 0
  return { x, tx: (columns.lastDay[m] as number) - first, age: asOf - first, mean }
}

const chance = (of: number | undefined): number => Math.min(1, Math.max(0, of ?? 0))

function toldOf(columns: MemberColumns, { alive, buys, expected }: BuyerScores, m: number) {
  return {
    member: m,
    purchases: columns.purchaseDays[m] as number,
    lastDay: columns.lastDay[m] as number,
    alive: chance(alive[m]),
    buys: chance(buys[m]),
    expected: Math.max(0, expected[m] ?? 0),
  }
}

/** Fifths of the chance to come back, the surest first. */
export const BAND_BOUNDS = [0.8, 0.6, 0.4, 0.2, 0] as const

export type Band = Readonly<{
  from: number
  to: number
  members: number
  expected: number
  valueMinor: number
}>
export type Sums = Readonly<{
  members: number
  alive: number
  returning: number
  expected: number
  valueMinor: number
  bands: readonly Band[]
}>

export const NO_SUMS: Sums = {
  members: 0,
  alive: 0,
  returning: 0,
  expected: 0,
  valueMinor: 0,
  bands: BAND_BOUNDS.map((from, at) => ({
    from,
    to: at === 0 ? 1 : (BAND_BOUNDS[at - 1] as number),
    members: 0,
    expected: 0,
    valueMinor: 0,
  })),
}

/** Adds members to the sums of the shop; a band holds chances from its lower bound up to but not including the next. */
export function summed(so: Sums, more: readonly Foreseen[]): Sums {
  const bands = so.bands.map((band) => ({ ...band }))
  let { members, alive, returning, expected, valueMinor } = so
  for (const one of more) {
    members += 1
    alive += one.alive
    returning += one.buys
    expected += one.expected
    valueMinor += one.valueMinor ?? 0
    const band = bands.find(({ from }) => one.buys >= from)
    must(band !== undefined, 'B7: a chance is nothing or more')
    band.members += 1
    band.expected += one.expected
    band.valueMinor += one.valueMinor ?? 0
  }
  return { members, alive, returning, expected, valueMinor, bands }
}
