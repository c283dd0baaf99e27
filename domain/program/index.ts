export { liveProgram, programs, publish, versionsBy, type LiveProgram } from './publish.ts'
export type { CouponRule, ProgramDocument, TopUpPackage } from './model/document.ts'
export { clawBackFor, endOf, firstProgram, pointsFor, reRatedClawBack } from './model/rates.ts'
export {
  priceBasket,
  type Basket,
  type BasketLine,
  type Deduction,
  type PricedBasket,
  type PricedLine,
} from './model/price.ts'
export { payFor, pointsForMoney, splitValue, type Payment, type TenderWish } from './model/pay.ts'
