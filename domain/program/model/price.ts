import { decimalText, less, money, shareHalfUp, sum, type Money } from '#base/money'
import {
  deduct,
  firstOf,
  PRICE_REFUSALS,
  restOf,
  spread,
  type Basket,
  type BasketLine,
  type ByHand,
  type Open,
  type PricedBasket,
  type PriceRefusal,
} from './basket.ts'
import { useCoupons } from './coupon-price.ts'
import type { ProgramDocument } from './document.ts'
import { bestOffer, judgeAddOn, judgeAddOns, judgeGoods } from './member-price.ts'

/**
 * What a basket costs: list price, less the member's price or the add-on's, discounts by hand on lines, passes, a
 * discount on the basket, and coupons. Pure, so till, server, browser and rehearsal agree. The answer does not depend
 * on the order of lines or coupons (promises C3).
 */
export function priceBasket(program: ProgramDocument, basket: Basket): PricedBasket | PriceRefusal {
  const open: Open[] = []
  const refused: PriceRefusal[] = []
  for (const line of basket.lines) {
    const opened = openLine(program, line, basket)
    if (typeof opened === 'string') refused.push(opened)
    else open.push(opened)
  }
  const first = firstOf(PRICE_REFUSALS, refused)
  if (first) return first
  const wrong =
    discountBasket(open, basket.discount) ?? judgeAddOns(program, open) ?? useCoupons(program, basket, open)
  if (wrong) return wrong
  const lines = open.map(({ line, listed, rest, deductions, pass }) => ({
    no: line.no,
    quantity: decimalText(line.thousandths, 3),
    listedMinor: listed,
    chargedMinor: rest,
    deductions,
    passCount: pass,
  }))
  return {
    lines,
    listedMinor: sum(lines.map((line) => line.listedMinor)),
    totalMinor: sum(lines.map((line) => line.chargedMinor)),
  }
}

/** S2: quantity × price, halves away from zero, then what the program gives, the line's own discount, its pass. */
function openLine(program: ProgramDocument, line: BasketLine, basket: Basket): Open | PriceRefusal {
  const listed = shareHalfUp(line.unitPriceMinor, line.thousandths, 1000)
  const opened: Open = { line, listed, rest: listed, deductions: [], pass: 0 }
  const wrong = (basket.asSent ? null : priceForMember(program, opened, basket)) ?? judgePass(program, line)
  if (wrong) return wrong
  if (line.discount !== null) {
    const off = amountOf(line.discount, opened.rest)
    if (off > opened.rest) return 'discount_above_price'
    deduct(opened, 'line', null, off)
  }
  if (line.passCode === null) return opened
  opened.pass = line.thousandths / 1000
  deduct(opened, 'pass', line.passCode, opened.rest)
  return opened
}

function priceForMember(program: ProgramDocument, open: Open, basket: Basket): PriceRefusal | null {
  const { line } = open
  const kept = judgeGoods(program, line, basket)
  if (kept !== null) return kept
  const addOn = judgeAddOn(program, line, basket)
  if (typeof addOn === 'string') return addOn
  if (addOn !== null) {
    const charged = shareHalfUp(money(addOn.priceMinor), line.thousandths, 1000)
    deduct(open, 'add_on', addOn.code, money(Math.max(0, open.rest - charged)))
    return null
  }
  const offer = bestOffer(program, line, basket)
  if (offer !== null) deduct(open, 'member', offer.code, less(open.rest, offer.chargedMinor))
  return null
}

function judgePass(program: ProgramDocument, line: BasketLine): PriceRefusal | null {
  if (line.passCode === null) return null
  const pass = program.passes.find((one) => one.code === line.passCode)
  if (!pass) return 'pass_unknown'
  if (!pass.productCodes.includes(line.productCode)) return 'pass_not_for_product'
  return line.thousandths % 1000 === 0 ? null : 'pass_quantity_not_whole'
}

const amountOf = (by: ByHand, of: Money): Money =>
  'minor' in by ? money(by.minor) : shareHalfUp(of, by.bps, 10_000)

function discountBasket(open: readonly Open[], discount: ByHand | null): PriceRefusal | null {
  if (discount === null) return null
  const rest = restOf(open)
  const off = amountOf(discount, rest)
  if (off > rest) return 'discount_above_price'
  if (off > 0) spread(open, off, 'basket', null)
  return null
}
