import type { Wish } from '#base/endpoint'
import { canonical } from '#base/fingerprint'
import { instantOfMs, msOf } from '#base/instant'
import { must } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { cardsByNumber, membersById, survivorsOf, verifyPin } from '#domain/member/index'
import { branches, chain, inScope } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { couponsShown, creditRoomOf, findCoupon, frozenMembers } from '#domain/wallet/index'
import type {
  deviceCoupon,
  deviceCredit,
  listReservations,
  placeLease,
  storeLeases,
  takeVoucher,
} from './contract/reservation.ts'
import { attempt } from './doing.ts'
import { signText } from './keys.ts'
import {
  reservationSchema,
  summedPasses,
  VOUCHER_MINUTES,
  type PassCounts,
  type Reservation,
} from './model/reservation.ts'
import { freeUnits, hasPasses, setAside } from './spend-reservation.ts'
import { logOf } from './store/log.ts'
import * as store from './store/reservations.ts'
import { callingTill, tillOfStore } from './tills.ts'

export type Sealed = Readonly<{ reservation: { text: string; signature: string }; replayed: boolean }>

/** What a reservation is for, once whoever asks may have it. */
type Wanted = Readonly<{
  id: string
  print: string
  kind: Reservation['kind']
  store: string
  device: string | null
  memberId: string
  memberNumber: string
  amounts: Reservation['amounts']
  coupons: readonly { id: string; code: string }[]
  /** Whether the words say what the coupons are: to a till that has not asked for them by itself. */
  tellsCodes?: true
  passes: PassCounts
  expiresAt: Reservation['expiresAt']
}>

/** D5: a till that can ask sets aside what one sale at it burns; the sale itself then needs no network. */
export async function voucherForTill(work: Work, wish: Wish<typeof takeVoucher>): Promise<Sealed> {
  const { id, minor, points } = wish
  const { pin: _, ...said } = wish
  const print = fingerprint(said)
  const again = await replayed(work, id, print)
  if (again) return again
  const till = await callingTill(work)
  if ((await logOf(work.tx, till.id))?.status !== 'active') throw new Refusal('device_not_active')
  const passes = summedPasses(wish.passes)
  if (minor + points === 0 && wish.coupons.length + passes.length === 0)
    throw new Refusal('nothing_to_reserve')
  const member = await memberOf(work, wish.memberId)
  await askPin(work, member.id, wish)
  const coupons = await couponsOf(work, member.id, wish.coupons)
  return place(work, {
    id,
    print,
    coupons,
    passes,
    kind: 'voucher',
    store: till.storeId,
    device: till.id,
    memberId: member.id,
    memberNumber: member.number,
    amounts: { minor, points },
    expiresAt: voucherEnd(work),
  })
}

/** What a customer shows by its secret (C6): the till then uses it like any coupon of its member. */
export async function couponFor(work: Work, { secret }: Wish<typeof deviceCoupon>) {
  await callingTill(work)
  const { id, code, state, expiresOn, memberId } = await findCoupon(work, { secret })
  return { id, code, state, expiresOn, memberId }
}

/** What a till that can ask goes by before a sale on account; nothing is set aside by it. */
export async function creditFor(work: Work, { memberId }: Wish<typeof deviceCredit>) {
  await callingTill(work)
  const { id } = await memberOf(work, memberId)
  return { roomMinor: (await creditRoomOf(work, [id])).get(id) ?? null }
}

export const voucherEnd = (work: Work) => instantOfMs(msOf(work.at) + VOUCHER_MINUTES * 60_000)

/** D5: value of a regular for their home store, for some hours. */
export async function lease(work: Work, wish: Wish<typeof placeLease>): Promise<Sealed> {
  const { id, minor, points, branchId } = wish
  const print = fingerprint(wish)
  const again = await replayed(work, id, print)
  if (again) return again
  const branch = (await branches(work)).find((one) => one.id === branchId)
  if (!branch || !inScope(work, branchId)) throw new Refusal('branch_unknown')
  // For one till of the store: two that cannot hear each other would each spend the whole of it.
  const hub = await tillOfStore(work, branchId)
  if (!hub) throw new Refusal('store_has_no_till')
  const passes = summedPasses(wish.passes)
  if (minor + points === 0 && passes.length === 0) throw new Refusal('nothing_to_reserve')
  const member = await memberOf(work, wish.memberId)
  return place(work, {
    id,
    print,
    coupons: [],
    passes,
    kind: 'lease',
    store: branchId,
    device: hub.id,
    memberId: member.id,
    memberNumber: member.number,
    amounts: { minor, points },
    expiresAt: instantOfMs(msOf(work.at) + wish.hours * 3_600_000),
  })
}

export async function replayed(work: Work, id: string, print: string): Promise<Sealed | null> {
  const done = await store.reservationById(work.tx, id)
  if (!done) return null
  if (done.fingerprint !== print) throw new Refusal('reservation_id_reused')
  return { reservation: { text: done.text, signature: done.signature }, replayed: true }
}

