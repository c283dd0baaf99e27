export { enrol, enrolMany, judgeEnrolments, type EnrolAnswer, type Enrolment } from './enrol.ts'
export { enrolment } from './contract.ts'
export { harmless } from './search.ts'
export {
  lockPair,
  mergeById,
  mergeInto,
  mobileHolder,
  standingMerges,
  survivorsOf,
  undoingById,
  undoMerge,
  withGone,
  type Merge,
  type Pair,
} from './merge.ts'
export { verifyPin, type PinAnswer } from './pin.ts'
export { recordConsent, withdraw } from './profile.ts'

import type { Work } from '#db/work'
import { cardsOfGone } from './merge.ts'
import type { CardState } from './model/cards.ts'
import * as cards from './store/cards.ts'
import * as store from './store/members.ts'

export type { Contact } from './store/members.ts'

/** Number, name and whether they are still with us, of the members asked for. */
export const membersById = (work: Work, ids: readonly string[]) => store.byIds(work.tx, ids)

/** Living members by number; that of a merged one leads to who stayed. Numbers nobody holds are absent. */
export async function idsByNumber(work: Work, numbers: readonly string[]): Promise<Map<string, string>> {
  const found = new Map((await store.idsByNumber(work.tx, numbers)).map((m) => [m.number, m.id]))
  // A number that names nobody living may be of somebody who has gone into another (N10).
  for (const card of await cardsOfGone(
    work,
    numbers.filter((number) => !found.has(number)),
  ))
    if (card.state !== 'replaced') found.set(card.number, card.memberId)
  return found
}

export type Card = Readonly<{ memberId: string; state: CardState }>

/** Whom each card names and whether it is taken (N6, N7); numbers nobody living holds are absent. One statement. */
export async function cardsByNumber(work: Work, numbers: readonly string[]): Promise<Map<string, Card>> {
  const rows = await cards.cardsByNumber(work.tx, numbers)
  const found = new Map<string, Card>(rows.map(({ number, ...card }) => [number, card]))
  for (const { number, ...card } of await cardsOfGone(
    work,
    numbers.filter((one) => !found.has(one)),
  ))
    found.set(number, card)
  return found
}

/** Addresses and the consent that stands at this moment (G1). */
export const contacts = (work: Work, ids: readonly string[]) => store.contacts(work.tx, ids)

/** The chain's own profile fields. */
export const ownFields = (work: Work) => store.fields(work.tx)
