import type { QueryExecutorProvider } from 'kysely'
import type { Instant } from '#base/instant'
import type { Actor } from '#db/work'
import { sha256 } from './secret.ts'
import { byToken } from './store/devices.ts'

/** A till acts for its own store, and may do nothing but send its log and fetch what it goes by. */
export async function actorOfDevice(
  db: QueryExecutorProvider,
  wish: Readonly<{ secret: string; at: Instant; requestId: string }>,
): Promise<Actor | null> {
  const found = await byToken(db, sha256(wish.secret))
  if (!found) return null
  return {
    kind: 'key',
    id: found.id,
    name: found.name,
    permissions: ['device.sync'],
    branchIds: [found.branchId],
    requestId: wish.requestId,
  }
}
