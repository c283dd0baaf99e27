import { msOf, type BusinessDay, type Instant } from '#base/instant'
import { less, money, shareHalfUp, type Money } from '#base/money'
import type { ProgramDocument } from '#domain/program/model/document'
import { payFor, VALUE_TENDERS, type Payment, type TenderKind } from '#domain/program/model/pay'
import {
  firstOf,
  type Basket,
  type BasketLine,
  type ByHand,
  type Deduction,
  type PricedLine,
} from '#domain/program/model/basket'
import { timesOf } from '#domain/program/model/earn'
import type { Buyer } from '#domain/program/model/holds'
import { priceBasket } from '#domain/program/model/price'
import type { SALE_REFUSALS } from '../contract.ts'
import type { LineWish, SaleWish } from '../contract/wish.ts'

export type SaleRefusal = (typeof SALE_REFUSALS)[number]

/** A line as it is written; how many uses of a pass it took is known once they are taken. */
export type Line = {
  readonly no: number
  readonly productCode: string
  readonly productId: string | null
  readonly name: string
  /** As text with three decimals, exactly as it is stored. */
  readonly quantity: string
  readonly unitPriceMinor: Money
  readonly listedMinor: Money
  readonly chargedMinor: Money
  readonly deductions: readonly Deduction[]
  readonly seller: string | null
  readonly passCode: string | null
  passCount: number
  /** How many ten thousandths of a time it earned: what a return takes back goes by it (promises L2). */
  readonly earnTimes: number
  /** Of a return: the line of the returned sale. */
  readonly returnedNo: number | null
}

/** A tender as it is written; what it moved of a member's value is known once it is taken. */
export type Tender = {
  readonly kind: TenderKind
  amountMinor: Money
  readonly givenMinor: Money | null
  readonly code: string | null
  count: number
  points: number
  principalMinor: number
  bonusMinor: number
  readonly returnedNo: number | null
}

/** A sale priced by us: what the till sent was checked, never trusted. */
export type Judged = Readonly<{
  lines: readonly Line[]
  listedMinor: Money
  totalMinor: Money
  payment: Payment
  tenders: Tender[]
}>

export type Product = Readonly<{
  id: string
  name: string
  category: string
  priceMinor: number | null
  costMinor: number | null
}>
export type Holder = Readonly<{
  memberId: string
  state: 'good' | 'lost' | 'replaced'
  /** Handed out by an agent and not registered at a shop yet (C08). */
  inactive?: boolean
  /** Whose card it is, where several share an account. */
  personId?: string
}>

/** Everything a decision needs to know about the world, gathered for the whole batch beforehand. */
export type Facts = Readonly<{
  at: Instant
  /** The business day the sale is judged by. */
  on: BusinessDay
  program: ProgramDocument
  /** Absent for a card nobody has. */
  holder: Holder | null | undefined
  /** Who buys as a member of the program; null for anybody else. */
  buyer: Buyer | null
  branchCode: string
  products: ReadonlyMap<string, Product>
  /** Prices that somebody else's till or an import made are taken as they are. */
  pricesAsSent: boolean
  /** Unit prices are the till's, everything else is our own judgement. */
  pricesSaid?: boolean
  /** Codes of the coupons shown, in the order shown, vouchers aside. */
  coupons: readonly string[]
}>

/** Clocks of tills and zones may differ by a day, not more: a later sale is a wrong clock or a misread date. */
const FUTURE_MS = 26 * 3_600_000

export const inFuture = (wish: SaleWish, at: Instant): boolean => msOf(wish.happenedAt) > msOf(at) + FUTURE_MS

/** Whether a sale moves something that its member holds. */
export const spendsValue = (wish: SaleWish): boolean =>
  wish.tenders.some((tender) => VALUE_TENDERS.includes(tender.kind)) ||
  wish.lines.some((line) => line.passCode !== undefined)

/** Who buys: the part of the judgement that sales and returns share, in order of precedence. */
export function judgeHolder(
  wish: SaleWish,
  { at, holder }: Pick<Facts, 'at' | 'holder'>,
): SaleRefusal | null {
  if (wish.memberNumber !== undefined && !holder) return 'member_number_unknown'
  if (holder?.state === 'replaced') return 'card_replaced'
  if (holder?.inactive === true) return 'card_inactive'
  if (inFuture(wish, at)) return 'sale_in_future'
  return null
}

