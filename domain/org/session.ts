import type { QueryExecutorProvider } from 'kysely'
import { instantOfMs, msOf, type Instant } from '#base/instant'
import type { Actor, Work } from '#db/work'
import { permissionsOf, SESSION_IDLE_MS, SESSION_MOST_MS, SESSION_NOTE_MS } from './model.ts'
import { sha256, tokenText } from './secret.ts'
import * as entry from './store/entry.ts'

export type StartedSession = Readonly<{ token: string; expiresAt: Instant }>

/** A new token at every start, and an end for the one the browser held: a planted token is worth nothing (S5). */
export async function startSession(
  work: Work,
  staffId: string,
  heldToken: string | null,
): Promise<StartedSession> {
  if (heldToken !== null) {
    await entry.endSession(work.tx, { tokenSha256: sha256(heldToken), at: work.at, why: 'replaced' })
  }
  const token = tokenText(work.randomBytes(32))
  const expiresAt = instantOfMs(msOf(work.at) + SESSION_MOST_MS)
  await entry.insertSession(work.tx, {
    id: work.newId(),
    tokenSha256: sha256(token),
    staffId,
    at: work.at,
    expiresAt,
  })
  return { token, expiresAt }
}

/** Who asks: one query outside any work, because every request pays for it. */
export async function actorOfSession(
  db: QueryExecutorProvider,
  wish: { token: string; at: Instant; requestId: string },
): Promise<Actor | null> {
  const ms = msOf(wish.at)
  const seenAfter = instantOfMs(ms - SESSION_IDLE_MS)
  const found = await entry.findSignedIn(db, { tokenSha256: sha256(wish.token), at: wish.at, seenAfter })
  if (!found) return null
  if (ms - msOf(found.seenAt) > SESSION_NOTE_MS) await entry.noteSeen(db, found.sessionId, wish.at)
  return {
    kind: 'staff',
    id: found.staffId,
    name: found.name,
    permissions: permissionsOf(found.roles),
    branchIds: found.branchIds,
    requestId: wish.requestId,
  }
}

/** An integrator's key acts for the whole chain within its scopes. */
export async function actorOfKey(
  db: QueryExecutorProvider,
  wish: { secret: string; at: Instant; requestId: string },
): Promise<Actor | null> {
  const found = await entry.findKeyBySecret(db, sha256(wish.secret))
  if (!found) return null
  const usedMs = found.usedAt === null ? 0 : Date.parse(found.usedAt)
  if (msOf(wish.at) - usedMs > SESSION_NOTE_MS) await entry.noteKeyUse(db, found.id, wish.at)
  return {
    kind: 'key',
    id: found.id,
    name: found.name,
    permissions: found.scopes,
    branchIds: null,
    requestId: wish.requestId,
  }
}
