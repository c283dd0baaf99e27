import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type * as words from './contract.ts'
import type { ApiKey } from './contract.ts'
import { event } from './events.ts'
import { mayAll } from './model.ts'
import { sha256, tokenText } from './secret.ts'
import * as entry from './store/entry.ts'

export async function listKeys(work: Work) {
  return { rows: await entry.keys(work.tx) }
}

/** O9: the secret leaves once; what is kept cannot be turned back into it. */
export async function createKey(
  work: Work,
  wish: Wish<typeof words.createKey>,
): Promise<ApiKey & { secret: string }> {
  if (await entry.findKey(work.tx, wish.id)) throw new Refusal('key_id_reused')
  if (!mayAll(work.by.permissions, wish.scopes)) throw new Refusal('beyond_own_rights')

  const secret = `zj_${tokenText(work.randomBytes(32))}`
  const made: ApiKey = {
    id: wish.id,
    name: wish.name,
    prefix: secret.slice(0, 9),
    scopes: wish.scopes,
    madeAt: work.at,
    usedAt: null,
    revokedAt: null,
  }
  await entry.insertKey(work.tx, { ...made, secretSha256: sha256(secret), madeBy: work.by.id })
  work.record(event.keyMade(made))
  return { ...made, secret }
}

/** Revoking twice is revoking once. */
export async function revokeKey(work: Work, wish: Wish<typeof words.revokeKey>): Promise<ApiKey> {
  const before = await entry.findKey(work.tx, wish.id)
  const after = await entry.revokeKey(work.tx, wish.id, work.at)
  if (!after) throw new Refusal('key_unknown')
  if (before?.revokedAt === null) work.record(event.keyRevoked(after))
  return after
}
