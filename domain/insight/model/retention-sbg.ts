import { must } from '#base/must'

/** Of those at risk in each period, how many left and how many stayed: period 1 is the first renewal. */
export type Renewals = Readonly<{ lost: readonly number[]; stayed: readonly number[] }>

export type ShiftedBetaGeometric = Readonly<{ alpha: number; beta: number; logLikelihood: number }>

/** One cohort's survivors, everybody first: 1000, 631, 468 … */
export function renewalsOf(survivors: readonly number[]): Renewals {
  must(
    survivors.length >= 2 && survivors.every((n, t) => n >= 0 && n <= (survivors[t - 1] ?? n)),
    'N1: survivors never grow in number',
  )
  const stayed = survivors.slice(1)
  return { stayed, lost: stayed.map((n, t) => (survivors[t] as number) - n) }
}

/** Cohorts of different ages added up by period: each period counts those who were at risk in it. */
export function addedUp(cohorts: readonly Renewals[]): Renewals {
  const periods = Math.max(0, ...cohorts.map((c) => c.lost.length))
  const at = (of: 'lost' | 'stayed') =>
    Array.from({ length: periods }, (_, t) => cohorts.reduce((sum, c) => sum + (c[of][t] ?? 0), 0))
  return { lost: at('lost'), stayed: at('stayed') }
}

type Derivatives = Readonly<{ value: number; ga: number; gb: number; aa: number; ab: number; bb: number }>

/** The likelihood is one binomial a period with chance of leaving α/(α + β + t − 1): no gamma function is needed. */
function likelihood({ lost, stayed }: Renewals, alpha: number, beta: number): Derivatives {
  let [value, ga, gb, aa, ab, bb] = [0, 0, 0, 0, 0, 0]
  lost.forEach((out, t) => {
    const kept = stayed[t] as number
    const both = alpha + beta + t
    const all = (out + kept) / both
    value += out * Math.log(alpha / both) + kept * Math.log((beta + t) / both)
    ga += out / alpha - all
    gb += kept / (beta + t) - all
    aa += all / both - out / alpha ** 2
    ab += all / both
    bb += all / both - kept / (beta + t) ** 2
  })
  return { value, ga, gb, aa, ab, bb }
}

/**
 * Fits S(t) = B(α, β + t)/B(α, β) (Fader and Hardie 2007) by damped Newton on ln α, ln β. Null when nobody or everybody
 * left, or when a single period was seen: two parameters cannot be read from one share.
 */
export function fitShiftedBetaGeometric(renewals: Renewals): ShiftedBetaGeometric | null {
  const left = renewals.lost.reduce((a, b) => a + b, 0)
  const stayed = renewals.stayed.reduce((a, b) => a + b, 0)
  if (left <= 0 || stayed <= 0 || renewals.lost.length < 2) return null
  let [alpha, beta] = [1, 1]
  let here = likelihood(renewals, alpha, beta)
  for (let round = 0; round < 200; round += 1) {
    const [ga, gb] = [here.ga * alpha, here.gb * beta]
    const step = ascent(
      { ga, gb },
      { aa: here.aa * alpha ** 2 + ga, ab: here.ab * alpha * beta, bb: here.bb * beta ** 2 + gb },
    )
    let part = 1
    let next = here
    for (; part > 1e-8; part /= 2) {
      next = likelihood(renewals, alpha * Math.exp(part * step.a), beta * Math.exp(part * step.b))
      if (next.value >= here.value) break
    }
    alpha *= Math.exp(part * step.a)
    beta *= Math.exp(part * step.b)
    here = next
    if (Math.abs(step.a) + Math.abs(step.b) < 1e-12) break
  }
  // A chance of leaving that does not fall has no spread between members: the parameters run away together.
  return Number.isFinite(here.value) && alpha < 1e6 && beta < 1e6
    ? { alpha, beta, logLikelihood: here.value }
    : null
}

type Hessian = Readonly<{ aa: number; ab: number; bb: number }>

/** Newton's step uphill, with as much of the identity added as makes the curvature negative; at most 2 in the log. */
function ascent({ ga, gb }: Readonly<{ ga: number; gb: number }>, h: Hessian): { a: number; b: number } {
  let shift = 0
  for (;;) {
    const [aa, bb] = [-h.aa + shift, -h.bb + shift]
    const determinant = aa * bb - h.ab ** 2
    if (aa > 0 && determinant > 1e-12 * aa * Math.abs(bb)) {
      const a = (bb * ga + h.ab * gb) / determinant
      const b = (h.ab * ga + aa * gb) / determinant
      const size = Math.max(Math.abs(a), Math.abs(b), 2) / 2
      return { a: a / size, b: b / size }
    }
    shift = shift === 0 ? Math.max(1e-3, Math.abs(h.aa) * 1e-3) : shift * 4
  }
}

/** Share of a cohort still there after 0 … `periods` periods: S(t) = S(t − 1)·(β + t − 1)/(α + β + t − 1). */
export function survival({ alpha, beta }: ShiftedBetaGeometric, periods: number): number[] {
  const shares = [1]
  for (let t = 1; t <= periods; t += 1)
    shares.push(((shares[t - 1] as number) * (beta + t - 1)) / (alpha + beta + t - 1))
  return shares
}
