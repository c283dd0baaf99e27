import { must } from '#base/must'
import type { MemberColumns, PurchaseDays, SpendRows } from '#domain/insight/model/purchase-days'

// Members made up by the BG/NBD story in whole days over two years: a rate of one's own, a chance of one's own to
// leave after each purchase, and spend by the Gamma-Gamma story. Each member has a generator of its own, seeded by its
// place, so that days can be counted first and written into arrays of the very size afterwards.

export type BenchShop = Readonly<{ columns: MemberColumns; lists: PurchaseDays; asOf: number }>

/** Day 0 is 2024-01-01; members first buy on any day of the two years. */
const FIRST_DAY = 19_723
const DAYS = 730
/** Rates are gamma (r, alpha in days), chances to leave beta (a, b), spend Gamma-Gamma (p, q, gamma). */
export type Story = Readonly<Record<'r' | 'alpha' | 'a' | 'b' | 'p' | 'q' | 'gammaMinor', number>>
const STORY: Story = { r: 0.5, alpha: 40, a: 0.8, b: 2.4, p: 6.25, q: 3.74, gammaMinor: 15_44 }
/** A chain whose members come often and stay: eleven purchases each in the two years. */
export const BUSY: Story = { ...STORY, alpha: 11, b: 9 }

/** The members from a place on; the same place is always the same member. */
export function benchShop(
  members: number,
  seed: number,
  { from = 0, story = STORY }: Readonly<{ from?: number; story?: Story }> = {},
): BenchShop {
  const columns: MemberColumns = {
    members,
    purchaseDays: new Int32Array(members),
    purchases: new Int32Array(members),
    firstDay: new Int32Array(members),
    lastDay: new Int32Array(members),
    spendMinor: new Float64Array(members),
  }
  const starts = new Int32Array(members + 1)
  const trip = new Int32Array(DAYS)
  for (let m = 0; m < members; m += 1) {
    const n = tripsOf(from + m, { seed, story }, trip)
    starts[m + 1] = (starts[m] as number) + n
    columns.purchaseDays[m] = n
    columns.purchases[m] = n
    columns.firstDay[m] = trip[0] as number
    columns.lastDay[m] = trip[n - 1] as number
    columns.spendMinor[m] = spendOf(from + m, { seed, story }, n)
  }
  const days = new Int32Array(starts[members] as number)
  for (let m = 0; m < members; m += 1) {
    const n = tripsOf(from + m, { seed, story }, trip)
    days.set(trip.subarray(0, n), starts[m] as number)
  }
  return { columns, lists: { starts, days }, asOf: FIRST_DAY + DAYS - 1 }
}

type Told = Readonly<{ seed: number; story: Story }>

/** Writes the purchase days of a member and says how many they are. */
function tripsOf(m: number, { seed, story }: Told, trip: Int32Array): number {
  const chance = generator(m, seed)
  let at = chance() * DAYS
  const rate = gammaOf(chance, story.r) / story.alpha
  const [stays, leaves] = [gammaOf(chance, story.b), gammaOf(chance, story.a)]
  const leaving = leaves / (leaves + stays)
  trip[0] = FIRST_DAY + Math.floor(at)
  let n = 1
  for (;;) {
    at -= Math.log(1 - chance()) / rate
    // Whoever has no rate at all waits for ever.
    if (!(at < DAYS)) break
    const day = FIRST_DAY + Math.floor(at)
    if (trip[n - 1] !== day) trip[n++] = day
    if (chance() < leaving) break
  }
  return n
}

function spendOf(m: number, { seed, story }: Told, purchases: number): number {
  const chance = generator(m, seed ^ 0x5bd1e995)
  const scale = gammaOf(chance, story.q) / story.gammaMinor
  return Math.max(1, Math.round(gammaOf(chance, story.p * purchases) / scale))
}

/** A row per purchase day; what was spent is dealt out over the days, the odd fen on the first. */
export function daySpends({ columns, lists }: BenchShop): SpendRows {
  const member = new Int32Array(lists.days.length)
  const spendMinor = new Float64Array(lists.days.length)
  for (let m = 0; m < columns.members; m += 1) {
    const from = lists.starts[m] as number
    const to = lists.starts[m + 1] as number
    const spend = columns.spendMinor[m] as number
    const each = Math.floor(spend / (to - from))
    member.fill(m, from, to)
    spendMinor.fill(each, from, to)
    spendMinor[from] = spend - each * (to - from - 1)
  }
  return { member, day: lists.days, spendMinor }
}

export type BenchBaskets = Readonly<{
  lines: Readonly<{ basket: Int32Array; product: Int32Array }>
  baskets: number
  products: number
}>

/** Baskets of one to nine lines over products of which few sell much (a squared uniform draw). */
export function benchBaskets(baskets: number, products: number, seed: number): BenchBaskets {
  must(baskets >= 1 && products >= 2, 'B6: a bench of baskets has some')
  const chance = generator(baskets, seed)
  const basket = new Int32Array(baskets * 9)
  const product = new Int32Array(baskets * 9)
  let n = 0
  for (let b = 0; b < baskets; b += 1) {
    const lines = 1 + Math.floor(chance() * 9)
    for (let i = 0; i < lines; i += 1) {
      basket[n] = b
      product[n] = Math.floor(chance() ** 2 * products)
      n += 1
    }
  }
  return { lines: { basket: basket.slice(0, n), product: product.slice(0, n) }, baskets, products }
}

/** Chances in [0, 1), the same for the same place and seed (mulberry32, after one mixing of both). */
function generator(place: number, seed: number): () => number {
  let at = Math.imul(place ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(seed ^ (place >>> 13), 0xc2b2ae35)
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let t = Math.imul(at ^ (at >>> 15), 1 | at)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A gamma variable of scale 1 (Marsaglia and Tsang 2000; below shape 1 boosted by a power of a uniform one). */
function gammaOf(chance: () => number, shape: number): number {
  if (shape < 1) return gammaOf(chance, shape + 1) * (1 - chance()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
    const v = (1 + c * z) ** 3
    if (v > 0 && Math.log(1 - chance()) < z * z * 0.5 + d - d * v + d * Math.log(v)) return d * v
  }
}
