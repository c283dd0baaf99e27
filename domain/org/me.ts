import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type * as words from './contract.ts'
import { event } from './events.ts'
import { weakPassword } from './model.ts'
import { hashPassword, passwordRight } from './secret.ts'
import { startSession } from './session.ts'
import * as entry from './store/entry.ts'
import * as people from './store/people.ts'
import * as places from './store/places.ts'
import { admit, failed } from './throttle.ts'

/** The public part only: whoever is not signed in learns a name, a language and a currency. */
export async function showChain(work: Work): Promise<Answer<typeof words.showChain>> {
  const chain = await places.findChain(work.tx)
  const { name = null, language = null, currency = null } = chain ?? {}
  return { setUp: chain !== undefined, name, language, currency }
}

export async function me(work: Work): Promise<Answer<typeof words.me>> {
  const { kind, id, name, permissions, branchIds } = work.by
  const person = kind === 'staff' ? await self(work) : null
  const all = await places.branches(work.tx, branchIds)
  return {
    kind: kind === 'key' ? 'key' : 'staff',
    id: present(id, 'O3: who is signed in has an id'),
    name,
    login: person?.login ?? null,
    language: person?.language ?? null,
    roles: person?.roles ?? [],
    permissions: [...permissions],
    branchIds: branchIds && [...branchIds],
    branches: all.filter((branch) => branch.closedOn === null),
    chain: present(await places.findChain(work.tx), 'O1: who is signed in works for a chain'),
  }
}

/** Guesses at the current password are counted like guesses at signing in: a stolen session is not enough. */
export async function changePassword(work: Work, wish: Wish<typeof words.changePassword>) {
  const person = await lockedSelf(work)
  const from = { login: person.login, address: wish.caller?.address ?? '' }
  await admit(work, from)
  if (!(await passwordRight(wish.current, person.password))) {
    await failed(work, from)
    throw new Refusal('password_wrong', { kept: true, path: 'current' })
  }
  if (weakPassword(wish.password, person.login)) throw new Refusal('password_weak', { path: 'password' })

  const password = await hashPassword(wish.password, work.randomBytes(16))
  await people.updateStaff(work.tx, { ...person, password, version: person.version + 1 })
  await entry.endSessionsOf(work.tx, { staffId: person.id, at: work.at, why: 'password changed' })
  const session = await startSession(work, person.id, null)
  work.record(event.passwordChanged(person.id))
  return { changed: true as const, session }
}

export async function changeLanguage(work: Work, wish: Wish<typeof words.changeLanguage>) {
  const person = await lockedSelf(work)
  await people.updateStaff(work.tx, { ...person, language: wish.language, version: person.version + 1 })
  return { language: wish.language }
}

async function self(work: Work): Promise<people.StaffRow> {
  const [person] = await people.staffByIds(work.tx, [selfId(work)])
  return present(person, 'O3: a session belongs to somebody')
}

/** Locked, because a change writes the whole row: it must not undo a disablement it did not see. */
async function lockedSelf(work: Work): Promise<people.StaffRow> {
  const person = await people.lockStaff(work.tx, selfId(work))
  return present(person, 'O3: a session belongs to somebody')
}

function selfId(work: Work): string {
  if (work.by.kind !== 'staff' || work.by.id === null) throw new Refusal('staff_only')
  return work.by.id
}
