import type { BusinessDay } from '#base/instant'
import { all } from '#db/all'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { today } from '#domain/org/index'
import type { ProgramDocument } from '#domain/program/index'
import type { StandRow } from './model/rows.ts'
import { membershipOn, type MembershipState, type Period } from './model/membership.ts'
import { rankOf, saidAt } from './model/tiers.ts'
import * as memberships from './store/memberships.ts'
import * as store from './store/stands.ts'

/** Where a member stands, and what it takes to say so of another day. */
export type Standing = Readonly<{
  memberId: string
  /** The tier's code; null only where the program has none. */
  tier: string | null
  since: BusinessDay | null
  membership: MembershipState
  /** The last day of the membership, or of the last one there was; null never ends. */
  validTo: BusinessDay | null
  joinedOn: BusinessDay | null
  periods: readonly Period[]
  joining: ProgramDocument['joining']
}>

/**
 * T1, T8: where members stand on a day, today unless told otherwise; a plain read. Without rules of joining everybody
 * is a member; without tiers nobody has one.
 */
export async function standingsOf(
  work: Work,
  memberIds: readonly string[],
  document: ProgramDocument,
  on?: BusinessDay,
): Promise<Map<string, Standing>> {
  const { joining, tiers } = document
  const ids = [...new Set(memberIds)]
  const [rows, periods, day] = await all([
    ids.length === 0 ? [] : store.stands(work.tx, ids, false),
    joining === null || ids.length === 0 ? [] : memberships.periodsOf(work.tx, ids),
    on ?? today(work),
  ])
  const found = new Map(rows.map((row) => [row.memberId, row]))
  const joinedOn = joining === null ? new Map() : await joinedDays(work, ids, found)
  return new Map(
    ids.map((memberId) => {
      const row = found.get(memberId)
      const own = {
        joinedOn: joinedOn.get(memberId) ?? null,
        periods: periods.filter((one) => one.memberId === memberId),
      }
      const { state, validTo } = membershipOn(joining, own, day)
      const membership = row?.archivedOn != null && state === 'active' ? 'archived' : state
      const tier = saidAt(tiers, rankOf(tiers, row?.tier ?? null))
      return [memberId, { memberId, tier, since: row?.since ?? null, membership, validTo, joining, ...own }]
    }),
  )
}

/** The day each joined: of those who have gone into one, the earliest. */
async function joinedDays(work: Work, ids: readonly string[], found: ReadonlyMap<string, StandRow>) {
  const days = new Map([...found].map(([id, row]) => [id, row.joinedOn]))
  const unread = ids.filter((id) => (days.get(id) ?? null) === null)
  for (const { id, joinedOn } of unread.length === 0 ? [] : await membersById(work, unread))
    days.set(id, joinedOn)
  return days
}

/**
 * T8: as whom somebody buys on a day, the day it was asked for unless told otherwise: null without a membership, which
 * is as anybody else. Whoever was archived for not buying buys as a member again (T10).
 */
export function buyerOf(standing: Standing, on?: BusinessDay): { tier: string | null } | null {
  const { membership, joining, tier } = standing
  const state = on === undefined ? membership : membershipOn(joining, standing, on).state
  return state === 'active' || state === 'archived' ? { tier } : null
}
