import type { SaleBody, TopUpBody } from '#domain/device/model/bodies'
import type { DeviceEvent } from '#domain/device/model/event'
import type { NewSale } from '#domain/sale/store/sales'
import * as acts from './acts.ts'
import { digestOf } from './digest.ts'
import { headOfficeOf, type HeadOffice, type Row, type Witness } from './head-office.ts'
import { proveCoupons } from './prove-coupons.ts'
import { proveLosses, proveOthers, proveShifts } from './prove-others.ts'
import { proveTwin } from './twin.ts'
import { checkLimits, type Rec, type World } from './world.ts'

/** What must hold when everything has arrived; answers all of head office as one text. */
export function prove(world: World): string {
  const { memo, recs } = world
  checkLimits(world)
  const byId = new Map([...memo.office.rows.values()].map((row) => [row.event.id, row]))
  for (const rec of recs) {
    proveAnswered(world, rec)
    for (const [id, event] of rec.printed) provePrinted(world, event, byId.get(id))
  }
  proveCreated(world)
  proveReservations(world)
  proveOnce(world)
  proveValue(world)
  proveCoupons(world)
  proveOthers(world)
  proveLosses(world)
  proveShifts(world)
  proveMembers(world)
  if (memo.amnesia) proveTwin(world)
  return proveOrder(world)
}

/** Nothing is left to send, and all has its answer but goods that came back and whose sale head office waits for. */
function proveAnswered({ memo, witness }: World, { till, suspect }: Rec): void {
  if (till === null || suspect) return
  const { mark } = till.state()
  if (till.events().some((one) => one.seq > mark))
    witness.fail('liveness: three clean rounds leave nothing pending')
  for (const { hash } of till.waiting())
    if (memo.office.rows.get(hash)?.outcome !== 'waiting')
      witness.fail('liveness: what head office has judged is answered')
}

function provePrinted({ witness }: World, event: DeviceEvent, row: Row | undefined): void {
  if (!row) return witness.fail('O1 whose receipt was printed is known at head office')
  if (row.outcome !== 'refused') return
  // Two tills may take the same goods back, and points may be short; both are told to people.
  if (event.kind === 'sale' && !acts.isReturn(event)) witness.fail(`§4.6 no sale is refused: ${row.why}`)
  // Whom a till enrolled in a life that is not believed, nobody knows.
  if (event.kind === 'top_up' && row.why !== 'member_unknown')
    witness.fail(`§4.6 no money is refused: ${row.why}`)
}

/** O8: what an honest till wrote is what head office has of it, in count and in money, however it came. */
function proveCreated({ memo, recs, witness }: World): void {
  const rows = [...memo.office.rows.values()]
  for (const rec of recs) {
    const { device, epoch } = rec.identity
    if (rec.suspect || rec.till === null || recs.some((one) => one !== rec && one.identity.device === device))
      continue
    const come = rows.filter(({ event }) => event.device === device && event.epoch === epoch)
    const minor = come.reduce((sum, { event }) => sum + moneyOf(event), 0)
    const created = rec.till.created()
    if (come.length !== created.count || minor !== created.minor)
      witness.fail('O8 what was created is applied, double, put aside or waits, and nothing else')
  }
}

/** What changed hands, as the body says it; not asked of the product. What nobody can read is worth nothing yet. */
function moneyOf({ kind, body }: DeviceEvent): number {
  if (body['newWord'] !== undefined) return 0
  if (kind === 'sale') return (body as unknown as SaleBody).totalMinor
  return kind === 'top_up' ? (body as unknown as TopUpBody).paidMinor : 0
}

/** What honest tills burned of set-aside value was always good; a restore may have forgotten it, and says so. */
function proveReservations({ memo, recs, witness }: World): void {
  const suspects = new Set(
    recs.filter((rec) => rec.suspect || rec.earlier.length > 0).map((rec) => rec.identity.device),
  )
  for (const one of memo.office.said) {
    if (one.kind !== 'reservation_wrong' || suspects.has(one.device)) continue
    if (memo.forgotten.has(one.reservation ?? '')) {
      witness.some('forgotten by a restore named')
      continue
    }
    // News a day and more after its end finds the value back with the member, and is met from there (§4.2).
    if (one.subject !== 'reservation_returned')
      witness.fail(`O3 an honest till spends what was set aside as it was set aside: ${one.subject}`)
  }
}

/** Each sale, top-up and gift is on the ledger once: rows and transactions say the same. */
function proveOnce({ memo, witness }: World): void {
  const { book, sales } = memo.office.house
  for (const kind of ['sale', 'return', 'top_up', 'gift', 'unallocated']) {
    const causes = book.transactions.filter((one) => one.kind === kind).map((one) => one.causeId)
    if (new Set(causes).size !== causes.length) witness.fail(`X1 a ${kind} moves value once`)
  }
  const applied = (kind: string) =>
    [...memo.office.rows.values()].filter((row) => row.outcome === 'applied' && row.event.kind === kind)
  if (applied('sale').length !== sales.size) witness.fail('D8 as many sales are applied as there are')
  const gifts = book.transactions.filter((one) => one.kind === 'gift').length
  if (applied('gift').length !== gifts) witness.fail('D8 as many gifts are applied as there are')
  const toppedUp = new Set(
    book.transactions.filter((one) => /^top_up$|^unallocated$/.test(one.kind)).map((one) => one.causeId),
  )
  if (applied('top_up').length !== toppedUp.size) witness.fail('D8 as many top-ups are applied as there are')
}

