import type { Answer, Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { launchList } from '#domain/campaign/index'
import { standingOf } from '#domain/org/index'
import { mayAll } from '#domain/org/model'
import type { DiscountAsking } from '#domain/sale/contract/discount-asking'
import { discountAskings } from '#domain/sale/index'
import type { Approval, listApprovals } from './contract/approval.ts'
import * as store from './store/plans.ts'

type Wanted = Readonly<{ state: Wish<typeof listApprovals>['state']; upTo: number }>
type Found = Readonly<{ rows: readonly Approval[]; total: number }>
const NONE: Found = { rows: [], total: 0 }

/**
 * K19, P2, S16: launches, starts and discounts in one list, the newest first. A page of them together is among as many
 * of the first of each, so that no room reads the tables of another.
 */
export async function approvals(
  work: Work,
  { state, page, rows: most }: Wish<typeof listApprovals>,
): Promise<Answer<typeof listApprovals>> {
  const wanted = { state, upTo: page * most }
  const found = [await launches(work, wanted), await starts(work, wanted), await discounts(work, wanted)]
  const newest = found
    .flatMap((one) => one.rows)
    .toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
  return {
    rows: newest.slice((page - 1) * most, page * most),
    total: found.reduce((all, one) => all + one.total, 0),
  }
}

async function launches(work: Work, { state, upTo }: Wanted): Promise<Found> {
  if (state === 'expired') return NONE
  const { rows, total } = await launchList(work, { ...(state && { state }), page: 1, rows: upTo })
  const shown = rows.map((row): Approval => {
    const { campaignName: name, messagesMinor, giftsMinor } = row
    return { ...row, kind: 'campaign', name, costMinor: messagesMinor + giftsMinor }
  })
  return { rows: shown, total }
}

async function starts(work: Work, { state, upTo }: Wanted): Promise<Found> {
  if (state === 'expired') return NONE
  const { rows, total } = await store.starts(work.tx, { state: state ?? null, most: upTo })
  return { rows: rows.map((row): Approval => ({ ...row, kind: 'plan', ...standingOf(row) })), total }
}

const OF_ASKING = {
  waiting: 'waiting',
  allowed: 'applied',
  refused: 'rejected',
  expired: 'expired',
} as const satisfies Record<DiscountAsking['state'], string>
const TO_ASKING = { waiting: 'waiting', applied: 'allowed', rejected: 'refused', expired: 'expired' } as const

/** They are told to those who may read sales: whoever sees campaigns alone does not see what customers buy. */
async function discounts(work: Work, { state, upTo }: Wanted): Promise<Found> {
  if (!mayAll(work.by.permissions, ['sale.read'])) return NONE
  const asked = { ...(state && { state: TO_ASKING[state] }), page: 1, rows: upTo }
  const { rows, total } = await discountAskings(work, asked)
  const shown = rows.map((asking): Approval => {
    const { id, at, byId, byName, decision, memberName, memberNumber, offMinor: costMinor } = asking
    const name = memberName || memberNumber || ''
    const same = { id, at, byId, byName, decision, name, costMinor, limitMinor: null }
    return { ...same, kind: 'discount', way: 'second_person', state: OF_ASKING[asking.state], asking }
  })
  return { rows: shown, total }
}
