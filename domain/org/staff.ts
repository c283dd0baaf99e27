import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type * as words from './contract.ts'
import type { Staff } from './contract.ts'
import { event } from './events.ts'
import { judgePost, mayAll, permissionsOf, weakPassword, type Post } from './model.ts'
import { hashPassword, tokenText } from './secret.ts'
import * as entry from './store/entry.ts'
import * as people from './store/people.ts'
import * as places from './store/places.ts'
import { pardon } from './throttle.ts'

export async function listStaff(work: Work) {
  return { rows: await people.allStaff(work.tx) }
}

/** O8: nobody gives rights they do not hold. */
export async function hireStaff(work: Work, wish: Wish<typeof words.hireStaff>): Promise<Staff> {
  const chain = await places.findChain(work.tx)
  await places.lockChain(work.tx)
  const done = await people.lockStaff(work.tx, wish.id)
  if (done) {
    const same = done.login === wish.login && done.name === wish.name && samePost(done, wish)
    if (!same) throw new Refusal('staff_id_reused')
    return done
  }
  await refusePost(work, wish)
  if (weakPassword(wish.password, wish.login)) throw new Refusal('password_weak', { path: 'password' })
  if (await people.staffByLogin(work.tx, wish.login)) throw new Refusal('login_taken', { path: 'login' })

  const hired: people.StaffRow = {
    id: wish.id,
    login: wish.login,
    name: wish.name,
    language: wish.language ?? chain?.language ?? 'en',
    roles: [...wish.roles].sort(),
    branchIds: wish.branchIds,
    hiredAt: work.at,
    disabledAt: null,
    version: 1,
    password: await hashPassword(wish.password, work.randomBytes(16)),
  }
  await people.insertStaff(work.tx, hired)
  work.record(event.staffHired(hired))
  return hired
}

export async function changeStaff(work: Work, wish: Wish<typeof words.changeStaff>): Promise<Staff> {
  const before = await settled(work, wish.id)
  if (before.version !== wish.version) throw new Refusal('changed_meanwhile', { version: before.version })
  refuseHigher(work, before)
  await refusePost(work, wish)
  if (!wish.roles.includes('owner')) await refuseLastOwner(work, before)

  const { name, language, roles, branchIds } = wish
  const after = {
    ...before,
    name,
    language,
    roles: [...roles].sort(),
    branchIds,
    version: before.version + 1,
  }
  await people.updateStaff(work.tx, after)
  if (!samePost(before, after)) {
    await people.replacePost(work.tx, before.id, after)
    await entry.endSessionsOf(work.tx, { staffId: before.id, at: work.at, why: 'rights changed' })
  }
  work.record(event.staffChanged(before, after))
  return after
}

export async function disableStaff(work: Work, wish: Wish<typeof words.disableStaff>): Promise<Staff> {
  const before = await settled(work, wish.id)
  refuseHigher(work, before)
  if (before.disabledAt !== null) return before
  await refuseLastOwner(work, before)

  const after = { ...before, disabledAt: work.at, version: before.version + 1 }
  await people.updateStaff(work.tx, after)
  await entry.endSessionsOf(work.tx, { staffId: before.id, at: work.at, why: 'disabled' })
  work.record(event.staffDisabled(before, after))
  return after
}

export async function resetPassword(work: Work, wish: Wish<typeof words.resetPassword>) {
  const before = await settled(work, wish.id)
  refuseHigher(work, before)
  if (weakPassword(wish.password, before.login)) throw new Refusal('password_weak', { path: 'password' })

  const password = await hashPassword(wish.password, work.randomBytes(16))
  await people.updateStaff(work.tx, { ...before, password, version: before.version + 1 })
  await entry.endSessionsOf(work.tx, { staffId: before.id, at: work.at, why: 'password reset' })
  await pardon(work, before.login)
  work.record(event.passwordChanged(before.id))
  return { changed: true as const }
}

/** 96 bits as 16 letters and digits. */
const NEW_PASSWORD_BYTES = 12

/**
 * Whoever has the machine has the chain: gives the person of a login a new password, which is told once. For the
 * command line, when the only owner has forgotten theirs.
 */
export async function renewPassword(work: Work, login: string): Promise<string> {
  const person = await people.staffByLogin(work.tx, login)
  if (!person) throw new Refusal('staff_unknown')
  const password = tokenText(work.randomBytes(NEW_PASSWORD_BYTES))
  await resetPassword(work, { id: person.id, password })
  return password
}

/** The chain first, then the person: changes to staff queue, so two owners cannot disable each other. */
async function settled(work: Work, id: string): Promise<people.StaffRow> {
  await places.lockChain(work.tx)
  const found = await people.lockStaff(work.tx, id)
  if (!found) throw new Refusal('staff_unknown')
  return found
}

function refuseHigher(work: Work, person: Staff): void {
  if (!mayAll(work.by.permissions, permissionsOf(person.roles))) throw new Refusal('beyond_own_rights')
}

async function refusePost(work: Work, post: Post): Promise<void> {
  if (!mayAll(work.by.permissions, permissionsOf(post.roles))) throw new Refusal('beyond_own_rights')
  const no = judgePost(post)
  if (no) throw new Refusal(no)
  if (post.branchIds === null) return
  const known = await places.branches(work.tx, post.branchIds)
  if (known.length < post.branchIds.length) throw new Refusal('branch_unknown', { path: 'branchIds' })
}

/** O2: somebody can always let the others in. */
async function refuseLastOwner(work: Work, person: Staff): Promise<void> {
  const owns = person.roles.includes('owner') && person.disabledAt === null
  if (owns && (await people.otherOwners(work.tx, person.id)) === 0) throw new Refusal('last_owner')
}

function samePost(a: Post, b: Post): boolean {
  const words = (post: Post) =>
    JSON.stringify([[...post.roles].sort(), post.branchIds && [...post.branchIds].sort()])
  return words(a) === words(b)
}
