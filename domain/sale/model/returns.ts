import type { BusinessDay } from '#base/instant'
import { add, decimalText, less, money, nothing, shareDown, splitInTurn, sum, type Money } from '#base/money'
import { present } from '#base/must'
import type { TenderKind } from '#domain/program/model/pay'
import type { SaleWish } from '../contract/wish.ts'
import type { Line, SaleRefusal, Tender } from './judge.ts'

/** A line of a sale, and what came back of it. */
export type SoldLine = Omit<Line, 'quantity' | 'returnedNo'> &
  Readonly<{ thousandths: number; returnedThousandths: number; returnedMinor: Money }>

/** A tender of a sale, and what was given back of it. */
export type PaidTender = Readonly<{
  no: number
  kind: TenderKind
  amountMinor: Money
  code: string | null
  count: number
  points: number
  principalMinor: Money
  bonusMinor: Money
  back: Readonly<{ amountMinor: Money; count: number; points: number; bonusMinor: Money }>
}>

/** The sale a return refers to, with all that already came back of it. */
export type Sold = Readonly<{
  id: string
  memberId: string | null
  branchId: string
  /** The business day it was sold on. */
  day: BusinessDay
  totalMinor: Money
  roundingMinor: Money
  points: number
  /** The version of the program that judged it; what comes back is judged by the same. */
  programVersion: number
  returnedMinor: Money
  returnedRoundingMinor: Money
  clawedBack: number
  lines: readonly SoldLine[]
  tenders: readonly PaidTender[]
}>

/** What a return comes to before any value moves. Amounts are positive. */
export type Returning = Readonly<{
  lines: readonly Line[]
  listedMinor: Money
  totalMinor: Money
  roundingMinor: Money
  tenders: Tender[]
  passes: readonly Readonly<{ code: string; count: number }>[]
  /** Whether nothing of the sale is left with the customer. */
  complete: boolean
}>

/**
 * What comes back of a known sale: by lines and quantities, or by an amount, to the tenders it was paid with. Whatever
 * way a return is split, the parts sum to what one return would have given (promises L2).
 */
export function judgeReturn(wish: SaleWish, sold: Sold, amount: ByAmount | null): Returning | SaleRefusal {
  const back = amount ?? byItems(wish, sold)
  if (typeof back === 'string') return back
  const { lines } = back
  const totalMinor = sum(lines.map((line) => line.chargedMinor))
  const after = add(sold.returnedMinor, totalMinor)
  if (after > sold.totalMinor) return 'return_exceeds_sale'
  if (wish.totalMinor !== undefined && wish.totalMinor !== totalMinor) return 'total_differs'
  // Where a return was undone, what the others gave back may be a fen ahead of their share.
  const paid = atLeastNothing(paidFor(sold, after) - (sold.returnedMinor + sold.returnedRoundingMinor))
  const tenders = refund(sold, paid, after)
  if (wish.tenders.length > 0 && !sameTenders(wish, tenders, amount !== null)) return 'tenders_differ'
  const complete =
    back.allBack ||
    (sold.totalMinor > 0 && after === sold.totalMinor && sold.lines.every((l) => l.passCount === 0))
  return {
    lines,
    listedMinor: sum(lines.map((line) => line.listedMinor)),
    totalMinor,
    roundingMinor: less(paid, totalMinor),
    tenders: wish.tenders.length > 0 && amount !== null ? asSaid(wish, tenders) : tenders,
    passes: back.passes,
    complete,
  }
}

export type ByAmount = Readonly<{
  lines: readonly Line[]
  passes: readonly Readonly<{ code: string; count: number }>[]
  allBack: boolean
}>

/** Of what was paid, the part that belongs to so much of the total: cash rounding comes back in its proportion. */
function paidFor(sold: Sold, ofTotal: Money): Money {
  const all = add(sold.totalMinor, sold.roundingMinor)
  return sold.totalMinor === 0 ? all : shareDown(all, ofTotal, sold.totalMinor)
}

function byItems(wish: SaleWish, sold: Sold): ByAmount | SaleRefusal {
  const items = wish.items ?? []
  const numbers = new Set(items.map((item) => item.no))
  if (numbers.size < items.length) return 'return_line_unknown'
  if (items.some((item) => !sold.lines.some((line) => line.no === item.no))) return 'return_line_unknown'
  const asked = items.map((item) => ({
    line: present(
      sold.lines.find((one) => one.no === item.no),
      'S5: a line that comes back was sold',
    ),
    thousandths: Math.round(item.quantity * 1000),
  }))
  if (asked.some(({ line, thousandths }) => line.returnedThousandths + thousandths > line.thousandths))
    return 'return_exceeds_line'
  if (asked.some(({ line, thousandths }) => line.passCode !== null && thousandths % 1000 !== 0))
    return 'pass_quantity_not_whole'
  const allBack = sold.lines.every((line) => {
    const item = asked.find((one) => one.line.no === line.no)
    return line.returnedThousandths + (item?.thousandths ?? 0) === line.thousandths
  })
  return {
    lines: asked.map(({ line, thousandths }, at) => ({ ...lineBack(line, thousandths), no: at + 1 })),
    passes: asked.flatMap(({ line, thousandths }) =>
      line.passCode === null ? [] : [{ code: line.passCode, count: passesBack(line, thousandths) }],
    ),
    allBack,
  }
}

