export { enrol, enrolMany, judgeEnrolments, type EnrolAnswer, type Enrolment } from './enrol.ts'
export { enrolment } from './contract.ts'
export { harmless } from './search.ts'
export { recordConsent, withdraw } from './profile.ts'

import type { Work } from '#db/work'
import * as store from './store/members.ts'

export type { Contact } from './store/members.ts'

/** Number, name and whether they are still with us, of the members asked for. */
export const membersById = (work: Work, ids: readonly string[]) => store.byIds(work.tx, ids)

/** Living members by number; numbers nobody holds are absent. */
export async function idsByNumber(work: Work, numbers: readonly string[]): Promise<Map<string, string>> {
  return new Map((await store.idsByNumber(work.tx, numbers)).map((m) => [m.number, m.id]))
}

/** Addresses and the consent that stands at this moment (G1). */
export const contacts = (work: Work, ids: readonly string[]) => store.contacts(work.tx, ids)

/** The chain's own profile fields. */
export const ownFields = (work: Work) => store.fields(work.tx)
