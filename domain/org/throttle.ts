import { instantOfMs, msOf } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { FORGET_FAILURES_MS, pauseMs, type ThrottleKind } from './model.ts'
import { sha256 } from './secret.ts'
import * as entry from './store/entry.ts'

export type From = Readonly<{ login: string; address: string }>

/** Hashed, so that the table holds no address and no name. */
function keysOf({ login, address }: From): Record<ThrottleKind, string> {
  const of = (kind: ThrottleKind, ...parts: string[]) =>
    Buffer.from(sha256([kind, ...parts].join('\n'))).toString('hex')
  const name = login.toLowerCase()
  return { pair: of('pair', name, address), login: of('login', name), address: of('address', address) }
}

/**
 * S3: lets a guess through only when no pause runs. Failures from strange addresses never shut out an
 * address where this login has signed in before: there only that address's own failures count.
 */
export async function admit(work: Work, from: From): Promise<void> {
  const keys = keysOf(from)
  // Guesses at one login queue here; otherwise a hundred at once would all see no failures.
  await entry.lockThrottle(work.tx, keys.login)
  const known = await entry.throttles(work.tx, Object.values(keys))
  const trusted = known.get(keys.pair)?.trustedAt != null
  const kinds: ThrottleKind[] = trusted ? ['pair'] : ['pair', 'login', 'address']

  const waitMs = Math.max(...kinds.map((kind) => remainingMs(work, kind, known.get(keys[kind]))))
  if (waitMs > 0) throw new Refusal('sign_in_throttled', { retryAfterMs: waitMs })
}

export async function failed(work: Work, from: From): Promise<void> {
  const since = instantOfMs(msOf(work.at) - FORGET_FAILURES_MS)
  await entry.countFailure(work.tx, { keys: Object.values(keysOf(from)).sort(), at: work.at, since })
}

/** The address's own count stays: one good account must not wash away guesses at others. */
export async function succeeded(work: Work, from: From): Promise<void> {
  const keys = keysOf(from)
  await entry.forgetFailures(work.tx, [keys.login])
  await entry.trust(work.tx, keys.pair, work.at)
}

/** After an owner gave a new password, its person may try at once from anywhere. */
export async function pardon(work: Work, login: string): Promise<void> {
  await entry.forgetFailures(work.tx, [keysOf({ login, address: '' }).login])
}

function remainingMs(work: Work, kind: ThrottleKind, row: entry.Throttle | undefined): number {
  if (!row || row.failedAt === null) return 0
  const sinceMs = msOf(work.at) - msOf(row.failedAt)
  if (sinceMs >= FORGET_FAILURES_MS) return 0
  return Math.max(0, pauseMs(kind, row.failures) - sinceMs)
}
