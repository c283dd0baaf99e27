import { drawnAt, type MemberIds } from './histories.ts'
import type { Days, MemberColumns, PurchaseDays } from './purchase-days.ts'

// When members last came, from everybody's purchase days; who counts has a 1 at the place of the member.

/**
 * Members by their last purchase day up to and including a day: how many after each of these days (the latest first),
 * the last count being those of before.
 */
export function lastBought(
  { starts, days }: PurchaseDays,
  who: Uint8Array,
  { asOf, after }: Readonly<{ asOf: number; after: readonly number[] }>,
): number[] {
  const counts = [...after, 0].map(() => 0)
  for (let m = 0; m < who.length; m += 1) {
    if (who[m] === 0) continue
    const start = starts[m] as number
    let at = (starts[m + 1] as number) - 1
    while (at >= start && (days[at] as number) > asOf) at -= 1
    if (at < start) continue
    const last = days[at] as number
    let band = 0
    while (band < after.length && last <= (after[band] as number)) band += 1
    counts[band] = (counts[band] as number) + 1
  }
  return counts
}

/**
 * How many members bought within each span of days, both inclusive. Spans come in the order of their ends; they may
 * overlap, as the months before the last days of February and January do.
 */
export function boughtWithin(
  { starts, days }: PurchaseDays,
  who: Uint8Array,
  spans: readonly Days[],
): number[] {
  const counts = new Int32Array(spans.length)
  const [froms, tos] = [spans.map(({ from }) => from), spans.map(({ to }) => to)]
  for (let m = 0; m < who.length; m += 1) {
    if (who[m] === 0) continue
    const start = starts[m] as number
    // From the last day backwards: whoever has been silent for long is passed by at once.
    let at = (starts[m + 1] as number) - 1
    for (let span = spans.length - 1; span >= 0; span -= 1) {
      while (at >= start && (days[at] as number) > (tos[span] as number)) at -= 1
      if (at < start) break
      if ((days[at] as number) >= (froms[span] as number)) counts[span] = (counts[span] as number) + 1
    }
  }
  return [...counts]
}

export type Times = Readonly<{ days: number; members: number; spendMinor: number; purchaseDays: number }>

/** Buyers by the number of days they bought on, `most` days standing for that many or more; no rows without people. */
export function timesBought(
  { purchaseDays, spendMinor }: Pick<MemberColumns, 'purchaseDays' | 'spendMinor'>,
  who: Uint8Array,
  most: number,
): Times[] {
  const rows = Array.from({ length: most + 1 }, (_, days) => ({
    days,
    members: 0,
    spendMinor: 0,
    purchaseDays: 0,
  }))
  for (let m = 0; m < who.length; m += 1) {
    if (who[m] === 0) continue
    const count = purchaseDays[m] as number
    const row = rows[count < most ? count : most]
    if (!row) continue
    row.members += 1
    row.spendMinor += spendMinor[m] as number
    row.purchaseDays += count
  }
  return rows.slice(1).filter((row) => row.members > 0)
}

/**
 * Some who bought on one day, or on several: drawn by their ids, so that they are the same every time; about `most` of
 * `all`.
 */
export function drawnBuyers(
  of: Readonly<{ ids: MemberIds; purchaseDays: Int32Array; who: Uint8Array }>,
  { repeat, all, most }: Readonly<{ repeat: boolean; all: number; most: number }>,
): string[] {
  const every = Math.max(1, Math.ceil(all / most))
  const drawn: string[] = []
  for (let m = 0; m < of.who.length; m += 1) {
    if (of.who[m] === 0 || (of.purchaseDays[m] as number) > 1 !== repeat) continue
    if (every === 1 || drawnAt(of.ids.bytes, m) % every === 0) drawn.push(of.ids.at(m))
  }
  return drawn
}
