import { must } from '#base/must'

/**
 * What was sold in a cell of a projection: sales (a return is none), thousandths of a unit and money, net of what came
 * back; and the part of it of whoever showed a card. Safe integers, money in minor units.
 */
export type Measure = Readonly<{
  bills: number
  thousandths: number
  amountMinor: number
  memberBills: number
  memberThousandths: number
  memberAmountMinor: number
}>

export const NOTHING_SOLD: Measure = {
  bills: 0,
  thousandths: 0,
  amountMinor: 0,
  memberBills: 0,
  memberThousandths: 0,
  memberAmountMinor: 0,
}

const KEYS = [
  'bills',
  'thousandths',
  'amountMinor',
  'memberBills',
  'memberThousandths',
  'memberAmountMinor',
] as const

export function plus(a: Measure, b: Measure): Measure {
  const sum = { ...NOTHING_SOLD }
  for (const key of KEYS) {
    sum[key] = a[key] + b[key]
    must(Number.isSafeInteger(sum[key]), 'G7: what was sold is a safe sum')
  }
  return sum
}

/** All of it together. */
export const together = (parts: readonly Measure[]): Measure => parts.reduce(plus, NOTHING_SOLD)

/** The change against before as basis points of before; null where there was nothing to compare with. */
export const changeBps = (now: number, before: number): number | null =>
  before > 0 ? Math.round(((now - before) / before) * 10_000) : null

/** A part as basis points of the whole; of nothing it is nothing. */
export const shareBps = (part: number, whole: number): number =>
  whole > 0 ? Math.round((part / whole) * 10_000) : 0
