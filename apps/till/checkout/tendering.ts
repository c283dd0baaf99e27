import { add, currencyDigits, less, money, nothing, shareDown, sum, type Money } from '#base/money'
import type { ProgramDocument } from '#domain/program/model/document'
import {
  payFor,
  pointsForMoney,
  roundingOf,
  type Payment,
  type PayRefusal,
  type TenderWish,
} from '#domain/program/model/pay'

/** What a customer may pay with at a till, in the order of the keys. */
export const TILL_TENDERS = [
  'cash',
  'card',
  'wechat',
  'alipay',
  'stored_value',
  'points',
  'voucher',
  'on_account',
] as const
export type TillTender = (typeof TILL_TENDERS)[number]

/** One way of paying; the same way twice is one. */
export type DraftTender = Readonly<{
  kind: TillTender
  amountMinor: Money
  /** Cash as handed over. */
  givenMinor: Money | null
  /** A voucher's code. */
  code: string | null
  count: number
  /** The vouchers by their ids. */
  couponIds: readonly string[]
}>

/** A voucher that the member holds, and what it pays at most. */
export type HeldVoucher = Readonly<{ id: string; code: string; worthMinor: number }>

export type TenderFault =
  'nothing_due' | 'amount_needed' | 'above_due' | 'cash_not_in_steps' | 'voucher_used' | PayRefusal

const wishOf = ({ kind, amountMinor, givenMinor, code, count }: DraftTender): TenderWish => ({
  kind,
  amountMinor,
  givenMinor,
  code,
  count,
})

export type Due = Readonly<{
  /** What is not paid yet, before any rounding. */
  restMinor: Money
  /** What the rest comes to in cash. */
  cashMinor: Money
  /** Set when everything is paid. */
  payment: Payment | null
}>

/** What is still due, and whether the tenders pay the sale by the rules head office pays it by. */
export function dueOf(program: ProgramDocument, totalMinor: Money, tenders: readonly DraftTender[]): Due {
  const paid =
    tenders.length === 0 && totalMinor > 0
      ? 'tenders_differ'
      : payFor(program, totalMinor, tenders.map(wishOf))
  const rest = less(totalMinor, sum(tenders.map((one) => one.amountMinor)))
  const restMinor = typeof paid === 'string' ? money(Math.max(0, rest)) : nothing
  const cashMinor = restMinor === 0 ? nothing : add(restMinor, roundingOf(program, restMinor))
  return { restMinor, cashMinor, payment: typeof paid === 'string' ? null : paid }
}

export type Paying = Readonly<{
  kind: TillTender
  /** As typed; null pays what is due. Of cash it is what was handed over. */
  minor: number | null
  voucher?: HeldVoucher
}>

/** Adds a way of paying; an answer that is no list says why not. */
export function withTender(
  of: Readonly<{ program: ProgramDocument; totalMinor: Money; tenders: readonly DraftTender[] }>,
  paying: Paying,
): readonly DraftTender[] | TenderFault {
  const { program, totalMinor, tenders } = of
  const due = dueOf(program, totalMinor, tenders)
  if (due.payment !== null) return 'nothing_due'
  const made = paying.kind === 'cash' ? cashOf(program, due, paying.minor) : otherOf(due, paying)
  if (typeof made === 'string') return made
  const before = tenders.find((one) => one.kind === made.kind && one.code === made.code)
  if (before?.couponIds.some((id) => made.couponIds.includes(id))) return 'voucher_used'
  const next = before
    ? tenders.map((one) => (one === before ? joined(before, made) : one))
    : [...tenders, made]
  return faultOf(program, totalMinor, next) ?? next
}

/** Judged by the program at once, so that nobody learns at the end that points do not pay so much. */
function faultOf(
  program: ProgramDocument,
  totalMinor: Money,
  tenders: readonly DraftTender[],
): TenderFault | null {
  const points = sum(tenders.filter((one) => one.kind === 'points').map((one) => one.amountMinor))
  const burned = pointsForMoney(program, points, totalMinor)
  return typeof burned === 'string' ? burned : null
}

function cashOf(program: ProgramDocument, due: Due, given: number | null): DraftTender | TenderFault {
  const givenMinor = money(given ?? due.cashMinor)
  if (givenMinor === 0 && due.cashMinor > 0) return 'amount_needed'
  const enough = givenMinor >= due.cashMinor
  // A part in cash leaves a rest that something else pays to the fen.
  if (!enough && givenMinor % program.cashRounding.stepMinor !== 0) return 'cash_not_in_steps'
  const amountMinor = enough ? due.cashMinor : givenMinor
  return { kind: 'cash', amountMinor, givenMinor, code: null, count: 0, couponIds: [] }
}

function otherOf(due: Due, { kind, minor, voucher }: Paying): DraftTender | TenderFault {
  if (kind === 'voucher') return voucher === undefined ? 'voucher_unknown' : voucherOf(due, voucher)
  const amountMinor = money(minor ?? due.restMinor)
  if (amountMinor <= 0) return 'amount_needed'
  if (amountMinor > due.restMinor) return 'above_due'
  return { kind, amountMinor, givenMinor: null, code: null, count: 0, couponIds: [] }
}

/** A voucher gives no change: what is over is lost, as it says. */
function voucherOf(due: Due, { id, code, worthMinor }: HeldVoucher): DraftTender {
  const amountMinor = money(Math.min(worthMinor, due.restMinor))
  return { kind: 'voucher', amountMinor, givenMinor: null, code, count: 1, couponIds: [id] }
}

const joined = (a: DraftTender, b: DraftTender): DraftTender => ({
  ...a,
  amountMinor: add(a.amountMinor, b.amountMinor),
  givenMinor: a.givenMinor === null || b.givenMinor === null ? null : add(a.givenMinor, b.givenMinor),
  count: a.count + b.count,
  couponIds: [...a.couponIds, ...b.couponIds],
})

/** The most that points may pay of what is due: by the share the program allows and by what the member has. */
export function mostByPoints(
  program: ProgramDocument,
  of: Readonly<{ totalMinor: Money; restMinor: Money; points: number }>,
): Money {
  const rule = program.pointsAsMoney
  if (rule === null) return nothing
  const allowed = Math.min(of.restMinor, shareDown(of.totalMinor, rule.mostBps, 10_000))
  const steps = Math.min(Math.floor(allowed / rule.minor), Math.floor(of.points / rule.points))
  return steps * rule.points < rule.leastPoints ? nothing : money(Math.max(0, steps) * rule.minor)
}

/** Notes people pay with, in whole units of the currency. */
const NOTES = [5, 10, 20, 50, 100] as const

/** What a customer is likely to hand over: the sum itself, and what the next notes come to; at most five. */
export function likelyNotes(dueMinor: number, currency: string): number[] {
  const unit = 10 ** currencyDigits(currency)
  const up = NOTES.map((note) => Math.ceil(dueMinor / (note * unit)) * note * unit)
  return [...new Set([dueMinor, ...up])]
    .filter((one) => one > 0)
    .toSorted((a, b) => a - b)
    .slice(0, 5)
}
