import { must } from '#base/must'
import { maximise, type Surface } from './newton.ts'
import { digamma, trigamma } from './polygamma.ts'
import { gammaTail, lnGamma } from './special.ts'
import { wider } from './wider.ts'

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
  /** Of everybody with spend, by x: those of x begin at `starts[x]` and end where those of x + 1 begin. */
  spend: Float64Array
  starts: Int32Array
  least: number
  most: number
  /** Members by x, and the sums that no parameter touches. */
  perX: Int32Array
  sumX: number
  sumLnMean: number
  sumXLn: number
  meanSpend: number
  correlation: number
}>

/** Every `step`th of the rows, sorted by x: sums that weigh rows by x are made of sums over each x. */
function keptOf(rows: SpendRows, step: number): Kept {
  must(rows.x.length === rows.spend.length, 'B10: columns are of one length')
  const { perX, withoutSpend, least, most } = lookedOver(rows, step)
  const starts = new Int32Array(perX.length + 1)
  for (let x = 0; x < perX.length; x += 1) starts[x + 1] = (starts[x] as number) + (perX[x] as number)
  const n = starts[perX.length] as number
  const spend = new Float64Array(n)
  const next = starts.slice()
  for (let i = 0; i < rows.x.length; i += step) {
    const x = rows.x[i] as number
    const money = rows.spend[i] as number
    if (x < 1 || !(money > 0)) continue
    const at = next[x] as number
    spend[at] = money
    next[x] = at + 1
  }
  const sorted = { n, spend, starts, perX, least, most }
  return { ...sorted, withoutSpend, ...momentsOf(sorted) }
}

function lookedOver({ x: purchases, spend }: SpendRows, step: number) {
  let perX = new Int32Array(64)
  let [withoutSpend, least, most] = [0, Infinity, 0]
  for (let i = 0; i < purchases.length; i += step) {
    const x = purchases[i] as number
    const money = spend[i] as number
    if (x < 1) continue
    if (!(money > 0)) {
      withoutSpend += 1
      continue
    }
    if (x >= perX.length) perX = wider(perX, x * 2)
    perX[x] = (perX[x] as number) + 1
    if (money < least) least = money
    if (money > most) most = money
  }
  return { perX, withoutSpend, least, most }
}

type Sorted = Pick<Kept, 'n' | 'spend' | 'starts' | 'perX' | 'least' | 'most'>

function momentsOf(sorted: Sorted) {
  const { n, perX } = sorted
  let [sumX, sumXX, sumZ, sumZZ, sumXZ, sumLnMean, sumXLn] = [0, 0, 0, 0, 0, 0, 0]
  const logs = sumsByX(sorted, 0)
  const amounts = amountsByX(sorted)
  for (let x = 1; x < perX.length; x += 1) {
    const members = perX[x] as number
    if (members === 0) continue
    const ln = logs.ln[x] as number
    const money = amounts.one[x] as number
    sumX += x * members
    sumXX += x * x * members
    sumZ += money / x
    sumZZ += (amounts.two[x] as number) / (x * x)
    sumXZ += money
    sumLnMean += ln - members * Math.log(x)
    sumXLn += x * ln
  }
  const cov = sumXZ - (sumX * sumZ) / n
  const spread = Math.sqrt((sumXX - (sumX * sumX) / n) * (sumZZ - (sumZ * sumZ) / n))
  const correlation = spread > 0 ? cov / spread : 0
  return { sumX, sumLnMean, sumXLn, meanSpend: sumXZ / Math.max(1, sumX), correlation }
}

/** Spend and its square by x. */
function amountsByX({ spend, starts, perX }: Sorted) {
  const [one, two] = [new Float64Array(perX.length), new Float64Array(perX.length)]
  for (let x = 1; x < perX.length; x += 1) {
    let [sum, squares] = [0, 0]
    for (let i = starts[x] as number; i < (starts[x + 1] as number); i += 1) {
      const money = spend[i] as number
      sum += money
      squares += money * money
    }
    one[x] = sum
    two[x] = squares
  }
  return { one, two }
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

/** What rounding makes of a sum of rows that is summed up a stretch at a time, as a share of it. */
const ROUNDED = 1e-15
/** Rows that are summed up before they are added to what was before: a sum of millions loses less so. */
const STRETCH = 4096

/** The sums of ln(spend + gamma), of its inverse and of that squared, each also weighed by x. */
function overRows(kept: Kept, gamma: number) {
  const by = sumsByX(kept, gamma)
  let [ln, xLn, inverse, xInverse, inverse2, xInverse2] = [0, 0, 0, 0, 0, 0]
  for (let x = 1; x < kept.perX.length; x += 1) {
    ln += by.ln[x] as number
    xLn += x * (by.ln[x] as number)
    inverse += by.inverse[x] as number
    xInverse += x * (by.inverse[x] as number)
    inverse2 += by.inverse2[x] as number
    xInverse2 += x * (by.inverse2[x] as number)
  }
  return { ln, xLn, inverse, xInverse, inverse2, xInverse2 }
}

function sumsByX(sorted: Sorted, gamma: number) {
  const { starts, perX } = sorted
  const ln = new Float64Array(perX.length)
  const inverse = new Float64Array(perX.length)
  const inverse2 = new Float64Array(perX.length)
  for (let x = 1; x < perX.length; x += 1) {
    const end = starts[x + 1] as number
    for (let from = starts[x] as number; from < end; from += STRETCH) {
      const part = overStretch(sorted, gamma, { from, to: Math.min(end, from + STRETCH) })
      ln[x] = (ln[x] as number) + part.ln
      inverse[x] = (inverse[x] as number) + part.inverse
      inverse2[x] = (inverse2[x] as number) + part.inverse2
    }
  }
  return { ln, inverse, inverse2 }
}

/** The product of eight such numbers is a double: one logarithm for eight rows, and no less exact than eight. */
const [SMALLEST, LARGEST] = [1e-30, 1e30]

function overStretch(
  { spend, least, most }: Sorted,
  gamma: number,
  { from, to }: Readonly<{ from: number; to: number }>,
) {
  const last = least + gamma > SMALLEST && most + gamma < LARGEST ? 7 : 0
  let [ln, product, inverse, inverse2] = [0, 1, 0, 0]
  for (let i = from; i < to; i += 1) {
    const all = (spend[i] as number) + gamma
    const one = 1 / all
    inverse += one
    inverse2 += one * one
    product *= all
    if ((i & last) === last) {
      ln += Math.log(product)
      product = 1
    }
  }
  return { ln: ln + Math.log(product), inverse, inverse2 }
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
