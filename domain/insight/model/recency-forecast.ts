import { columnsOf, type MemberColumns, type SpendRows } from './purchase-days.ts'
import { valueCuts } from './rank.ts'

/** Bands of days since the last purchase: as many members in each, as far as equal days stay together. */
const BANDS = 10

/**
 * What the days since the last purchase say by themselves, without any model: members are put into bands by them, and
 * of each band it is taken that it will do what the band did one horizon before. Where the past is shorter than two
 * horizons, half of it is looked back on and what came in that time is stretched to the horizon. Places as in the
 * columns.
 */
export function recencyForecast(
  rows: SpendRows,
  columns: MemberColumns,
  { cut, horizon }: Readonly<{ cut: number; horizon: number }>,
): Readonly<{ expected: Float64Array; buys: Float64Array }> {
  const { members } = columns
  const look = Math.max(1, Math.min(horizon, Math.floor((cut - firstOf(columns, cut)) / 2)))
  const before = columnsOf(rows, members, { from: -Infinity, to: cut - look }).columns
  const after = columnsOf(rows, members, { from: cut - look + 1, to: cut }).columns.purchaseDays
  const cuts = bandCuts(before, cut - look)
  const [people, purchases, buyers] = [
    new Float64Array(BANDS),
    new Float64Array(BANDS),
    new Float64Array(BANDS),
  ]
  for (let m = 0; m < members; m += 1) {
    if (before.purchaseDays[m] === 0) continue
    const band = bandOf(cuts, cut - look - (before.lastDay[m] as number))
    const n = after[m] as number
    people[band] = (people[band] as number) + 1
    purchases[band] = (purchases[band] as number) + n
    buyers[band] = (buyers[band] as number) + (n > 0 ? 1 : 0)
  }
  const expected = new Float64Array(members)
  const buys = new Float64Array(members)
  for (let m = 0; m < members; m += 1) {
    if (columns.purchaseDays[m] === 0) continue
    const band = bandOf(cuts, cut - (columns.lastDay[m] as number))
    const n = people[band] as number
    if (n === 0) continue
    expected[m] = ((purchases[band] as number) / n) * (horizon / look)
    buys[m] = 1 - (1 - (buyers[band] as number) / n) ** (horizon / look)
  }
  return { expected, buys }
}

function firstOf({ members, purchaseDays, firstDay }: MemberColumns, cut: number): number {
  let first = cut
  for (let m = 0; m < members; m += 1)
    if ((purchaseDays[m] as number) > 0) first = Math.min(first, firstDay[m] as number)
  return first
}

/** The last day since the last purchase of each band but the last one. */
function bandCuts({ members, purchaseDays, lastDay }: MemberColumns, asOf: number): number[] {
  const buyers = Int32Array.from({ length: members }, (_, m) => m).filter(
    (m) => (purchaseDays[m] as number) > 0,
  )
  return valueCuts(
    buyers.map((m) => asOf - (lastDay[m] as number)),
    BANDS,
  )
}

function bandOf(cuts: readonly number[], days: number): number {
  const at = cuts.findIndex((cut) => days <= cut)
  return at < 0 ? BANDS - 1 : at
}
