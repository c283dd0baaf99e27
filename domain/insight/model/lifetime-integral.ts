import { gaussLegendre } from './quadrature.ts'

/**
 * f(y) = (α + y)^−u (β + y)^−(s + 1): a member with r + x = u still bought like this and left at y (Pareto/NBD). Its
 * integral is taken over v = ln(m + y), m the smaller of α and β, in which f is smooth however steep it is in y.
 */
export type Leaving = Readonly<{ u: number; alpha: number; s: number; beta: number }>

const FINE = gaussLegendre(16)
const PLAIN = gaussLegendre(8)
/** Below this share of its start the integrand adds nothing a double could hold. */
const NOTHING = -46

export const lnLeaving = ({ u, alpha, s, beta }: Leaving, y: number): number =>
  -u * Math.log(alpha + y) - (s + 1) * Math.log(beta + y)

/** Hands out nodes y and weights (times f(y)/f(from)) for ∫ f from `from` to `to`. */
function nodesBetween(
  of: Leaving,
  from: number,
  to: number,
  visit: (y: number, weight: number) => void,
): void {
  const m = Math.min(of.alpha, of.beta)
  const start = lnLeaving(of, from)
  const end = Math.log1p((to - from) / (m + from))
  for (let v = 0; v < end;) {
    const y = (m + from) * Math.exp(v) - m
    if (lnLeaving(of, y) - start + Math.log(m + y) - Math.log(m + from) < NOTHING && v > 0) return
    const length = Math.min(end - v, pieceAt(of, m, y))
    for (let j = 0; j < 16; j += 1) {
      const grown = (m + from) * Math.exp(v + length * (FINE.nodes[j] as number))
      const at = Math.max(from, grown - m)
      visit(at, (FINE.weights[j] as number) * length * grown * Math.exp(lnLeaving(of, at) - start))
    }
    v += length
  }
}

/** So long that ln f falls by at most about ten in one piece. */
function pieceAt({ u, alpha, s, beta }: Leaving, m: number, y: number): number {
  const far = (m + y) * Math.exp(2) - m
  const slope = ((u * (m + far)) / (alpha + far) + ((s + 1) * (m + far)) / (beta + far)) * 2
  return slope <= 10 ? 2 : 20 / slope
}

/** ∫ f from `from` to `to`, in units of f(from). */
export function leavingBetween(of: Leaving, from: number, to: number): number {
  let sum = 0
  nodesBetween(of, from, to, (_, weight) => (sum += weight))
  return sum
}

/** Logarithms and inverses of α + y and β + y. */
type Terms = Readonly<{ la: Float64Array; pa: Float64Array; lb: Float64Array; pb: Float64Array }>
const room = (n: number): Terms => ({
  la: new Float64Array(n),
  pa: new Float64Array(n),
  lb: new Float64Array(n),
  pb: new Float64Array(n),
})

function put(terms: Terms, i: number, y: number, { alpha, beta }: Omit<Leaving, 'u'>): void {
  terms.la[i] = Math.log(alpha + y)
  terms.lb[i] = Math.log(beta + y)
  terms.pa[i] = 1 / (alpha + y)
  terms.pb[i] = 1 / (beta + y)
}

/** What does not depend on x: terms at whole days, and at eight nodes inside each day. */
export type LeavingDays = Readonly<{
  of: Omit<Leaving, 'u'>
  maxAge: number
  at: Terms
  inside: Terms
  /** Gauss weight times dy/dv at each node. */
  weight: Float64Array
  /** Length of the day in v. */
  length: Float64Array
}>

export function leavingDays(of: Omit<Leaving, 'u'>, maxAge: number): LeavingDays {
  const at = room(maxAge + 1)
  const inside = room(maxAge * 8)
  const weight = new Float64Array(maxAge * 8)
  const length = new Float64Array(maxAge)
  const m = Math.min(of.alpha, of.beta)
  for (let t = 0; t <= maxAge; t += 1) put(at, t, t, of)
  for (let t = 0; t < maxAge; t += 1) {
    length[t] = Math.log1p(1 / (m + t))
    for (let j = 0; j < 8; j += 1) {
      const grown = (m + t) * Math.exp((length[t] as number) * (PLAIN.nodes[j] as number))
      put(inside, t * 8 + j, Math.max(t, grown - m), of)
      weight[t * 8 + j] = (PLAIN.weights[j] as number) * (length[t] as number) * grown
    }
  }
  return { of, maxAge, at, inside, weight, length }
}

