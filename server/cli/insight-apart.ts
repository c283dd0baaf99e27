import { baskets } from './insight-baskets.ts'
import { clv } from './insight-clv.ts'
import { cohortsQuestion } from './insight-cohorts.ts'
import { lift } from './insight-lift.ts'
import { power } from './insight-power.ts'
import { trend } from './insight-trend.ts'
import type { Io } from './insight.ts'

/** Questions whose options have little in common with the others': each reads its own. */
export const APART: Readonly<Record<string, (args: string[], io: Io) => Promise<number>>> = {
  baskets,
  clv,
  cohorts: cohortsQuestion,
  lift,
  power,
  trend,
}
