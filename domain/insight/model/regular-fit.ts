import { must } from '#base/must'
import type { BuyerCells } from './buyer-cells.ts'
import { add, common, logistic, ofX, softplus, surfaceOf } from './dropout-fit.ts'
import type { Surface } from './newton.ts'
import { digamma, trigamma } from './polygamma.ts'
import { lnGamma } from './special.ts'

const [R, A, P, B] = [0, 1, 2, 3]

/**
 * MBG/CNBD-k (Platzer and Reutterer 2016; Reutterer, Platzer, Schröder 2021): gaps are Erlang-k, and members may leave
 * after any purchase. Log-likelihood of (r, alpha, a, b) in days; `sumLnGaps` is Σ ln(gap) over all gaps, which k > 1
 * needs to be a likelihood that can be compared with that of another k.
 */
export function regularSurface(
  cells: BuyerCells,
  k: number,
  sumLnGaps: number,
): (at: readonly number[]) => Surface {
  must(Number.isInteger(k) && k >= 1 && k <= 4, 'B5: buyers are as regular as k = 1, 2, 3 or 4')
  const constant = (k - 1) * sumLnGaps - cells.sumX * lnGamma(k)
  return ([r = 1, alpha = 1, a = 1, b = 1]) => {
    const sums = new Float64Array(15)
    sums[0] = constant
    common(sums, cells.members, { r, alpha, a, b })
    cells.xs.forEach((x, g) => {
      ofX(sums, cells.groups[g] as number, { u: r + k * x, b: b + x + 1, ab: a + b + x + 1 })
      const group = { g, k, u: r + k * x, alpha, a, c: b + x }
      for (let i = cells.starts[g] as number; i < (cells.starts[g + 1] as number); i += 1)
        addCell(sums, cells, i, group)
    })
    return surfaceOf(sums)
  }
}

type Group = Readonly<{ g: number; k: number; u: number; alpha: number; a: number; c: number }>

/** −u ln(α + T) + ln(F + w): F holds the chances of 0 … k − 1 events since the last purchase, w of having left. */
function addCell(sums: Float64Array, cells: BuyerCells, i: number, { k, u, alpha, a, c }: Group): void {
  const n = cells.count[i] as number
  const age = cells.age[i] as number
  const tx = cells.tx[i] as number
  const later = 1 / (alpha + age)
  const sooner = 1 / (alpha + tx)
  const rho = (age - tx) * later
  const f = sinceLast(k, u, rho)
  const lnAge = Math.log(alpha + age)
  const l = lnAge - Math.log(alpha + tx)
  const lnW = Math.log(a / c) + u * l
  const over = lnW - f.ln
  const p = logistic(over)
  const q = p * (1 - p)
  sums[0] = (sums[0] as number) + n * (f.ln + softplus(over) - u * lnAge)
  // F in r and alpha: d rho / d alpha = −rho/(α + T).
  const down = -rho * later
  const f1 = [f.u, f.rho * down, 0, 0]
  const w1 = [l, u * (later - sooner), 1 / a, -1 / c]
  for (let j = 0; j < 4; j += 1) {
    add(sums, n * ((1 - p) * (f1[j] as number) + p * (w1[j] as number)), j)
    for (let m = j; m < 4; m += 1) {
      const apart = ((w1[j] as number) - (f1[j] as number)) * ((w1[m] as number) - (f1[m] as number))
      add(sums, n * q * apart, j, m)
    }
  }
  const stay = n * (1 - p)
  const left = n * p
  add(sums, stay * f.uu, R, R)
  add(sums, stay * f.uRho * down + left * (later - sooner), R, A)
  add(sums, stay * (f.rhoRho * down * down - 2 * f.rho * down * later), A, A)
  add(sums, left * u * (sooner * sooner - later * later), A, A)
  add(sums, -left / (a * a), P, P)
  add(sums, left / (c * c), B, B)
  add(sums, -n * lnAge, R)
  add(sums, -n * u * later, A)
  add(sums, -n * later, R, A)
  add(sums, n * u * later * later, A, A)
}

/** ln F with its derivatives, F = Σ_{j<k} Γ(u + j)/(Γ(u) j!) ρ^j, as polynomials. */
function sinceLast(k: number, u: number, rho: number) {
  let [term, dTerm, d2Term] = [1, 0, 0]
  let [f, fu, fuu, fr, frr, fur] = [1, 0, 0, 0, 0, 0]
  let power = 1
  for (let j = 1; j < k; j += 1) {
    // The j-th coefficient is the one before times (u + j − 1)/j.
    d2Term = (d2Term * (u + j - 1) + 2 * dTerm) / j
    dTerm = (dTerm * (u + j - 1) + term) / j
    term = (term * (u + j - 1)) / j
    frr += j * (j - 1) * term * (j > 1 ? rho ** (j - 2) : 0)
    fr += j * term * power
    fur += j * dTerm * power
    power *= rho
    f += term * power
    fu += dTerm * power
    fuu += d2Term * power
  }
  const [u1, r1] = [fu / f, fr / f]
  return {
    ln: Math.log(f),
    u: u1,
    rho: r1,
    uu: fuu / f - u1 * u1,
    rhoRho: frr / f - r1 * r1,
    uRho: fur / f - u1 * r1,
  }
}

/** NBD (Ehrenberg 1959): log-likelihood of (r, alpha) when nobody leaves, in days. */
export function steadySurface(cells: BuyerCells): (at: readonly number[]) => Surface {
  return ([r = 1, alpha = 1]) => {
    const n = cells.members
    const lnAlpha = Math.log(alpha)
    let value = n * (r * lnAlpha - lnGamma(r))
    let [gr, ga] = [n * (lnAlpha - digamma(r)), (n * r) / alpha]
    let [hrr, hra, haa] = [-n * trigamma(r), n / alpha, (-n * r) / (alpha * alpha)]
    cells.xs.forEach((x, g) => {
      const members = cells.groups[g] as number
      value += members * lnGamma(r + x)
      gr += members * digamma(r + x)
      hrr += members * trigamma(r + x)
    })
    for (let t = 0; t <= cells.maxAge; t += 1) {
      const members = cells.byAge[t] as number
      const u = r * members + (cells.sumXByAge[t] as number)
      const ln = Math.log(alpha + t)
      value -= u * ln
      gr -= members * ln
      ga -= u / (alpha + t)
      hra -= members / (alpha + t)
      haa += u / (alpha + t) ** 2
    }
    return { value, gradient: Float64Array.of(gr, ga), hessian: Float64Array.of(hrr, hra, hra, haa) }
  }
}
