import { money, type Money } from '#base/money'
import { must, present } from '#base/must'
import type { Actor, Work } from '#db/work'
import type { Buyer } from '#domain/program/index'
import type { TierMove } from '#domain/standing/index'
import * as ledger from '#domain/ledger/index'
import { applySale, type Doing, type Effect, type Moves } from './apply.ts'
import { applyReturn, applyUnknownReturn } from './apply-return.ts'
import type { ReceiptBody, SaleWish } from './contract/wish.ts'
import { dayOf, heirOf, valueOut, wantsPin, type Asked, type Facts, type Stamp } from './facts.ts'
import { byHand, judgeGiven, limitAt } from './hand-limits.ts'
import { handDiscount, type HandDiscount, type HandGiven } from './model/hand-discount.ts'
import {
  basketOf,
  judgeHolder,
  judgeSale,
  spendsValue,
  type Facts as SaleFacts,
  type Judged,
  type Line,
  type SaleRefusal,
  type Tender,
} from './model/judge.ts'
import { meritOfReturn, meritOfSale } from './merits.ts'
import { applyStamped, factsFor, judgeStamped, noteFacts, type Exception } from './stamped.ts'
import { personIn, takeQuota } from './quotas.ts'
import { judgeReturn } from './model/returns.ts'
import { shownBy } from './needs.ts'
import { detailsOf, rowOf } from './row.ts'
import type { NewRefusal, NewSale, Seen } from './store/sales.ts'

export type Decided =
  | Readonly<{ kind: 'applied'; row: NewSale; exceptions: readonly Exception[] }>
  | Readonly<{ kind: 'replayed'; receipt: ReceiptBody }>
  | Readonly<{ kind: 'refused'; row: NewRefusal; replayed: boolean }>
  | Readonly<{ kind: 'failed'; id: string; trouble: unknown }>

type Scene = Readonly<{ facts: Facts; moves: Moves }>

