import { on, onMany, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { explainPastSale, explainSale } from './contract/explanation.ts'
import {
  askDiscount,
  decideDiscount,
  listDiscountAskings,
  showDiscountAsking,
} from './contract/discount-asking.ts'
import { allowDiscount, discountRules, setDiscountRule } from './contract/discount.ts'
import { reconciliation, reconciliationFile } from './contract/reconciliation.ts'
import { previewTopUpRefund, refundTopUp } from '#domain/wallet/contract/top-up'
import * as contract from './contract.ts'
import * as askings from './ask-discount.ts'
import { decide as decideAsked } from './decide-discount.ts'
import * as discounts from './discounts.ts'
import { explainPast, explainWish } from './explain.ts'
import { quote, recordMany, recordTogether } from './intake.ts'
import { file } from './reconcile-file.ts'
import { reconcile } from './reconcile.ts'
import { byDay, event, list, show } from './show.ts'
import * as topUpRefund from './top-up-refund.ts'

export const saleRoutes: Route<Work>[] = [
  onMany(contract.recordSale, recordTogether),
  on(contract.quoteSale, quote),
  on(explainSale, explainWish),
  on(explainPastSale, explainPast),
  on(contract.recordSales, recordMany),
  on(contract.saleEvent, event),
  on(contract.listSales, list),
  on(contract.showSale, show),
  on(contract.salesByDay, byDay),
  on(discountRules, discounts.rules),
  on(setDiscountRule, discounts.setRule),
  on(allowDiscount, discounts.allow),
  on(askDiscount, askings.ask),
  on(showDiscountAsking, askings.show),
  on(listDiscountAskings, askings.list),
  on(decideDiscount, decideAsked),
  on(reconciliation, reconcile),
  on(reconciliationFile, file),
  on(refundTopUp, topUpRefund.refund),
  on(previewTopUpRefund, topUpRefund.preview),
]
