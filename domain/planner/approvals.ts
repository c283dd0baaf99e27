import type { Answer, Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { launchList } from '#domain/campaign/index'
import { standingOf } from '#domain/org/index'
import type { Approval, listApprovals } from './contract/approval.ts'
import * as store from './store/plans.ts'

/**
 * K19, P2: launches and starts in one list, the newest first. A page of the two together is among as many of the first
 * of each, so that neither room reads the tables of the other.
 */
export async function approvals(
  work: Work,
  { state, page, rows: most }: Wish<typeof listApprovals>,
): Promise<Answer<typeof listApprovals>> {
  const upTo = page * most
  const launches = await launchList(work, { ...(state && { state }), page: 1, rows: upTo })
  const starts = await store.starts(work.tx, { state: state ?? null, most: upTo })
  const all: Approval[] = [
    ...launches.rows.map((row): Approval => {
      const { campaignName: name, messagesMinor, giftsMinor } = row
      return { ...row, kind: 'campaign', name, costMinor: messagesMinor + giftsMinor }
    }),
    ...starts.rows.map((row): Approval => ({ ...row, kind: 'plan', ...standingOf(row) })),
  ]
  const newest = all.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
  return { rows: newest.slice(upTo - most, upTo), total: launches.total + starts.total }
}
