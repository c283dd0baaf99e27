/** The band of what came back: a bill keeps its own, whatever comes back of it. */
export const RETURNED_BAND = 0
/** Bills of nothing: gifts, and what coupons paid whole. */
export const FREE_BAND = 1
const FIRST = 2

/**
 * The band of a bill by its total in minor units, in steps of 1, 2 and 5 of any power of ten, so that it fits every
 * currency; the same as `insight.bill_band` in SQL. Bounds read as amounts people
 * think in: under 50, 50 to 99, from 100.
 */
export function billBand(kind: 'sale' | 'return', totalMinor: number): number {
  if (kind === 'return') return RETURNED_BAND
  if (totalMinor <= 0) return FREE_BAND
  const text = String(totalMinor)
  const first = Number(text[0])
  return FIRST + 3 * (text.length - 1) + (first >= 5 ? 2 : first >= 2 ? 1 : 0)
}

/** The least amount of a band in minor units. */
export function bandFrom(band: number): number {
  if (band < FIRST) return 0
  const step = band - FIRST
  return ([1, 2, 5][step % 3] ?? 1) * 10 ** Math.floor(step / 3)
}

/** The least amount that no longer belongs to a band. */
export const bandTo = (band: number): number => (band < FIRST ? 1 : bandFrom(band + 1))
