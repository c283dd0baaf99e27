import type { Instant } from '#base/instant'
import type { EventKind } from '#domain/device/model/event'
import type { Outcome } from '../till-context.ts'

/** How many events, and how much money and points they are about. */
export type Heap = Readonly<{ events: number; minor: number; points: number }>
/** O8 on screen: created = applied + duplicate + quarantined + refused + pending. */
export type Conservation = Readonly<Record<'created' | 'pending' | Outcome, Heap>>

export type SyncState = Readonly<{
  /** Head office answered the last time it was asked. */
  online: boolean
  busy: boolean
  pending: number
  conservation: Conservation
  /** Booked events that were forgotten here, being older than every backup; they are among the sums. */
  forgotten: number
  /** What lies on the disk does not come to what was answered: nothing is forgotten any more. */
  unproven: boolean
  lastAnswerAt: Instant | null
  nextTryAt: Instant | null
  /** Code of the last trouble, a refusal's or `unreachable`. */
  trouble: string | null
  standing: 'good' | 'revoked' | 'frozen' | 'epoch_over'
}>

/** One event that head office did not book. */
export type AsideEvent = Readonly<{
  id: string
  seq: number
  kind: EventKind
  minor: number
  points: number
  outcome: Outcome
  code: string | null
}>

/** Without a line: what waits as a file, and head office's answer as another (C91). */
export type Stick = Readonly<{
  /**
   * Everything not answered yet, a long log as several files in a row; none when nothing waits. Head office takes them
   * in any order and as often as they come: what comes too early waits for what is missing.
   */
  save: () => Promise<readonly StickFile[]>
  /** Takes head office's answer; how many events it answers, or why it is none. */
  read: (bytes: Uint8Array<ArrayBuffer>) => Promise<number | StickFault>
}>
export type StickFile = Readonly<{ name: string; bytes: Uint8Array<ArrayBuffer>; events: number }>
export type StickFault = 'unreadable' | 'elsewhere' | 'signature'
