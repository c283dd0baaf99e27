import type { BuyerCells } from './buyer-cells.ts'
import { add, surfaceOf } from './dropout-fit.ts'
import {
  fillLeaving,
  leavingDays,
  leavingTable,
  type LeavingDays,
  type LeavingTable,
} from './lifetime-integral.ts'
import type { Surface } from './newton.ts'
import { digamma, trigamma } from './polygamma.ts'
import { lnGamma } from './special.ts'

// Pareto/NBD (Schmittlein, Morrison, Colombo 1987), as L = Γ(r + x)/Γ(r) α^r β^s {(α + T)^−u (β + T)^−s + s ∫ f},
// f from `lifetime-integral.ts`, t_x to T. The two parts are a mixture over "still here" and "left at y"; gradient
// and Hessian
// are means of the logarithms' derivatives under it. Tails of f are kept by whole day, so a cell costs two look-ups and
// one exponential, and second moments are gathered once for each x from the weight that all cells put on each day.

const [R, A, S, B] = [0, 1, 2, 3]

/** Log-likelihood of (r, alpha, s, beta) with gradient and Hessian, times in days. */
export function lifetimeSurface(cells: BuyerCells): (at: readonly number[]) => Surface {
  let table: LeavingTable | null = null
  return ([r = 1, alpha = 1, s = 1, beta = 1]) => {
    const days = leavingDays({ alpha, s, beta }, cells.maxAge)
    table ??= leavingTable(days)
    const sums = new Float64Array(15)
    common(sums, cells.members, { r, alpha, s, beta })
    for (let g = 0; g < cells.xs.length; g += 1) {
      const u = r + (cells.xs[g] as number)
      const n = cells.groups[g] as number
      sums[0] = (sums[0] as number) + n * lnGamma(u)
      add(sums, n * digamma(u), R)
      add(sums, n * trigamma(u), R, R)
      fillLeaving(days, u, table)
      ofGroup(sums, cells, { g, u, days, table })
    }
    return surfaceOf(sums)
  }
}

type Four = Readonly<{ r: number; alpha: number; s: number; beta: number }>

function common(sums: Float64Array, n: number, { r, alpha, s, beta }: Four): void {
  const lnAlpha = Math.log(alpha)
  sums[0] = n * (r * lnAlpha - lnGamma(r) + s * Math.log(beta))
  add(sums, n * (lnAlpha - digamma(r)), R)
  add(sums, (n * r) / alpha, A)
  add(sums, n * Math.log(beta), S)
  add(sums, (n * s) / beta, B)
  add(sums, -n * trigamma(r), R, R)
  add(sums, n / alpha, R, A)
  add(sums, (-n * r) / (alpha * alpha), A, A)
  add(sums, n / beta, S, B)
  add(sums, (-n * s) / (beta * beta), B, B)
}

type Group = Readonly<{ g: number; u: number; days: LeavingDays; table: LeavingTable }>

function ofGroup(sums: Float64Array, cells: BuyerCells, group: Group): void {
  const { days } = group
  // The weight that cells put on "left after day t" where it begins, and takes away where it ends.
  const begun = new Float64Array(days.maxAge + 1)
  const ended = new Float64Array(days.maxAge + 1)
  eachCell(sums, cells, group, begun, ended)
  ofThoseHere(sums, group, ended)
  ofThoseLeft(sums, group, begun, ended)
}

/** Value and slopes of every cell, less the outer product of its slopes. */
function eachCell(
  sums: Float64Array,
  cells: BuyerCells,
  { g, u, days, table }: Group,
  begun: Float64Array,
  ended: Float64Array,
): void {
  const { s, beta } = days.of
  const { ln, tail } = table
  const { la, pa, lb, pb } = days.at
  let [value, gr, ga, gs, gb] = [0, 0, 0, 0, 0]
  let [rr, ra, rs, rb, aa, as, ab, ss, sb, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = cells.starts[g] as number; i < (cells.starts[g + 1] as number); i += 1) {
    const tx = cells.tx[i] as number
    const age = cells.age[i] as number
    const n = cells.count[i] as number
    const e = Math.exp((ln[age] as number) - (ln[tx] as number))
    const o = tx * 5
    const q = age * 5
    const here = e * (beta + age)
    const left = s * ((tail[o] as number) - e * (tail[q] as number))
    const all = left + here
    const dr =
      -(s * ((tail[o + 1] as number) - e * (tail[q + 1] as number)) + here * (la[age] as number)) / all
    const da =
      (-u * (s * ((tail[o + 2] as number) - e * (tail[q + 2] as number)) + here * (pa[age] as number))) / all
    const lnB = s * ((tail[o + 3] as number) - e * (tail[q + 3] as number)) + here * (lb[age] as number)
    const ds = (left / s - lnB) / all
    const leftB = (s + 1) * s * ((tail[o + 4] as number) - e * (tail[q + 4] as number))
    const db = -(leftB + s * here * (pb[age] as number)) / all
    value += n * ((ln[tx] as number) + Math.log(all))
    gr += n * dr
    ga += n * da
    gs += n * ds
    gb += n * db
    rr -= n * dr * dr
    ra -= n * dr * da
    rs -= n * dr * ds
    rb -= n * dr * db
    aa -= n * da * da
    as -= n * da * ds
    ab -= n * da * db
    ss -= n * ds * ds
    sb -= n * ds * db
    bb -= n * db * db
    begun[tx] = (begun[tx] as number) + n / all
    ended[age] = (ended[age] as number) + (n * e) / all
  }
  addAll(sums, [value, gr, ga, gs, gb, rr, ra, rs, rb, aa, as, ab, ss, sb, bb])
}

