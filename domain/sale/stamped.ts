import { less, money, shareDown, type Money } from '#base/money'
import { must } from '#base/must'
import * as ledger from '#domain/ledger/index'
import { splitValue } from '#domain/program/index'
import { VALUE_TENDERS } from '#domain/program/model/pay'
import * as wallet from '#domain/wallet/index'
import { beginFor, give, ruleOf, useCoupon, type Doing, type Effect, type Moves } from './apply.ts'
import type { Asked, Facts, Stamp } from './facts.ts'
import {
  judgeSale,
  type Facts as SaleFacts,
  type Judged,
  type Line,
  type SaleRefusal,
  type Tender,
} from './model/judge.ts'
import type { SaleWish } from './contract/wish.ts'

/**
 * What head office had to accept although its own rules say otherwise; told to people, never dropped (promises §4.6).
 */
export const EXCEPTIONS = [
  'overspend',
  'burn_on_barred_card',
  'coupon_not_valid',
  'price_differs',
  'product_unknown',
  'member_unknown',
  'version_unknown',
] as const
export type Exception = Readonly<{
  saleId: string
  kind: (typeof EXCEPTIONS)[number]
  /** The unit that was short, or the code that differs. */
  subject: string | null
  /** How much of the unit. */
  amount: number
  /** What it cost the store, in minor units. */
  lossMinor: number
}>

/** Notes it with the decision: when the decision is taken back, so is the note. */
export function note(moves: Moves, exception: Exception): void {
  moves.exceptions.push(exception)
  moves.book.undo.push(() => void moves.exceptions.pop())
}

/**
 * The facts as the till knew them: the version of the program it went by, and as whom the customer bought. A version
 * nobody published is judged by the live one, which is noted.
 */
export function factsFor(facts: Facts, { stamp }: Asked): Facts {
  if (stamp === undefined) return facts
  const document = facts.documents.get(stamp.programVersion)
  const program = document ? { version: stamp.programVersion, document } : facts.program
  const { member, tier } = stamp.buyer
  const buyers = new Map(
    [...facts.buyers].map(([memberId, on]) => [
      memberId,
      (day: Parameters<typeof on>[0]) => (member ? { birthOn: on(day)?.birthOn ?? null, tier } : null),
    ]),
  )
  return { ...facts, program, buyers }
}

/**
 * S14: judged by our own rules at the prices the till said; where that does not come to what was charged, what was
 * charged stands, because the customer has paid it and gone.
 */
export function judgeStamped(
  wish: SaleWish,
  facts: SaleFacts,
  stamp: Stamp,
): Readonly<{ judged: Judged; differs: boolean }> | SaleRefusal {
  const ours = judgeSale(wish, { ...facts, pricesSaid: true })
  if (typeof ours !== 'string' && sameCharge(ours, stamp)) return { judged: ours, differs: false }
  const lines = wish.lines.map(({ discount: _, passCode: _pass, addOnCode: _addOn, ...line }, at) => ({
    ...line,
    chargedMinor: stamp.charged[at] ?? 0,
  }))
  const { discount: _, ...rest } = wish
  const asPaid = judgeSale({ ...rest, lines, coupons: [] }, { ...facts, pricesAsSent: true, coupons: [] })
  return typeof asPaid === 'string' ? asPaid : { judged: asPaid, differs: true }
}

type Found = Readonly<{ judged: Judged; differs: boolean }>

/** What differs from what head office knows, though it is taken as it was done. */
export function noteFacts(moves: Moves, doing: Doing & { stamp: Stamp }, { judged, differs }: Found): void {
  const { wish, facts, stamp } = doing
  const say = (kind: Exception['kind'], subject: string | null) =>
    note(moves, { saleId: wish.id, kind, subject, amount: 0, lossMinor: 0 })
  if (wish.memberNumber !== undefined && doing.memberId === null) say('member_unknown', wish.memberNumber)
  if (facts.program.version !== stamp.programVersion) say('version_unknown', String(stamp.programVersion))
  if (differs) say('price_differs', null)
  for (const code of new Set(judged.lines.map((line) => line.productCode)))
    if (!facts.products.has(code)) say('product_unknown', code)
}

