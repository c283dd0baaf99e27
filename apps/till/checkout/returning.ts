import { businessDay, type Instant } from '#base/instant'
import { money, nothing, shareHalfUp, sum, type Money } from '#base/money'
import { points } from '#base/points'
import type { ProgramDocument } from '#domain/program/model/document'
import { ONCE } from '#domain/program/model/earn'
import { clawBackFor, reRatedClawBack } from '#domain/program/model/rates'
import { saleWish } from '#domain/sale/contract/wish'
import type { SaleRefusal } from '#domain/sale/model/judge'
import {
  judgeReturn,
  type PaidTender,
  type Returning,
  type Sold,
  type SoldLine,
} from '#domain/sale/model/returns'
import { keptOf, weightsOf } from '#domain/sale/model/weights'
import type { BodyOf, ReceiptRow } from '../till-context.ts'

/** What comes back of which line of a receipt, in thousandths. */
export type Item = Readonly<{ no: number; thousandths: number }>

type Line = NonNullable<BodyOf<'sale'>['wish']['lines']>[number]
const thousandthsOf = (quantity: number): number => Math.round(quantity * 1000)

/** A sale of this till as head office judges what comes back of it, with what came back here before. */
export function soldOf(
  row: ReceiptRow,
  before: readonly ReceiptRow[],
  { zone, closingHour }: Readonly<{ zone: string; closingHour: number }>,
): Sold {
  const { body } = row
  const backs = before.filter((one) => one.outcome !== 'refused')
  return {
    id: row.id,
    memberId: body.memberId,
    branchId: '',
    day: businessDay(row.at, zone, closingHour),
    totalMinor: money(body.totalMinor),
    roundingMinor: money(body.roundingMinor),
    points: row.finalPoints ?? body.points,
    programVersion: body.programVersion,
    returnedMinor: sum(backs.map((one) => money(one.body.totalMinor))),
    returnedRoundingMinor: sum(backs.map((one) => money(one.body.roundingMinor))),
    clawedBack: backs.reduce((all, one) => all - one.body.points, 0),
    lines: (body.wish.lines ?? []).map((line, at) => soldLine(row, backs, { line, at })),
    tenders: paidTenders(row, backs),
  }
}

function soldLine(
  row: ReceiptRow,
  backs: readonly ReceiptRow[],
  { line, at }: Readonly<{ line: Line; at: number }>,
): SoldLine {
  const thousandths = thousandthsOf(line.quantity)
  const chargedMinor = money(row.body.charged[at] ?? 0)
  const unitPriceMinor = money(line.unitPriceMinor ?? 0)
  const listed = shareHalfUp(unitPriceMinor, thousandths, 1000)
  const back = backs.flatMap(({ body }) =>
    (body.wish.items ?? []).flatMap((item, place) =>
      item.no === at + 1
        ? [{ thousandths: thousandthsOf(item.quantity), minor: money(body.charged[place] ?? 0) }]
        : [],
    ),
  )
  return {
    no: at + 1,
    productCode: line.productCode,
    productId: null,
    name: line.name ?? line.productCode,
    thousandths,
    unitPriceMinor,
    listedMinor: money(Math.max(listed, chargedMinor)),
    chargedMinor,
    deductions: [],
    seller: line.seller ?? null,
    passCode: line.passCode ?? null,
    passCount: line.passCode === undefined ? 0 : thousandths / 1000,
    earnTimes: timesIn(row)[at] ?? ONCE,
    returnedThousandths: back.reduce((all, one) => all + one.thousandths, 0),
    returnedMinor: sum(back.map((one) => one.minor)),
  }
}

/** How often each line earned, as the checkout kept it beside the receipt. */
function timesIn({ words }: ReceiptRow): readonly number[] {
  const kept = words['times']
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'number') : []
}

