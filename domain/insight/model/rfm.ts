import { must } from '#base/must'
import { bucketOf, bucketOfValue, upperHalves } from './bits.ts'
import { buyersOf, picked, type MemberColumns } from './purchase-days.ts'
import { bitsAtRanks, countedAtRanks, cutRanks, valueCuts, type Counts } from './rank.ts'
import { tallyOf, type Tally } from './tally.ts'

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
  /** Of the very columns, where somebody has counted them already. */
  tally?: Tally
}>

/**
 * Scores members by value cuts, ties always together. Recency is scored as −days, so that for all three more is
 * better; a cut of recency is shown in days.
 */
export function rfm(columns: MemberColumns, wish: RfmWish): Rfm {
  const { asOf, groups = 5, tally = tallyOf(columns) } = wish
  const { buyers, byLastDay: days, byPurchaseDays: times, bySpend } = tally
  const last = days ? days.low + days.counts.length - 1 : latest(columns.lastDay)
  must(buyers === 0 || last <= asOf, 'I1: nobody has bought after the day of the report')
  const cuts = wish.cuts ?? cutsOf(columns, tally, { asOf, groups })
  must(
    [cuts.r, cuts.f, cuts.m].every((c) => c.length === groups - 1 || buyers === 0),
    'I2: a cut less than groups',
  )
  const by = {
    day: scoresBy(
      days,
      cuts.r.map((ago) => asOf - ago),
    ),
    times: scoresBy(times, cuts.f),
    spend: spendScores(bySpend, cuts.m),
  }
  const { scores, cells, money } = dealt(columns, by, groups)
  return {
    asOf,
    groups,
    members: buyers,
    spendMinor: tally.spendMinor,
    cuts,
    scores,
    ...told(cells, money, groups),
    heavyFrequency: times ? heaviest(times, buyers) : null,
  }
}

const latest = (days: Int32Array): number => days.reduce((most, day) => Math.max(most, day), -Infinity)

type Cutting = Readonly<{ asOf: number; groups: number }>

/** Value cuts of all three; days and money are looked at again only where counting has not told. */
function cutsOf(columns: MemberColumns, tally: Tally, { asOf, groups }: Cutting): RfmCuts {
  const { buyers, byLastDay, byPurchaseDays, bySpend } = tally
  if (buyers === 0) return { r: [], f: [], m: [] }
  const ranks = cutRanks(buyers, groups)
  const who = buyers === columns.members ? null : buyersOf(columns)
  const of = <T extends Int32Array | Float64Array>(column: T): T => (who ? picked(column, who) : column)
  const whole = (counted: Counts | null, column: Int32Array): number[] =>
    counted ? countedAtRanks(counted, ranks) : valueCuts(of(column), groups)
  return {
    r: whole(byLastDay, columns.lastDay).map((day) => asOf - day),
    f: whole(byPurchaseDays, columns.purchaseDays),
    m: bitsAtRanks(of(columns.spendMinor), bySpend, ranks),
  }
}

/** Scores by value, from `low` on: 0 where the value itself is to be compared with the cuts. */
type Scoring = Readonly<{ low: number; table: Uint8Array; cuts: readonly number[] }>

const scoresBy = (counted: Counts | null, cuts: readonly number[]): Scoring =>
  counted
    ? {
        low: counted.low,
        table: Uint8Array.from(counted.counts, (_, at) => scoreOf(counted.low + at, cuts)),
        cuts,
      }
    : { low: 0, table: new Uint8Array(0), cuts }

/** Most buckets of doubles lie between two cuts; only what shares a bucket with a cut is compared. */
function spendScores({ low, counts }: Counts, cuts: readonly number[]): Scoring {
  const table = new Uint8Array(counts.length)
  let from = 0
  ;[...cuts, Infinity].forEach((cut, k) => {
    const at = cut === Infinity ? table.length : Math.max(-1, bucketOfValue(cut) - low)
    table.fill(k + 1, Math.min(from, table.length), Math.max(0, at))
    if (at >= 0 && at < table.length) table[at] = COMPARED
    from = Math.max(from, at + 1)
  })
  return { low, table, cuts }
}

const COMPARED = 0

type By = Readonly<{ day: Scoring; times: Scoring; spend: Scoring }>

/** One look at everybody: the scores, and who is in which cell with how much money. */
function dealt(columns: MemberColumns, { day, times, spend }: By, groups: number) {
  const { members, purchaseDays, lastDay, spendMinor } = columns
  const halves = upperHalves(spendMinor)
  const [rs, fs, ms] = [new Uint8Array(members), new Uint8Array(members), new Uint8Array(members)]
  const cells = new Int32Array(groups ** 3)
  const money = new Float64Array(groups * groups)
  for (let i = 0; i < members; i += 1) {
    const n = purchaseDays[i] as number
    if (n === 0) continue
    const last = lastDay[i] as number
    const spent = spendMinor[i] as number
    // Beyond a table there is no number, and what is no number is compared too.
    const r = day.table[last - day.low] || scoreOf(last, day.cuts)
    const f = times.table[n - times.low] || scoreOf(n, times.cuts)
    const m = spend.table[bucketOf(halves, i) - spend.low] || scoreOf(spent, spend.cuts)
    rs[i] = r
    fs[i] = f
    ms[i] = m
    const square = (r - 1) * groups + f - 1
    const cell = square * groups + m - 1
    cells[cell] = (cells[cell] as number) + 1
    money[square] = (money[square] as number) + spent
  }
  return { scores: { r: rs, f: fs, m: ms }, cells, money }
}

/** One more than the number of cuts strictly below the value. */
export function scoreOf(value: number, cuts: readonly number[]): number {
  let score = 1
  for (let k = 0; k < cuts.length; k += 1) if (value > (cuts[k] as number)) score += 1
  return score
}

/** The grid and the counts, from the cells. */
function told(cells: Int32Array, money: Float64Array, groups: number) {
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
  return { cells, counts, grid, nonEmptyCells: cells.reduce((n, c) => n + (c > 0 ? 1 : 0), 0) }
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