const sameCharge = (judged: Judged, { charged, totalMinor }: Stamp): boolean =>
  judged.totalMinor === totalMinor &&
  judged.lines.length === charged.length &&
  judged.lines.every((line, at) => line.chargedMinor === charged[at])

/**
 * What a sale that is done moves: everything it burned is met as far as it can be, everything that cannot be is noted
 * and becomes the store's loss.
 */
export function applyStamped(
  moves: Moves,
  doing: Doing & Readonly<{ barred: boolean }>,
  judged: Judged,
): Effect {
  const { memberId } = doing
  const side = beginFor(moves, doing)
  releaseReserved(moves, doing)
  for (const shown of doing.coupons) takeCoupon({ moves, side, doing, judged }, shown)
  for (const line of judged.lines) takePassesThere({ side, moves, doing, memberId }, line)
  const burning = judged.tenders.filter((t) => VALUE_TENDERS.includes(t.kind) && t.amountMinor > 0)
  for (const tender of burning) takeWhatIsThere({ side, moves, doing, memberId }, judged, tender)
  const earned = memberId === null ? 0 : give(side, doing, judged, memberId)
  dropEmpty(side)
  return { earned, burned: burning.reduce((all, t) => all + t.points, 0), couponsBack: [] }
}

/** A transaction that moved nothing is none. */
function dropEmpty({ book, transaction }: ledger.Side): void {
  if (book.postings.some((one) => one.transactionId === transaction.id)) return
  const at = book.transactions.indexOf(transaction)
  book.transactions.splice(at, 1)
  book.undo.push(() => void book.transactions.splice(at, 0, transaction))
}

type Showing = Readonly<{ moves: Moves; side: ledger.Side; doing: Doing; judged: Judged }>

/** A coupon that is spent, used up or somebody else's: the discount was given, so it is honoured and named (C5). */
function takeCoupon({ moves, side, doing, judged }: Showing, shown: wallet.Shown): void {
  const rule = ruleOf(doing.facts, shown.code)
  const taken = ledger.attempt(
    moves.book,
    () => {
      if (!rule) return 'coupon_unknown'
      const { memberId } = doing
      const no = useCoupon(moves, doing, shown)
      return no ?? (wallet.takeCoupon(side, rule, { shown, memberId }) ? null : 'coupon_spent')
    },
    (no) => no === null,
  )
  if (taken === null) return
  const shownSo = doing.coupons.filter((one) => one.code === shown.code).length
  const given = judged.lines
    .flatMap((line) => line.deductions)
    .filter((one) => one.kind === 'coupon' && one.code === shown.code)
    .reduce((all, one) => all + one.minor, 0)
  // Several of one code gave their discount together; each bears its share, the odd fen stays with the first.
  const lossMinor = Math.ceil(given / shownSo)
  if (lossMinor > 0) wallet.lose(side, { branchId: doing.branchId, purpose: 'coupon_loss', minor: lossMinor })
  note(moves, {
    saleId: doing.wish.id,
    kind: 'coupon_not_valid',
    subject: taken,
    amount: 1,
    lossMinor,
  })
}

/** Gives what was set aside for this burn back to the member, so that it can be spent by the program's own order. */
function releaseReserved({ book }: Moves, { stamp }: Doing): void {
  for (const id of stamp?.holds ?? []) {
    const hold = book.holds.get(id)
    if (hold?.state === 'active') ledger.endHold(book, hold, 'released')
  }
}

type Taking = Readonly<{
  side: ledger.Side
  moves: Moves
  /** `barred`: a card that was lost or frozen, whose value nobody may take. */
  doing: Doing & Readonly<{ barred: boolean }>
  memberId: string | null
}>

/** S14: takes what is there and may be taken; the rest becomes a tender of its own and the store's loss. */
function takeWhatIsThere(of: Taking, judged: Judged, tender: Tender): void {
  const { side, moves, doing } = of
  const { wanted, taken, unit } = takenOf(of, judged, tender)
  if (taken === wanted) return
  const paid = unit === 'money' ? money(taken) : shareDown(tender.amountMinor, money(taken), money(wanted))
  const lossMinor = less(tender.amountMinor, paid)
  tender.amountMinor = paid
  judged.tenders.push(lossTender(lossMinor))
  wallet.lose(side, { branchId: doing.branchId, purpose: 'loss', minor: lossMinor })
  note(moves, {
    saleId: doing.wish.id,
    kind: doing.barred ? 'burn_on_barred_card' : 'overspend',
    subject: tender.kind,
    amount: wanted - taken,
    lossMinor,
  })
}

