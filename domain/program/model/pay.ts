import { add, less, money, nothing, shareDown, sum, type Money } from '#base/money'
import { points, type Points } from '#base/points'
import type { ProgramDocument } from './document.ts'

export const TENDERS = [
  'cash',
  'card',
  'wechat',
  'alipay',
  'stored_value',
  'points',
  'voucher',
  'on_account',
  'other',
  'unknown',
  /** Burned at a till without a network and held by nobody: the store's loss, never something a till says. */
  'offline_loss',
] as const
export type TenderKind = (typeof TENDERS)[number]
/** What a till may say that somebody paid with. */
export const PAID_WITH = TENDERS.filter((kind) => kind !== 'offline_loss')
/** Tenders that move what a member holds, and so need a member. */
export const VALUE_TENDERS: readonly TenderKind[] = ['stored_value', 'points', 'voucher', 'on_account']

export type TenderWish = Readonly<{
  kind: TenderKind
  /** What this tender pays of the sale. */
  amountMinor: Money
  /** Cash handed over, at least the amount; the difference is change. */
  givenMinor: Money | null
  /** The voucher's code in the program, and how many of it. */
  code: string | null
  count: number
}>

/** What paying comes to. `roundingMinor` is what rounding the cash adds to the total, or takes off it. */
export type Payment = Readonly<{ roundingMinor: Money; changeMinor: Money; points: Points }>

export const PAY_REFUSALS = [
  'points_not_accepted',
  'points_not_in_steps',
  'points_below_minimum',
  'points_above_share',
  'voucher_unknown',
  'voucher_worth_less',
  'tenders_differ',
  'given_below_amount',
] as const
export type PayRefusal = (typeof PAY_REFUSALS)[number]

/** Checks tenders against what is due: refusals in order of precedence. No tenders means the till did not say. */
export function payFor(
  program: ProgramDocument,
  totalMinor: Money,
  tenders: readonly TenderWish[],
): Payment | PayRefusal {
  if (tenders.length === 0) return { roundingMinor: nothing, changeMinor: nothing, points: points(0) }
  const paidBy = (kind: TenderKind) => sum(tenders.filter((t) => t.kind === kind).map((t) => t.amountMinor))
  const burned = pointsForMoney(program, paidBy('points'), totalMinor)
  if (typeof burned === 'string') return burned
  const vouchers = tenders.filter((t) => t.kind === 'voucher').map((t) => judgeVoucher(program, t))
  const wrong = PAY_REFUSALS.find((code) => vouchers.includes(code))
  if (wrong) return wrong
  const cash = paidBy('cash')
  const others = less(sum(tenders.map((t) => t.amountMinor)), cash)
  const due = less(totalMinor, others)
  const rounding = tenders.some((t) => t.kind === 'cash') && due > 0 ? roundingOf(program, due) : nothing
  if (due < 0 || cash !== add(due, rounding)) return 'tenders_differ'
  if (tenders.some((t) => t.givenMinor !== null && t.givenMinor < t.amountMinor)) return 'given_below_amount'
  const changeMinor = sum(
    tenders.map((t) => (t.givenMinor === null ? nothing : less(t.givenMinor, t.amountMinor))),
  )
  return { roundingMinor: rounding, changeMinor, points: burned }
}

function judgeVoucher(program: ProgramDocument, { code, count, amountMinor }: TenderWish): PayRefusal | null {
  const rule = program.coupons.find((one) => one.code === code && one.kind === 'voucher')
  if (!rule) return 'voucher_unknown'
  return amountMinor > rule.minor * count ? 'voucher_worth_less' : null
}

/** Points that pay so much money, in whole steps of the program (C25). Nothing costs nothing. */
export function pointsForMoney(
  program: ProgramDocument,
  amount: Money,
  totalMinor: Money,
): Points | PayRefusal {
  const rule = program.pointsAsMoney
  if (amount === 0) return points(0)
  if (rule === null) return 'points_not_accepted'
  if (amount % rule.minor !== 0) return 'points_not_in_steps'
  const burned = points((amount / rule.minor) * rule.points)
  if (burned < rule.leastPoints) return 'points_below_minimum'
  if (amount > shareDown(totalMinor, rule.mostBps, 10_000)) return 'points_above_share'
  return burned
}

/** What rounding adds to so much that is paid in cash, or takes off it. */
export function roundingOf(program: ProgramDocument, due: Money): Money {
  const { stepMinor, mode } = program.cashRounding
  const over = due % stepMinor
  if (over === 0) return nothing
  const up = mode === 'up' || (mode === 'half_up' && over * 2 >= stepMinor)
  return money(up ? stepMinor - over : -over)
}

export type Value = Readonly<{ principal: Money; bonus: Money }>

/**
 * Splits a spend of stored value over principal and bonus as the program orders (promises L1). In proportion, the odd
 * fen falls on principal. Null when less is held.
 */
export function splitValue(
  order: ProgramDocument['storedValue']['order'],
  held: Value,
  amount: Money,
): Value | null {
  const all = add(held.principal, held.bonus)
  if (amount > all) return null
  const bonus = bonusPart(order, held, amount)
  return { principal: less(amount, bonus), bonus }
}

function bonusPart(order: ProgramDocument['storedValue']['order'], held: Value, amount: Money): Money {
  if (order === 'bonus_first') return money(Math.min(amount, held.bonus))
  if (order === 'principal_first') return money(Math.max(0, amount - held.principal))
  return amount === 0 ? nothing : shareDown(amount, held.bonus, add(held.principal, held.bonus))
}
