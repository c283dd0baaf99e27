import { Dexie, type EntityTable } from 'dexie'
import type { ProductRow, HeldBasket, Outcome, AnyReceipt, CouponRow } from '../till-context.ts'
import type { NextTierRow } from '../member-since.ts'
import type { EventKind } from '#domain/device/model/event'
import type { SealedText } from '#domain/device/model/policy'
import type { PassCounts, Reservation, Spent } from '#domain/device/model/reservation'
import type { Instant } from '#base/instant'

/** An event as it lies on the disk: its text for ever as it was signed for, and what is known of it by now. */
export type KeptEvent = {
  /** Number within the epoch. */
  seq: number
  epoch: number
  id: string
  kind: EventKind
  text: string
  hash: string
  /** Of what amount it is, for sums: what was charged or paid, and points given or burned. */
  minor: number
  points: number
  outcome: Outcome | 'pending'
  /** Why it was put aside or refused. */
  code: string | null
  /** When head office's answer came; null while there is none. */
  answeredAt: Instant | null
}

export type KeptProduct = ProductRow & Readonly<{ initials: string }>

/** A member as head office told, or as enrolled here; balances are what they were then. */
export type KeptMember = Readonly<{
  id: string
  number: string
  cards: readonly string[]
  name: string
  initials: string
  tail: string
  /** Keyed hash of the mobile number; the number itself is not on the till. */
  hash: string
  member: boolean
  tier: string | null
  points: number
  minor: number
  coupons: readonly CouponRow[]
  /** Absent in what an older program kept. */
  nextTier?: NextTierRow | null
  roomMinor?: number | null
  passes?: PassCounts
  limitHere: boolean
  at: Instant | null
}>

/** What one event of this till does to a member's value, until what head office tells includes it. */
export type Move = Readonly<{
  /** The event's. */
  id: string
  seq: number
  memberId: string
  minor: number
  points: number
  /** Points the customer was told, provisional. */
  earned: number
  byLimitMinor: number
  /** What counts towards a tier; absent in what an older program kept. */
  spentMinor?: number
  visits?: number
  accountMinor?: number
  passes?: PassCounts
  /** When what it burned was set aside: a balance told since then leaves that out. Absent where nothing was. */
  asideAt?: Instant
  /** When head office answered; a row of the member that is younger includes it. */
  answeredAt: Instant | null
}>

export type KeptReservationRow = Readonly<{
  id: string
  memberId: string
  of: Reservation
  sealed: SealedText
  spent: Spent
  /** This till has written down that it will not spend it any more. */
  closed?: true
}>
export type KeptThing = Readonly<{ key: string; value: unknown }>

/** Everything this till keeps. */
export type Shelf = Dexie & {
  events: EntityTable<KeptEvent, 'seq'>
  kept: EntityTable<KeptThing, 'key'>
  products: EntityTable<KeptProduct, 'code'>
  members: EntityTable<KeptMember, 'id'>
  moves: EntityTable<Move, 'id'>
  reservations: EntityTable<KeptReservationRow, 'id'>
  receipts: EntityTable<AnyReceipt, 'id'>
  held: EntityTable<HeldBasket, 'id'>
}

/**
 * Opens the till's store. `strict`: a transaction is done only when the disk has it, so that a receipt is printed after
 * and not before (promises §4.3); Chromium would otherwise answer when the system's cache has it.
 */
export function openShelf(name = 'zhiji-till'): Shelf {
  const shelf = new Dexie(name, { chromeTransactionDurability: 'strict' }) as Shelf
  shelf.version(1).stores({
    events: '[epoch+seq], id, outcome',
    kept: 'key',
    products: 'code, *barcodes, [category+code]',
    members: 'id, *cards, tail, hash, name, initials',
    moves: 'id, memberId',
    reservations: 'id, memberId',
    receipts: 'id, receiptNo, day, at, returns',
    held: 'id',
  })
  return shelf
}