const addAll = (sums: Float64Array, found: readonly number[]): void =>
  found.forEach((v, k) => (sums[k] = (sums[k] as number) + v))

/** Second moments of those still here, all at their own age. */
function ofThoseHere(sums: Float64Array, { u, days }: Group, ended: Float64Array): void {
  const { s, beta } = days.of
  const { la, pa, lb, pb } = days.at
  for (let t = 0; t <= days.maxAge; t += 1) {
    const w = (ended[t] as number) * (beta + t)
    if (w === 0) continue
    const [a, p, b, q] = [la[t] as number, pa[t] as number, lb[t] as number, pb[t] as number]
    add(sums, w * a * a, R, R)
    add(sums, w * (u * a * p - p), R, A)
    add(sums, w * a * b, R, S)
    add(sums, w * s * a * q, R, B)
    add(sums, w * u * (u + 1) * p * p, A, A)
    add(sums, w * u * p * b, A, S)
    add(sums, w * u * s * p * q, A, B)
    add(sums, w * b * b, S, S)
    add(sums, w * (s * b * q - q), S, B)
    add(sums, w * s * (s + 1) * q * q, B, B)
  }
}

/** Second moments of those who left: the weight on each day, carried on from day to day, over the nodes of the day. */
function ofThoseLeft(
  sums: Float64Array,
  { u, days, table }: Group,
  begun: Float64Array,
  ended: Float64Array,
): void {
  const { s } = days.of
  const { ln, first, nodes, weight } = table
  const m = new Float64Array(14)
  let carried = 0
  for (let t = 0; t < days.maxAge; t += 1) {
    carried = carried * (t === 0 ? 0 : Math.exp((ln[t] as number) - (ln[t - 1] as number)))
    carried = Math.max(0, carried + (begun[t] as number) - (ended[t] as number))
    if (carried > 0)
      gather(m, nodes, weight, { carried: carried * s, from: first[t] as number, to: first[t + 1] as number })
  }
  const [
    a = 0,
    p = 0,
    b = 0,
    q = 0,
    aa = 0,
    ap = 0,
    ab = 0,
    aq = 0,
    pp = 0,
    pb = 0,
    pq = 0,
    bb = 0,
    bq = 0,
    qq = 0,
  ] = m
  add(sums, aa, R, R)
  add(sums, u * ap - p, R, A)
  add(sums, ab - a / s, R, S)
  add(sums, (s + 1) * aq, R, B)
  add(sums, u * (u + 1) * pp, A, A)
  add(sums, u * (pb - p / s), A, S)
  add(sums, u * (s + 1) * pq, A, B)
  add(sums, bb - (2 * b) / s, S, S)
  add(sums, (s + 1) * (bq - q / s) - q, S, B)
  add(sums, (s + 1) * (s + 2) * qq, B, B)
}

type Stretch = Readonly<{ carried: number; from: number; to: number }>

function gather(
  m: Float64Array,
  { la, pa, lb, pb }: LeavingTable['nodes'],
  weight: Float64Array,
  { carried, from, to }: Stretch,
): void {
  let [sa, sp, sb, sq, aa, ap, ab] = [0, 0, 0, 0, 0, 0, 0]
  let [aq, pp, pbs, pq, bb, bq, qq] = [0, 0, 0, 0, 0, 0, 0]
  for (let i = from; i < to; i += 1) {
    const w = carried * (weight[i] as number)
    const a = la[i] as number
    const p = pa[i] as number
    const b = lb[i] as number
    const q = pb[i] as number
    const [wa, wp, wb, wq] = [w * a, w * p, w * b, w * q]
    sa += wa
    sp += wp
    sb += wb
    sq += wq
    aa += wa * a
    ap += wa * p
    ab += wa * b
    aq += wa * q
    pp += wp * p
    pbs += wp * b
    pq += wp * q
    bb += wb * b
    bq += wb * q
    qq += wq * q
  }
  const found = [sa, sp, sb, sq, aa, ap, ab, aq, pp, pbs, pq, bb, bq, qq]
  found.forEach((v, k) => (m[k] = (m[k] as number) + v))
}
