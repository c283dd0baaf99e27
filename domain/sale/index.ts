import type { Work } from '#db/work'
import * as baskets from './store/baskets.ts'
import * as bought from './store/bought.ts'
import * as given from './store/given.ts'
import * as billed from './store/bills.ts'
import * as own from './store/own.ts'
import * as latest from './store/latest.ts'
import * as sales from './store/sales.ts'
import * as shares from './store/shares.ts'
import * as taken from './store/takings.ts'
import * as told from './store/told.ts'

export { judgeSales, recordTogether, takeAsked, takeIn, type Answer, type Receipt } from './intake.ts'
export type { Bill } from './store/bills.ts'
export type { Asked, From, Stamp } from './facts.ts'
export { EXCEPTIONS, type Exception } from './stamped.ts'
export { list as discountAskings } from './ask-discount.ts'
export { discountRulesOf } from './discounts.ts'
export { countPast, daysOfMembers, pastBaskets, type PastBasket } from './past.ts'
export { buyersAfter, netSpends, salesUndoneBy, soldReceipts, type SoldReceipt } from './receipts.ts'
export { shownToAnyone as saleShown } from './show.ts'
export { voidSales } from './void.ts'
export { saleWish, type SaleWish } from './contract/wish.ts'

/** Of these members, those who have a sale that stands. */
export const membersWithSales = (work: Work, memberIds: readonly string[]) =>
  sales.membersWithSales(work.tx, memberIds)

/** What these have bought and not brought back, with the last receipt that stands; last bought first. */
export const ownedBy = (work: Work, of: Parameters<typeof own.ownedBy>[1]) => own.ownedBy(work.tx, of)

/** The last receipts of these members that stand, with what is on them: for their own eyes (C90). */
export const receiptsOf = (work: Work, of: Parameters<typeof latest.receiptsOf>[1]) =>
  latest.receiptsOf(work.tx, of)

/** Of these sales, those that an import brought in: news of the past. */
export const importedAmong = (work: Work, saleIds: readonly string[]): Promise<Set<string>> =>
  sales.importedAmong(work.tx, saleIds)

/** Sales of a span that stand, and those of them where the member was known. */
export const knownShare = (work: Work, span: shares.Span) => shares.knownShare(work.tx, span)

/** What sales of a span gave away by program, and what members bought, by month. */
export const givenByMonth = (work: Work, span: shares.Span) => shares.givenByMonth(work.tx, span)

export type { ToldBill, ToldLine } from './store/told.ts'

/** Sales and returns with their lines, by id: what a reader of the event log keeps of them. */
export const toldSales = (work: Work, saleIds: readonly string[]) => told.toldSales(work.tx, saleIds)

/** What each member bought in a span, net of what came back. */
export const boughtByMember = (work: Work, of: bought.BoughtAsked) => bought.boughtByMember(work.tx, of)
/** What of these sales to members stands, with products and the moment: for whoever keeps columns of them. */
export const billsOf = (work: Work, saleIds: readonly string[]): Promise<billed.Bill[]> =>
  billed.bills(work.tx, saleIds)

export { reconcile } from './reconcile.ts'

export type { GivenRow } from './store/given.ts'

/** What hands took off sales by API, newest first, at the branches that whoever asks may see (S17). */
export const givenByHand = (work: Work, of: Omit<given.GivenAsked, 'branchIds'>) =>
  given.givenByHand(work.tx, { ...of, branchIds: work.by.branchIds })

/** What was bought together in a span, newest first, as columns. */
export const basketsIn = (work: Work, of: baskets.BasketsAsked) => baskets.basketsIn(work.tx, of)
/** What was taken in a span, by way of paying and by business day. */
export async function takings(work: Work, of: taken.TakingsAsked) {
  return { byTender: await taken.byTender(work.tx, of), byDay: await taken.byDay(work.tx, of) }
}