/** The member, or who stayed for them; nobody who left, nobody whose value is frozen. */
async function memberOf(work: Work, asked: string): Promise<{ id: string; number: string }> {
  const id = (await survivorsOf(work, [asked])).get(asked) ?? asked
  const [member] = await membersById(work, [id])
  if (!member || member.withdrawnAt !== null) throw new Refusal('member_unknown')
  const card = (await cardsByNumber(work, [member.number])).get(member.number)
  const memberId = card?.memberId ?? id
  if ((await frozenMembers(work, [memberId])).size > 0) throw new Refusal('member_frozen', { memberId })
  return { id: memberId, number: member.number }
}

/** A wrong PIN is counted, so its refusal is kept. Before any purse is locked: a PIN costs time on purpose. */
async function askPin(work: Work, memberId: string, { pin, minor }: Wish<typeof takeVoucher>): Promise<void> {
  const above = (await liveProgram(work)).document.authentication.pinAboveMinor
  if (pin === undefined && (above === null || minor <= above)) return
  if (pin === undefined) throw new Refusal('pin_needed')
  const answer = await verifyPin(work, memberId, pin)
  if (answer === 'right') return
  throw new Refusal(answer === 'none' ? 'pin_needed' : `pin_${answer}`, { kept: true })
}

export async function couponsOf(work: Work, memberId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const known = await couponsShown(
    work,
    ids.map((couponId) => ({ couponId })),
  )
  return ids.map((id) => {
    const found = known.byId.get(id)
    if (!found || found.memberId !== memberId) throw new Refusal('coupon_not_found')
    return { id, code: found.code }
  })
}

const couponWords = ({ coupons, tellsCodes }: Wanted): Pick<Reservation, 'coupons' | 'couponCodes'> => ({
  coupons: coupons.map((one) => one.id),
  ...(tellsCodes && coupons.length > 0 && { couponCodes: coupons.map((one) => one.code) }),
})

/** Checks behind the lock of the purses that everything is there, then places all holds: all of it or nothing. */
export async function place(work: Work, of: Wanted): Promise<Sealed> {
  const { id, amounts, memberId, memberNumber, coupons, passes, expiresAt } = of
  const free = await freeUnits(work, memberId, of)
  // A twin that was placed while we waited for the purse is found behind it.
  const twin = await replayed(work, id, of.print)
  if (twin) return twin
  const { principal, bonus, points } = free
  if (principal + bonus < amounts.minor || points < amounts.points || !hasPasses(free, passes))
    throw new Refusal('not_enough_value', { freeMinor: principal + bonus, freePoints: points })
  const words: Reservation = {
    v: 1,
    t: 'reservation',
    id,
    kind: of.kind,
    store: of.store,
    device: of.device,
    memberId,
    memberNumber,
    amounts,
    expiresAt,
    chain: (await chain(work)).id,
    ...couponWords(of),
    ...(passes.length > 0 && { passes: [...passes] }),
    issuedAt: work.at,
  }
  const sealed = await signText(work, 'reservation', canonical(words))
  // Whole or not at all: a coupon that is held or spent shows only when it is to be held.
  const placed = await attempt(work, async (inside) => {
    await store.insertReservation(inside, {
      id,
      kind: of.kind,
      memberId,
      memberNumber,
      expiresAt,
      ...amounts,
      ...sealed,
      fingerprint: of.print,
      storeId: of.store,
      deviceId: of.device,
      coupons: words.coupons,
      issuedAt: work.at,
    })
    await setAside(inside, { id, memberId, amounts, coupons, passes, expiresAt })
  })
  if (placed instanceof Refusal) {
    must(placed.code !== 'failed', `D7: value can be set aside (${String(placed.details['trouble'])})`)
    throw new Refusal('not_enough_value', { cause: placed.code })
  }
  return { reservation: { text: sealed.text, signature: sealed.signature }, replayed: false }
}

export async function list(work: Work, wish: Wish<typeof listReservations>) {
  const { deviceId = null, branchId = null, memberId = null, state = null, page, rows } = wish
  const of = { deviceId, branchId, memberId, state, branchIds: work.by.branchIds, page, rows }
  const found = await store.listReservations(work.tx, of)
  return { ...found, rows: found.rows.map(shown) }
}

function shown(row: store.ReservationRow) {
  const { id, kind, storeId: branchId, deviceId, memberId, memberNumber, issuedAt, expiresAt, byName } = row
  return {
    id,
    kind,
    branchId,
    deviceId,
    memberId,
    memberNumber,
    issuedAt,
    expiresAt,
    byName,
    passes: [...(reservationSchema.parse(JSON.parse(row.text)).passes ?? [])],
    reserved: { minor: row.minor, points: row.points },
    spent: { minor: row.spentMinor, points: row.spentPoints },
    returned:
      row.returnedAt === null ? null : { minor: row.returnedMinor ?? 0, points: row.returnedPoints ?? 0 },
    state: row.cause ?? ('standing' as const),
    returnedAt: row.returnedAt,
  }
}

/** The leases of the calling till's store. */
export async function ofStore(work: Work, _: Wish<typeof storeLeases>) {
  const till = await callingTill(work)
  const rows = await store.leasesOf(work.tx, { deviceId: till.id, at: work.at })
  return { reservations: rows.map(({ text, signature }) => ({ text, signature })) }
}
