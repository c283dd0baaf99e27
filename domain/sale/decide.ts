import { money, negate, type Money } from '#base/money'
import { present } from '#base/must'
import type { Actor, Work } from '#db/work'
import type { Buyer } from '#domain/program/index'
import type { TierMove } from '#domain/standing/index'
import * as ledger from '#domain/ledger/index'
import * as wallet from '#domain/wallet/index'
import { applySale, type Doing, type Effect, type Moves } from './apply.ts'
import { applyReturn, applyUnknownReturn } from './apply-return.ts'
import type { ReceiptBody, SaleWish } from './contract/wish.ts'
import { dayOf, heirOf, valueOut, wantsPin, type Asked, type Facts } from './facts.ts'
import {
  judgeHolder,
  judgeSale,
  spendsValue,
  type Facts as SaleFacts,
  type Line,
  type SaleRefusal,
  type Tender,
} from './model/judge.ts'
import { meritOfReturn, meritOfSale } from './merits.ts'
import { personIn, takeQuota } from './quotas.ts'
import { judgeReturn } from './model/returns.ts'
import { shownBy } from './needs.ts'
import type { NewRefusal, NewSale, Seen } from './store/sales.ts'

export type Decided =
  | Readonly<{ kind: 'applied'; row: NewSale }>
  | Readonly<{ kind: 'replayed'; receipt: ReceiptBody }>
  | Readonly<{ kind: 'refused'; row: NewRefusal; replayed: boolean }>
  | Readonly<{ kind: 'failed'; id: string; trouble: unknown }>

type Scene = Readonly<{ facts: Facts; moves: Moves }>

/** What a wish comes to when nothing speaks against it. */
type Done = Readonly<{
  totalMinor: Money
  listedMinor: Money
  roundingMinor: Money
  changeMinor: Money
  lines: readonly Line[]
  tenders: readonly Tender[]
  effect: Effect
  tierMove: TierMove | null
}>

/** An id that is known has its answer for ever (X2, X3); null for one that is new. */
export function decideSeen(seen: Seen | undefined, print: string): Decided | null {
  if (!seen) return null
  const { id, code, details, receipt } = seen
  const refused = (why: SaleRefusal, more: Record<string, unknown>) =>
    ({ kind: 'refused', row: { id, fingerprint: print, code: why, details: more }, replayed: true }) as const
  if (seen.fingerprint !== print) return refused('sale_id_reused', {})
  if (code !== null) return refused(code, details)
  return { kind: 'replayed', receipt: present(receipt, 'S1: what is applied has a receipt') }
}

/** Decides one wish on the open book: applied whole, or without a trace. */
export function decide(work: Work, { facts, moves }: Scene, { wish, by }: Asked): Decided {
  const print = present(facts.prints.get(wish.id), 'S1: every wish has its fingerprint')
  const again = decideSeen(moves.seen.get(wish.id), print)
  if (again) return again
  try {
    const done = ledger.attempt<Done | SaleRefusal>(
      moves.book,
      () => carryOut(work, { facts, moves }, { wish, by }),
      (one) => typeof one !== 'string',
    )
    if (typeof done !== 'string')
      return { kind: 'applied', row: rowOf(facts, moves, { wish, by, print, done }) }
    const row = { id: wish.id, fingerprint: print, code: done, details: detailsOf(wish, done, facts), by }
    return { kind: 'refused', row, replayed: false }
  } catch (trouble) {
    return { kind: 'failed', id: wish.id, trouble }
  }
}

const maySee = (by: Actor, branchId: string): boolean =>
  by.branchIds === null || by.branchIds.includes(branchId)

function carryOut(work: Work, { facts, moves }: Scene, { wish, by }: Asked): Done | SaleRefusal {
  const branch = facts.branches.get(wish.branchCode)
  if (!branch || !maySee(by, branch.id)) return 'branch_unknown'
  const holder = wish.memberNumber === undefined ? null : facts.holders.get(wish.memberNumber)
  const no = judgeHolder(wish, { at: work.at, holder })
  if (no) return no
  const coupons = shownBy(facts, wish)
  if (coupons.length < wish.coupons.length) return 'coupon_not_found'
  const doing: Doing = {
    wish,
    facts,
    memberId: holder?.memberId ?? null,
    branchId: branch.id,
    day: dayOf(facts, wish),
    by,
    coupons,
  }
  return wish.kind === 'sale' ? sell(work, moves, doing) : takeBack(work, moves, doing)
}

