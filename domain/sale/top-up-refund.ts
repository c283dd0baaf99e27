import type { Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import * as wallet from '#domain/wallet/index'
import type { previewTopUpRefund, refundTopUp } from '#domain/wallet/contract/top-up'
import * as store from './store/listed.ts'

/**
 * A top-up is given back by the wallet; what the goods it paid for cost without discount stands on receipts, which
 * only this room knows (法释〔2025〕4号 art. 19).
 */
export const refund = (work: Work, wish: Wish<typeof refundTopUp>) => wallet.refundTopUp(work, wish, pricesOf)

/** The same without effect. */
export const preview = (work: Work, wish: Wish<typeof previewTopUpRefund>) =>
  wallet.previewTopUpRefund(work, wish, pricesOf)

async function pricesOf(work: Work, causeIds: readonly string[]) {
  return new Map((await store.pricesOf(work.tx, causeIds)).map(({ id, ...prices }) => [id, prices]))
}
