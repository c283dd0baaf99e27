import { covariateSums, cuped } from '#domain/insight/model/cuped'
import { capPooled, fieller, welch, type MeanDifference } from '#domain/insight/model/mean-difference'
import { meanOf, sumsOf } from '#domain/insight/model/moments'
import { shareDifference } from '#domain/insight/model/proportion'
import { FEWEST_BUYERS } from '#domain/insight/model/verdict'
import type { Arm } from './model.ts'

/** What everybody assigned bought, as columns in one order: before the start, and in the window. */
export type Outcomes = Readonly<{
  arms: readonly Arm[]
  purchases: Int32Array
  spendMinor: Float64Array
  spendBeforeMinor: Float64Array
  /** Purchase days ever before the start, and in the window. */
  daysBefore: Int32Array
  daysAfter: Int32Array
}>

export type ArmOutcome = Readonly<{
  arm: Arm
  members: number
  buyers: number
  purchases: number
  spendMinor: number
  spendBeforeMinor: number
}>

const rowsOf = (of: Outcomes, arm: Arm): number[] => of.arms.flatMap((own, at) => (own === arm ? [at] : []))

const pick = (values: Float64Array | Int32Array, rows: readonly number[]): Float64Array =>
  Float64Array.from(rows, (row) => values[row] as number)

const total = (values: Float64Array): number => values.reduce((all, one) => all + one, 0)

/** The columns of one arm. Everybody assigned is in, reached or not: intention to treat. */
export function armColumns(of: Outcomes, arm: Arm) {
  const rows = rowsOf(of, arm)
  return {
    purchases: pick(of.purchases, rows),
    spend: pick(of.spendMinor, rows),
    before: pick(of.spendBeforeMinor, rows),
  }
}
export type ArmColumns = ReturnType<typeof armColumns>

export const armOutcome = (arm: Arm, columns: ArmColumns): ArmOutcome => ({
  arm,
  members: columns.spend.length,
  buyers: columns.purchases.filter((count) => count > 0).length,
  purchases: total(columns.purchases),
  spendMinor: total(columns.spend),
  spendBeforeMinor: total(columns.before),
})

type Pair = Readonly<{ treated: ArmColumns; control: ArmColumns }>

const shown = (
  means: { treated: number; control: number },
  { difference, se, low, high }: MeanDifference,
) => ({
  ...means,
  diff: difference,
  se,
  interval: { low, high },
})

/** Shares of buyers and spend per member, each with its 95 % interval; null when an arm is too small for any. */
export function compare({ treated, control }: Pair) {
  if (treated.spend.length < 2 || control.spend.length < 2) return null
  const [t, c] = [armOutcome('treated', treated), armOutcome('control', control)]
  const share = shareDifference({ hits: t.buyers, n: t.members }, { hits: c.buyers, n: c.members })
  const shares = { treated: t.buyers / t.members, control: c.buyers / c.members }
  return {
    buyers: {
      ...shares,
      diff: share.difference,
      se: share.se,
      interval: { low: share.low, high: share.high },
    },
    spend: {
      raw: rawSpend({ treated, control }),
      capped: cappedSpend({ treated, control }),
      adjusted: adjustedSpend({ treated, control }),
      relative: relativeSpend({ treated, control }, c.buyers),
    },
  }
}

function rawSpend({ treated, control }: Pair) {
  const [t, c] = [sumsOf(treated.spend), sumsOf(control.spend)]
  const found = welch(t, c)
  return { ...shown({ treated: meanOf(t).mean, control: meanOf(c).mean }, found), df: found.degrees }
}

function cappedSpend({ treated, control }: Pair) {
  const capped = capPooled(treated.spend, control.spend)
  const found = welch(capped.treated, capped.control)
  const means = { treated: meanOf(capped.treated).mean, control: meanOf(capped.control).mean }
  return { ...shown(means, found), df: found.degrees, capMinor: capped.cap }
}

/** Whether anybody bought before the start: without that there is nothing to adjust by or to balance. */
export const boughtBefore = ({ treated, control }: Pair): boolean =>
  treated.before.some((v) => v !== 0) || control.before.some((v) => v !== 0)

/** CUPED by the spend before the start, with the outcome scaled (by a margin); null without history. */
export function adjust(pair: Pair, scale: number, alpha: number) {
  if (!boughtBefore(pair)) return null
  const sums = ({ spend, before }: ArmColumns) =>
    covariateSums(
      spend.map((v) => v * scale),
      [before],
    )
  return cuped(sums(pair.treated), sums(pair.control), alpha)
}

function adjustedSpend(pair: Pair) {
  const found = adjust(pair, 1, 0.05)
  if (!found) return null
  const theta = found.theta[0] ?? 0
  const all = [...pair.treated.before, ...pair.control.before]
  const usual = all.reduce((sum, v) => sum + v, 0) / all.length
  const mean = ({ spend, before }: ArmColumns): number =>
    meanOf(sumsOf(spend)).mean - theta * (meanOf(sumsOf(before)).mean - usual)
  const means = { treated: mean(pair.treated), control: mean(pair.control) }
  return { ...shown(means, found), theta, correlation: found.rho, varianceRatio: found.varianceRatio }
}

/** A percentage only where the control bought enough for one; else the difference in money has to do. */
function relativeSpend({ treated, control }: Pair, controlBuyers: number) {
  const [t, c] = [sumsOf(treated.spend), sumsOf(control.spend)]
  if (controlBuyers < FEWEST_BUYERS || meanOf(c).mean <= 0) return null
  const { lift, low, high } = fieller(t, c)
  return low === null || high === null ? null : { ratio: lift, low, high }
}

/** Steps up the ladder in the window by members who stood on the first or second one before it. */
export function ladderMoves(of: Outcomes, arm: Arm): { oneToTwo: number; twoToThree: number } {
  let oneToTwo = 0
  let twoToThree = 0
  for (const row of rowsOf(of, arm)) {
    const before = of.daysBefore[row] as number
    const after = before + (of.daysAfter[row] as number)
    if (before === 1 && after >= 2) oneToTwo += 1
    if ((before === 1 || before === 2) && after >= 3) twoToThree += 1
  }
  return { oneToTwo, twoToThree }
}