const saleFacts = (work: Work, { facts, wish }: Doing): SaleFacts => saleFactsOf(work, facts, wish)

/** What the judgement of one wish needs of the facts of its batch. */
export function saleFactsOf(work: Work, facts: Facts, wish: SaleWish): SaleFacts {
  const { document } = facts.program
  return {
    at: work.at,
    buyer: buyerOf(facts, wish),
    branchCode: wish.branchCode,
    on: dayOf(facts, wish),
    program: document,
    holder: wish.memberNumber === undefined ? null : facts.holders.get(wish.memberNumber),
    products: facts.products,
    pricesAsSent: document.prices === 'as_sent' || facts.from.source === 'import' || wish.kind === 'return',
    coupons: shownBy(facts, wish).map((shown) => shown.code),
  }
}

function sell(work: Work, moves: Moves, doing: Doing): Done | SaleRefusal {
  const judged = judgeSale(doing.wish, saleFacts(work, doing))
  if (typeof judged === 'string') return judged
  const guarded = guard(doing, moves)
  if (guarded) return guarded
  const effect = applySale(moves, doing, judged)
  if (typeof effect === 'string') return effect
  const { payment, ...words } = judged
  const tierMove = meritOfSale(moves, doing, { judged, effect })
  return {
    ...words,
    roundingMinor: payment.roundingMinor,
    changeMinor: payment.changeMinor,
    effect,
    tierMove,
  }
}

/** As whom the wish buys: a member only with an open membership, and with the card where the program wants it (C07). */
function buyerOf(facts: Facts, wish: SaleWish): Buyer | null {
  const memberId = facts.holders.get(wish.memberNumber ?? '')?.memberId
  if (memberId === undefined) return null
  const { counter } = facts.program.document.authentication
  const seen = counter !== 'card_shown' || wish.cardShown === true || facts.from.source === 'import'
  return seen ? (facts.buyers.get(memberId)?.(dayOf(facts, wish)) ?? null) : null
}

/** Whether this member's value may be spent now: a lost card, a freeze or a wrong PIN stops spending, never earning. */
function guard(doing: Doing, { frozen, quotas, book }: Moves): SaleRefusal | null {
  const { wish, facts, memberId } = doing
  if (!spendsValue(wish) && (wish.coupons.length === 0 || memberId === null))
    return memberId === null ? null : guardPin(doing)
  if (memberId === null) return 'member_needed'
  if (facts.holders.get(wish.memberNumber ?? '')?.state === 'lost') return 'card_lost'
  if (frozen.has(memberId)) return 'member_frozen'
  const of = { personId: personIn(facts, wish), day: doing.day, minor: valueOut(wish) }
  if (!takeQuota(quotas, of, book.undo)) return 'person_quota_reached'
  return guardPin(doing)
}

/** A quote is never asked for a PIN, it would be a way to guess; an import comes from where nobody could be. */
function guardPin({ wish, facts }: Doing): SaleRefusal | null {
  const { source, looking } = facts.from
  if (looking === true || source === 'import') return null
  if (!wantsPin(facts.program.document.authentication, wish)) return null
  const pin = facts.pins.get(wish.id)
  if (pin === undefined || pin === 'none') return 'pin_needed'
  return pin === 'right' ? null : pin === 'locked' ? 'pin_locked' : 'pin_wrong'
}

function takeBack(work: Work, moves: Moves, doing: Doing): Done | SaleRefusal {
  const { wish, facts, memberId } = doing
  if (wish.returnsSaleId === undefined) return takeBackUnknown(work, moves, doing)
  const sold = facts.sold.get(wish.returnsSaleId)
  if (!sold) return 'returned_sale_unknown'
  if (sold.memberId !== memberId && heirOf(facts, sold) !== memberId) return 'returned_member_differs'
  // Whoever returns by amount says its lines; how it was paid is the sale's affair.
  const goods = { ...wish, tenders: [], totalMinor: undefined }
  const byAmount = wish.items === undefined ? judgeSale(goods, saleFacts(work, doing)) : null
  if (typeof byAmount === 'string') return byAmount
  const back = judgeReturn(wish, sold, byAmount && { lines: byAmount.lines, passes: [], allBack: false })
  if (typeof back === 'string') return back
  const value = present(facts.value.get(wish.returnsSaleId), 'S5: a known sale has its value')
  const effect = applyReturn(moves, doing, { back, sold, value })
  const tierMove = meritOfReturn(moves, doing, { back, sold, effect })
  return { ...back, changeMinor: money(0), effect, tierMove }
}