/** Prices a sale and checks how it is paid. Refusals are in order of precedence; the tests walk them in this order. */
export function judgeSale(wish: SaleWish, facts: Facts): Judged | SaleRefusal {
  const asked = basketOf(wish, facts)
  if (typeof asked === 'string') return asked
  const priced = priceBasket(facts.program, asked)
  if (typeof priced === 'string') return priced
  if (wish.totalMinor !== undefined && wish.totalMinor !== priced.totalMinor) return 'total_differs'
  const tenders = tendersOf(wish, priced.totalMinor)
  const payment = payFor(facts.program, priced.totalMinor, wish.tenders.length === 0 ? [] : tenders)
  if (typeof payment === 'string') return payment
  const { listedMinor, totalMinor } = priced
  const lines = priced.lines.map((line, at) => lineOf({ wish, facts, asked }, line, at))
  return { lines, listedMinor, totalMinor, payment, tenders }
}

type Asked = Readonly<{ wish: SaleWish; facts: Facts; asked: Basket }>

function lineOf({ wish, facts, asked }: Asked, line: PricedLine, at: number): Line {
  const said = wish.lines[at] as LineWish
  const { productCode } = said
  const product = facts.products.get(productCode)
  const { no, quantity, listedMinor, chargedMinor, deductions, passCount } = line
  const item = { productCode, category: product?.category ?? '', chargedMinor, deductions }
  // Field by field: copying a line with a spread costs as much as pricing it.
  return {
    no,
    quantity,
    listedMinor,
    chargedMinor,
    deductions,
    passCount,
    earnTimes: timesOf(facts.program, item, asked),
    productCode,
    productId: product?.id ?? null,
    name: said.name || (product?.name ?? ''),
    unitPriceMinor: asked.lines[at]?.unitPriceMinor ?? money(0),
    seller: said.seller ?? null,
    passCode: said.passCode ?? null,
    returnedNo: null,
  }
}

/** The basket of a wish, at the prices it is sold at. */
export function basketOf(wish: SaleWish, facts: Facts): Basket | SaleRefusal {
  const opened = wish.lines.map((line, at) => basketLine(line, at + 1, facts))
  const first = firstOf(
    LINE_REFUSALS,
    opened.filter((one) => typeof one === 'string'),
  )
  if (first) return first
  return {
    buyer: facts.buyer,
    on: facts.on,
    branchCode: facts.branchCode,
    lines: opened.filter((one) => typeof one !== 'string'),
    discount: wish.discount ?? null,
    coupons: facts.coupons,
    asSent: facts.pricesAsSent,
  }
}

const LINE_REFUSALS = ['price_unknown', 'price_differs', 'charged_above_price'] as const
type LineRefusal = (typeof LINE_REFUSALS)[number]

/** A line's price is the catalogue's; what the till sent must be the same, unless prices are taken as sent. */
function basketLine(line: LineWish, no: number, facts: Facts): BasketLine | LineRefusal {
  const product = facts.products.get(line.productCode)
  const listed = product?.priceMinor ?? null
  const said = facts.pricesAsSent || facts.pricesSaid === true
  const price = said ? (line.unitPriceMinor ?? listed) : (listed ?? line.unitPriceMinor)
  if (price === undefined || price === null) return 'price_unknown'
  if (!said && line.unitPriceMinor !== undefined && line.unitPriceMinor !== price) return 'price_differs'
  const thousandths = Math.round(line.quantity * 1000)
  const unitPriceMinor = money(price)
  const discount = discountOf(line, shareHalfUp(unitPriceMinor, thousandths, 1000))
  if (discount === 'charged_above_price') return discount
  const { productCode, passCode = null, addOnCode = null } = line
  const costMinor = product?.costMinor ?? null
  return {
    no,
    productCode,
    category: product?.category ?? '',
    thousandths,
    unitPriceMinor,
    costMinor: costMinor === null ? null : money(costMinor),
    discount,
    passCode,
    addOnCode,
  }
}

function discountOf(line: LineWish, listed: Money): ByHand | null | 'charged_above_price' {
  if (line.chargedMinor === undefined) return line.discount ?? null
  if (line.chargedMinor > listed) return 'charged_above_price'
  return line.chargedMinor === listed ? null : { minor: less(listed, money(line.chargedMinor)) }
}

/** Tenders as sent; when the till did not say, the whole of it was paid somehow. */
export function tendersOf(wish: SaleWish, totalMinor: Money): Tender[] {
  if (wish.tenders.length === 0) return [tenderOf('unknown', totalMinor, {})]
  return wish.tenders.map((tender) => tenderOf(tender.kind, money(tender.amountMinor), tender))
}

const tenderOf = (
  kind: TenderKind,
  amountMinor: Money,
  said: Partial<SaleWish['tenders'][number]>,
): Tender => ({
  kind,
  amountMinor,
  givenMinor: said.givenMinor === undefined ? null : money(said.givenMinor),
  code: said.code ?? null,
  count: kind === 'voucher' ? (said.count ?? 0) : 0,
  points: 0,
  principalMinor: 0,
  bonusMinor: 0,
  returnedNo: null,
})
