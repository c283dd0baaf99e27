import { createContext, useContext, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { Instant } from '#base/instant'
import { present } from '#base/must'
import type { BODIES } from '#domain/device/model/bodies'
import type { EventKind } from '#domain/device/model/event'
import type { LastKnown, LimitUse } from '#domain/device/model/offline'
import type { Cashier, Policy, SealedText } from '#domain/device/model/policy'
import type { PassCounts, Reservation, Spent, Units } from '#domain/device/model/reservation'
import type { WrittenEvent } from '#domain/device/model/shift-sums'
import type { AsideEvent, Stick, SyncState } from './outbox/sync-state.ts'
import type { FoundCoupon, NextTierRow, Pending } from './member-since.ts'
import type { Keys } from './shell/keyboard.ts'

/**
 * What the screens of the till stand on: who this till is, what it knows, and the one way to write something down.
 * Everything here works without a network unless its comment says otherwise.
 */
export type Till = Readonly<{
  identity: Identity
  /** The till's moment: never behind what head office signed (O6). */
  now: () => Instant
  newId: () => string
  /** A number for a member without a printed card; made here, never given twice. */
  nextMemberNumber: () => Promise<string>
  /** Writes an event down; resolves only when it is on the disk, so that a receipt may be printed. */
  record: <K extends EventKind>(kind: K, body: BodyOf<K>, more?: RecordMore) => Promise<Recorded>
  products: Products
  members: Members
  reservations: Reservations
  receipts: Receipts
  held: Held
  /** Small things a screen keeps on this till: a shift that is open, a choice. Plain JSON. */
  kept: Kept
  /** Sends what is pending and reads what is new, now; resolves when that was tried. */
  syncNow: () => Promise<void>
  /** What head office put aside or refused of this till, latest first. */
  aside: (most?: number) => Promise<readonly AsideEvent[]>
  stick: Stick
  written: Written
  /** Forgets who this till is and opens anew, to be enrolled again; what it wrote down stays. */
  enrolAnew: () => Promise<void>
}>

export type { WrittenEvent }
export type Written = Readonly<{
  byId: (id: string) => Promise<WrittenEvent | null>
  /** This one and everything after it, oldest first; nothing when it is not known. */
  since: (id: string) => Promise<readonly WrittenEvent[]>
}>

/** Who this till is, as head office said when it approved it. */
export type Identity = Readonly<{
  device: string
  /** Short and unique in the chain: for receipts and numbers. */
  code: string
  epoch: number
  chain: string
  store: string
}>

/** What the bodies look like before zod has filled in what may be left out. */
export type BodyOf<K extends EventKind> = z.input<(typeof BODIES)[K]>
export type RecordMore = Readonly<{
  /** The id of what happened; made here when absent. A sale's is its wish's id. */
  id?: string
  /** The voucher or lease it burns. */
  reservation?: string | null
  /** Besides the event, for a sale or top-up: what its receipt needs to be printed again. Plain JSON. */
  receipt?: ReceiptWords
}>
export type Recorded = Readonly<{ id: string; seq: number; at: Instant }>
export type ProductRow = Readonly<{
  code: string
  name: string
  category: string
  barcodes: readonly string[]
  priceMinor: number | null
  costMinor: number | null
}>
export type Products = Readonly<{
  /** By barcode or code, exactly. */
  byCode: (code: string) => Promise<ProductRow | null>
  /** By part of the name, of the code, or the initials of its pinyin; best first. */
  find: (text: string, most?: number) => Promise<readonly ProductRow[]>
  ofCategory: (category: string, most?: number) => Promise<readonly ProductRow[]>
  categories: () => Promise<readonly string[]>
  count: () => Promise<number>
}>

export type CouponRow = Readonly<{ id: string; code: string; expiresOn: string | null }>
/** A member as head office last told, or as enrolled at this till. */
export type MemberRow = Readonly<{
  id: string
  number: string
  /** Every number that names this member, with `number` among them. */
  cards: readonly string[]
  name: string
  /** Last four digits of the mobile number; empty when there is none. */
  tail: string
  /** Whether the membership is open. */
  member: boolean
  tier: string | null
  /** With what is set aside for this till: `aside`, spent without a network and free for nothing else. */
  points: number
  minor: number
  aside: Units
  coupons: readonly CouponRow[]
  /** How much more may be bought on account (挂账) as head office last told; null without a credit line. */
  roomMinor: number | null
  /** Uses of passes (次卡) as head office last told. */
  passes: PassCounts
  /** Null at the highest tier, and where nobody told. */
  nextTier: NextTierRow | null
  /** Value may not be burned without a network. */
  deny: boolean
  /** The owner opted in to limits for this member's card at this store. */
  limitHere: boolean
  /** When head office said so; null for whoever was enrolled here and is not known there yet. */
  at: Instant | null
  /** What this till took in and burned since: not in the balances above. */
  pending: Pending
}>
export type Members = Readonly<{
  byId: (id: string) => Promise<MemberRow | null>
  /** By a card's number as scanned or typed, exactly. */
  byCard: (number: string) => Promise<MemberRow | null>
  /** By card, last four digits of the mobile, whole mobile, name or its pinyin initials; best first. */
  find: (text: string, most?: number) => Promise<readonly MemberRow[]>
  count: () => Promise<number>
  /** What `mayBurn` asks: the balance head office last told, and when. */
  lastKnown: (id: string) => Promise<LastKnown | null>
  /** What was burned by limit since this till last heard from head office. */
  limitUse: (id: string) => Promise<LimitUse>
  /** What went on account here and head office has not answered, in minor units. */
  charged: (id: string) => Promise<number>
}>
export type KeptReservation = Readonly<{ of: Reservation; sealed: SealedText; spent: Spent }>
export type ReservationFault =
  'reservation_unreadable' | 'reservation_signature_wrong' | 'reservation_elsewhere'
export type VoucherWish = Readonly<{
  memberId: string
  units: Units
  coupons: readonly string[]
  passes?: PassCounts
  pin?: string
}>
export type Reservations = Readonly<{
  /** Usable ones of a member: not over, something left. */
  of: (memberId: string) => Promise<readonly KeptReservation[]>
  /** Takes one that a member's phone shows (text of its QR), after checking head office's signature. */
  take: (text: string) => Promise<KeptReservation | ReservationFault>
  /** Online only: asks head office to set value aside. Throws a ProblemError when it does not answer or says no. */
  ask: (wish: VoucherWish) => Promise<KeptReservation>
  /** Online only: the room on a member's credit line now; null without one. Throws as `ask` does. */
  askRoom: (memberId: string) => Promise<number | null>
  /** Online only: the coupon behind a secret; null for one nobody has. Throws as `ask` does. */
  findCoupon: (secret: string) => Promise<FoundCoupon | null>
}>

/** What is kept of a sale or return beside its event; the screens decide what is in `words`. */
export type ReceiptWords = Readonly<Record<string, unknown>>
type Receipt = Readonly<{
  id: string
  seq: number
  receiptNo: string
  /** Business day of the store. */
  day: string
  at: Instant
  memberId: string | null
  memberNumber: string | null
  totalMinor: number
  words: ReceiptWords
  /** What head office answered; null while it is pending. */
  outcome: Outcome | null
  /** Why it was put aside or refused; null while that is not so. */
  code: string | null
  /** What it earned for good by head office's word; null while that is not known, or where it earns nothing. */
  finalPoints: number | null
}>
export type ReceiptRow = Receipt &
  Readonly<{
    kind: 'sale' | 'return'
    /** For a return: the sale it returns. */
    returns: string | null
    body: BodyOf<'sale'>
  }>
export type TopUpRow = Receipt & Readonly<{ kind: 'top_up'; returns: null; body: BodyOf<'top_up'> }>
export type AnyReceipt = ReceiptRow | TopUpRow
export type Outcome = 'applied' | 'duplicate' | 'quarantined' | 'refused'
export type Receipts = Readonly<{
  /** Of sales and returns alone, as `byNo`, `latest` and `returnsOf`; the others know top-ups, too. */
  byId: (id: string) => Promise<ReceiptRow | null>
  byNo: (receiptNo: string) => Promise<ReceiptRow | null>
  /** Latest first. */
  latest: (most?: number) => Promise<readonly ReceiptRow[]>
  ofDay: (day: string) => Promise<readonly AnyReceipt[]>
  anyByNo: (receiptNo: string) => Promise<AnyReceipt | null>
  topUpById: (id: string) => Promise<TopUpRow | null>
  /** Returns made here of this sale. */
  returnsOf: (id: string) => Promise<readonly ReceiptRow[]>
  /** The next receipt number of this till: device code, business day, counter. Never given twice. */
  nextNo: () => Promise<string>
}>

export type HeldBasket = Readonly<{ id: string; label: string; at: Instant; basket: unknown }>
export type Held = Readonly<{
  put: (basket: HeldBasket) => Promise<void>
  drop: (id: string) => Promise<void>
  all: () => Promise<readonly HeldBasket[]>
}>

export type Kept = Readonly<{
  get: <T>(key: string) => Promise<T | null>
  set: (key: string, value: unknown) => Promise<void>
}>

export type Person = Pick<Cashier, 'id' | 'name' | 'permissions'>

/** What changes while the till runs. */
export type TillState = Readonly<{
  policy: Policy | null
  cashier: Person | null
  sync: SyncState
  /** `behind`: this device's clock is behind what head office signed, or was set back. */
  clock: 'good' | 'behind'
  /** False in a second tab: it reads and does not write. */
  writer: boolean
}>

export type TillStore = Readonly<{ get: () => TillState; subscribe: (changed: () => void) => () => void }>
export const TillContext = createContext<Readonly<{ till: Till; store: TillStore; keys: Keys }> | null>(null)

const useAround = () => present(useContext(TillContext), 'till: screens stand inside TillContext')

/** What the till can do. The same object for as long as the till is open. */
export const useTill = (): Till => useAround().till

/** Part of what changes; `pick` must answer the same object as long as nothing it is about has changed. */
export function useTillState<T>(pick: (state: TillState) => T): T {
  const { store } = useAround()
  return useSyncExternalStore(store.subscribe, () => pick(store.get()))
}

/** The policy the till goes by; inside the frame there always is one. */
export const usePolicy = (): Policy =>
  present(
    useTillState((state) => state.policy),
    'till: the frame stands on a policy',
  )

/** Who is signed in; inside the frame somebody is. */
export const useCashier = (): Person =>
  present(
    useTillState((state) => state.cashier),
    'till: the frame stands behind a sign-in',
  )

/** As events want it. */
export const cashierOf = ({ id, name }: Person): Readonly<{ id: string; name: string }> => ({ id, name })

export const useSync = (): SyncState => useTillState((state) => state.sync)
/** Whether this window may write down: not in a second window, nor in a till that was enrolled anew elsewhere. */
export const mayWrite = ({ writer, sync }: TillState): boolean => writer && sync.standing !== 'epoch_over'
export const useMayWrite = (): boolean => useTillState(mayWrite)

export const useOnline = (): boolean => useTillState((state) => state.sync.online)

/**
 * Hears the scanner, wherever the focus is; the newest hearer hears alone. Answer false for what you do not know: the
 * hearer below is asked then. It hears from the moment it is drawn: a scanner does not wait, and neither does a hand.
 */
export function useScan(hear: (code: string) => boolean | void, listening = true): void {
  const { keys } = useAround()
  const latest = useRef(hear)
  useLayoutEffect(() => {
    latest.current = hear
  })
  useLayoutEffect(
    () => (listening ? keys.onScan((code) => latest.current(code)) : undefined),
    [keys, listening],
  )
}

/** Passes a code on as if it were scanned now. */
export const useScanned = (): ((code: string) => void) => useAround().keys.heard

/** Keys such as `F2`, `Escape`, `Control+Enter` and what they do; the newest wins. */
export function useKeys(map: Readonly<Record<string, () => void>>, listening = true): void {
  const { keys } = useAround()
  const latest = useRef(map)
  const names = Object.keys(map).join(' ')
  useLayoutEffect(() => {
    latest.current = map
  })
  useLayoutEffect(() => {
    if (!listening) return undefined
    return keys.onKeys(names.split(' '), (name) => latest.current[name]?.())
  }, [keys, names, listening])
}
