import type { BusinessDay } from '#base/instant'
import { less, money, type Money } from '#base/money'
import type { Points } from '#base/points'
import {
  compare,
  type Basket,
  type BasketLine,
  type PricedBasket,
  type PriceRefusal,
} from '#domain/program/model/basket'
import { bestCoupons } from '#domain/program/model/best'
import type { ProgramDocument } from '#domain/program/model/document'
import { pointsOf, timesOf } from '#domain/program/model/earn'
import type { Buyer } from '#domain/program/model/holds'
import { judgeAddOn, judgeGoods } from '#domain/program/model/member-price'
import { priceBasket } from '#domain/program/model/price'
import type { CouponRow, MemberRow } from '../till-context.ts'
import type { Draft, DraftLine } from './basket-state.ts'

/** Who buys, when, where and by what rules: what a basket is priced by, here exactly as at head office. */
export type QuoteScene = Readonly<{
  program: ProgramDocument
  on: BusinessDay
  branchCode: string
  buyer: Buyer | null
  /** Coupons of the member that may be used here and now. */
  held: readonly CouponRow[]
}>

/** A coupon of the member by its id, or one open to all, which has none. */
export type UsedCoupon = Readonly<{ id: string | null; code: string }>

export type Quote = Readonly<{
  /** What was priced; `lines` in the order of the draft. */
  basket: Basket
  priced: PricedBasket
  coupons: readonly UsedCoupon[]
  totalMinor: Money
  savedMinor: Money
  /** Ten thousandths of a time that each line earns. */
  times: readonly number[]
}>

/** Why a basket cannot be sold as it is, and which lines are to blame; none where it is the basket as a whole. */
export type NoQuote = Readonly<{ refused: PriceRefusal; keys: readonly number[] }>

export const isQuote = (of: Quote | NoQuote): of is Quote => !('refused' in of)

/** As whom a customer buys: with an open membership, and with the card where the program wants to see it (C07). */
export function buyerOf(
  program: ProgramDocument,
  member: Pick<MemberRow, 'member' | 'tier'> | null,
  cardShown: boolean,
): Buyer | null {
  if (member === null || !member.member) return null
  const seen = program.authentication.counter === 'number' || cardShown
  // The birthday is not on the till: rules around it show when head office has judged the sale.
  return seen ? { tier: member.tier, birthOn: null } : null
}

/** Coupons that are alive on a day. */
export const alive = (coupons: readonly CouponRow[], on: BusinessDay): CouponRow[] =>
  coupons.filter(({ expiresOn }) => expiresOn === null || on <= expiresOn)

/** Prices a basket by the evaluator head office uses, with the coupons that serve the customer best. */
export function quoteOf(draft: Draft, scene: QuoteScene): Quote | NoQuote {
  const { program } = scene
  const bare = basketOf(draft, scene)
  const codes = codesOf(draft, scene)
  const choice = draft.lines.length === 0 ? null : bestCoupons(program, bare, codes)
  if (choice === null) {
    const priced = priceBasket(program, {
      ...bare,
      discount: draft.lines.length === 0 ? null : bare.discount,
      coupons: [],
    })
    if (typeof priced === 'string') return { refused: priced, keys: blamed(draft, scene) }
    return { basket: { ...bare, coupons: [] }, priced, coupons: [], ...sumsOf(priced), times: [] }
  }
  const all = withGifts(program, bare, { chosen: choice.codes, gifts: giftsOf(draft, scene) })
  const basket = { ...bare, coupons: all }
  const priced = priceBasket(program, basket)
  if (typeof priced === 'string') return { refused: priced, keys: [] }
  return {
    basket,
    priced,
    coupons: usedOf(all, usable(draft, scene)),
    ...sumsOf(priced),
    times: basket.lines.map((line, at) => timesFor(program, basket, { line, priced, at })),
  }
}

const sumsOf = ({ totalMinor, listedMinor }: PricedBasket) => ({
  totalMinor,
  savedMinor: less(listedMinor, totalMinor),
})

