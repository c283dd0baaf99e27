import { OWN_UNIT } from './coupons.ts'
import type { HeadOffice } from './head-office.ts'
import { PASS_UNIT } from './house.ts'

/** All that can be compared of two head offices, as one text; what has no order of its own is put into one. */
export function digestOf(office: HeadOffice): string {
  const { house, logs, rows, said, reservations, members, aliases, credited, shifts, paid } = office
  const value = [...members.values()].map(({ id, number }) => [
    id,
    number,
    house.held('principal', id),
    house.held('bonus', id),
    house.held('unallocated', id),
    house.held('points', id),
    house.held(OWN_UNIT, id),
    house.held(PASS_UNIT, id),
    house.onAccount.owed(id),
    house.onAccount.room(id),
    house.owed(id),
    house.free('principal', id),
  ])
  const sales = [...house.sales.values()].map((row) => `${row.id} ${row.totalMinor} ${row.points}`)
  const marks = [...logs.values()].map((log) =>
    [log.device, log.epoch, log.mark, log.head, log.status].join(' '),
  )
  const outcomes = [...rows.values()].map((row) => `${row.hash} ${row.outcome}`)
  const words = said.map((one) => `${one.saleId} ${one.kind} ${one.lossMinor}`)
  const aside = [...reservations.values()].map((one) => [one.of.id, one.spent, one.returned])
  const others = [[...aliases], credited, [...shifts], [...paid]]
  return JSON.stringify([value, sales.sort(), marks.sort(), outcomes.sort(), words.sort(), aside, others])
}