/** Every way of paying is on a receipt of ours once, so what went back to it is found by its kind and code. */
function paidTenders({ body }: ReceiptRow, backs: readonly ReceiptRow[]): PaidTender[] {
  return (body.wish.tenders ?? []).map((tender, at) => {
    const back = backs.flatMap((one) =>
      (one.body.wish.tenders ?? []).filter(({ kind, code }) => kind === tender.kind && code === tender.code),
    )
    return {
      no: at + 1,
      kind: tender.kind,
      amountMinor: money(tender.amountMinor),
      code: tender.code ?? null,
      count: tender.kind === 'voucher' ? (tender.count ?? 1) : 0,
      points: tender.kind === 'points' ? body.burned.points : 0,
      // Which part of stored value was a gift only head office knows; it gives each back to where it was.
      principalMinor: tender.kind === 'stored_value' ? money(tender.amountMinor) : nothing,
      bonusMinor: nothing,
      back: {
        amountMinor: sum(back.map((one) => money(one.amountMinor))),
        count: tender.kind === 'voucher' ? back.reduce((all, one) => all + (one.count ?? 1), 0) : 0,
        points: 0,
        bonusMinor: nothing,
      },
    }
  })
}

/** What is left of each line, in thousandths. */
export const leftOf = (sold: Sold): Item[] =>
  sold.lines.map(({ no, thousandths, returnedThousandths }) => ({
    no,
    thousandths: thousandths - returnedThousandths,
  }))

export type ReturnWish = Readonly<{
  id: string
  row: ReceiptRow
  items: readonly Item[]
  branchCode: string
  till: string
  receiptNo: string
  happenedAt: Instant
  reason: string
}>

/** What comes back and to which tenders, by the rules head office goes by; a code says why nothing does. */
export function returningOf(sold: Sold, wish: ReturnWish): Returning | SaleRefusal {
  return judgeReturn(saleWish.parse(wishOf(wish)), sold, null)
}

function wishOf({ id, row, items, reason, ...place }: ReturnWish): BodyOf<'sale'>['wish'] {
  return {
    ...place,
    id,
    kind: 'return',
    returnsSaleId: row.id,
    items: items.map(({ no, thousandths }) => ({ no, quantity: thousandths / 1000 })),
    ...(row.memberNumber !== null && { memberNumber: row.memberNumber }),
    ...(reason.trim() !== '' && { reason: reason.trim().slice(0, 200) }),
  }
}

/** Points the return takes back, provisional like those it took them of. */
export function clawedBack(
  sold: Sold,
  back: Returning,
  program: Readonly<{ document: ProgramDocument; version: number }>,
): number {
  if (sold.memberId === null) return 0
  const so = { points: points(sold.points), clawedBack: points(Math.max(0, sold.clawedBack)) }
  // A program of another day is not on the till; in proportion is what most of them say.
  if (program.document.returns.clawBack === 're_rate' && program.version === sold.programVersion)
    return reRatedClawBack(program.document, so, keptOf(sold, back))
  const { weight, returned, returning } = weightsOf(sold, back)
  return clawBackFor({ ...so, weight, returned }, returning)
}

/** The return as it is written down; amounts are positive, points negative. */
export function returnBodyOf(
  of: Readonly<{
    wish: ReturnWish
    back: Returning
    clawed: number
    programVersion: number
    cashier: Readonly<{ id: string; name: string }>
  }>,
): BodyOf<'sale'> {
  const { wish, back, clawed } = of
  const { body } = wish.row
  return {
    wish: { ...wishOf(wish), totalMinor: back.totalMinor, tenders: tendersOf(back) },
    buyer: { ...body.buyer },
    memberId: body.memberId,
    programVersion: of.programVersion,
    charged: back.lines.map((line) => line.chargedMinor),
    totalMinor: back.totalMinor,
    roundingMinor: back.roundingMinor,
    points: clawed === 0 ? 0 : -clawed,
    burned: { minor: 0, points: 0 },
    way: null,
    cashier: { ...of.cashier },
  }
}

function tendersOf({ tenders }: Returning): NonNullable<BodyOf<'sale'>['wish']['tenders']> {
  return tenders.flatMap(({ kind, amountMinor, code, count }) =>
    kind === 'offline_loss'
      ? []
      : [{ kind, amountMinor, ...(code !== null && { code, count: Math.max(1, count) }) }],
  )
}

/** What leaves the drawer in cash. */
export const cashBack = ({ tenders }: Returning): Money =>
  sum(tenders.filter((one) => one.kind === 'cash').map((one) => one.amountMinor))
