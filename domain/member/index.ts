export { enrol, enrolMany, judgeEnrolments, type EnrolAnswer, type Enrolment } from './enrol.ts'
export { awaitsScreening } from './applications.ts'
export { cardBatch, makeCardBatch } from './blank-cards.ts'
export { fullProfiles } from './completeness.ts'
export { enrolment } from './contract.ts'
export { keepPlaces as keepFormPlaces } from './form-places.ts'
export { publicForm } from './forms.ts'
export { BOOKING_LINK, CLUB_LINK, idOfLink, linkToken } from './link.ts'
export { hereNow, linked } from './linked.ts'
export { harmless } from './search.ts'
export {
  everySurvivor,
  lockPair,
  mergeById,
  mergeInto,
  mobileHolder,
  standingMerges,
  survivorsOf,
  undoingById,
  undoMerge,
  withGone,
  withGoneOfAll,
  type Merge,
  type Pair,
} from './merge.ts'
export { verifyPin, type PinAnswer } from './pin.ts'
export { recordConsent, withdraw } from './profile.ts'
export {
  byMobiles,
  byOwnField,
  reachables,
  reachablesAtTheGate,
  joinedByTag,
  refusedConsents,
  refusedWithin,
  sayConsents,
  wish as wishSalesCalls,
  type Reachable,
  type Saying,
} from './respect.ts'

export { cardsByNumber, idsByNumber, personOf, type Card, type Person } from './cards-lead.ts'
export { accountsOf } from './households.ts'
export { concernedBy, rollAfter, rollOf, type OnRoll, type Roll, type RollPage } from './roll.ts'

import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import * as cardStore from './store/cards.ts'
import * as formPlaces from './store/form-places.ts'
import * as livingStore from './store/living.ts'
import * as store from './store/members.ts'
import * as occasions from './store/occasions.ts'
import { searchMembers } from './store/search.ts'
import * as statistics from './store/statistics.ts'

export type { Contact } from './store/members.ts'

/** Number, name and whether they are still with us, of the members asked for. */
export const membersById = (work: Work, ids: readonly string[]) => store.byIds(work.tx, ids)

/** By which form and at which of its places these joined (C44); who came by no form is absent. */
export const cameByOf = (work: Work, ids: readonly string[]) => formPlaces.cameByOf(work.tx, ids)

/** Addresses and the consent that stands at this moment (G1). */
export const contacts = (work: Work, ids: readonly string[]) => store.contacts(work.tx, ids)

/** The chain's own profile fields. */
export const ownFields = (work: Work) => store.fields(work.tx)

/** How many members are with us, of these or of all; whoever has gone into another is not. */
export const livingMembers = (work: Work, ids: readonly string[] | null): Promise<number> =>
  livingStore.living(work.tx, ids)

/** How many members share their account with somebody. */
export const householdCount = (work: Work): Promise<number> => livingStore.households(work.tx)

/** Everybody whose card in force is lost: told to tills, which cannot ask. */
export const lostCardHolders = (work: Work): Promise<string[]> => cardStore.lostHolders(work.tx)

export type { Slice, Somebody } from './store/occasions.ts'

/** Living members born on one of these days, a slice at a time in the order of their ids. */
export const bornOnDates = (work: Work, dates: readonly BusinessDay[], slice: occasions.Slice) =>
  occasions.bornOn(work.tx, dates, slice)

/** Living members who joined in a span of days, a slice at a time. */
export const joinedBetween = (
  work: Work,
  span: Parameters<typeof occasions.joinedBetween>[1],
  slice: occasions.Slice,
) => occasions.joinedBetween(work.tx, span, slice)

/** All living members, a slice at a time. */
export const everybody = (work: Work, slice: occasions.Slice) => occasions.everybody(work.tx, slice)

/** Those of these who are still with us. */
export const stillHere = (work: Work, ids: readonly string[]) => occasions.stillHere(work.tx, ids)

/** Living members whom a few words may mean: number, tail of the mobile, name. */
export const membersLike = async (work: Work, q: string, most: number) =>
  (await searchMembers(work.tx, { q, filters: [], sort: 'name', descending: false }, { from: 0, most })).rows
/** How many living persons there are of each gender and age on a day. */
export const membersByAge = (work: Work, of: Parameters<typeof statistics.ages>[1]) =>
  statistics.ages(work.tx, of)

/** Who joined in a span, by month, source and branch. */
export const membersJoined = (work: Work, of: Parameters<typeof statistics.joined>[1]) =>
  statistics.joined(work.tx, of)

/** How many living members joined at each branch. */
export const membersByBranch = (work: Work) => statistics.byBranch(work.tx)

/** The numbers of these members. */
export const numbersOf = async (work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await statistics.numbersOf(work.tx, ids)).map(({ id, number }) => [id, number]))

/** Numbers of everybody who joined before a day, a slice at a time; who has gone into another is left out. */
export const numbersAfter = (work: Work, of: Parameters<typeof statistics.numbersAfter>[1]) =>
  statistics.numbersAfter(work.tx, of)

/** Everybody who is not with us any more, those who have gone into others among them. */
export const withdrawnMembers = (work: Work): Promise<string[]> => statistics.withdrawn(work.tx)

/** Members by the month and day of their birth (02-28), counted, listed in the order of the days, and known at all. */
export const bornOn = (work: Work, of: Parameters<typeof statistics.bornOn>[1]) =>
  statistics.bornOn(work.tx, of)
export const celebrants = (work: Work, of: Parameters<typeof statistics.celebrants>[1]) =>
  statistics.celebrants(work.tx, of)
export const birthdaysKnown = (work: Work, of: statistics.Among) => statistics.birthdaysKnown(work.tx, of)
