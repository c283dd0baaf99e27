import { ALPHA_FINAL } from '#domain/insight/model/anytime'
import { sumsOf } from '#domain/insight/model/moments'
import { verdict, type Trial, type Verdict } from '#domain/insight/model/verdict'
import { adjust, type ArmColumns } from './comparison.ts'

type Pair = Readonly<{ treated: ArmColumns; control: ArmColumns }>

/** A blocked result is not shown as a number either. */
export const isJudged = ({ kind }: Verdict): boolean => kind !== 'cannot_judge'

export const spanOf = ({ net }: Verdict) => net && { low: net.low, middle: net.totalMinor, high: net.high }

type Judged = Readonly<{ trial: Trial; found: Verdict; inMargin: boolean }>

/**
 * What was caused over all treated, by the interval of the verdict: sales before cost, purchases and buyers;
 * profit only where the owner said how much of sales is margin.
 */
export function causedBy(pair: Pair, { trial, found, inMargin }: Judged) {
  const { estimate: _, ...bare } = { ...trial, costMinor: 0 }
  const by = (of: (columns: ArmColumns) => Float64Array) =>
    spanOf(verdict({ ...bare, treated: sumsOf(of(pair.treated)), control: sumsOf(of(pair.control)) }))
  const adjusted = adjust(pair, 1, ALPHA_FINAL)
  const sales = spanOf(
    verdict({
      ...bare,
      treated: sumsOf(pair.treated.spend),
      control: sumsOf(pair.control.spend),
      ...(adjusted ? { estimate: adjusted } : {}),
    }),
  )
  const purchases = by(({ purchases: own }) => own)
  const buyers = by(({ purchases: own }) => own.map((count) => (count > 0 ? 1 : 0)))
  if (!sales || !purchases || !buyers) return null
  const rate = {
    treated: trial.buyers.treated / trial.treated.n,
    control: trial.buyers.control / trial.control.n,
  }
  return {
    sales,
    profit: inMargin ? spanOf(found) : null,
    purchases,
    buyers,
    anyway: rate.treated === 0 ? null : Math.min(1, rate.control / rate.treated),
  }
}

/** Whether the arms have the sizes that were drawn, as a light. */
const LIGHTS = { green: 'fine', yellow: 'watch', red: 'broken' } as const

export function sampleRatio({ split }: Verdict) {
  if (!split) return { chiSquare: 0, p: 1, state: 'fine' as const }
  return { chiSquare: split.chiSquare, p: split.p, state: LIGHTS[split.light] }
}
