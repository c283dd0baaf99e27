import { msOf, type Instant } from '#base/instant'
import type { SealedText } from '#domain/device/model/policy'
import {
  graceUntil,
  lessPasses,
  NOTHING_SPENT,
  readShownText,
  reservationSchema,
  type PassCounts,
  type Reservation,
  type Units,
} from '#domain/device/model/reservation'
import type {
  CouponRow,
  KeptReservation,
  ReservationFault,
  Reservations,
  Till,
  VoucherWish,
} from '../till-context.ts'
import type { KeptReservationRow, Shelf } from './shelf.ts'

export type Trust = Readonly<{
  device: string
  store: string
  chain: string
  now: () => Instant
  /** Whether head office signed this as a reservation. */
  signed: (sealed: SealedText) => Promise<boolean>
  /** Asks head office online. */
  ask: (wish: VoucherWish) => Promise<SealedText>
  askRoom: Reservations['askRoom']
  findCoupon: Reservations['findCoupon']
}>

/** Value set aside that this till may spend. */
export function reservationsOn(
  shelf: Shelf,
  trust: Trust,
): Reservations & Readonly<{ keep: (sealed: SealedText) => Promise<KeptReservation | ReservationFault> }> {
  const keep = async (sealed: SealedText): Promise<KeptReservation | ReservationFault> => {
    const of = readReservation(sealed)
    if (of === null) return 'reservation_unreadable'
    if (!(await trust.signed(sealed))) return 'reservation_signature_wrong'
    if (
      of.chain !== trust.chain ||
      of.store !== trust.store ||
      (of.device !== null && of.device !== trust.device)
    )
      return 'reservation_elsewhere'
    // Shown twice, it is the same one: what was spent of it stays spent.
    return shelf.transaction('rw', shelf.reservations, async () => {
      const before = await shelf.reservations.get(of.id)
      if (before) return told(before)
      const row: KeptReservationRow = { id: of.id, memberId: of.memberId, of, sealed, spent: NOTHING_SPENT }
      await shelf.reservations.put(row)
      return told(row)
    })
  }
  return {
    keep,
    of: async (memberId) => {
      const rows = await shelf.reservations.where('memberId').equals(memberId).toArray()
      const now = trust.now()
      return rows.filter((row) => isUsable(row, now)).map(told)
    },
    take: async (text) => {
      const sealed = readShownText(text)
      return sealed === null ? 'reservation_unreadable' : keep(sealed)
    },
    askRoom: trust.askRoom,
    findCoupon: trust.findCoupon,
    ask: async (wish) => {
      const kept = await keep(await trust.ask(wish))
      if (typeof kept === 'string') throw new Error(`till: head office sent a voucher that is none: ${kept}`)
      return kept
    },
  }
}

const told = ({ of, sealed, spent }: KeptReservationRow): KeptReservation => ({ of, sealed, spent })

/**
 * A sale that found it good a moment ago is still being written down: only well after its end is it certain that this
 * till spends none of it any more.
 */
const SURELY_OVER_MS = 5 * 60_000

/**
 * What is over and still holds something back at head office: saying so gives it back to the member (D7). After its
 * grace head office has given it back by itself, and nothing is to be said of it.
 */
export const isToClose = (row: Pick<KeptReservationRow, 'of' | 'spent' | 'closed'>, now: Instant): boolean =>
  row.closed !== true &&
  !(row.of.kind === 'voucher' && row.spent.times > 0) &&
  msOf(now) - msOf(row.of.expiresAt) > SURELY_OVER_MS &&
  now < graceUntil(row.of.expiresAt)

/** Writes down of everything that is over that it will not be spent here; once each, with a network or without. */
export async function closeOver(
  shelf: Shelf,
  { now, record }: Readonly<{ now: () => Instant; record: Till['record'] }>,
): Promise<void> {
  const over = (await shelf.reservations.toArray()).filter((row) => isToClose(row, now()))
  for (const { id, spent } of over) {
    const { minor, points } = spent
    await record('mark', { what: 'reservation_closed', reservation: id, spent: { minor, points } })
  }
}

/** What is left of one thing set aside. */
export type Left = Readonly<{
  units: Units
  coupons: readonly string[]
  /** Those of them that head office said what they are; a till that asked by itself knows. */
  named: readonly CouponRow[]
  passes: PassCounts
}>

export const leftOf = ({ of, spent }: Pick<KeptReservationRow, 'of' | 'spent'>): Left => ({
  units: { minor: of.amounts.minor - spent.minor, points: of.amounts.points - spent.points },
  coupons: of.coupons,
  // It is over long before the coupon: head office sets none aside whose last day has passed.
  named: (of.couponCodes ?? []).flatMap((code, at) => {
    const id = of.coupons[at]
    return id === undefined ? [] : [{ id, code, expiresOn: null }]
  }),
  passes: lessPasses(of.passes ?? [], spent.passes ?? []),
})

type Usable = Pick<KeptReservationRow, 'of' | 'spent' | 'closed'>

export function isUsable({ of, spent, closed }: Usable, now: Instant): boolean {
  if (closed === true) return false
  if (of.expiresAt <= now || (of.kind === 'voucher' && spent.times > 0)) return false
  if (lessPasses(of.passes ?? [], spent.passes ?? []).length > 0) return true
  return of.amounts.minor > spent.minor || of.amounts.points > spent.points || of.coupons.length > 0
}

function readReservation({ text }: SealedText): Reservation | null {
  const read = reservationSchema.safeParse(json(text))
  return read.success ? read.data : null
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
