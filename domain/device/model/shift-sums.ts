import type { Instant } from '#base/instant'
import { add, less, money, nothing, sum, type Money } from '#base/money'
import { must } from '#base/must'
import { BODIES, type SaleBody, type ShiftBody, type TopUpBody } from './bodies.ts'
import type { DeviceEvent, EventKind } from './event.ts'

/** What a till wrote down, read back: for what is counted over it. */
export type WrittenEvent = Readonly<{
  id: string
  seq: number
  epoch: number
  kind: EventKind
  /** The till's clock when it was written. */
  at: Instant
  body: DeviceEvent['body']
}>

/** What came in, or went back, by one way of paying. */
export type TenderSum = Readonly<{ tender: string; receipts: number; minor: Money }>
export type DrawerMove = Readonly<{
  what: 'cash_in' | 'cash_out'
  minor: Money
  reason: string
  at: Instant
  by: string
}>
export type Kind = 'sales' | 'returns' | 'topUps'

/**
 * One shift, as its events say: nothing of it is kept beside them, so a crash or a reload changes nothing. All amounts
 * are positive; returns and cash out are what went out.
 */
export type ShiftSums = Readonly<{
  id: string
  openedAt: Instant
  openedBy: string
  floatMinor: Money
  sales: readonly TenderSum[]
  returns: readonly TenderSum[]
  topUps: readonly TenderSum[]
  /** Receipts of each kind: one that was paid in two ways is one. */
  counts: Readonly<Record<Kind, number>>
  moves: readonly DrawerMove[]
  cashInMinor: Money
  cashOutMinor: Money
  firstReceiptNo: string | null
  lastReceiptNo: string | null
  closed: Readonly<{ at: Instant; by: string; countedMinor: Money }> | null
}>

/** The shift that the first of these events opens, and what was rung up after its end and belongs to no shift. */
export type Counted = Readonly<{ shift: ShiftSums; loose: readonly TenderSum[] }>

/** Counts a shift from the event that opened it on, in the order of the log; null when the first opens none. */
export function countShift(events: readonly WrittenEvent[]): Counted | null {
  const [first, ...rest] = events
  const opened = first === undefined ? null : shiftBodyOf(first)
  if (first === undefined || opened?.what !== 'opened') return null
  let shift: ShiftSums = {
    id: opened.shift,
    openedAt: first.at,
    openedBy: opened.cashier.name,
    floatMinor: money(opened.floatMinor),
    sales: [],
    returns: [],
    topUps: [],
    counts: { sales: 0, returns: 0, topUps: 0 },
    moves: [],
    cashInMinor: nothing,
    cashOutMinor: nothing,
    firstReceiptNo: null,
    lastReceiptNo: null,
    closed: null,
  }
  let loose: readonly TenderSum[] = []
  for (const event of rest) {
    if (shift.closed === null) shift = counting(shift, event)
    else loose = alsoLoose(loose, event)
  }
  return { shift, loose }
}

/** What the drawer should hold: never shown before it was counted. */
export function expectedCash({
  floatMinor,
  sales,
  returns,
  topUps,
  cashInMinor,
  cashOutMinor,
}: ShiftSums): Money {
  const came = sum([floatMinor, cashOf(sales), cashOf(topUps), cashInMinor])
  return less(came, add(cashOf(returns), cashOutMinor))
}

/** What the event says that closes a shift, but for who counted and what there was. */
export function closingOf(
  shift: ShiftSums,
): Omit<Extract<ShiftBody, { what: 'closed' }>, 'countedMinor' | 'cashier'> {
  const plain = (sums: readonly TenderSum[]) => sums.map((one) => ({ ...one }))
  return {
    what: 'closed',
    shift: shift.id,
    openedAt: shift.openedAt,
    expectedMinor: expectedCash(shift),
    sales: plain(shift.sales),
    topUps: plain(shift.topUps),
    returns: plain(shift.returns),
    cashInMinor: shift.cashInMinor,
    cashOutMinor: shift.cashOutMinor,
    receipts: receiptsOf(shift),
    firstReceiptNo: shift.firstReceiptNo,
    lastReceiptNo: shift.lastReceiptNo,
  }
}

export const totalOf = (sums: readonly TenderSum[]): Money => sum(sums.map(({ minor }) => minor))
export const receiptsOf = ({ counts }: ShiftSums): number => counts.sales + counts.returns + counts.topUps

const cashOf = (sums: readonly TenderSum[]): Money => totalOf(sums.filter(({ tender }) => tender === 'cash'))

