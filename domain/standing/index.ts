import type { Work } from '#db/work'
import * as given from './store/given.ts'
import * as benefits from './store/benefits.ts'
import * as between from './store/between.ts'
import * as memberships from './store/memberships.ts'
import * as store from './store/stands.ts'

export type Moved = Readonly<{ from: string; to: string; up: boolean; why: string }>

export {
  closeStandings,
  closingStandings,
  needsStandings,
  openStandings,
  type OpeningStandings,
} from './book.ts'
export { giveTier, type TierGift } from './give.ts'
export { startMembership, voidMembership, type NewMembership } from './memberships.ts'
export { addMerit, type Merit, type StandingBook, type TierMove } from './model/book.ts'
export type { MembershipState, Period } from './model/membership.ts'
export { nextTiersOf, type NextTier } from './next-tiers.ts'
export { historyKnown, rebuildMerits, type Rebuilding } from './rebuild.ts'
export { buyerOf, standingsOf, type Standing } from './standings.ts'

/** T8: whose membership begins or ends by the day alone, between two of them; at most so many. */
export const turningBetween = (work: Work, of: Parameters<typeof memberships.turningBetween>[1]) =>
  memberships.turningBetween(work.tx, of)

/** T10: of these members, those left out of audiences and counts because they have not bought for so long. */
export const archivedAmong = (work: Work, memberIds: readonly string[]): Promise<Set<string>> =>
  store.archivedAmong(work.tx, memberIds)

/** How many living, not archived members have each tier; null is the lowest. */
export const tierCounts = (work: Work) => store.tierCounts(work.tx)

/** Whether a single top-up of this amount counts on a day of its member; told by day and amount, not by its id. */
export const countsTopUp = (work: Work, of: Parameters<typeof store.countsTopUp>[1]): Promise<boolean> =>
  store.countsTopUp(work.tx, of)

/** T2: the last move that a cause brought, with codes of the program; for whoever answers a retry. */
export const movedBy = (work: Work, causeId: string): Promise<Moved | null> => given.moveBy(work.tx, causeId)

/** T2: by which move up each member came to the tier it has now; whoever is back at the lowest is absent. */
export const risesOf = (work: Work, memberIds: readonly string[]): Promise<Map<string, string>> =>
  given.risesOf(work.tx, memberIds)

/** Top-ups that count for tiers, by member and day. */
export const topUpsBetween = (work: Work, span: Parameters<typeof between.topUpsBetween>[1]) =>
  between.topUpsBetween(work.tx, span)

/** What benefits that were given cost the chain in a span, by month. */
export const benefitCosts = (work: Work, span: Parameters<typeof benefits.benefitCosts>[1]) =>
  benefits.benefitCosts(work.tx, span)
