import { negate, type Money } from '#base/money'
import { present } from '#base/must'
import type { Actor } from '#db/work'
import type { Buyer } from '#domain/program/index'
import * as wallet from '#domain/wallet/index'
import type { Moves } from './apply.ts'
import type { ReceiptBody, SaleWish } from './contract/wish.ts'
import type { Done } from './decide.ts'
import { dayOf, type Facts } from './facts.ts'
import type { SaleRefusal } from './model/judge.ts'
import { personIn } from './quotas.ts'
import type { NewSale } from './store/sales.ts'

type Making = Readonly<{ wish: SaleWish; by: Actor; print: string; done: Done; buyer: Buyer | null }>

/** A decided wish as it is written. */
export function rowOf(facts: Facts, moves: Moves, { wish, by, print, done, buyer }: Making): NewSale {
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
    byHand: done.byHand ?? null,
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

/** What whoever reads a refusal should know beside its code. */
export function detailsOf(wish: SaleWish, code: SaleRefusal, facts: Facts): Record<string, unknown> {
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