/**
 * For one u: `tail` holds, for every day t, the integral of f from t to the last day in units of f(t), and the same of
 * f times ln(α + y), 1/(α + y), ln(β + y), 1/(β + y): five numbers a day. `ln` is ln f at whole days. Nodes of day t
 * lie from `first[t]` to `first[t + 1]`, with weights in units of f(t). Everything is near 1, whatever u is.
 */
export type LeavingTable = {
  ln: Float64Array
  tail: Float64Array
  first: Int32Array
  nodes: Terms
  weight: Float64Array
  used: number
}

export const leavingTable = ({ maxAge }: LeavingDays): LeavingTable => ({
  ln: new Float64Array(maxAge + 1),
  tail: new Float64Array((maxAge + 1) * 5),
  first: new Int32Array(maxAge + 1),
  nodes: room(maxAge * 8 + 64),
  weight: new Float64Array(maxAge * 8 + 64),
  used: 0,
})

/** Fills the table for one u: nodes of every day, then tails from the last day backwards. */
export function fillLeaving(days: LeavingDays, u: number, table: LeavingTable): void {
  const { s } = days.of
  const { la, lb } = days.at
  const { ln, first } = table
  table.used = 0
  for (let t = 0; t <= days.maxAge; t += 1) ln[t] = -u * (la[t] as number) - (s + 1) * (lb[t] as number)
  for (let t = 0; t < days.maxAge; t += 1) {
    first[t] = table.used
    const fall = (ln[t] as number) - (ln[t + 1] as number)
    if (fall < 2.5 && (days.length[t] as number) < 0.5) plainDay(days, u, t, table)
    else steepDay(days, u, t, table)
  }
  first[days.maxAge] = table.used
  tails(days.maxAge, table)
}

function plainDay(days: LeavingDays, u: number, t: number, table: LeavingTable): void {
  makeRoom(table, 8)
  const { nodes, weight } = table
  const s1 = days.of.s + 1
  const start = table.ln[t] as number
  for (let j = t * 8, at = table.used; j < t * 8 + 8; j += 1, at += 1) {
    const la = days.inside.la[j] as number
    const lb = days.inside.lb[j] as number
    nodes.la[at] = la
    nodes.lb[at] = lb
    nodes.pa[at] = days.inside.pa[j] as number
    nodes.pb[at] = days.inside.pb[j] as number
    weight[at] = (days.weight[j] as number) * Math.exp(-u * la - s1 * lb - start)
  }
  table.used += 8
}

function steepDay(days: LeavingDays, u: number, t: number, table: LeavingTable): void {
  nodesBetween({ ...days.of, u }, t, t + 1, (y, w) => {
    makeRoom(table, 1)
    put(table.nodes, table.used, y, days.of)
    table.weight[table.used] = w
    table.used += 1
  })
}

function makeRoom(table: LeavingTable, more: number): void {
  if (table.used + more <= table.weight.length) return
  const wider = (of: Float64Array): Float64Array => {
    const grown = new Float64Array(of.length * 2)
    grown.set(of)
    return grown
  }
  const { la, pa, lb, pb } = table.nodes
  table.nodes = { la: wider(la), pa: wider(pa), lb: wider(lb), pb: wider(pb) }
  table.weight = wider(table.weight)
}

function tails(maxAge: number, { ln, tail, first, nodes, weight }: LeavingTable): void {
  const { la, pa, lb, pb } = nodes
  tail.fill(0, maxAge * 5)
  for (let t = maxAge - 1; t >= 0; t -= 1) {
    const on = Math.exp((ln[t + 1] as number) - (ln[t] as number))
    const o = t * 5
    let m0 = on * (tail[o + 5] as number)
    let ma = on * (tail[o + 6] as number)
    let mp = on * (tail[o + 7] as number)
    let mb = on * (tail[o + 8] as number)
    let mq = on * (tail[o + 9] as number)
    for (let i = first[t] as number; i < (first[t + 1] as number); i += 1) {
      const w = weight[i] as number
      m0 += w
      ma += w * (la[i] as number)
      mp += w * (pa[i] as number)
      mb += w * (lb[i] as number)
      mq += w * (pb[i] as number)
    }
    tail[o] = m0
    tail[o + 1] = ma
    tail[o + 2] = mp
    tail[o + 3] = mb
    tail[o + 4] = mq
  }
}
