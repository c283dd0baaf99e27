import { must } from '#base/must'
import type { Interval } from './proportion.ts'
import { normalQuantile } from './special.ts'
import { chainLadder, type Triangle } from './value-chain-ladder.ts'

/** Points given out by issue month, oldest first, and the triangle of those redeemed since. */
export type PointsHistory = Readonly<{ given: readonly number[]; redeemed: Triangle }>

export type Breakage = Readonly<{
  /** `measured` from the shop's own pattern; `assumption` is the owner's rate; `unknown` has neither. */
  basis: 'measured' | 'assumption' | 'unknown'
  /** Share of the points given that will never be used, with its 95 % interval. */
  rate: number | null
  interval: Interval | null
  /** Points still to be redeemed, per issue month. */
  toCome: readonly number[] | null
}>

/** Issue months that must be seen before a pattern is believed. */
export const FEWEST_ISSUE_MONTHS = 12

/**
 * Breakage from the redemption pattern, chain ladder with Mack's error, no issue month above what was given. Below
 * twelve issue months, or before one has run its full life, the owner's rate is used and called an assumption.
 */
export function breakage(
  history: PointsHistory,
  wish: Readonly<{ lifeMonths: number; ownerRate?: number | null; alpha?: number }>,
): Breakage {
  const { given, redeemed } = history
  must(given.length === redeemed.length, 'V4: every issue month has a row')
  must(
    redeemed.every((row, i) => (row.at(-1) ?? 0) <= (given[i] as number)),
    'V4: no more is redeemed than was given',
  )
  const fullCycle = redeemed.some((row) => row.length >= wish.lifeMonths)
  const trusted = fullCycle || given.length >= FEWEST_ISSUE_MONTHS
  const ladder =
    trusted && given.length >= 2 && redeemed.some((row) => row.length >= 2) ? chainLadder(redeemed) : null
  const all = given.reduce((a, b) => a + b, 0)
  if (!ladder || all <= 0) return assumed(history, wish.ownerRate ?? null)
  const toCome = ladder.origins.map((o, i) => Math.min(o.toCome, (given[i] as number) - o.latest))
  const latest = ladder.total.latest
  const used = latest + toCome.reduce((a, b) => a + b, 0)
  const half = -normalQuantile((wish.alpha ?? 0.05) / 2) * ladder.total.se
  const clip = (points: number): number => Math.min(all, Math.max(latest, points))
  return {
    basis: 'measured',
    rate: 1 - used / all,
    interval: { low: 1 - clip(used + half) / all, high: 1 - clip(used - half) / all },
    toCome,
  }
}

function assumed({ given, redeemed }: PointsHistory, ownerRate: number | null): Breakage {
  if (ownerRate === null) return { basis: 'unknown', rate: null, interval: null, toCome: null }
  must(ownerRate >= 0 && ownerRate <= 1, 'V5: a rate is between none and all')
  const toCome = given.map((points, i) =>
    Math.max(0, points * (1 - ownerRate) - ((redeemed[i] as readonly number[]).at(-1) ?? 0)),
  )
  return { basis: 'assumption', rate: ownerRate, interval: null, toCome }
}
