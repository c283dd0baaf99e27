import type { Answer } from '#domain/device/model/answer'
import type { SealedText } from '#domain/device/model/policy'
import type { TillClock } from '#domain/device/model/till-clock'
import { forgottenHeaps } from '../shelf/forget.ts'
import type { OwnLog } from '../shelf/own-log.ts'
import type { Shelf } from '../shelf/shelf.ts'
import { conservation, takeOutcomes } from '../shelf/written.ts'
import type { Identity, Kept } from '../till-context.ts'
import type { Heap, SyncState } from './sync-state.ts'
import type { OwnStore } from '../shell/till-store.ts'
import { makeCounting, type Counting } from './counting.ts'
import { plus } from './heaps.ts'
import { takePolicy } from './policy.ts'
import { standingOf, standingWith, type Outbox } from './sync.ts'

export type Parts = Readonly<{
  shelf: Shelf
  kept: Kept
  identity: Identity
  clock: TillClock
  store: OwnStore
  log: OwnLog
  signed: (kind: 'policy' | 'answer') => (sealed: SealedText) => Promise<boolean>
}>

export type OwnOutbox = Outbox &
  Readonly<{
    /** Writes something down: it is pending until head office answers. */
    written: Counting['written']
  }>

/** What the till gives to sync and takes from it, on the till's own tables. */
export function makeOutbox({ shelf, kept, identity, clock, store, log, signed }: Parts): OwnOutbox {
  const changed = (part: Partial<SyncState>) => store.set({ sync: { ...store.get().sync, ...part } })
  const created = (heap: Heap) => {
    const { conservation: before } = store.get().sync
    const heaps = { ...before, created: plus(before.created, heap), pending: plus(before.pending, heap) }
    changed({ conservation: heaps, pending: heaps.pending.events })
  }
  const { written, anew } = makeCounting(() => countedOn(shelf), { tell: changed, add: created })
  const anchored = async (at: Answer['at']) => {
    if (clock.sign(at)) await kept.set('anchor', at)
  }
  return {
    changed,
    written,
    segments: log.segments,
    leftAfter: async (segments) => {
      const { pending } = await conservation(shelf)
      const going = await log.pendingIn(segments)
      return { pending: pending.events - going.events, pendingMinor: pending.minor - going.minor }
    },
    signed: signed('answer'),
    policy: () => store.get().policy,
    policyCame: async (sealed) => {
      const policy = await takePolicy(kept, sealed, { identity, now: clock.now(), signed: signed('policy') })
      if (typeof policy === 'string') return policy
      await anchored(policy.issuedAt)
      // The same version again is the same rules: screens keep the object they stand on.
      if (policy.version !== store.get().policy?.version) store.set({ policy })
      changed({ standing: standingWith(policy, identity.epoch, store.get().sync.standing) })
      return null
    },
    answered: async (answer) => {
      const news = await takeOutcomes(shelf, { told: answer.events, at: answer.at })
      const moved = await log.answered(answer)
      await anchored(answer.at)
      const last = { lastAnswerAt: answer.at, standing: standingOf(answer, identity.epoch) }
      await kept.set('last answer', last)
      changed(last)
      // Who looks at the page reads that it does not add up; the log stays whole for whoever looks into it.
      if ((await log.forgetOld(answer)) === null) changed({ unproven: true })
      await anew()
      return news + moved
    },
  }
}

/** What the screen tells of the events that lie on the disk. */
export async function countedOn(
  shelf: Shelf,
): Promise<Pick<SyncState, 'conservation' | 'pending' | 'forgotten'>> {
  const heaps = await conservation(shelf)
  const gone = await forgottenHeaps(shelf)
  const forgotten = gone.applied.events + gone.duplicate.events
  return { conservation: heaps, pending: heaps.pending.events, forgotten }
}
