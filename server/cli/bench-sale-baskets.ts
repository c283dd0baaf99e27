import { dice } from './bench-sales.ts'

/** How sales fall on members: evenly, a few of them again and again, or all on a single one. */
export const SKEWS = ['uniform', 'zipf', 'one'] as const
export type Skew = (typeof SKEWS)[number]

export const PRODUCTS = 400
export const MOST_LINES = 5
export const MOST_QUANTITY = 3
/** Shares of a hundred: sales that burn points, that are paid with stored value, that use a coupon. */
export const WITH_POINTS = 35
export const WITH_STORED_VALUE = 20
export const WITH_COUPON = 10
/** Points are spent as they are earned in the long run: a third of the sales burns about three sales' worth. */
export const MOST_POINTS = 2_300
/** pgbench draws by Zipf's law only above an exponent of 1; this is the least it takes. */
export const ZIPF_EXPONENT = 1.001

export const BRANCH = 'B1'
export const COUPON = 'BENCH5'
/** What the coupon takes off; every basket costs more. */
export const COUPON_MINOR = 500

export const memberNumber = (no: number): string => `M${String(no).padStart(8, '0')}`
export const productCode = (no: number): string => `P${String(no).padStart(4, '0')}`
/** From 10.00 to 99.99, spread over the goods. */
export const PRICE = { least: 1_000, step: 7_919, spread: 9_000 } as const
export const priceOf = (product: number): number => PRICE.least + ((product * PRICE.step) % PRICE.spread)

/** A basket as a till would send it, before it has an id. */
export type Basket = Readonly<{
  member: number
  lines: readonly Readonly<{ product: number; quantity: number }>[]
  coupon: boolean
  /** Fen paid with points, at one point a fen. */
  pointsMinor: number
  storedMinor: number
  /** What WeChat Pay pays. */
  restMinor: number
  totalMinor: number
}>

/** Draws baskets: the same seed draws the same ones. Members are numbered from 1. */
export function baskets(of: Readonly<{ members: number; skew: Skew; seed: number }>): () => Basket {
  const below = dice(of.seed)
  const member = memberDraw(of.members, of.skew, below)
  return () => basket(member(), below)
}

function basket(member: number, below: (limit: number) => number): Basket {
  const lines = Array.from({ length: 1 + below(MOST_LINES) }, () => ({
    product: below(PRODUCTS),
    quantity: 1 + below(MOST_QUANTITY),
  }))
  const listed = lines.reduce((all, { product, quantity }) => all + priceOf(product) * quantity, 0)
  const coupon = below(100) < WITH_COUPON
  const totalMinor = listed - (coupon ? COUPON_MINOR : 0)
  const pointsMinor = below(100) < WITH_POINTS ? Math.min(1 + below(MOST_POINTS), totalMinor) : 0
  const rest = totalMinor - pointsMinor
  const storedMinor = below(100) < WITH_STORED_VALUE ? rest : 0
  return { member, lines, coupon, pointsMinor, storedMinor, restMinor: rest - storedMinor, totalMinor }
}

function memberDraw(members: number, skew: Skew, below: (limit: number) => number): () => number {
  if (skew === 'one') return () => 1
  if (skew === 'uniform') return () => 1 + below(members)
  const sums = zipfSums(members)
  const all = sums.at(-1) ?? 1
  return () => 1 + firstAbove(sums, (below(2 ** 31) / 2 ** 31) * all)
}

/** Running sums of 1 / rank^s, to draw by bisection. */
function zipfSums(members: number): Float64Array {
  const sums = new Float64Array(members)
  let sum = 0
  for (let rank = 1; rank <= members; rank += 1) {
    sum += rank ** -ZIPF_EXPONENT
    sums[rank - 1] = sum
  }
  return sums
}

function firstAbove(sums: Float64Array, value: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sums[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
