import type { EnrolmentBody, GiftBody, ShiftBody, TopUpBody } from '#domain/device/model/bodies'
import type { DeviceEvent } from '#domain/device/model/event'
import { welcome, type Judged, type Office } from './head-office.ts'
import { coverOf, spend } from './set-aside.ts'

/** What became of money that a till took for a card: credited as far as there is room, the rest owed (M6). */
export type Credited = Readonly<{ id: string; memberId: string | null; paid: number; credited: number }>

const applied = (office: Office, event: DeviceEvent): Judged => {
  office.done.add(event.id)
  return { outcome: 'applied', why: event.kind }
}

/** Who somebody is at head office; null for whom it does not know. */
export function heirOf({ members, aliases }: Office, memberId: string | null): string | null {
  if (memberId === null) return null
  const heir = aliases.get(memberId) ?? memberId
  return members.has(heir) ? heir : null
}

/** A mobile that is known is the older member; a number that was taken is replaced by the next of the series (§4.6). */
export function carryEnrolment(office: Office, event: DeviceEvent, { enrolment }: EnrolmentBody): Judged {
  const { phones, numbers, aliases, members, witness } = office
  const phone = enrolment.mobile ?? ''
  const older = phones.get(phone)
  witness.some('member enrolled at a till')
  if (older !== undefined) {
    witness.some('same mobile enrolled twice')
    aliases.set(event.id, older)
    return applied(office, event)
  }
  let number = enrolment.number ?? ''
  if (numbers.has(number)) {
    witness.some('card number taken')
    number = `N${members.size}`
  }
  welcome(office, { id: event.id, number, phone })
  return applied(office, event)
}

/** Money that was taken is never refused: what the cap has no room for is owed to the member. */
export function carryTopUp(office: Office, event: DeviceEvent, { memberId, paidMinor }: TopUpBody): Judged {
  const { house, credited, witness } = office
  const heir = heirOf(office, memberId)
  if (heir === null) {
    credited.push({ id: event.id, memberId: null, paid: paidMinor, credited: 0 })
    return { outcome: 'refused', why: 'member_unknown' }
  }
  const told = house.topUp({ id: event.id, memberId: heir, paidMinor })
  witness.some('top-up credited')
  if (told.creditedMinor < paidMinor) witness.some('top-up over the cap')
  credited.push({ id: event.id, memberId: heir, paid: paidMinor, credited: told.creditedMinor })
  return applied(office, event)
}

/** A gift that was handed over: from what was set aside for it, else from what the member has. */
export function carryGift(office: Office, event: DeviceEvent, { memberId, points, way }: GiftBody): Judged {
  const { house, said, witness } = office
  const heir = heirOf(office, memberId)
  const cover = coverOf(office, event, { memberId: heir, burned: { minor: 0, points }, way })
  const no = house.redeem({ id: event.id, memberId: heir, points, holds: cover?.holds ?? [] })
  if (no === null) {
    witness.some('gift handed over')
    if (cover !== null) spend(office, cover, { minor: 0, points })
    return applied(office, event)
  }
  if (cover !== null && no === 'not_enough_points')
    witness.fail('O3 points that were set aside are never short')
  const kind = no === 'not_enough_points' ? ('overspend' as const) : ('gift_refused' as const)
  if (kind === 'overspend') witness.some('gift without points named')
  said.push({ saleId: event.id, kind, subject: no, lossMinor: 0, device: event.device, way })
  return { outcome: 'refused', why: no }
}

/** A till's drawer as head office has it; the sums of a shift that is over are those of its count. */
export type Shift = Readonly<{ device: string; floatMinor: number }> & {
  cashInMinor: number
  cashOutMinor: number
  counted: Readonly<{ countedMinor: number; expectedMinor: number }> | null
}

/** As `domain/device/carry-words.ts`: a shift begins with its first news, and is counted once. */
export function carryShift(office: Office, event: DeviceEvent, body: ShiftBody): Judged {
  const { shifts, witness } = office
  const floatMinor = body.what === 'opened' ? body.floatMinor : 0
  const begun = { device: event.device, floatMinor, cashInMinor: 0, cashOutMinor: 0, counted: null }
  const shift = shifts.get(body.shift) ?? begun
  shifts.set(body.shift, shift)
  if (body.what === 'opened') witness.some('shift opened')
  if (shift.device !== event.device || shift.counted !== null) return applied(office, event)
  if (body.what === 'cash_in') shift.cashInMinor += body.minor
  if (body.what === 'cash_out') shift.cashOutMinor += body.minor
  if (body.what === 'cash_in' || body.what === 'cash_out') witness.some('cash put in or taken out')
  if (body.what === 'closed') {
    const { countedMinor, expectedMinor, cashInMinor, cashOutMinor } = body
    Object.assign(shift, { cashInMinor, cashOutMinor, counted: { countedMinor, expectedMinor } })
    witness.some('shift closed')
  }
  return applied(office, event)
}