/** What a wish comes to when nothing speaks against it. */
export type Done = Readonly<{
  totalMinor: Money
  listedMinor: Money
  roundingMinor: Money
  changeMinor: Money
  lines: readonly Line[]
  tenders: readonly Tender[]
  effect: Effect
  tierMove: TierMove | null
  /** What hands took off a sale by API. */
  byHand?: HandGiven
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
export function decide(work: Work, { facts: batch, moves }: Scene, one: Asked): Decided {
  const { wish, by } = one
  const facts = factsFor(batch, one)
  const noted = moves.exceptions.length
  const print = present(facts.prints.get(wish.id), 'S1: every wish has its fingerprint')
  const again = decideSeen(moves.seen.get(wish.id), print)
  if (again) return again
  try {
    const done = ledger.attempt<Done | SaleRefusal>(
      moves.book,
      () => carryOut(work, { facts, moves }, one),
      (told) => typeof told !== 'string',
    )
    if (typeof done !== 'string') {
      const buyer = buyerOf(facts, wish)
      const row = rowOf(facts, moves, { wish, by, print, done, buyer })
      return { kind: 'applied', row, exceptions: moves.exceptions.slice(noted) }
    }
    const details =
      done === 'discount_not_allowed'
        ? { ...limitAt(facts, wish), ...givenIn(work, facts, wish) }
        : detailsOf(wish, done, facts)
    const row = { id: wish.id, fingerprint: print, code: done, details, by }
    return { kind: 'refused', row, replayed: false }
  } catch (trouble) {
    return { kind: 'failed', id: wish.id, trouble }
  }
}

const maySee = (by: Actor, branchId: string): boolean =>
  by.branchIds === null || by.branchIds.includes(branchId)

function carryOut(work: Work, { facts, moves }: Scene, { wish, by, stamp }: Asked): Done | SaleRefusal {
  const branch = facts.branches.get(wish.branchCode)
  // A signed event names its store; whoever carries the stick is not asked where they work.
  if (!branch || (stamp === undefined && !maySee(by, branch.id))) return 'branch_unknown'
  const holder = wish.memberNumber === undefined ? null : facts.holders.get(wish.memberNumber)
  const no = stamp === undefined ? judgeHolder(wish, { at: work.at, holder }) : null
  if (no) return no
  const coupons = shownBy(facts, wish)
  if (stamp === undefined && coupons.length < wish.coupons.length) return 'coupon_not_found'
  const doing: Doing = {
    wish,
    facts,
    memberId: holder?.memberId ?? null,
    branchId: branch.id,
    day: dayOf(facts, wish),
    by,
    coupons,
    ...(stamp && { stamp }),
  }
  if (wish.kind === 'return') return takeBack(work, moves, doing)
  return stamp === undefined ? sell(work, moves, doing) : sellStamped(work, moves, { ...doing, stamp })
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
  const given = givenBy(work, doing)
  if (typeof given === 'string') return given
  const guarded = guard(doing, moves)
  if (guarded) return guarded
  const effect = applySale(moves, doing, judged)
  if (typeof effect === 'string') return effect
  const done = doneOf(judged, effect, meritOfSale(moves, doing, { judged, effect }))
  return given ? { ...done, byHand: given } : done
}

/** What hands take off a basket that was judged good (S15). */
function givenIn(work: Work, facts: Facts, wish: SaleWish): HandDiscount {
  const asked = basketOf(wish, saleFactsOf(work, facts, wish))
  must(typeof asked !== 'string', 'S15: what was judged good is a basket')
  return handDiscount(asked)
}

/** What is taken off by hand and by what it may be; what an import tells of the past is not asked (S15). */
function givenBy(work: Work, { wish, facts, branchId, by }: Doing): HandGiven | SaleRefusal | null {
  if (facts.from.source !== 'api' || !byHand(wish)) return null
  const given = givenIn(work, facts, wish)
  if (given.offMinor === 0) return null
  const print = present(facts.prints.get(wish.id), 'S1: every wish has its fingerprint')
  const judged = judgeGiven(facts.handLimits, { saleId: wish.id, print, branchId, by, given })
  return judged ?? 'discount_not_allowed'
}

function doneOf(judged: Judged, effect: Effect, tierMove: TierMove | null): Done {
  const { lines, listedMinor, totalMinor, tenders, payment } = judged
  const { roundingMinor, changeMinor } = payment
  return { lines, listedMinor, totalMinor, tenders, roundingMinor, changeMinor, effect, tierMove }
}

/** S14: what a till rang up without asking is done: it is judged and taken as far as it can be, and the rest noted. */
function sellStamped(work: Work, moves: Moves, doing: Doing & { stamp: Stamp }): Done | SaleRefusal {
  const { wish, facts, memberId, stamp } = doing
  const told = judgeStamped(wish, saleFacts(work, doing), stamp)
  if (typeof told === 'string') return told
  const { judged, differs } = told
  noteFacts(moves, doing, { judged, differs })
  const lost = facts.holders.get(wish.memberNumber ?? '')?.state === 'lost'
  const barred = lost || (memberId !== null && moves.frozen.has(memberId))
  const effect = applyStamped(moves, { ...doing, barred }, judged)
  if (typeof effect === 'string') return effect
  return doneOf(judged, effect, meritOfSale(moves, doing, { judged, effect }))
}

/** As whom the wish buys: a member only with an open membership, and with the card where the program wants it (C07). */
function buyerOf(facts: Facts, wish: SaleWish): Buyer | null {
  const memberId = facts.holders.get(wish.memberNumber ?? '')?.memberId
  if (memberId === undefined) return null
  const { counter } = facts.program.document.authentication
  const seen = counter !== 'card_shown' || wish.cardShown === true || facts.from.source !== 'api'
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
  // A till that did not ask paid out as it thought right; which purse it goes back to is known here alone.
  const said = doing.stamp === undefined ? wish : { ...wish, tenders: [] }
  const byAmount = wish.items === undefined ? judgeSale(goods, saleFacts(work, doing)) : null
  if (typeof byAmount === 'string') return byAmount
  const back = judgeReturn(said, sold, byAmount && { lines: byAmount.lines, passes: [], allBack: false })
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
