import type { Instant } from '#base/instant'
import type { BurnWay } from '#domain/device/model/bodies'
import { summedPasses, type PassCounts, type Units } from '#domain/device/model/reservation'
import type { ProgramDocument } from '#domain/program/model/document'
import type { BasketLine } from '#domain/program/model/basket'
import type { Payment } from '#domain/program/model/pay'
import type { BodyOf, MemberRow } from '../till-context.ts'
import type { Draft } from './basket-state.ts'
import { pointsFor, type Quote } from './quote.ts'
import type { DraftTender } from './tendering.ts'

/** What a sale takes of what the member holds, and so may not be taken without a line or a reservation. */
export type Burn = Readonly<{ units: Units; coupons: readonly string[]; passes: PassCounts }>

export function burnOf(quote: Quote, tenders: readonly DraftTender[], payment: Payment | null): Burn {
  const minor = tenders
    .filter((one) => one.kind === 'stored_value')
    .reduce((all, one) => all + one.amountMinor, 0)
  const own = quote.coupons.flatMap(({ id }) => id ?? [])
  const vouchers = tenders.flatMap((one) => one.couponIds)
  const units = { minor, points: payment?.points ?? 0 }
  return { units, coupons: [...own, ...vouchers], passes: passesIn(quote.basket.lines) }
}

/** What goes on the member's account. */
export const chargeOf = (tenders: readonly DraftTender[]): number =>
  tenders.filter((one) => one.kind === 'on_account').reduce((all, one) => all + one.amountMinor, 0)

/** Uses of passes that lines are paid with. */
export const passesIn = (lines: readonly Pick<BasketLine, 'passCode' | 'thousandths'>[]): PassCounts =>
  summedPasses(
    lines.flatMap(({ passCode, thousandths }) =>
      passCode === null ? [] : [{ code: passCode, count: Math.ceil(thousandths / 1000) }],
    ),
  )

export const burnsNothing = ({ units, coupons, passes }: Burn): boolean =>
  units.minor === 0 && units.points === 0 && coupons.length + passes.length === 0

/**
 * What points and vouchers pay; it earns nothing (L6). Which part of stored value was a gift only head office knows.
 */
export const otherwiseOf = (tenders: readonly DraftTender[]): number =>
  tenders
    .filter(({ kind }) => kind === 'points' || kind === 'voucher')
    .reduce((all, one) => all + one.amountMinor, 0)

/** Points as the customer is told them, provisional. */
export const toldPoints = (
  program: ProgramDocument,
  quote: Quote,
  tenders: readonly DraftTender[],
): number => (quote.basket.buyer === null ? 0 : pointsFor(program, quote, otherwiseOf(tenders)))

export type Ringing = Readonly<{
  id: string
  draft: Draft
  quote: Quote
  tenders: readonly DraftTender[]
  payment: Payment
  member: Pick<MemberRow, 'id' | 'number'> | null
  program: ProgramDocument
  programVersion: number
  branchCode: string
  till: string
  receiptNo: string
  happenedAt: Instant
  way: BurnWay | null
  cashier: Readonly<{ id: string; name: string }>
  /** Who allowed discounts by hand; null where nobody had to. */
  allowedBy: Readonly<{ id: string; name: string }> | null
  /** What the customer opens the receipt by. */
  eReceipt: string
}>

/** The sale as it is written down: what was asked for, what was charged, and as whom the customer bought. */
export function saleBodyOf(of: Ringing): BodyOf<'sale'> {
  const { quote, tenders, payment, member, program } = of
  const { buyer } = quote.basket
  return {
    wish: { ...wishOf(of), totalMinor: quote.totalMinor },
    buyer: { member: buyer !== null, tier: buyer?.tier ?? null },
    memberId: member?.id ?? null,
    programVersion: of.programVersion,
    charged: quote.priced.lines.map((line) => line.chargedMinor),
    totalMinor: quote.totalMinor,
    roundingMinor: payment.roundingMinor,
    points: toldPoints(program, quote, tenders),
    burned: burnOf(quote, tenders, payment).units,
    way: of.way,
    cashier: of.cashier,
    eReceipt: of.eReceipt,
    ...(of.allowedBy && { allowedBy: of.allowedBy }),
  }
}

function wishOf(of: Ringing): BodyOf<'sale'>['wish'] {
  const { draft, quote, tenders, member } = of
  return {
    id: of.id,
    kind: 'sale',
    branchCode: of.branchCode,
    till: of.till,
    receiptNo: of.receiptNo,
    ...(member && { memberNumber: member.number, cardShown: draft.cardShown }),
    happenedAt: of.happenedAt,
    lines: draft.lines.map((line) => ({
      productCode: line.code,
      name: line.name.slice(0, 200),
      quantity: line.thousandths / 1000,
      unitPriceMinor: line.unitPriceMinor,
      ...(line.discount && { discount: { ...line.discount } }),
      ...(line.addOnCode !== null && { addOnCode: line.addOnCode }),
      ...(line.passCode !== null && { passCode: line.passCode }),
      ...(line.seller !== null && { seller: line.seller }),
    })),
    ...(draft.discount && { discount: { ...draft.discount } }),
    coupons: quote.coupons.map(({ id, code }) => (id === null ? { code } : { couponId: id })),
    tenders: tenders.map(({ kind, amountMinor, givenMinor, code, count }) => ({
      kind,
      amountMinor,
      ...(givenMinor !== null && { givenMinor }),
      ...(code !== null && { code, count }),
    })),
  }
}
