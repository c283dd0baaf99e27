import { must } from '#base/must'
import { buyersOf, picked, type MemberColumns } from './purchase-days.ts'
import { valueCuts } from './rank.ts'

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
  const who = buyersOf(columns)
  const recency = picked(columns.lastDay, who)
  let latest = -Infinity
  for (let i = 0; i < recency.length; i += 1) {
    const days = (recency[i] as number) - wish.asOf
    recency[i] = days
    if (days > latest) latest = days
  }
  must(latest <= 0, 'I1: nobody has bought after the day of the report')
  const frequency = picked(columns.purchaseDays, who)
  const spend = picked(columns.spendMinor, who)
  const cuts = wish.cuts ?? {
    r: valueCuts(recency, groups).map((c) => 0 - c),
    f: valueCuts(frequency, groups),
    m: valueCuts(spend, groups),
  }
  must(
    [cuts.r, cuts.f, cuts.m].every((c) => c.length === groups - 1 || who.length === 0),
    'I2: a cut less than groups',
  )
  const at = (values: Int32Array | Float64Array, of: readonly number[]) =>
    scored(columns.members, who, values, of)
  const negated = cuts.r.map((days) => 0 - days)
  const scores = { r: at(recency, negated), f: at(frequency, cuts.f), m: at(spend, cuts.m) }
  return {
    asOf: wish.asOf,
    groups,
    members: who.length,
    cuts,
    scores,
    counts: { r: tally(scores.r, groups), f: tally(scores.f, groups), m: tally(scores.m, groups) },
    ...dealt(columns, scores, groups),
    heavyFrequency: heaviest(frequency),
  }
}

function scored(
  members: number,
  who: Int32Array,
  values: Int32Array | Float64Array,
  cuts: readonly number[],
): Uint8Array {
  const scores = new Uint8Array(members)
  for (let i = 0; i < who.length; i += 1) {
    scores[who[i] as number] = scoreOf(values[i] as number, cuts)
  }
  return scores
}

/** One more than the number of cuts strictly below the value. */
export function scoreOf(value: number, cuts: readonly number[]): number {
  let score = 1
  for (let k = 0; k < cuts.length; k += 1) if (value > (cuts[k] as number)) score += 1
  return score
}

function tally(scores: Uint8Array, groups: number): number[] {
  const counts = Array.from({ length: groups + 1 }, () => 0)
  for (let i = 0; i < scores.length; i += 1)
    counts[scores[i] as number] = (counts[scores[i] as number] as number) + 1
  return counts.slice(1)
}

function dealt(columns: MemberColumns, scores: RfmScores, groups: number) {
  const cells = new Int32Array(groups ** 3)
  const people = new Int32Array(groups * groups)
  const money = new Float64Array(groups * groups)
  let spendMinor = 0
  for (let i = 0; i < columns.members; i += 1) {
    const r = scores.r[i] as number
    if (r === 0) continue
    const square = (r - 1) * groups + (scores.f[i] as number) - 1
    const cell = square * groups + (scores.m[i] as number) - 1
    const spend = columns.spendMinor[i] as number
    cells[cell] = (cells[cell] as number) + 1
    people[square] = (people[square] as number) + 1
    money[square] = (money[square] as number) + spend
    spendMinor += spend
  }
  must(Number.isSafeInteger(spendMinor), 'D1: what all spent is a safe integer of minor units')
  const grid: GridCell[] = []
  for (let r = groups; r >= 1; r -= 1) {
    for (let f = 1; f <= groups; f += 1) {
      const at = (r - 1) * groups + f - 1
      if (people[at] === 0) continue
      grid.push({ r, f, people: people[at] as number, spendMinor: money[at] as number })
    }
  }
  return { cells, grid, spendMinor, nonEmptyCells: cells.reduce((n, c) => n + (c > 0 ? 1 : 0), 0) }
}

/** A value with more than two fifths of all lies across the second or the fourth fifth's end, so two are candidates. */
function heaviest(frequency: Int32Array): Rfm['heavyFrequency'] {
  const fifths = valueCuts(frequency, 5)
  for (const value of new Set([fifths[1], fifths[3]])) {
    if (value === undefined) continue
    let people = 0
    for (let i = 0; i < frequency.length; i += 1) if (frequency[i] === value) people += 1
    if (people * 5 > frequency.length * 2) return { value, people }
  }
  return null
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
