import { must } from '#base/must'
import { maximise, type Surface } from './newton.ts'
import { digamma, trigamma } from './polygamma.ts'
import { gammaTail, lnGamma } from './special.ts'

/** Gamma-Gamma (Fader and Hardie, note 025): spend per purchase varies within and between members. gamma is money. */
export type SpendParams = Readonly<{ p: number; q: number; gamma: number }>

export type SpendFit = Readonly<{
  params: SpendParams
  logLikelihood: number
  gradientNorm: number
  evaluations: number
  converged: boolean
  edge: readonly string[]
  covariance: Float64Array | null
  /** Repeat buyers with spend above zero; the others say nothing of what a purchase is worth. */
  members: number
  /** Repeat buyers left out because their repeat purchases come to nothing or less. */
  withoutSpend: number
  /** Correlation of repeat purchases with mean spend: the model takes it to be zero; above 0.3 it misleads. */
  correlation: number
}>

/** Repeat purchases and what they came to together, a place per member. Places with x = 0 are passed over. */
export type SpendRows = Readonly<{ x: Int32Array; spend: Float64Array }>

const NAMES = ['p', 'q', 'gamma'] as const
/** From so many repeat buyers on, every sixteenth is fitted first: that start saves passes over all of them. */
const WARM = 200_000

/** Fits the mean spend per repeat purchase; null when fewer than 2 members have any. */
export function fitSpend(rows: SpendRows): SpendFit | null {
  const kept = keptOf(rows, 1)
  if (kept.n < 2) return null
  const bounds = { low: [1e-3, 1e-3, kept.meanSpend * 1e-6], high: [1e4, 1e4, kept.meanSpend * 1e6] }
  let start: readonly number[] = [2, 3, kept.meanSpend]
  if (kept.n >= WARM) start = maximise(spendSurface(keptOf(rows, 16)), start, bounds).at
  const peak = maximise(spendSurface(kept), start, bounds)
  const [p = 1, q = 1, gamma = 1] = peak.at
  const { value, gradientNorm, evaluations, converged, covariance } = peak
  return {
    params: { p, q, gamma },
    logLikelihood: value,
    gradientNorm,
    evaluations,
    converged,
    covariance,
    edge: NAMES.filter(
      (name, i) => peak.edge.includes(i) || (name !== 'gamma' && (peak.at[i] as number) > 1e3),
    ),
    members: kept.n,
    withoutSpend: kept.withoutSpend,
    correlation: kept.correlation,
  }
}

/** Log-likelihood of given parameters. */
export const spendLikelihood = (rows: SpendRows, { p, q, gamma }: SpendParams): number =>
  spendSurface(keptOf(rows, 1))([p, q, gamma]).value

type Kept = Readonly<{
  n: number
  withoutSpend: number
  x: Int32Array
  spend: Float64Array
  /** Members by x, and the sums that no parameter touches. */
  perX: Int32Array
  sumX: number
  sumLnMean: number
  sumXLn: number
  meanSpend: number
  correlation: number
}>

function keptOf(rows: SpendRows, step: number): Kept {
  must(rows.x.length === rows.spend.length, 'B10: columns are of one length')
  const x = new Int32Array(Math.ceil(rows.x.length / step))
  const spend = new Float64Array(x.length)
  let [n, withoutSpend, maxX] = [0, 0, 0]
  for (let i = 0; i < rows.x.length; i += step) {
    const purchases = rows.x[i] as number
    if (purchases === 0) continue
    const money = rows.spend[i] as number
    if (!(money > 0)) {
      withoutSpend += 1
      continue
    }
    x[n] = purchases
    spend[n] = money
    n += 1
    if (purchases > maxX) maxX = purchases
  }
  const kept = { x: x.subarray(0, n), spend: spend.subarray(0, n) }
  return { n, withoutSpend, ...kept, ...momentsOf(kept, maxX) }
}

function momentsOf({ x, spend }: SpendRows, maxX: number) {
  const perX = new Int32Array(maxX + 1)
  let [sumX, sumXX, sumZ, sumZZ, sumXZ, sumLnMean, sumXLn, sumSpend] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < x.length; i += 1) {
    const k = x[i] as number
    const money = spend[i] as number
    const z = money / k
    perX[k] = (perX[k] as number) + 1
    sumX += k
    sumXX += k * k
    sumZ += z
    sumZZ += z * z
    sumXZ += k * z
    sumLnMean += Math.log(z)
    sumXLn += k * Math.log(money)
    sumSpend += money
  }
  const n = x.length
  const cov = sumXZ - (sumX * sumZ) / n
  const spread = Math.sqrt((sumXX - (sumX * sumX) / n) * (sumZZ - (sumZ * sumZ) / n))
  const correlation = spread > 0 ? cov / spread : 0
  return { perX, sumX, sumLnMean, sumXLn, meanSpend: sumSpend / Math.max(1, sumX), correlation }
}

