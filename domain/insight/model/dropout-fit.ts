import type { BuyerCells } from './buyer-cells.ts'
import type { Surface } from './newton.ts'
import { digamma, trigamma } from './polygamma.ts'
import { lnGamma } from './special.ts'

// BG/NBD (Fader, Hardie, Lee 2005) and MBG/NBD (Batislam, Denizel, Filiztekin 2007) on collapsed cells. `early` is 1
// where members may leave right after their first purchase (MBG), else 0. In one group of x, purchases and dropout
// meet only in w = a/(b + x − 1 + early) · ((α + T)/(α + t_x))^(r + x), the odds of having left: all else depends on
// x alone or on T alone, and is looked at once for each.

const [R, A, P, B] = [0, 1, 2, 3]
/** Beyond this many e-foldings a table of powers would leave the range of doubles. */
const TABLE_MOST = 600

type Days = Readonly<{ ln: Float64Array; inverse: Float64Array }>

/** Log-likelihood of (r, alpha, a, b) with gradient and Hessian, times in days. */
export function dropoutSurface(cells: BuyerCells, early: 0 | 1): (at: readonly number[]) => Surface {
  const ln = new Float64Array(cells.maxAge + 1)
  const inverse = new Float64Array(cells.maxAge + 1)
  const power = new Float64Array(cells.maxAge + 1)
  return ([r = 1, alpha = 1, a = 1, b = 1]) => {
    for (let t = 0; t <= cells.maxAge; t += 1) {
      ln[t] = Math.log(alpha + t)
      inverse[t] = 1 / (alpha + t)
    }
    const sums = new Float64Array(15) // Value, four slopes, and the upper half of the curvature from 5 on.
    const days = { ln, inverse }
    common(sums, cells.members, { r, alpha, a, b })
    byAge(sums, cells, r, days)
    cells.xs.forEach((x, g) => {
      const c = b + x - 1 + early
      ofX(sums, cells.groups[g] as number, { u: r + x, b: c + 1, ab: a + c + 1 })
      if (x > 0 || early === 1) coupled(sums, cells, { g, u: r + x, a, c }, days, power)
    })
    return surfaceOf(sums)
  }
}

/** Places of the upper half of a 4 × 4 matrix behind value and slopes. */
const PLACE = [
  [5, 6, 7, 8],
  [6, 9, 10, 11],
  [7, 10, 12, 13],
  [8, 11, 13, 14],
] as const

/** Value, gradient and Hessian of sums kept as value, four slopes and the upper half of a matrix. */
export function surfaceOf(sums: Float64Array): Surface {
  return {
    value: sums[0] as number,
    gradient: sums.slice(1, 5),
    hessian: Float64Array.from(PLACE.flat(), (at) => sums[at] as number),
  }
}

/** Adds to a slope (one place) or a curvature (two places). */
export function add(sums: Float64Array, value: number, i: number, j?: number): void {
  const at = j === undefined ? 1 + i : ((PLACE[i] as readonly number[])[j] as number)
  sums[at] = (sums[at] as number) + value
}

type Four = Readonly<{ r: number; alpha: number; a: number; b: number }>

/** What every member has: −lnΓ(r) + r ln α + lnΓ(a + b) − lnΓ(b). */
export function common(sums: Float64Array, n: number, { r, alpha, a, b }: Four): void {
  const lnAlpha = Math.log(alpha)
  sums[0] = (sums[0] as number) + n * (lnGamma(a + b) - lnGamma(b) - lnGamma(r) + r * lnAlpha)
  add(sums, n * (lnAlpha - digamma(r)), R)
  add(sums, (n * r) / alpha, A)
  add(sums, n * digamma(a + b), P)
  add(sums, n * (digamma(a + b) - digamma(b)), B)
  add(sums, -n * trigamma(r), R, R)
  add(sums, n / alpha, R, A)
  add(sums, (-n * r) / (alpha * alpha), A, A)
  const both = n * trigamma(a + b)
  add(sums, both, P, P)
  add(sums, both, P, B)
  add(sums, both - n * trigamma(b), B, B)
}

/** −(r + x) ln(α + T), from members and purchases by age. */
function byAge(sums: Float64Array, cells: BuyerCells, r: number, { ln, inverse }: Days): void {
  for (let t = 0; t <= cells.maxAge; t += 1) {
    const n = cells.byAge[t] as number
    if (n === 0) continue
    const u = r * n + (cells.sumXByAge[t] as number)
    const g = inverse[t] as number
    sums[0] = (sums[0] as number) - u * (ln[t] as number)
    add(sums, -n * (ln[t] as number), R)
    add(sums, -u * g, A)
    add(sums, -n * g, R, A)
    add(sums, u * g * g, A, A)
  }
}

/** lnΓ(u) + lnΓ(b) − lnΓ(ab), each grown by what was bought. */
export function ofX(
  sums: Float64Array,
  n: number,
  { u, b, ab }: Readonly<{ u: number; b: number; ab: number }>,
): void {
  sums[0] = (sums[0] as number) + n * (lnGamma(u) + lnGamma(b) - lnGamma(ab))
  add(sums, n * digamma(u), R)
  add(sums, n * trigamma(u), R, R)
  const together = digamma(ab)
  const curved = trigamma(ab)
  add(sums, -n * together, P)
  add(sums, n * (digamma(b) - together), B)
  add(sums, -n * curved, P, P)
  add(sums, -n * curved, P, B)
  add(sums, n * (trigamma(b) - curved), B, B)
}