function counting(shift: ShiftSums, event: WrittenEvent): ShiftSums {
  switch (event.kind) {
    case 'sale':
      return withSale(shift, bodyOf(event, 'sale'))
    case 'top_up':
      return withTopUp(shift, bodyOf(event, 'top_up'))
    case 'shift':
      return withDrawer(shift, event)
    case 'enrolment':
    case 'gift':
    case 'mark':
      return shift
  }
}

function withSale(shift: ShiftSums, body: SaleBody): ShiftSums {
  const kind = body.wish.kind === 'return' ? 'returns' : 'sales'
  return { ...numbered(shift, kind, body.wish.receiptNo), [kind]: plus(shift[kind], paidBy(body)) }
}

function withTopUp(shift: ShiftSums, { tender, paidMinor, receiptNo }: TopUpBody): ShiftSums {
  const paid = [{ tender, minor: money(paidMinor) }]
  return { ...numbered(shift, 'topUps', receiptNo), topUps: plus(shift.topUps, paid) }
}

function withDrawer(shift: ShiftSums, event: WrittenEvent): ShiftSums {
  const body = bodyOf(event, 'shift')
  if (body.shift !== shift.id) return shift
  if (body.what === 'closed') {
    const closed = { at: event.at, by: body.cashier.name, countedMinor: money(body.countedMinor) }
    return { ...shift, closed }
  }
  if (body.what === 'opened') return shift
  const minor = money(body.minor)
  const move = { what: body.what, minor, reason: body.reason, at: event.at, by: body.cashier.name }
  const moved =
    body.what === 'cash_in'
      ? { cashInMinor: add(shift.cashInMinor, minor) }
      : { cashOutMinor: add(shift.cashOutMinor, minor) }
  return { ...shift, ...moved, moves: [...shift.moves, move] }
}

type Paid = Readonly<{ tender: string; minor: Money }>

/** How a receipt was paid; a till that did not say leaves the whole of it under `unknown`. */
export function paidBy({ wish, totalMinor, roundingMinor }: SaleBody): readonly Paid[] {
  if (wish.tenders.length > 0)
    return wish.tenders.map((one) => ({ tender: one.kind, minor: money(one.amountMinor) }))
  const dueMinor = money(totalMinor + roundingMinor)
  return dueMinor === 0 ? [] : [{ tender: 'unknown', minor: dueMinor }]
}

/** Adds one receipt; where it was paid twice in the same way, the way still has one receipt more. */
function plus(sums: readonly TenderSum[], paid: readonly Paid[]): readonly TenderSum[] {
  const found = new Map(sums.map((one) => [one.tender, one]))
  for (const tender of new Set(paid.map((one) => one.tender))) {
    const before = found.get(tender) ?? { tender, receipts: 0, minor: nothing }
    const minor = sum([before.minor, ...paid.filter((one) => one.tender === tender).map((one) => one.minor)])
    found.set(tender, { tender, receipts: before.receipts + 1, minor })
  }
  return [...found.values()]
}

function numbered(shift: ShiftSums, kind: Kind, receiptNo = ''): ShiftSums {
  const counts = { ...shift.counts, [kind]: shift.counts[kind] + 1 }
  if (receiptNo === '') return { ...shift, counts }
  return { ...shift, counts, firstReceiptNo: shift.firstReceiptNo ?? receiptNo, lastReceiptNo: receiptNo }
}

function alsoLoose(loose: readonly TenderSum[], event: WrittenEvent): readonly TenderSum[] {
  if (event.kind === 'top_up') {
    const { tender, paidMinor } = bodyOf(event, 'top_up')
    return plus(loose, [{ tender, minor: money(paidMinor) }])
  }
  if (event.kind !== 'sale') return loose
  const body = bodyOf(event, 'sale')
  return body.wish.kind === 'sale' ? plus(loose, paidBy(body)) : loose
}

const shiftBodyOf = (event: WrittenEvent): ShiftBody | null =>
  event.kind === 'shift' ? bodyOf(event, 'shift') : null

/** Bodies were taken by their schema when they were written; one that does not fit now is our bug, not a zero. */
function bodyOf<K extends 'sale' | 'top_up' | 'shift'>(event: WrittenEvent, kind: K) {
  const read = BODIES[kind].safeParse(event.body)
  must(read.success, `till: the ${kind} under ${event.seq} is one`)
  return read.data as K extends 'sale' ? SaleBody : K extends 'top_up' ? TopUpBody : ShiftBody
}