/** x ln z + x ln x is x ln(spend), so the constants are −Σ ln z and p Σ x ln(spend). */
function spendSurface(kept: Kept): (at: readonly number[]) => Surface {
  const { n, perX, sumLnMean, sumXLn } = kept
  return ([p = 1, q = 1, gamma = 1]) => {
    const rows = overRows(kept, gamma)
    const lnG = Math.log(gamma)
    let value = n * (q * lnG - lnGamma(q)) - sumLnMean + p * (sumXLn - rows.xLn) - q * rows.ln
    let [gp, gq] = [sumXLn - rows.xLn, n * (lnG - digamma(q)) - rows.ln]
    const gg = (n * q) / gamma - p * rows.xInverse - q * rows.inverse
    let [hpp, hpq, hqq] = [0, 0, -n * trigamma(q)]
    for (let x = 1; x < perX.length; x += 1) {
      const m = perX[x] as number
      if (m === 0) continue
      value += m * (lnGamma(p * x + q) - lnGamma(p * x))
      const slope = digamma(p * x + q)
      const curve = trigamma(p * x + q)
      gp += m * x * (slope - digamma(p * x))
      gq += m * slope
      hpp += m * x * x * (curve - trigamma(p * x))
      hpq += m * x * curve
      hqq += m * curve
    }
    const hpg = -rows.xInverse
    const hqg = n / gamma - rows.inverse
    const hgg = (-n * q) / (gamma * gamma) + p * rows.xInverse2 + q * rows.inverse2
    const hessian = Float64Array.of(hpp, hpq, hpg, hpq, hqq, hqg, hpg, hqg, hgg)
    // The largest terms: one is taken from the other.
    const rounding = ROUNDED * (p * (Math.abs(sumXLn) + Math.abs(rows.xLn)) + q * Math.abs(rows.ln))
    return { value, gradient: Float64Array.of(gp, gq, gg), hessian, rounding }
  }
}

/** Of a sum of so many rows that each is summed up a stretch at a time, as a share of it. */
const ROUNDED = 1e-15
/** Rows that are summed up before they are added to what was before: a sum of millions loses less so. */
const STRETCH = 4096

/** One logarithm and one division for every repeat buyer. */
function overRows(kept: Kept, gamma: number) {
  const all = { ln: 0, xLn: 0, inverse: 0, xInverse: 0, inverse2: 0, xInverse2: 0 }
  for (let from = 0; from < kept.n; from += STRETCH) {
    const part = overStretch(kept, gamma, { from, to: Math.min(kept.n, from + STRETCH) })
    all.ln += part.ln
    all.xLn += part.xLn
    all.inverse += part.inverse
    all.xInverse += part.xInverse
    all.inverse2 += part.inverse2
    all.xInverse2 += part.xInverse2
  }
  return all
}

function overStretch({ x, spend }: SpendRows, gamma: number, { from, to }: { from: number; to: number }) {
  let [ln, xLn, inverse, xInverse, inverse2, xInverse2] = [0, 0, 0, 0, 0, 0]
  for (let i = from; i < to; i += 1) {
    const k = x[i] as number
    const all = (spend[i] as number) + gamma
    const l = Math.log(all)
    const one = 1 / all
    ln += l
    xLn += k * l
    inverse += one
    xInverse += k * one
    inverse2 += one * one
    xInverse2 += k * one * one
  }
  return { ln, xLn, inverse, xInverse, inverse2, xInverse2 }
}

/**
 * What a further purchase of the member is worth, from the mean of x repeat purchases: drawn towards the shop's mean,
 * the more so the fewer there are. Where that mean does not exist (q ≤ 1 without repeat purchases) the median stands
 * in, and `median` says so.
 */
export function worthOf(
  { p, q, gamma }: SpendParams,
  of: Readonly<{ x: number; mean: number }>,
): Readonly<{ worth: number; median: boolean }> {
  const shape = p * of.x + q
  const scale = p * (gamma + of.x * of.mean)
  if (shape > 1) return { worth: scale / (shape - 1), median: false }
  return { worth: scale / gammaMedian(shape), median: true }
}

/** The median of a gamma variable of scale 1, by bisection of its logarithm. */
function gammaMedian(shape: number): number {
  let low = -800
  let high = Math.log(shape + 1)
  for (let round = 0; round < 100; round += 1) {
    const middle = (low + high) / 2
    if (gammaTail(shape, Math.exp(middle)) > 0.5) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}
