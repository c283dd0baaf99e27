import type { Happening } from '#base/happening'
import { instantOfMs, msOf, type Instant } from '#base/instant'
import { Refusal } from '#base/refusal'
import { passes, type Work } from '#db/work'
import type { ExceptionKind } from './contract/log.ts'
import type { Outcome } from './model/answer.ts'
import type { DeviceEvent } from './model/event.ts'
import { happenedAt, type Placed } from './model/receive.ts'
import type { OfflineLimits } from './model/policy.ts'
import type { Alias } from './store/aliases.ts'
import type { NewHandDiscount } from './store/discounts.ts'
import type { NewEReceipt } from './store/e-receipts.ts'
import type { NewException } from './store/exceptions.ts'
import type { ReservationRow, Use } from './store/reservations.ts'
import * as savepoint from './store/savepoint.ts'
import type { Till } from './till.ts'

/** What became of one event; `waiting` is a return whose sale has not come yet. */
export type Judged = Readonly<{
  outcome: Outcome | 'waiting'
  code: string | null
  earned?: number | null
  waitsFor?: string | null
}>

export const APPLIED: Judged = { outcome: 'applied', code: null }
export const aside = (code: string): Judged => ({ outcome: 'quarantined', code })
export const refused = (code: string): Judged => ({ outcome: 'refused', code })

/** One carrying out of events of one till: what it knows, and what it has to write once their rows are there. */
export type Doing = Readonly<{
  work: Work
  till: Till
  limits: OfflineLimits | null
  /** Ids that are carried out, before and in this work (X1). */
  done: Set<string>
  /** Sales among them, for returns that follow in the same segment. */
  sold: Set<string>
  aliases: Map<string, Alias>
  reservations: Map<string, ReservationRow>
  notes: NewException[]
  uses: Use[]
  discounts: NewHandDiscount[]
  eReceipts: NewEReceipt[]
}>

export type Noted = Partial<Omit<NewException, 'kind' | 'deviceId' | 'storeId' | 'eventHash' | 'eventId'>>

/** Keeps with the event what people must see, with its evidence. */
export function note(
  doing: Doing,
  placed: Pick<Placed, 'event' | 'hash'>,
  kind: ExceptionKind,
  more: Noted = {},
) {
  const { till, notes } = doing
  const { event, hash } = placed
  const shown = { epoch: event.epoch, seq: event.seq, wall: event.wall, policy: event.policy }
  notes.push({
    kind,
    deviceId: till.id,
    storeId: till.storeId,
    eventHash: hash,
    eventId: event.id,
    memberId: null,
    subject: null,
    amount: 0,
    lossMinor: 0,
    beyondBound: false,
    ...more,
    evidence: { ...shown, ...more.evidence },
  })
}

/** O6: when it happened, as far as anybody can believe it. */
export const timeOf = (doing: Doing, event: DeviceEvent): Instant => happenedAt(event, doing.work.at).at

/** The later of what the till's clock said and what head office had signed by then: what a lease was measured by. */
export const tillsNow = ({ wall, anchor }: DeviceEvent): Instant => (wall > anchor ? wall : anchor)

export const minutesAfter = (at: Instant, minutes: number): Instant =>
  instantOfMs(msOf(at) + minutes * 60_000)

/**
 * Carries out one event whole or without a trace, so that one that cannot be carried out stops nobody behind it. A
 * refusal is answered; so is our own fault, as `failed`, and people are told.
 */
export async function attempt<T>(work: Work, command: (work: Work) => Promise<T>): Promise<T | Refusal> {
  const said: Happening[] = []
  await savepoint.set(work.tx)
  try {
    // Nothing is on its way to the log before it is known that it stays.
    const told = await command({ ...work, record: (...more) => void said.push(...more), recorded: () => [] })
    await savepoint.release(work.tx)
    work.record(...said)
    return told
  } catch (trouble) {
    // Their trouble, which trying the whole work again may cure: told to the work, never swallowed.
    if (passes(trouble)) throw trouble
    await savepoint.back(work.tx)
    if (trouble instanceof Refusal) return trouble
    return new Refusal('failed', { trouble: trouble instanceof Error ? trouble.message : String(trouble) })
  }
}
