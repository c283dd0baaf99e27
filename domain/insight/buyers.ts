import { addDays, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import * as days from './store/days.ts'

/** Members who bought in a span, in the order of their ids; what each spent, and the last day, as columns. */
export type Buyers = Readonly<{ memberIds: readonly string[]; spendMinor: Float64Array; lastDay: Int32Array }>

/** Both days count. Whoever has brought everything back bought nothing. */
export async function buyersBetween(
  work: Work,
  span: Readonly<{ from: BusinessDay; to: BusinessDay }>,
): Promise<Buyers> {
  const rows = await days.columns(work.tx, { from: span.from, to: addDays(span.to, 1) })
  const spend = new Float64Array(rows.memberIds.length)
  const last = new Int32Array(rows.memberIds.length)
  for (let row = 0; row < rows.day.length; row += 1) {
    const at = rows.member[row] ?? 0
    spend[at] = (spend[at] ?? 0) + (rows.spendMinor[row] ?? 0)
    if ((rows.purchases[row] ?? 0) > 0) last[at] = Math.max(last[at] ?? 0, rows.day[row] ?? 0)
  }
  const bought = [...rows.memberIds.keys()].filter((at) => (last[at] ?? 0) !== 0)
  return {
    memberIds: bought.map((at) => rows.memberIds[at] ?? ''),
    spendMinor: Float64Array.from(bought, (at) => spend[at] ?? 0),
    lastDay: Int32Array.from(bought, (at) => last[at] ?? 0),
  }
}