/** The basket as the intake will open it again from the wish. */
function basketOf(draft: Draft, { program, on, branchCode, buyer }: QuoteScene): Omit<Basket, 'coupons'> {
  return {
    buyer,
    on,
    branchCode,
    lines: draft.lines.map(lineOf),
    discount: draft.discount,
    asSent: program.prices === 'as_sent',
  }
}

const lineOf = (line: DraftLine, at: number): BasketLine => ({
  no: at + 1,
  productCode: line.code,
  category: line.category,
  thousandths: line.thousandths,
  unitPriceMinor: money(line.unitPriceMinor),
  costMinor: line.costMinor === null ? null : money(line.costMinor),
  discount: line.discount,
  passCode: line.passCode,
  addOnCode: line.addOnCode,
})

/** The member's coupons that may be used, all or those the cashier chose: those shown first, then soonest over. */
function usable({ coupons, shown }: Draft, { held, on }: QuoteScene): CouponRow[] {
  const all = alive(held, on).filter(({ id }) => coupons === 'best' || coupons.includes(id))
  const later = ({ id }: CouponRow) => (shown.some((one) => one.id === id) ? '0' : '1')
  return all.toSorted(
    (a, b) =>
      compare(later(a), later(b)) ||
      compare(a.expiresOn ?? '9999', b.expiresOn ?? '9999') ||
      compare(a.id, b.id),
  )
}

const codesOf = (draft: Draft, scene: QuoteScene): string[] => [
  ...draft.openCodes,
  ...usable(draft, scene).map((one) => one.code),
]

/** Coupons that lower no price but bring something over the counter: only when somebody chose them. */
function giftsOf(draft: Draft, scene: QuoteScene): string[] {
  const isGift = (code: string) =>
    scene.program.coupons.some((rule) => rule.code === code && rule.kind === 'gift')
  return (draft.coupons === 'best' ? draft.openCodes : codesOf(draft, scene)).filter(isGift)
}

function withGifts(
  program: ProgramDocument,
  bare: Omit<Basket, 'coupons'>,
  { chosen, gifts }: Readonly<{ chosen: readonly string[]; gifts: readonly string[] }>,
): readonly string[] {
  let all = chosen
  for (const gift of gifts) {
    const more = [...all, gift]
    if (typeof priceBasket(program, { ...bare, coupons: more }) !== 'string') all = more
  }
  return all
}

/** Which of the member's coupons stands behind each code; a code nobody holds is open to all. */
function usedOf(codes: readonly string[], held: readonly CouponRow[]): UsedCoupon[] {
  const left = [...held]
  return codes.map((code) => {
    const at = left.findIndex((one) => one.code === code)
    const [own] = at < 0 ? [] : left.splice(at, 1)
    return { id: own?.id ?? null, code }
  })
}

type Timed = Readonly<{ line: BasketLine; priced: PricedBasket; at: number }>

function timesFor(program: ProgramDocument, basket: Basket, { line, priced, at }: Timed): number {
  const { chargedMinor, deductions } = priced.lines[at] ?? { chargedMinor: money(0), deductions: [] }
  const { productCode, category } = line
  return timesOf(program, { productCode, category, chargedMinor, deductions }, basket)
}

/** Points of the sale, provisional; `otherwiseMinor` is what points and vouchers pay of it. */
export function pointsFor(program: ProgramDocument, quote: Quote, otherwiseMinor: number): Points {
  const lines = quote.priced.lines.map(({ chargedMinor }, at) => ({
    chargedMinor,
    times: quote.times[at] ?? 0,
  }))
  return pointsOf(program, lines, otherwiseMinor)
}

/** Lines that are refused by themselves. */
function blamed(draft: Draft, scene: QuoteScene): number[] {
  return draft.lines.flatMap((line, at) => (lineRefusal(line, at, scene) === null ? [] : [line.key]))
}

/** Why this line cannot be sold to whoever buys; null when nothing is wrong with the line itself. */
function lineRefusal(draft: DraftLine, at: number, scene: QuoteScene): PriceRefusal | null {
  if (scene.program.prices === 'as_sent') return null
  const line = lineOf(draft, at)
  const wrong = judgeGoods(scene.program, line, scene)
  if (wrong !== null) return wrong
  const addOn = judgeAddOn(scene.program, line, scene)
  return typeof addOn === 'string' ? addOn : null
}
