import { must } from '#base/must'
import type { BuyerCells } from './buyer-cells.ts'
import { inUnit, type BuyerKind, type BuyerParams } from './buyer-params.ts'
import { dropoutSurface } from './dropout-fit.ts'
import { lifetimeSurface } from './lifetime-fit.ts'
import { maximise, type Peak, type Surface } from './newton.ts'
import { regularSurface, steadySurface } from './regular-fit.ts'

/** A fitted model. Times are in days unless it went through `fitInUnit`. */
export type BuyerFit = Readonly<{
  params: BuyerParams
  logLikelihood: number
  /** Of the logarithms of the parameters; near zero at the true maximum. */
  gradientNorm: number
  evaluations: number
  converged: boolean
  /** Names of parameters that ran to where they say nothing any more (below 0.002 or above 1,000). */
  edge: readonly string[]
  /** Covariance of the logarithms of the parameters, row by row; null where the likelihood is flat. */
  covariance: Float64Array | null
  members: number
  sumX: number
}>

/** Which model, for mbgcnbd how regular, and what is known of the gaps: Σ ln(gap in days), needed for k above 1. */
export type FitWish = Readonly<{ kind: BuyerKind; k?: number; sumLnGaps?: number }>

const LOW = 1e-3
const HIGH = 1e4
/** Times are in days and may be longer than any history. */
const LONG = 1e6

/** The maximum of the likelihood, from a fixed start scaled by the shop's own mean age and repeat purchases. */
export function fitBuyers(cells: BuyerCells, wish: FitWish): BuyerFit {
  must(cells.members > 0 && cells.sumX > 0, 'B4: a model is fitted to members of whom some came back')
  const { kind, k = 1 } = wish
  const { names, start, surface } = searchOf(cells, wish)
  const times = names.map((name) => name === 'alpha' || name === 'beta')
  const bounds = { low: names.map(() => LOW), high: times.map((is) => (is ? LONG : HIGH)) }
  const peak = maximise(surface, start, bounds)
  const values = Object.fromEntries(names.map((name, i) => [name, peak.at[i]]))
  const params = { kind, ...values, ...(kind === 'mbgcnbd' ? { k } : {}) } as BuyerParams // Names are of the kind.
  return { params, ...told(peak, names, times), members: cells.members, sumX: cells.sumX }
}

/** The fit with times in units of so many days; the likelihood of times scales with them. */
export function fitInUnit(fit: BuyerFit, days: number): BuyerFit {
  const logLikelihood = fit.logLikelihood + fit.sumX * Math.log(days)
  return { ...fit, params: inUnit(fit.params, days), logLikelihood }
}

/** Log-likelihood of given parameters, times in days. */
export function logLikelihood(cells: BuyerCells, params: BuyerParams, sumLnGaps = 0): number {
  const k = params.kind === 'mbgcnbd' ? params.k : 1
  const { names, surface } = searchOf(cells, { kind: params.kind, k, sumLnGaps })
  const of = params as unknown as Readonly<Record<string, number>> // The names are of this kind.
  return surface(names.map((name) => of[name] as number)).value
}

type Search = Readonly<{
  names: readonly string[]
  start: readonly number[]
  surface: (at: readonly number[]) => Surface
}>

function searchOf(cells: BuyerCells, { kind, k = 1, sumLnGaps = 0 }: FitWish): Search {
  let days = 0
  for (let t = 0; t <= cells.maxAge; t += 1) days += t * (cells.byAge[t] as number)
  const age = Math.max(1, days / cells.members)
  // A rate of r/alpha purchases a day: with r at a half, alpha follows from the mean age and the mean x.
  const alpha = (0.5 * age) / Math.max(0.05, cells.sumX / cells.members)
  switch (kind) {
    case 'bg':
    case 'mbg':
      return {
        names: ['r', 'alpha', 'a', 'b'],
        start: [0.5, alpha / 2, 1, 2],
        surface: dropoutSurface(cells, kind === 'bg' ? 0 : 1),
      }
    case 'mbgcnbd':
      return {
        names: ['r', 'alpha', 'a', 'b'],
        start: [0.5, alpha / 2 / k, 1, 2],
        surface: regularSurface(cells, k, sumLnGaps),
      }
    case 'pareto':
      return {
        names: ['r', 'alpha', 's', 'beta'],
        start: [0.5, alpha / 2, 0.5, age / 3],
        surface: lifetimeSurface(cells),
      }
    case 'nbd':
      return { names: ['r', 'alpha'], start: [0.5, alpha], surface: steadySurface(cells) }
  }
}

function told(peak: Peak, names: readonly string[], times: readonly boolean[]) {
  const far = names.filter((_, i) => {
    const v = peak.at[i] as number
    return peak.edge.includes(i) || v <= LOW * 2 || (!times[i] && v >= HIGH / 10)
  })
  const { value, gradientNorm, evaluations, converged, covariance } = peak
  return { logLikelihood: value, gradientNorm, evaluations, converged, edge: far, covariance }
}
