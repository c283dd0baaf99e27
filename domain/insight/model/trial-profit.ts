import { must } from '#base/must'
import type { Interval } from './proportion.ts'

/** What a campaign cost: how often and how much each time, minor units. */
export type Cost = Readonly<{ times: number; eachMinor: number }>

export type Spending = Readonly<{
  /** Messages sent, gifts handed out. */
  messages: Cost
  gifts: Cost
  /** Face value of vouchers used, when the margin compared is before discount. */
  facesUsedMinor?: number
  /** Anything once: printing, design. */
  fixedMinor?: number
}>

export type Profit = Readonly<{
  /** Margin the treated arm would not have brought without the campaign. */
  causedMinor: Interval & Readonly<{ middle: number }>
  costMinor: number
  profitMinor: Interval & Readonly<{ middle: number }>
  /** Margin caused per minor unit spent; null when nothing was spent. */
  perUnitSpent: number | null
}>

export const costOf = (s: Spending): number =>
  s.messages.times * s.messages.eachMinor +
  s.gifts.times * s.gifts.eachMinor +
  (s.facesUsedMinor ?? 0) +
  (s.fixedMinor ?? 0)

/** Profit after gifts and messages: n·(margin per treated member − margin per control member) − everything spent. */
export function profitOf(
  treated: number,
  perMember: Interval & Readonly<{ difference: number }>,
  spending: Spending,
): Profit {
  const costMinor = costOf(spending)
  must(costMinor >= 0 && treated >= 0, 'E12: nobody is paid for sending')
  const caused = (perMember_: number): number => perMember_ * treated
  const causedMinor = {
    low: caused(perMember.low),
    middle: caused(perMember.difference),
    high: caused(perMember.high),
  }
  return {
    causedMinor,
    costMinor,
    profitMinor: {
      low: causedMinor.low - costMinor,
      middle: causedMinor.middle - costMinor,
      high: causedMinor.high - costMinor,
    },
    perUnitSpent: costMinor > 0 ? causedMinor.middle / costMinor : null,
  }
}

/**
 * Part of the orders with the code that would have come anyway: 1 − orders caused / orders with the code, kept
 * between 0 and 1. Null without orders, and null without a control: then nobody can say.
 */
export function wouldHaveBoughtAnyway(
  codeOrders: number,
  caused: Readonly<{ perMember: number; treated: number }> | null,
): number | null {
  if (caused === null || codeOrders <= 0) return null
  return Math.min(1, Math.max(0, 1 - (caused.perMember * caused.treated) / codeOrders))
}