/** Uses of a pass as far as they are there; what they would have paid of the line is the store's loss (S14). */
function takePassesThere({ side, moves, doing, memberId }: Taking, line: Line): void {
  const { passCode, passCount: wanted } = line
  if (passCode === null || wanted === 0) return
  const holderId = doing.barred ? null : memberId
  const taken = upTo(side, { unit: wallet.passUnit(passCode), memberId: holderId, wanted })
  if (taken === wanted) return
  const worth = line.deductions.find((one) => one.kind === 'pass')?.minor ?? 0
  const lossMinor = less(money(worth), shareDown(money(worth), money(taken), money(wanted)))
  // So many came off the pass, and no more come back to it when the goods do.
  line.passCount = taken
  if (lossMinor > 0) wallet.lose(side, { branchId: doing.branchId, purpose: 'loss', minor: lossMinor })
  note(moves, {
    saleId: doing.wish.id,
    kind: doing.barred ? 'burn_on_barred_card' : 'overspend',
    subject: 'pass',
    amount: wanted - taken,
    lossMinor,
  })
}

type Taken = Readonly<{ wanted: number; taken: number; unit: 'money' | 'count' }>

function takenOf(of: Taking, judged: Judged, tender: Tender): Taken {
  const { side, doing } = of
  // What nobody's card paid, nobody pays.
  const memberId = doing.barred ? null : of.memberId
  if (tender.kind === 'points') {
    const wanted = judged.payment.points
    const taken = upTo(side, { unit: 'points', memberId, wanted })
    tender.points = taken
    return { wanted, taken, unit: 'count' }
  }
  if (tender.kind === 'voucher') {
    const wanted = tender.count
    const taken = upTo(side, { unit: wallet.couponUnit(tender.code ?? ''), memberId, wanted })
    tender.count = taken
    return { wanted, taken, unit: 'count' }
  }
  const wanted = tender.amountMinor
  if (tender.kind === 'on_account') {
    // As far as the credit line reaches: below it nobody may owe (M4), and all above it was bought.
    const taken = memberId === null ? 0 : Math.min(wanted, Math.max(0, wallet.roomOf(side.book, memberId)))
    if (memberId !== null && taken > 0)
      must(wallet.chargeOnAccount(side, memberId, taken), 'S14: what there is room for is charged')
    return { wanted, taken, unit: 'money' }
  }
  const free = (unit: 'principal' | 'bonus'): Money =>
    money(memberId === null ? 0 : wallet.freeOf(side.book, unit, memberId))
  const held = { principal: free('principal'), bonus: free('bonus') }
  const able = money(Math.min(wanted, held.principal + held.bonus))
  const split = splitValue(doing.facts.program.document.storedValue.order, held, able)
  const principalMinor = upTo(side, { unit: 'principal', memberId, wanted: split?.principal ?? 0 })
  const bonusMinor = upTo(side, { unit: 'bonus', memberId, wanted: split?.bonus ?? 0 })
  Object.assign(tender, { principalMinor, bonusMinor })
  return { wanted, taken: principalMinor + bonusMinor, unit: 'money' }
}

type Wanted = Readonly<{ unit: wallet.WalletUnit; memberId: string | null; wanted: number }>

/** Spends up to so much of what is alive and free; answers how much. */
function upTo(side: ledger.Side, { unit, memberId, wanted }: Wanted): number {
  if (memberId === null || wanted === 0) return 0
  const amount = Math.min(wanted, wallet.freeOf(side.book, unit, memberId))
  if (amount > 0) wallet.spend(side, { unit, memberId, amount })
  return amount
}

const lossTender = (amountMinor: Money): Tender => ({
  kind: 'offline_loss',
  amountMinor,
  givenMinor: null,
  code: null,
  count: 0,
  points: 0,
  principalMinor: 0,
  bonusMinor: 0,
  returnedNo: null,
})
