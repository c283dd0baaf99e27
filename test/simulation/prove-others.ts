import { passesOf, type SaleBody, type ShiftBody, type TopUpBody } from '#domain/device/model/bodies'
import type { DeviceEvent } from '#domain/device/model/event'
import { countOf } from '#domain/device/model/reservation'
import type { NewSale } from '#domain/sale/store/sales'
import { accountMinorOf } from './burning.ts'
import type { HeadOffice, Row } from './head-office.ts'
import { PASS, PASS_UNIT } from './house.ts'
import type { World } from './world.ts'

/** What of a sale was not there, in minor units, is named in so many words and no more (S14). */
function proveNamed({ memo, witness }: World, row: NewSale, body: SaleBody): void {
  const [line] = row.lines
  const gone = countOf(passesOf(body.wish.lines), PASS) - (line?.passCount ?? 0)
  const lossMinor = gone * (line?.unitPriceMinor ?? 0) + (accountMinorOf(body) - onAccountIn(row))
  const about = memo.office.said.filter(
    (one) => one.saleId === row.id && /^(?:pass|on_account)$/.test(one.subject ?? ''),
  )
  const named = about.reduce((sum, one) => sum + one.lossMinor, 0)
  if (about.length !== (lossMinor > 0 ? 1 : 0) || named !== lossMinor)
    witness.fail(
      'S14 uses of a pass and room on a credit line that are not there are named with what they cost',
    )
}

const onAccountIn = ({ tenders }: NewSale): number =>
  tenders.filter((one) => one.kind === 'on_account').reduce((sum, one) => sum + one.amountMinor, 0)

/** Uses of passes, and what is owed for goods on account: added up from rows, never from the ledger. */
export function proveOthers(world: World): void {
  const { memo, holdings, witness } = world
  const { house, rows, members, credited, paid } = memo.office
  const uses = new Map([...holdings].map(([id, { passes }]) => [id, passes]))
  const owed = new Map<string, number>()
  const more = (of: Map<string, number>, id: string | null, by: number) =>
    id === null ? undefined : of.set(id, (of.get(id) ?? 0) + by)
  for (const { memberId, minor } of paid.values()) more(owed, memberId, 0 - minor)
  for (const { memberId, credited: minor } of credited) if (minor >= 100_00) more(uses, memberId, 2)
  const bodies = new Map([...rows.values()].map(({ event }) => [event.id, event.body as unknown as SaleBody]))
  for (const row of house.sales.values()) {
    const sold = row.kind === 'sale' ? row : house.sales.get(row.returnsId ?? '')
    const body = bodies.get(row.id)
    if (!sold || !body) return witness.fail('D8 a sale was written down by a till')
    if (row.kind === 'sale') proveNamed(world, row, body)
    more(owed, sold.memberId, row.kind === 'sale' ? onAccountIn(row) : 0 - onAccountIn(row))
    const taken = sold.lines[0]?.passCount ?? 0
    // The uses that were taken come back first; there is one return of a sale in these nights, or none.
    const back = Math.min(taken, row.kind === 'sale' ? 0 : Number(row.lines[0]?.quantity ?? 0))
    more(uses, sold.memberId, row.kind === 'sale' ? 0 - taken : back)
  }
  for (const id of members.keys()) {
    if (house.held(PASS_UNIT, id) !== (uses.get(id) ?? 0))
      witness.fail('L3 a pass has the uses that were given less those that were taken')
    if (house.onAccount.owed(id) !== (owed.get(id) ?? 0))
      witness.fail('M4 a member owes what went on account less what came back and was paid')
  }
}

/** M4: what nobody held is on an account of its store, to the fen: all that was named, less what came back of it. */
export function proveLosses({ memo, witness }: World): void {
  const { house, said } = memo.office
  const lost = new Map<string, number>()
  const more = (store: string, minor: number) => lost.set(store, (lost.get(store) ?? 0) + minor)
  for (const { saleId, kind, lossMinor } of said) {
    const row = house.sales.get(saleId)
    if (row && (kind === 'overspend' || kind === 'burn_on_barred_card')) more(row.branchId, lossMinor)
  }
  for (const row of house.sales.values()) {
    const sold = row.kind === 'return' ? house.sales.get(row.returnsId ?? '') : undefined
    const back = row.tenders.filter((one) => sold && one.kind === 'offline_loss')
    for (const { amountMinor } of back) {
      more(sold?.branchId ?? '', 0 - amountMinor)
      witness.some('loss taken off with what came back')
    }
  }
  for (const store of new Set([...house.sales.values()].map((row) => row.branchId)))
    if (house.lost(store) !== (lost.get(store) ?? 0))
      witness.fail('M4 what nobody held is on its store’s account, to the fen')
}