type Group = Readonly<{ g: number; u: number; a: number; c: number }>

/** log1p(w) over the cells of one x, into sums over the members who may have left. */
function coupled(sums: Float64Array, cells: BuyerCells, group: Group, days: Days, power: Float64Array): void {
  const { ln } = days
  const { u } = group
  const last = ln[cells.maxAge] as number
  const inTable = u * (last - (ln[0] as number)) <= TABLE_MOST
  if (inTable) for (let t = 0; t <= cells.maxAge; t += 1) power[t] = Math.exp(u * ((ln[t] as number) - last))
  const of = inTable ? byTable(cells, group, days, power) : byLogs(cells, group, days)
  const { a, c } = group
  sums[0] = (sums[0] as number) + of.value
  add(sums, of.ln, R)
  add(sums, u * of.inverse, A)
  add(sums, of.left / a, P)
  add(sums, -of.left / c, B)
  add(sums, of.mixLn2, R, R)
  add(sums, of.inverse + u * of.mixLnInverse, R, A)
  add(sums, u * of.inverse2 + u * u * of.mixInverse2, A, A)
  add(sums, of.mixLn / a, R, P)
  add(sums, -of.mixLn / c, R, B)
  add(sums, (u * of.mixInverse) / a, A, P)
  add(sums, (-u * of.mixInverse) / c, A, B)
  add(sums, (of.mix - of.left) / (a * a), P, P)
  add(sums, -of.mix / (a * c), P, B)
  add(sums, (of.mix + of.left) / (c * c), B, B)
}

/**
 * Sums over cells, p = w/(1 + w) the chance of having left, l and g the differences of ln(α + t) and 1/(α + t) between
 * age and last purchase: of p (left), p·l, p·g, p·(second difference), and of p(1 − p) (mix)
 * times 1, l, g, l², l·g, g².
 */
type Coupled = Readonly<
  Record<'value' | 'left' | 'ln' | 'inverse' | 'inverse2' | 'mix' | 'mixLn' | 'mixInverse', number> &
    Record<'mixLn2' | 'mixLnInverse' | 'mixInverse2', number>
>

/** The inner loop of the fit: two loads, a multiplication, a division and a logarithm for the odds, no exponential. */
function byTable(cells: BuyerCells, group: Group, { ln, inverse }: Days, power: Float64Array): Coupled {
  const { tx, age, count } = cells
  const k = group.a / group.c
  const end = cells.starts[group.g + 1] as number
  let [value, left, leftLn, leftInverse, leftInverse2] = [0, 0, 0, 0, 0]
  let [mix, mixLn, mixInverse, mixLn2, mixLnInverse, mixInverse2] = [0, 0, 0, 0, 0, 0]
  for (let i = cells.starts[group.g] as number; i < end; i += 1) {
    const from = tx[i] as number
    const to = age[i] as number
    const n = count[i] as number
    const w = (k * (power[to] as number)) / (power[from] as number)
    const stays = 1 / (1 + w)
    const p = n * w * stays
    const q = p * stays
    const l = (ln[to] as number) - (ln[from] as number)
    const later = inverse[to] as number
    const sooner = inverse[from] as number
    const g = later - sooner
    value += n * Math.log1p(w)
    left += p
    leftLn += p * l
    leftInverse += p * g
    leftInverse2 -= p * g * (later + sooner)
    mix += q
    mixLn += q * l
    mixInverse += q * g
    mixLn2 += q * l * l
    mixLnInverse += q * l * g
    mixInverse2 += q * g * g
  }
  const sums = { value, left, ln: leftLn, inverse: leftInverse, inverse2: leftInverse2 }
  return { ...sums, mix, mixLn, mixInverse, mixLn2, mixLnInverse, mixInverse2 }
}

/** The same where powers leave the range of doubles: odds as logarithms. */
function byLogs(cells: BuyerCells, group: Group, { ln, inverse }: Days): Coupled {
  const { tx, age, count } = cells
  const lnK = Math.log(group.a / group.c)
  const sums = { value: 0, left: 0, ln: 0, inverse: 0, inverse2: 0, mix: 0, mixLn: 0, mixInverse: 0 }
  const more = { mixLn2: 0, mixLnInverse: 0, mixInverse2: 0 }
  const end = cells.starts[group.g + 1] as number
  for (let i = cells.starts[group.g] as number; i < end; i += 1) {
    const n = count[i] as number
    const later = inverse[age[i] as number] as number
    const sooner = inverse[tx[i] as number] as number
    const l = (ln[age[i] as number] as number) - (ln[tx[i] as number] as number)
    const g = later - sooner
    const lnW = lnK + group.u * l
    const p = n * logistic(lnW)
    const q = p * logistic(-lnW)
    sums.value += n * softplus(lnW)
    sums.left += p
    sums.ln += p * l
    sums.inverse += p * g
    sums.inverse2 -= p * g * (later + sooner)
    sums.mix += q
    sums.mixLn += q * l
    sums.mixInverse += q * g
    more.mixLn2 += q * l * l
    more.mixLnInverse += q * l * g
    more.mixInverse2 += q * g * g
  }
  return { ...sums, ...more }
}

/** 1/(1 + e^−v) without overflow. */
export const logistic = (v: number): number => {
  if (v >= 0) return 1 / (1 + Math.exp(-v))
  const e = Math.exp(v)
  return e / (1 + e)
}

/** ln(1 + e^v) without overflow. */
export const softplus = (v: number): number =>
  v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v))
