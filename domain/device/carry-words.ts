import { APPLIED, aside, timeOf, type Doing, type Judged } from './doing.ts'
import { markBody, shiftBody, type ShiftBody } from './model/bodies.ts'
import type { Placed } from './model/receive.ts'
import { insertClosing } from './store/reservations.ts'
import * as shifts from './store/shifts.ts'

/** The drawer of a shift, as the till counted it. */
export async function carryShift(doing: Doing, placed: Placed): Promise<Judged> {
  const read = shiftBody.safeParse(placed.event.body)
  if (!read.success) return aside('body_unknown')
  const body = read.data
  const { id: deviceId, storeId } = doing.till
  const at = timeOf(doing, placed.event)
  const openedAt = body.what === 'closed' && body.openedAt < at ? body.openedAt : at
  await shifts.begin(doing.work.tx, {
    id: body.shift,
    deviceId,
    storeId,
    openedAt,
    floatMinor: body.what === 'opened' ? body.floatMinor : 0,
    cashierId: body.cashier.id,
    cashierName: body.cashier.name,
  })
  if (body.what === 'cash_in' || body.what === 'cash_out') await addCash(doing, body)
  if (body.what === 'closed') await close(doing, body, at)
  doing.done.add(placed.event.id)
  return APPLIED
}

const addCash = (doing: Doing, { shift: id, what, minor }: ShiftBody & { what: 'cash_in' | 'cash_out' }) =>
  shifts.addCash(doing.work.tx, {
    id,
    deviceId: doing.till.id,
    inMinor: what === 'cash_in' ? minor : 0,
    outMinor: what === 'cash_out' ? minor : 0,
  })

function close(doing: Doing, body: ShiftBody & { what: 'closed' }, closedAt: Doing['work']['at']) {
  const { shift: id, countedMinor, expectedMinor, cashInMinor, cashOutMinor, receipts } = body
  const { sales, topUps, returns, firstReceiptNo, lastReceiptNo } = body
  const figures = { sales, topUps, returns, firstReceiptNo, lastReceiptNo }
  const sums = { countedMinor, expectedMinor, cashInMinor, cashOutMinor, receipts }
  return shifts.close(doing.work.tx, { id, deviceId: doing.till.id, closedAt, ...sums, figures })
}

/** What the till has to say of itself. That it will not spend a reservation any more is what gives it back early. */
export async function carryMark(doing: Doing, placed: Placed): Promise<Judged> {
  const read = markBody.safeParse(placed.event.body)
  if (!read.success) return aside('body_unknown')
  const body = read.data
  if (body.what === 'reservation_closed') {
    const { reservation: reservationId, spent } = body
    await insertClosing(doing.work, { reservationId, deviceId: doing.till.id, ...spent })
  }
  doing.done.add(placed.event.id)
  return APPLIED
}
