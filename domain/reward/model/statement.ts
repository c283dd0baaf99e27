import { must } from '#base/must'
import type { PointMove } from '../contract/statement.ts'

/** What a transaction did to a member's points, debts included, and what the chain's own accounts say of it. */
export type Flow = Readonly<{ amount: number; chain: Readonly<Record<string, number>> }>

export type Sums = Readonly<Record<PointMove, number>>

const side = ({ chain }: Flow, purpose: string): number => chain[purpose] ?? 0

/**
 * R7: one transaction as the member reads it. What was given out and what was redeemed stand apart; what no account of
 * the chain says came from another member. The parts sum to what the member's points moved by.
 */
export function movesOf(flow: Flow): Sums {
  const issued = 0 - side(flow, 'issued')
  const adjusted = 0 - side(flow, 'adjusted') - side(flow, 'opening') - side(flow, 'refunded')
  const sums = {
    earned: Math.max(0, issued),
    returned: Math.max(0, -issued),
    redeemed: side(flow, 'redeemed'),
    expired: side(flow, 'expired'),
    adjusted,
  }
  const known = sums.earned - sums.returned - sums.redeemed - sums.expired + sums.adjusted
  return { ...sums, passed_on: flow.amount - known }
}

/** The largest part of a transaction names its row. */
export function mainMove(sums: Sums): PointMove {
  const parts = Object.entries(sums) as [PointMove, number][]
  return parts.reduce((most, part) => (Math.abs(part[1]) > Math.abs(most[1]) ? part : most))[0]
}

/** R7: the sums of a span; opening and everything that moved come to the balance. */
export function sumUp(opening: number, flows: readonly Flow[]): Sums & Readonly<{ balance: number }> {
  const all = { earned: 0, redeemed: 0, expired: 0, returned: 0, adjusted: 0, passed_on: 0 }
  let balance = opening
  for (const flow of flows) {
    const sums = movesOf(flow)
    for (const what of Object.keys(all) as PointMove[]) all[what] += sums[what]
    balance += flow.amount
  }
  const { earned, redeemed, expired, returned, adjusted, passed_on: passed } = all
  must(
    opening + earned - redeemed - expired - returned + adjusted + passed === balance,
    'R7: a statement sums to the balance',
  )
  return { ...all, balance }
}
