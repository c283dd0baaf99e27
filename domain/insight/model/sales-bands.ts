import { must } from '#base/must'

export type AmountBand = Readonly<{
  fromMinor: number
  toMinor: number | null
  count: number
  spendMinor: number
}>

export type AmountBands = Readonly<{
  bands: readonly AmountBand[]
  /** What came back on balance: amounts below zero are in no band, but in the totals. */
  below: Readonly<{ count: number; spendMinor: number }>
  count: number
  spendMinor: number
}>

/** Amounts by band, from inclusive, to exclusive (C70). The totals are those of the ledger: nothing is dropped. */
export function amountBands(amountsMinor: ArrayLike<number>, edgesMinor: readonly number[]): AmountBands {
  must(
    edgesMinor[0] === 0 && edgesMinor.every((e, i) => i === 0 || e > (edgesMinor[i - 1] as number)),
    'H4: amount bands begin at zero and ascend',
  )
  const bands = edgesMinor.map((fromMinor, k) => ({
    fromMinor,
    toMinor: edgesMinor[k + 1] ?? null,
    count: 0,
    spendMinor: 0,
  }))
  const below = { count: 0, spendMinor: 0 }
  let spendMinor = 0
  for (let i = 0; i < amountsMinor.length; i += 1) {
    const amount = amountsMinor[i] as number
    spendMinor += amount
    const band = amount < 0 ? below : bands.findLast((b) => amount >= b.fromMinor)
    must(band !== undefined, 'H4: every amount has a band')
    band.count += 1
    band.spendMinor += amount
  }
  must(Number.isSafeInteger(spendMinor), 'D1: what all spent is a safe integer of minor units')
  return { bands, below, count: amountsMinor.length, spendMinor }
}

/** Round edges that cut the amounts into readable bands: 1, 2, 5 × powers of ten up to the largest. */
export function roundEdges(largestMinor: number, unitMinor = 100): number[] {
  const edges = [0]
  for (let size = unitMinor; edges.length < 40; size *= 10) {
    for (const step of [1, 2, 5]) {
      if (step * size > largestMinor) return edges
      edges.push(step * size)
    }
  }
  return edges
}
