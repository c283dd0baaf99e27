import { Refusal } from '#base/refusal'
import type { Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import type { signIn as words, signOut as endWords } from './contract.ts'
import { event } from './events.ts'
import { passwordRight, sha256 } from './secret.ts'
import { startSession } from './session.ts'
import * as entry from './store/entry.ts'
import * as people from './store/people.ts'
import { admit, failed, succeeded } from './throttle.ts'

/**
 * S4: an unknown login, a disabled person and a wrong password get one answer after the same work.
 * The refusal is kept: the failure it counts must survive it.
 */
export async function signIn(work: Work, wish: Wish<typeof words>) {
  const from = { login: wish.login, address: wish.caller?.address ?? '' }
  await admit(work, from)

  const found = await people.staffByLogin(work.tx, wish.login)
  const right = await passwordRight(wish.password, found?.password)
  if (!found || !right || found.disabledAt !== null) {
    await failed(work, from)
    work.record(event.signInFailed(found?.id ?? null))
    throw new Refusal('sign_in_wrong', { kept: true })
  }

  await succeeded(work, from)
  const session = await startSession(work, found.id, wish.caller?.token ?? null)
  work.record(event.signedIn(found.id))
  return { staffId: found.id, name: found.name, language: found.language, session }
}

/** Ends the session whose token the browser shows. */
export async function signOut(work: Work, wish: Wish<typeof endWords>) {
  const token = wish.caller?.token ?? null
  if (token === null) return { ended: false }
  const ended = await entry.endSession(work.tx, {
    tokenSha256: sha256(token),
    at: work.at,
    why: 'signed out',
  })
  for (const staffId of ended) work.record(event.signedOut(staffId))
  return { ended: ended.length > 0 }
}
