import type { Money } from '#base/money'
import { present } from '#base/must'
import { points } from '#base/points'
import type * as ledger from '#domain/ledger/index'
import { clawBackFor, pointsFor, reRatedClawBack } from '#domain/program/index'
import * as wallet from '#domain/wallet/index'
import { beginFor, type Doing, type Effect, type Moves } from './apply.ts'
import type { Facts, SoldValue } from './facts.ts'
import type { SaleWish } from './contract/wish.ts'
import type { Tender } from './model/judge.ts'
import { paidBy, type Returning, type Sold } from './model/returns.ts'
import { keptOf, weightsOf } from './model/weights.ts'

/** Gives back what a sale burned, and takes back what it earned: exactly, however it is split (promises L2, L3). */
export function applyReturn(
  moves: Moves,
  doing: Doing,
  so: Readonly<{ back: Returning; sold: Sold; value: SoldValue }>,
): Effect {
  const { facts, wish } = doing
  const { back, sold, value } = so
  // Value goes back to whose it was: to a member who has gone into another since, whose heir then gets it (N10).
  const { memberId } = sold
  const couponsBack = back.complete ? giveCouponsBack(moves, wish, value) : []
  const lost = paidBy(back.tenders, 'offline_loss')
  if (memberId === null) {
    if (lost > 0) lessen(beginFor(moves, doing), sold, lost)
    return { earned: 0, burned: 0, couponsBack }
  }
  const clawed = clawBackOf(facts, sold, back)
  const burned = back.tenders.reduce((all, tender) => all + tender.points, 0)
  const given: Giving[] = [
    ...back.tenders.flatMap(givingOf),
    ...back.passes.map(({ code, count }) => ({ unit: wallet.passUnit(code), amount: count })),
    ...couponLots(value, back.complete),
  ].filter((one) => one.amount > 0)
  const owed = paidBy(back.tenders, 'on_account')
  if (clawed === 0 && given.length === 0 && owed === 0 && lost === 0)
    return { earned: 0, burned: 0, couponsBack }
  const side = beginFor(moves, doing)
  const already = new Map(value.given)
  for (const { unit, amount } of given) {
    const lots = wallet.lastBurned(value.burned.get(unit) ?? [], already, amount)
    for (const lot of lots) already.set(lot.lotId, (already.get(lot.lotId) ?? 0) + lot.amount)
    wallet.unspend(side, { unit, memberId, lots, graceDays: facts.program.document.returns.graceDays })
  }
  if (owed > 0) wallet.payOnAccount(side, memberId, owed)
  if (lost > 0) lessen(side, sold, lost)
  wallet.throughPending(moves.book, { unit: 'points', memberId, causeId: sold.id }, () =>
    wallet.clawBack(side, { unit: 'points', memberId, amount: clawed, firstFrom: value.earnedBy }),
  )
  return { earned: -clawed, burned: -burned, couponsBack }
}

/** What nobody held does not become somebody's by coming back, whether or not anybody is known: it lessens the loss. */
const lessen = (side: ledger.Side, { branchId }: Sold, minor: number): void =>
  wallet.lose(side, { branchId, purpose: 'loss', minor: -minor })

type Giving = Readonly<{ unit: wallet.WalletUnit; amount: number }>

function givingOf(tender: Tender): Giving[] {
  if (tender.kind === 'points') return [{ unit: 'points', amount: tender.points }]
  if (tender.kind === 'stored_value')
    return [
      { unit: 'principal', amount: tender.principalMinor },
      { unit: 'bonus', amount: tender.bonusMinor },
    ]
  return tender.kind === 'voucher' && tender.code !== null
    ? [{ unit: wallet.couponUnit(tender.code), amount: tender.count }]
    : []
}

/** Issued coupons that come back lie in lots; those open to all were only counted. */
function couponLots(value: SoldValue, complete: boolean): Giving[] {
  if (!complete) return []
  return value.uses
    .filter((use) => use.onReturn === 'when_all_returned' && value.burned.has(wallet.couponUnit(use.code)))
    .map((use) => ({ unit: wallet.couponUnit(use.code), amount: 1 }))
}

function giveCouponsBack(moves: Moves, wish: SaleWish, value: SoldValue): string[] {
  const uses = value.uses.filter((use) => use.onReturn === 'when_all_returned')
  for (const use of uses) {
    wallet.uncountUse(moves.counts, moves.book, use)
    moves.back.push({ useId: use.id, causeId: wish.id })
    moves.book.undo.push(() => void moves.back.pop())
  }
  return uses.map((use) => use.code)
}

/** Cumulative, by the program's way: what is kept keeps its share, or what the rule gives for it. */
function clawBackOf(facts: Facts, sold: Sold, back: Returning): number {
  const so = { points: points(sold.points), clawedBack: points(sold.clawedBack) }
  const document = present(
    facts.documents.get(sold.programVersion),
    'S5: a sale was judged by a version that is there',
  )
  if (document.returns.clawBack === 're_rate') return reRatedClawBack(document, so, keptOf(sold, back))
  const { weight, returned, returning } = weightsOf(sold, back)
  return clawBackFor({ ...so, weight, returned }, returning)
}

/** A return of a sale nobody knows: the points that so much money would earn today, no other value. */
export function applyUnknownReturn(moves: Moves, doing: Doing, totalMinor: Money): Effect {
  const { memberId, facts } = doing
  const clawed = memberId === null ? 0 : pointsFor(facts.program.document, totalMinor)
  if (memberId !== null && clawed > 0)
    wallet.clawBack(beginFor(moves, doing), { unit: 'points', memberId, amount: clawed, firstFrom: [] })
  return { earned: -clawed, burned: 0, couponsBack: [] }
}
