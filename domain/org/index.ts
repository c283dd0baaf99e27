import { businessDay, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { Actor, Work } from '#db/work'
import type { Branch, Staff } from './contract.ts'
import { mayAll, permissionsOf, type Role } from './model.ts'
import * as people from './store/people.ts'
import * as places from './store/places.ts'

export type { Branch, Staff } from './contract.ts'
export { hashPassword, passwordRight } from './secret.ts'
export { actorOfKey, actorOfSession } from './session.ts'
export { setUp } from './set-up.ts'
export { openBranch } from './branches.ts'
export { calendar } from './calendar.ts'
export { festivalsOf, solarOf } from './festivals.ts'
export { mustBeAnother, standingOf, wordOf, type Asking } from './second-person.ts'
export { hireStaff, renewPassword } from './staff.ts'
export { setTillPin, tillStaff, type TillPerson } from './till-pin.ts'

/** The chain with its currency, zone, closing hour, language and the salt of its control groups. */
export async function chain(work: Work): Promise<places.ChainRow> {
  return present(await places.findChain(work.tx), 'O1: there is exactly one chain')
}

/** Every branch, whoever asks; closed ones last. */
export const branches = (work: Work): Promise<Branch[]> => places.branches(work.tx, null)

/** Branches by their code; unknown codes are absent from the map. */
export async function branchesByCode(
  work: Work,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Branch>> {
  const rows = await places.branchesByCode(work.tx, [...new Set(codes)])
  return new Map(rows.map((row) => [row.code, row]))
}

/** Whether this actor may see and act for a branch. */
export const inScope = (work: Work, branchId: string): boolean =>
  work.by.branchIds === null || work.by.branchIds.includes(branchId)

/**
 * The calendar day it is in the chain's zone: value dies with its last day there, whatever the hour of closing (L4).
 */
export async function today(work: Work): Promise<BusinessDay> {
  return businessDay(work.at, (await chain(work)).zone, 0)
}

/** The chain's time zone, or null before set-up. */
export const chainZone = async (work: Work): Promise<string | null> =>
  (await places.findChain(work.tx))?.zone ?? null

/** The roles of whoever acts, as they stand now; a key and the house have none. */
export async function rolesOf(work: Work): Promise<readonly Role[]> {
  if (work.by.kind !== 'staff' || work.by.id === null) return []
  return (await people.staffByIds(work.tx, [work.by.id]))[0]?.roles ?? []
}

/** Whether anybody else who can sign in may do this. */
export async function anybodyElse(work: Work, permission: string): Promise<boolean> {
  const staff = await people.allStaff(work.tx)
  return staff.some(
    (one) =>
      one.id !== work.by.id && one.disabledAt === null && mayAll(permissionsOf(one.roles), [permission]),
  )
}

/** Of these people, the names of those whom the chain knows and who may sign in. */
export async function staffNames(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await people.staffByIds(work.tx, [...new Set(ids)])
  return new Map(found.filter((one) => one.disabledAt === null).map((one) => [one.id, one.name]))
}

/** The names of these people, of those too who work here no more. */
export async function namesOfStaff(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await people.staffByIds(work.tx, [...new Set(ids)])
  return new Map(found.map((one) => [one.id, one.name]))
}

/** Whoever works here, as they would act now; undefined for somebody who cannot sign in any more. */
export async function actorOfStaff(
  work: Work,
  staffId: string,
): Promise<(Actor & Readonly<{ language: Staff['language'] }>) | undefined> {
  const [found] = await people.staffByIds(work.tx, [staffId])
  if (!found || found.disabledAt !== null) return undefined
  const { name, language, roles, branchIds } = found
  return {
    kind: 'staff',
    id: staffId,
    name,
    language,
    permissions: permissionsOf(roles),
    branchIds,
    requestId: work.by.requestId,
  }
}
