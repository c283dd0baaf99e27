import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import type { AudienceRule } from './contract.ts'
import { insightJobs } from './jobs.ts'
import { asksQuadrants, steadyOnly } from './movement.ts'
import { judge, view, whoever } from './standing.ts'
import type { Histories } from './model/histories.ts'
import { historiesSeen } from './seen.ts'
import * as after from './store/after.ts'
import * as days from './store/days.ts'
import * as store from './store/segments.ts'

export { memberTiers } from './store/facts.ts'
export { spendBetween } from './audience.ts'
export { saveSegment } from './segments.ts'
export { fitsSegment } from './fits.ts'
export { buyersBetween, type Buyers } from './buyers.ts'
export { latestRebuilding, REBUILD_JOB, startRebuilding } from './rebuild.ts'
export { verdictInWords } from './verdict-words.ts'
export type { AudienceRule } from './contract.ts'
export type { Standing } from './standing.ts'
export type { SegmentRow } from './store/segments.ts'

/** A saved segment; undefined when there is none of this id. */
export const segment = (work: Work, id: string) => store.segment(work.tx, id)

/** Its members, in the order of their ids. */
export const segmentMemberIds = (work: Work, id: string) => store.memberIdsOf(work.tx, id)

/** Its members with where they stood when it was saved, so many at a time in the order of their ids. */
export async function* segmentSlices(
  work: Work,
  id: string,
  most: number,
): AsyncGenerator<store.PlacedMember[]> {
  for (let afterId: string | null = null; ;) {
    const rows: store.PlacedMember[] = await store.membersBehind(work.tx, id, { afterId, most })
    if (rows.length > 0) yield rows
    if (rows.length < most) return
    afterId = rows.at(-1)?.memberId ?? null
  }
}

/** The last day with a sale to a member that insight has read; null before the first. */
export async function salesKnownTo(work: Work): Promise<BusinessDay | null> {
  return (await days.knownDays(work.tx))?.last ?? null
}

/** What everybody bought up to a day, that day included, as every report reads it (G21, G31). */
export const boughtUpTo = async (work: Work, asOf: BusinessDay): Promise<Histories> =>
  (await historiesSeen(work, { asOf, windowMonths: null })).histories

/** Reads on in the event log; answers whether everything told so far has been read. */
export async function catchUp(work: Work): Promise<boolean> {
  for (const job of insightJobs) {
    while ((await job.step(work)) === 'more');
    if (await job.behind(work)) return false
  }
  return true
}

/** Members whose last purchase lies in a span, a slice at a time. */
export const lastBoughtBetween = (
  work: Work,
  span: Parameters<typeof after.lastBoughtBetween>[1],
  slice: Parameters<typeof after.lastBoughtBetween>[2],
) => after.lastBoughtBetween(work.tx, span, slice)

/** Those of these members who bought after a day of their own. */
export const boughtAfter = (work: Work, asked: readonly after.Since[]) => after.boughtAfter(work.tx, asked)

/** What members bought in so many days, each from a day of its own. */
export const boughtWithin = (work: Work, asked: readonly after.Since[], days: number) =>
  after.boughtWithin(work.tx, asked, days)

/** The members whom a rule finds today, in a quadrant that has held (G28); none before the first sale. */
export async function membersWhere(work: Work, rule: AudienceRule, windowMonths: number): Promise<string[]> {
  if ((await days.knownDays(work.tx)) === null) return []
  const seen = await view(work, { windowMonths })
  const found = whoever(seen, judge(seen, rule), rule)
  const held = asksQuadrants(rule) ? await steadyOnly(work, seen, { found, cuts: rule }) : found
  return Array.from(held, (at) => seen.memberIds.at(at))
}

export { countAudience } from './build.ts'
export { lookedAt, reachOf } from './reach.ts'
export { ladderReport, paretoReport, quadrantReport, rfmReport } from './report.ts'
export { audience as audienceReport } from './audience.ts'
export { birthdaysReport, demographicsReport } from './demographics.ts'
export { hoursReport } from './hours.ts'
export { placesReport } from './places.ts'
export { productRanking } from './products.ts'
export { activityReport, recencyReport, repeatReport } from './quiet.ts'
export { soldReport } from './sold-by.ts'
export { billsReport, monthsReport } from './spend.ts'