/** A return without its sale: money back by what is said, and the points that so much money would earn today. */
function takeBackUnknown(work: Work, moves: Moves, doing: Doing): Done | SaleRefusal {
  const judged = judgeSale(doing.wish, saleFacts(work, doing))
  if (typeof judged === 'string') return judged
  if (spendsValue(doing.wish)) return 'refund_needs_sale'
  const effect = applyUnknownReturn(moves, doing, judged.totalMinor)
  const { roundingMinor } = judged.payment
  return { ...judged, roundingMinor, changeMinor: money(0), effect, tierMove: null }
}

type Making = Readonly<{ wish: SaleWish; by: Actor; print: string; done: Done }>

function rowOf(facts: Facts, moves: Moves, { wish, by, print, done }: Making): NewSale {
  const branch = present(facts.branches.get(wish.branchCode), 'S2: an accepted sale has a branch')
  const memberId = facts.holders.get(wish.memberNumber ?? '')?.memberId ?? null
  const sign = (amount: Money): Money => (wish.kind === 'sale' ? amount : negate(amount))
  const sums = {
    totalMinor: sign(done.totalMinor),
    listedMinor: sign(done.listedMinor),
    roundingMinor: sign(done.roundingMinor),
    changeMinor: done.changeMinor,
  }
  const { version } = facts.program
  const buyer = buyerOf(facts, wish)
  const receipt: ReceiptBody = {
    id: wish.id,
    ...sums,
    points: done.effect.earned,
    pointsBurned: done.effect.burned || 0,
    ...balances(moves, memberId),
    memberId,
    member: buyer !== null,
    tier: buyer?.tier ?? null,
    tierMove: done.tierMove && { from: done.tierMove.from, to: done.tierMove.to },
    programVersion: version,
    ...shownOf(done),
  }
  return {
    id: wish.id,
    fingerprint: print,
    kind: wish.kind,
    source: facts.from.source,
    branchId: branch.id,
    till: wish.till ?? null,
    receiptNo: wish.receiptNo ?? null,
    memberId,
    personId: personIn(facts, wish),
    returnsId: wish.returnsSaleId ?? null,
    day: dayOf(facts, wish),
    happenedAt: wish.happenedAt,
    programVersion: version,
    ...sums,
    points: receipt.points,
    pointsBurned: receipt.pointsBurned,
    reason: wish.reason ?? null,
    receipt,
    by,
    lines: done.lines,
    tenders: done.tenders,
  }
}

/** What a receipt says of lines, tenders and coupons. */
const shownOf = ({
  lines,
  tenders,
  effect,
}: Done): Pick<ReceiptBody, 'lines' | 'tenders' | 'couponsBack'> => ({
  lines: lines.map(({ no, quantity, listedMinor, chargedMinor, deductions }) => ({
    no,
    quantity,
    listedMinor,
    chargedMinor,
    deductions: [...deductions],
  })),
  tenders: tenders.map(({ returnedNo: _, ...tender }) => tender),
  couponsBack: [...effect.couponsBack],
})

/** What the member holds after it, of the units this batch has open for the member. */
function balances(moves: Moves, memberId: string | null) {
  const of = (unit: 'points' | 'principal' | 'bonus') =>
    memberId === null ? null : wallet.balanceIn(moves.book, unit, memberId)
  const pointsDebt = memberId === null ? null : wallet.debtIn(moves.book, 'points', memberId)
  return { pointsBalance: of('points'), principalMinor: of('principal'), bonusMinor: of('bonus'), pointsDebt }
}

function detailsOf(wish: SaleWish, code: SaleRefusal, facts: Facts): Record<string, unknown> {
  if (code === 'branch_unknown') return { branchCode: wish.branchCode }
  if (code === 'member_number_unknown') return { memberNumber: wish.memberNumber }
  if (code !== 'price_differs') return {}
  const line = wish.lines.find((one) => {
    const price = facts.products.get(one.productCode)?.priceMinor ?? null
    return price !== null && one.unitPriceMinor !== undefined && one.unitPriceMinor !== price
  })
  return {
    productCode: line?.productCode,
    priceMinor: facts.products.get(line?.productCode ?? '')?.priceMinor,
  }
}
