import type { Instant } from '#base/instant'
import type { DeviceEvent } from '#domain/device/model/event'
import {
  countOf,
  giveBack,
  graceUntil,
  mayUse,
  summedPasses,
  type PassCounts,
  type Reservation,
  type Units,
} from '#domain/device/model/reservation'
import { OWN_UNIT } from './coupons.ts'
import type { Office } from './head-office.ts'
import { PASS, PASS_UNIT } from './house.ts'

/** What head office has set aside for a burn, what of it was spent, and what went back. */
export type Held = {
  of: Reservation
  spent: { minor: number; points: number; times: number; passes: PassCounts }
  holds: string[]
  returned: Units | null
}

/** X2: the same id is the same reservation, however often it is asked for; its value is set aside once. */
export function reserve(office: Office, of: Reservation): boolean {
  const { house, reservations, witness } = office
  const { minor, points } = of.amounts
  if (reservations.has(of.id)) {
    witness.some('asked again after a lost answer')
    return true
  }
  if (!office.members.has(of.memberId)) return false
  if (house.free('principal', of.memberId) < minor || house.free('points', of.memberId) < points) return false
  if (house.free(PASS_UNIT, of.memberId) < countOf(of.passes, PASS)) return false
  if (of.coupons.some((id) => !house.coupons.free(of.memberId, id))) return false
  const held: Held = { of, spent: { minor: 0, points: 0, times: 0, passes: [] }, holds: [], returned: null }
  office.reservations.set(of.id, held)
  setAside(office, held)
  return true
}

function setAside(office: Office, held: Held): void {
  const { of, spent } = held
  const wanted = [
    { unit: 'principal', amount: of.amounts.minor - spent.minor, lotId: null },
    { unit: 'points', amount: of.amounts.points - spent.points, lotId: null },
    { unit: PASS_UNIT, amount: countOf(of.passes, PASS) - countOf(spent.passes, PASS), lotId: null },
    ...of.coupons.map((lotId) => ({ unit: OWN_UNIT, amount: 1, lotId })),
  ] as const
  for (const one of wanted.filter(({ amount }) => amount > 0)) {
    const id = office.newId()
    office.house.hold({ id, memberId: of.memberId, ...one, expiresAt: graceUntil(of.expiresAt) })
    held.holds.push(id)
  }
}

/** D7, and only by `giveBack`: closed by news of the one till that could spend it, or a day after its end. */
export function closeReservations(office: Office, now: Instant): void {
  for (const held of office.reservations.values()) {
    const anchor = office.anchors.get(held.of.device ?? '')
    const closed = anchor !== undefined && anchor >= held.of.expiresAt
    const back = giveBack(
      { reserved: held.of.amounts, spent: held.spent, returned: held.returned },
      { now, expiresAt: held.of.expiresAt, closed },
    )
    if (back === null) continue
    office.witness.some(back.cause === 'closed' ? 'reservation closed early' : 'reservation gone back')
    letGo(office, held, back.units)
  }
}

function letGo(office: Office, held: Held, units: Units): void {
  if (held.returned !== null) office.witness.fail('D7 a reservation goes back once')
  office.house.release(held.holds)
  held.holds.length = 0
  held.returned = units
}

export type Burn = Readonly<{
  memberId: string | null
  burned: Units
  coupons?: readonly string[]
  passes?: PassCounts
  way: string | null
}>

/** What was set aside for a burn, where it is good for it; what is wrong with it is said. */
export function coverOf(office: Office, event: DeviceEvent, burn: Burn): Held | null {
  if (event.reservation === null) return null
  const held = office.reservations.get(event.reservation)
  const now = event.wall > event.anchor ? event.wall : event.anchor
  const wrong = (why: string) => {
    const { id: saleId, device, reservation } = event
    const words = { saleId, subject: why, lossMinor: 0, device, way: burn.way, reservation }
    office.said.push({ ...words, kind: 'reservation_wrong' })
    return null
  }
  if (!held) return wrong('reservation_unknown')
  if (held.returned !== null) return wrong('reservation_returned')
  const spending = {
    device: event.device,
    store: event.store,
    memberId: burn.memberId ?? '',
    amounts: burn.burned,
  }
  const { coupons = [], passes = [] } = burn
  const no = mayUse(held.of, { ...spending, coupons, passes, now, spent: held.spent })
  return no === null ? held : wrong(no)
}

export function spend(office: Office, held: Held, burned: Units & Readonly<{ passes?: PassCounts }>): void {
  held.spent = {
    minor: held.spent.minor + burned.minor,
    points: held.spent.points + burned.points,
    times: held.spent.times + 1,
    passes: summedPasses(held.spent.passes, burned.passes ?? []),
  }
  held.holds.length = 0
  if (held.of.kind === 'voucher') {
    office.witness.some('voucher burned')
    letGo(office, held, { minor: 0, points: 0 })
    return
  }
  office.witness.some('lease burned')
  setAside(office, held)
}