/** M10: what a drawer should hold by what head office has of its till's log, and what head office says of the shift. */
export function proveShifts({ memo, recs, witness }: World): void {
  for (const rec of recs) {
    const { device, epoch } = rec.identity
    const isCopied = recs.some((one) => one !== rec && one.identity.device === device)
    if (rec.suspect || isCopied || rec.earlier.length > 0) continue
    const own = [...memo.office.rows.values()].filter(
      ({ event }) => event.device === device && event.epoch === epoch,
    )
    const inOrder = own.toSorted((a, b) => a.event.seq - b.event.seq)
    for (const shift of shiftsIn(inOrder)) proveShift(memo.office, shift, witness.fail)
  }
}

/** Shifts of one log, each from what opened it up to what closed it. */
function shiftsIn(rows: readonly Row[]): Row[][] {
  const shifts: Row[][] = []
  for (const row of rows) {
    const what = row.event.kind === 'shift' ? row.event.body['what'] : null
    if (what === 'opened') shifts.push([])
    shifts.at(-1)?.push(row)
  }
  return shifts
}

type Sums = { floatMinor: number; cashInMinor: number; cashOutMinor: number; cash: number }

function proveShift({ shifts, house }: HeadOffice, rows: readonly Row[], fail: (law: string) => never): void {
  const drawer = rows.filter(({ event }) => event.kind === 'shift')
  // What was put aside is for people: a revoked till's drawer is counted by them.
  if (drawer.some(({ outcome }) => outcome !== 'applied')) return
  const sums: Sums = { floatMinor: 0, cashInMinor: 0, cashOutMinor: 0, cash: 0 }
  const [first] = drawer
  const id = (first?.event.body as unknown as ShiftBody | undefined)?.shift ?? ''
  const known = shifts.get(id) ?? fail('M10 a shift that was opened is known at head office')
  for (const { event, outcome } of rows) {
    const closing = closedBy(event)
    if (closing !== null) {
      const { floatMinor, cash, cashInMinor, cashOutMinor } = sums
      if (closing.expectedMinor !== floatMinor + cash + cashInMinor - cashOutMinor)
        fail('M10 a drawer holds its float and every coin that moved')
      const { countedMinor, expectedMinor } = closing
      const counted = JSON.stringify({ countedMinor, expectedMinor })
      if (JSON.stringify(known.counted) !== counted)
        fail('M10 a shift is counted once, as its till counted it')
      break
    }
    addTo(sums, event)
    const row = house.sales.get(event.id)
    if (
      outcome === 'applied' &&
      event.kind === 'sale' &&
      row &&
      cashIn(row.tenders) !== Math.abs(cashOf(event))
    )
      fail('M10 cash is what the till says it was')
  }
  const { floatMinor, cashInMinor, cashOutMinor } = known
  const told = [floatMinor, cashInMinor, cashOutMinor]
  if (told.join() !== [sums.floatMinor, sums.cashInMinor, sums.cashOutMinor].join())
    fail('M10 head office has of a shift what its till wrote down')
}

function closedBy({ kind, body }: DeviceEvent): Extract<ShiftBody, { what: 'closed' }> | null {
  const shift = kind === 'shift' ? (body as unknown as ShiftBody) : null
  return shift?.what === 'closed' ? shift : null
}

function addTo(sums: Sums, event: DeviceEvent): void {
  sums.cash += cashOf(event)
  if (event.kind !== 'shift') return
  const body = event.body as unknown as ShiftBody
  if (body.what === 'opened') sums.floatMinor += body.floatMinor
  else if (body.what === 'cash_in') sums.cashInMinor += body.minor
  else if (body.what === 'cash_out') sums.cashOutMinor += body.minor
}

/** Cash that an event brought into the drawer; what it took out is below zero. */
function cashOf({ kind, body }: DeviceEvent): number {
  if (kind === 'top_up') return (body as unknown as TopUpBody).paidMinor
  if (kind !== 'sale') return 0
  const { wish } = body as unknown as SaleBody
  return wish.kind === 'return' ? 0 - cashIn(wish.tenders) : cashIn(wish.tenders)
}

const cashIn = (tenders: readonly Readonly<{ kind: string; amountMinor: number }>[]): number =>
  tenders.filter((one) => one.kind === 'cash').reduce((sum, one) => sum + one.amountMinor, 0)
