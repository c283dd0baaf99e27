import { must } from '#base/must'
import { lnGamma } from './special.ts'

/** The split watched while people are still being assigned: evidence against the planned shares, valid at any look. */
export type SplitWatch = Readonly<{ lnBayesFactor: number; p: number; broken: boolean }>

/** How tightly the alternative sits around the plan: as if so many people had been seen before. */
const PRIOR = 100

/**
 * Dirichlet–multinomial Bayes factor against the planned shares (Lindon and Malek 2022), prior 100·θ. 1/factor is a
 * p-value that may be looked at after every person; broken below 0.001.
 */
export function splitWatch(members: readonly number[], shares: readonly number[], prior = PRIOR): SplitWatch {
  must(members.length === shares.length && members.length >= 2, 'E4: every arm has a planned share')
  must(shares.every((s) => s > 0) && members.every((n) => n >= 0), 'E4: planned shares are positive')
  const whole = shares.reduce((a, b) => a + b, 0)
  const all = members.reduce((a, b) => a + b, 0)
  let factor = lnGamma(prior) - lnGamma(prior + all)
  members.forEach((n, arm) => {
    const share = (shares[arm] as number) / whole
    factor += lnGamma(prior * share + n) - lnGamma(prior * share) - n * Math.log(share)
  })
  const p = Math.min(1, Math.exp(-factor))
  return { lnBayesFactor: factor, p, broken: p < 0.001 }
}