/** Uses of a pass that come back with so much of a line: those it took, the first ones first. */
function passesBack({ passCount, returnedThousandths: before }: SoldLine, thousandths: number): number {
  const upTo = (returned: number) => Math.min(passCount, returned / 1000)
  return upTo(before + thousandths) - upTo(before)
}

/** The part of a line that comes back: what belongs to all that is back by now, less what came back before. */
function lineBack(line: SoldLine, thousandths: number): Line {
  const upTo = line.returnedThousandths + thousandths
  const share = (of: Money) => shareDown(of, upTo, line.thousandths)
  const chargedMinor = atLeastNothing(share(line.chargedMinor) - line.returnedMinor)
  const listed = less(
    share(line.listedMinor),
    shareDown(line.listedMinor, line.returnedThousandths, line.thousandths),
  )
  const { thousandths: _sold, returnedThousandths: _back, returnedMinor: _minor, ...words } = line
  return {
    ...words,
    quantity: decimalText(thousandths, 3),
    // A line's rounding of list and charge may part by a fen; the list price is never below what comes back.
    listedMinor: money(Math.max(listed, chargedMinor)),
    chargedMinor,
    deductions: [],
    passCode: null,
    passCount: 0,
    returnedNo: line.no,
  }
}

const atLeastNothing = (minor: number): Money => money(Math.max(0, minor))

/**
 * What each tender gets: its share of all that is back by now, less what it got before; by what is left when that
 * differs.
 */
function refund(sold: Sold, paid: Money, after: Money): Tender[] {
  const upTo = splitInTurn(
    paidFor(sold, after),
    sold.tenders.map((tender) => tender.amountMinor),
  )
  const due = upTo.map((amount, at) => less(amount, sold.tenders[at]?.back.amountMinor ?? nothing))
  const left = sold.tenders.map((t) => money(Math.max(0, t.amountMinor - t.back.amountMinor)))
  const parts = due.every((amount) => amount >= 0) && sum(due) === paid ? due : splitInTurn(paid, left)
  return sold.tenders.flatMap((tender, at) => {
    const amountMinor = parts[at] ?? nothing
    return amountMinor === 0 && paid > 0 ? [] : [tenderBack(tender, amountMinor)]
  })
}

function tenderBack(tender: PaidTender, amountMinor: Money): Tender {
  const upTo = add(tender.back.amountMinor, amountMinor)
  const part = (of: number, before: number) =>
    tender.amountMinor === 0 ? 0 : Math.max(0, shareDown(money(of), upTo, tender.amountMinor) - before)
  const bonusMinor = Math.min(amountMinor, part(tender.bonusMinor, tender.back.bonusMinor))
  const valued = tender.kind === 'stored_value'
  return {
    kind: tender.kind,
    amountMinor,
    givenMinor: null,
    code: tender.code,
    count: part(tender.count, tender.back.count),
    points: part(tender.points, tender.back.points),
    principalMinor: valued ? amountMinor - bonusMinor : 0,
    bonusMinor: valued ? bonusMinor : 0,
    returnedNo: tender.no,
  }
}

const OUTSIDE: readonly TenderKind[] = ['cash', 'card', 'wechat', 'alipay', 'other', 'unknown']

/**
 * Whether the till gives back as we would. Money that never touched a member's value may come from another system that
 * refunded its own way: then the kinds must be among those paid with, or nobody knows them.
 */
function sameTenders(wish: SaleWish, tenders: readonly Tender[], byAmount: boolean): boolean {
  const said = sum(wish.tenders.map((t) => money(t.amountMinor)))
  if (said !== sum(tenders.map((t) => t.amountMinor))) return false
  if (byAmount && tenders.every((t) => OUTSIDE.includes(t.kind)))
    return wish.tenders.every(
      (t) =>
        OUTSIDE.includes(t.kind) &&
        tenders.some((own) => own.kind === t.kind || own.kind === 'unknown' || t.kind === 'unknown'),
    )
  return [...wish.tenders, ...tenders].every(
    ({ kind }) => paidBy(wish.tenders, kind) === paidBy(tenders, kind),
  )
}

/** What tenders of one kind come to, in minor units. */
export const paidBy = (
  of: readonly Readonly<{ kind: string; amountMinor: number }>[],
  kind: string,
): number => of.filter((t) => t.kind === kind).reduce((all, t) => all + t.amountMinor, 0)

function asSaid(wish: SaleWish, tenders: readonly Tender[]): Tender[] {
  if (!tenders.every((t) => OUTSIDE.includes(t.kind))) return [...tenders]
  return wish.tenders.map((t) => ({
    kind: t.kind,
    amountMinor: money(t.amountMinor),
    givenMinor: null,
    code: null,
    count: 0,
    points: 0,
    principalMinor: 0,
    bonusMinor: 0,
    returnedNo: tenders.find((own) => own.kind === t.kind)?.returnedNo ?? tenders[0]?.returnedNo ?? null,
  }))
}