type Purse = { principal: number; bonus: number; points: number; owed: number }

/** What every member has is what came in less what went out, added up from rows and never from the ledger. */
function proveValue({ memo, ops, witness }: World): void {
  const { members, credited, rows, house, aliases } = memo.office
  const purses = new Map<string, Purse>()
  const of = (id: string): Purse => {
    const found = purses.get(id) ?? { principal: 0, bonus: 0, points: 0, owed: 0 }
    purses.set(id, found)
    return found
  }
  for (const { op } of ops)
    if (op.k === 'member') Object.assign(of(op.id), { principal: op.principal, points: op.points })
  for (const { memberId, paid, credited: room } of credited)
    if (memberId !== null) topUp(of(memberId), paid, room)
  for (const row of house.sales.values()) if (row.memberId !== null) sale(of(row.memberId), row)
  for (const { event, outcome } of rows.values()) {
    if (event.kind !== 'gift' || outcome !== 'applied') continue
    const { memberId, points } = event.body as { memberId: string; points: number }
    of(aliases.get(memberId) ?? memberId).points -= points
  }
  for (const id of members.keys()) {
    const { principal, bonus, points, owed } = of(id)
    if (house.held('principal', id) !== principal)
      witness.fail('M3 a card holds what was paid in less what was spent')
    if (house.held('bonus', id) !== bonus)
      witness.fail('M3 a card holds the bonus it got less what was spent')
    if (house.held('points', id) - house.owed(id) !== points)
      witness.fail('L2 points are what was earned less what was burned and taken back')
    if (house.held('unallocated', id) !== owed)
      witness.fail('M6 what a card has no room for is owed, to the fen')
  }
}

function topUp(purse: Purse, paid: number, room: number): void {
  purse.principal += room
  purse.owed += paid - room
  if (room >= 100_00) Object.assign(purse, { bonus: purse.bonus + 10_00, points: purse.points + 20 })
}

function sale(purse: Purse, { kind, tenders, points }: NewSale): void {
  const sign = kind === 'sale' ? -1 : 1
  for (const one of tenders) {
    purse.principal += sign * one.principalMinor
    purse.bonus += sign * one.bonusMinor
    purse.points += sign * one.points
  }
  purse.points += points
}

/** §4.6: one person a mobile; what a till wrote of somebody it enrolled is with whoever that is at head office. */
function proveMembers({ memo, witness }: World): void {
  const { members, rows, house } = memo.office
  const byPhone = new Map([...members.values()].map((one) => [one.phone, one.id]))
  if (byPhone.size !== members.size) witness.fail('§4.6 a mobile is one member')
  const heirs = new Map<string, string>()
  for (const { event, outcome } of rows.values()) {
    if (event.kind !== 'enrolment' || outcome !== 'applied') continue
    const { enrolment } = event.body as { enrolment: { mobile: string } }
    const heir = byPhone.get(enrolment.mobile)
    if (heir === undefined) return witness.fail('§4.6 nobody who joined is lost')
    heirs.set(event.id, heir)
  }
  for (const { event, outcome } of rows.values()) {
    if (event.kind !== 'sale' || outcome !== 'applied') continue
    const { memberId } = event.body as { memberId: string | null }
    const heir = heirs.get(memberId ?? '')
    const row = house.sales.get(event.id)
    // Before the enrolment came, nobody knew whose sale it was: that is told to people.
    if (heir !== undefined && row?.memberId !== heir && row?.memberId !== null)
      witness.fail('§4.6 what a till wrote of a member it enrolled is that member’s')
  }
}

/** X6: whatever was doubled, delayed, cut and carried about leaves what one delivery in order leaves. */
function proveOrder(world: World): string {
  const { memo, ops, chain, seal, reader, witness } = world
  const quiet: Witness = { some: () => undefined, fail: witness.fail }
  const clean: HeadOffice = headOfficeOf(chain, { seal, reader, witness: quiet })
  for (const { op, useful } of ops) {
    if (op.k !== 'segment') clean.apply(op)
    // What brought nothing still was a moment at which set-aside value could go back.
    else if (useful.length === 0) clean.apply({ k: 'giveBack', at: op.at })
    // A new epoch, too, takes in what waited behind a gap of the old one.
    for (const segment of useful) clean.apply({ k: 'segment', at: op.at, segment })
  }
  const found = digestOf(memo.office)
  if (digestOf(clean) !== found) witness.fail('X6 any way of arriving leaves the same')
  return found
}
