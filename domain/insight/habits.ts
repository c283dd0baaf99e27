import type { Wish } from '#base/endpoint'
import { addDays } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { spendBetween } from './audience.ts'
import type * as contract from './contract/trial.ts'
import { correlation, meanOf, sumsOf } from './model/moments.ts'
import * as days from './store/days.ts'
import * as segments from './store/segments.ts'

/** As many days before as a campaign's report looks at. */
const DAYS_BEFORE = 90

/** What a segment's members do without any campaign: the ground on which a trial is planned (insight.md §5.2). */
export async function segmentHabits(work: Work, wish: Wish<typeof contract.segmentHabits>) {
  if (!(await segments.segment(work.tx, wish.id))) throw new Refusal('segment_unknown')
  const known = await days.knownDays(work.tx)
  if (!known) throw new Refusal('no_sales_yet')
  const ids = await segments.memberIdsOf(work.tx, wish.id)
  const end = addDays(known.last, 1)
  const from = addDays(end, -wish.days)
  const { purchases, spendMinor } = await spendBetween(work, ids, from, end)
  const before = await spendBetween(work, ids, addDays(from, -DAYS_BEFORE), from)
  const sums = sumsOf(spendMinor)
  const many = ids.length >= 2
  return {
    from,
    to: known.last,
    days: wish.days,
    members: ids.length,
    buyers: purchases.reduce((count, n) => count + (n > 0 ? 1 : 0), 0),
    meanMinor: ids.length === 0 ? 0 : sums.sum / ids.length,
    sdMinor: many ? Math.sqrt(meanOf(sums).variance) : null,
    correlation: many ? correlation(before.spendMinor, spendMinor) : null,
  }
}
