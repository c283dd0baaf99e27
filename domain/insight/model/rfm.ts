import { must } from '#base/must'
import { BIT_BUCKETS, bucketOf, bucketOfValue, upperHalves } from './bits.ts'
import { buyersAmong, picked, type MemberColumns } from './purchase-days.ts'
import { countedAtRanks, countsOf, cutRanks, valueCuts, type Counts } from './rank.ts'

/** Cuts between the scores, worst first: days since the last purchase, purchase days, minor units. */
export type RfmCuts = Readonly<{ r: readonly number[]; f: readonly number[]; m: readonly number[] }>
export type RfmScores = Readonly<{ r: Uint8Array; f: Uint8Array; m: Uint8Array }>
export type GridCell = Readonly<{ r: number; f: number; people: number; spendMinor: number }>

export type Rfm = Readonly<{
  asOf: number
  groups: number
  /** Members with a purchase; the others have no score. */
  members: number
  spendMinor: number
  cuts: RfmCuts
  /** Per member 1 (lowest) … groups (best); 0 is no score. */
  scores: RfmScores
  counts: Readonly<{ r: number[]; f: number[]; m: number[] }>
  /** People per cell at ((r − 1)·groups + f − 1)·groups + m − 1. */
  cells: Int32Array
  nonEmptyCells: number
  /** Best recency first, then frequency ascending; cells with people only. */
  grid: GridCell[]
  /** A number of purchase days that more than 40 % of members share: fixed bands read better then. */
  heavyFrequency: Readonly<{ value: number; people: number }> | null
}>

export type RfmWish = Readonly<{
  /** Day number recency is counted to; nothing later may be in the columns. */
  asOf: number
  groups?: number
  /** Cuts of an earlier day, so that movement is real and not relative ("same yardstick"). */
  cuts?: RfmCuts
}>

/**
 * Scores members by value cuts, ties always together. Recency is scored as −days, so that for all three more is
 * better; a cut of recency is shown in days.
 */
export function rfm(columns: MemberColumns, wish: RfmWish): Rfm {
  const groups = wish.groups ?? 5
  const who = buyersAmong(columns)
  const last = picked(columns.lastDay, who)
  const frequency = picked(columns.purchaseDays, who)
  const spend = picked(columns.spendMinor, who)
  const days = countsOf(last)
  must((days ? days.low + days.counts.length - 1 : latest(last)) <= wish.asOf, AFTER)
  const times = countsOf(frequency)
  const cuts = wish.cuts ?? {
    r: cutsOf(last, days, groups).map((day) => wish.asOf - day),
    f: cutsOf(frequency, times, groups),
    m: valueCuts(spend, groups),
  }
  must(
    [cuts.r, cuts.f, cuts.m].every((c) => c.length === groups - 1 || last.length === 0),
    'I2: a cut less than groups',
  )
  const byDay = scoresBy(
    days,
    cuts.r.map((ago) => wish.asOf - ago),
  )
  const scores = {
    r: placed(columns.members, who, byDay(last)),
    f: placed(columns.members, who, scoresBy(times, cuts.f)(frequency)),
    m: placed(columns.members, who, spendScores(spend, cuts.m)),
  }
  return {
    asOf: wish.asOf,
    groups,
    members: last.length,
    cuts,
    scores,
    ...dealt(columns, scores, groups),
    heavyFrequency: times ? heaviest(times, last.length) : null,
  }
}

const latest = (days: Int32Array): number => days.reduce((most, day) => Math.max(most, day), -Infinity)

const AFTER = 'I1: nobody has bought after the day of the report'

const cutsOf = (values: Int32Array, counted: Counts | null, groups: number): number[] =>
  counted && values.length > 0
    ? countedAtRanks(counted, cutRanks(values.length, groups))
    : valueCuts(values, groups)

/** Scores of whole numbers: one look at a table each, where they were counted. */
function scoresBy(counted: Counts | null, cuts: readonly number[]): (values: Int32Array) => Uint8Array {
  if (counted === null)
    return (values) => {
      const scores = new Uint8Array(values.length)
      for (let i = 0; i < values.length; i += 1) scores[i] = scoreOf(values[i] as number, cuts)
      return scores
    }
  const { low, counts } = counted
  const table = Uint8Array.from(counts, (_, at) => scoreOf(low + at, cuts))
  return (values) => {
    const scores = new Uint8Array(values.length)
    for (let i = 0; i < values.length; i += 1) scores[i] = table[(values[i] as number) - low] as number
    return scores
  }
}

