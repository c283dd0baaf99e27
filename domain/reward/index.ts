import type { Work } from '#db/work'
import * as claimed from './store/claimed.ts'
import * as store from './store/redemptions.ts'

export { giftsGiven } from './gifts-given.ts'
export { redeem } from './redeem.ts'
export type { RedemptionRow } from './store/redemptions.ts'

/** How many of each gift of the program these members have had or are to get. */
export const giftsTaken = (work: Work, memberIds: readonly string[]): Promise<Map<string, number>> =>
  store.takenBy(work.tx, memberIds)

/** Money taken on top of gifts at a branch on a day, by tender; what was given back taken off. */
export const giftMoney = (work: Work, of: Parameters<typeof store.giftMoney>[1]) =>
  store.giftMoney(work.tx, of)

/** What gifts cost the chain in a span, by month. */
export const giftCosts = (work: Work, span: Parameters<typeof store.giftCosts>[1]) =>
  store.giftCosts(work.tx, span)

/** Goods that members collected on occasions in a span, by month. */
export const claimedGoods = (work: Work, span: Parameters<typeof claimed.claimedGoods>[1]) =>
  claimed.claimedGoods(work.tx, span)
