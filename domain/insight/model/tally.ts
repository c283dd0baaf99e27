import { must } from '#base/must'
import { BIT_BUCKETS, bucketOf, upperHalves } from './bits.ts'
import type { MemberColumns } from './purchase-days.ts'
import { DENSE, type Counts } from './rank.ts'

/** What a look at every buyer counts: enough for the mean and for every cut but the last digits of money. */
export type Tally = Readonly<{
  buyers: number
  purchaseDays: number
  spendMinor: number
  /** Null where they spread too far to be counted one by one. */
  byLastDay: Counts | null
  byPurchaseDays: Counts | null
  /** Buyers by the bucket of what they spent (`bits.ts`), from bucket `low` on. */
  bySpend: Counts
}>

/** Counts members with a purchase, all three columns in one go; money must be finite. */
export function tallyOf(columns: MemberColumns): Tally {
  const range = rangesOf(columns)
  const { days, times, spends } = range
  const byLastDay = spanned(days)
  const byPurchaseDays = spanned(times)
  const bySpend = { low: spends.low, counts: new Uint32Array(Math.max(0, spends.high - spends.low + 1)) }
  must(
    range.buyers === 0 || (spends.low >= ENDS && spends.high < BIT_BUCKETS - ENDS),
    'R2: ranked values are finite numbers',
  )
  const sums = counted(columns, { byLastDay, byPurchaseDays, bySpend })
  must(Number.isSafeInteger(sums.spendMinor), 'D1: what all spent is a safe integer of minor units')
  return { buyers: range.buyers, ...sums, byLastDay, byPurchaseDays, bySpend }
}

/** Infinities and what is no number have buckets of their own at either end. */
const ENDS = 1 << 9

type Range = { low: number; high: number }

const spanned = ({ low, high }: Range): Counts | null =>
  high < low || high - low >= DENSE ? null : { low, counts: new Uint32Array(high - low + 1) }

function rangesOf({ members, purchaseDays, lastDay, spendMinor }: MemberColumns) {
  const halves = upperHalves(spendMinor)
  let buyers = 0
  let [firstDay, latest] = [Infinity, -Infinity]
  let [least, most] = [Infinity, -Infinity]
  let [small, large] = [Infinity, -Infinity]
  for (let m = 0; m < members; m += 1) {
    const n = purchaseDays[m] as number
    if (n === 0) continue
    buyers += 1
    const day = lastDay[m] as number
    const bucket = bucketOf(halves, m)
    if (day < firstDay) firstDay = day
    if (day > latest) latest = day
    if (n < least) least = n
    if (n > most) most = n
    if (bucket < small) small = bucket
    if (bucket > large) large = bucket
  }
  return {
    buyers,
    days: { low: firstDay, high: latest },
    times: { low: least, high: most },
    spends: { low: small, high: large },
  }
}

type Counting = Pick<Tally, 'byLastDay' | 'byPurchaseDays' | 'bySpend'>

const NONE: Counts = { low: 0, counts: new Uint32Array(0) }

/** What lies outside a narrow range is not counted: writes beyond an array of numbers do nothing. */
function counted(
  { members, purchaseDays, lastDay, spendMinor }: MemberColumns,
  { byLastDay, byPurchaseDays, bySpend }: Counting,
) {
  const halves = upperHalves(spendMinor)
  const { low: firstDay, counts: days } = byLastDay ?? NONE
  const { low: least, counts: times } = byPurchaseDays ?? NONE
  const { low: small, counts: spends } = bySpend
  const [dayed, timed] = [byLastDay !== null, byPurchaseDays !== null]
  let [all, spendSum] = [0, 0]
  for (let m = 0; m < members; m += 1) {
    const n = purchaseDays[m] as number
    if (n === 0) continue
    all += n
    spendSum += spendMinor[m] as number
    const bucket = bucketOf(halves, m) - small
    spends[bucket] = (spends[bucket] as number) + 1
    if (dayed) {
      const day = (lastDay[m] as number) - firstDay
      days[day] = (days[day] as number) + 1
    }
    if (timed) times[n - least] = (times[n - least] as number) + 1
  }
  return { purchaseDays: all, spendMinor: spendSum }
}