/** Most buckets of doubles lie between two cuts; only what shares a bucket with a cut is compared. */
function spendScores(values: Float64Array, cuts: readonly number[]): Uint8Array {
  const table = new Uint8Array(BIT_BUCKETS)
  let from = 0
  ;[...cuts, Infinity].forEach((cut, k) => {
    const at = cut === Infinity ? BIT_BUCKETS : bucketOfValue(cut)
    table.fill(k + 1, Math.min(from, at), at)
    if (at < BIT_BUCKETS) table[at] = COMPARED
    from = Math.max(from, at + 1)
  })
  const halves = upperHalves(values)
  const scores = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i += 1) {
    const score = table[bucketOf(halves, i)] as number
    scores[i] = score === COMPARED ? scoreOf(values[i] as number, cuts) : score
  }
  return scores
}

const COMPARED = 0

/** Scores of buyers at the places of members; where everybody buys they are there already. */
function placed(members: number, who: Int32Array | null, found: Uint8Array): Uint8Array {
  if (who === null) return found
  const scores = new Uint8Array(members)
  for (let i = 0; i < who.length; i += 1) scores[who[i] as number] = found[i] as number
  return scores
}

/** One more than the number of cuts strictly below the value. */
export function scoreOf(value: number, cuts: readonly number[]): number {
  let score = 1
  for (let k = 0; k < cuts.length; k += 1) if (value > (cuts[k] as number)) score += 1
  return score
}

function dealt(columns: MemberColumns, scores: RfmScores, groups: number) {
  const cells = new Int32Array(groups ** 3)
  const money = new Float64Array(groups * groups)
  const { r: rs, f: fs, m: ms } = scores
  const { members, spendMinor: spends } = columns
  for (let i = 0; i < members; i += 1) {
    const r = rs[i] as number
    if (r === 0) continue
    const square = (r - 1) * groups + (fs[i] as number) - 1
    const cell = square * groups + (ms[i] as number) - 1
    cells[cell] = (cells[cell] as number) + 1
    money[square] = (money[square] as number) + (spends[i] as number)
  }
  const spendMinor = money.reduce((sum, m) => sum + m, 0)
  must(Number.isSafeInteger(spendMinor), 'D1: what all spent is a safe integer of minor units')
  const people = Array.from(money, (_, square) =>
    cells.subarray(square * groups, (square + 1) * groups).reduce((n, c) => n + c, 0),
  )
  const grid: GridCell[] = []
  for (let r = groups; r >= 1; r -= 1) {
    for (let f = 1; f <= groups; f += 1) {
      const at = (r - 1) * groups + f - 1
      if (people[at] === 0) continue
      grid.push({ r, f, people: people[at] as number, spendMinor: money[at] as number })
    }
  }
  const counts = tallied(cells, groups)
  return { cells, counts, grid, spendMinor, nonEmptyCells: cells.reduce((n, c) => n + (c > 0 ? 1 : 0), 0) }
}

/** People by each score alone, from the cells. */
function tallied(cells: Int32Array, groups: number): Rfm['counts'] {
  const none = () => Array.from({ length: groups }, () => 0)
  const counts = { r: none(), f: none(), m: none() }
  const add = (to: number[], score: number, people: number): void => {
    to[score] = (to[score] as number) + people
  }
  cells.forEach((people, at) => {
    add(counts.r, Math.floor(at / groups ** 2), people)
    add(counts.f, Math.floor(at / groups) % groups, people)
    add(counts.m, at % groups, people)
  })
  return counts
}

/** A number of purchase days that more than two fifths of all have; there can be but two, and the lower one is told. */
function heaviest({ low, counts }: Counts, members: number): Rfm['heavyFrequency'] {
  const at = counts.findIndex((people) => people * 5 > members * 2)
  return at < 0 ? null : { value: low + at, people: counts[at] as number }
}

/**
 * People per non-empty cell under its name, the three scores: "555" (with a dash between when a score has
 * two digits).
 */
export function namedCells(of: Rfm): Record<string, number> {
  const between = of.groups > 9 ? '-' : ''
  const named: [string, number][] = []
  of.cells.forEach((people, at) => {
    if (people === 0) return
    const m = (at % of.groups) + 1
    const f = (Math.floor(at / of.groups) % of.groups) + 1
    const r = Math.floor(at / of.groups ** 2) + 1
    named.push([[r, f, m].join(between), people])
  })
  return Object.fromEntries(named)
}
