import { must } from '#base/must'
import type { Interval } from './proportion.ts'

/** A score per member (higher: send first), the arm (1 treated) and whether they did it (1). */
export type Scored = Readonly<{
  score: ArrayLike<number>
  treated: ArrayLike<number>
  hit: ArrayLike<number>
}>

export type CurvePoint = Readonly<{ members: number; value: number }>

/** Cumulated counts after each group of equal scores, best score first. Ties stay together. */
type Steps = Readonly<{ all: number[]; tn: number[]; th: number[]; ch: number[] }>

/** Rows by score, highest first. */
function orderOf(score: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: score.length }, (_, i) => i)
  return order.sort((a, b) => (score[b] as number) - (score[a] as number) || a - b)
}

function stepsOf(by: Scored, order: Int32Array, weight?: Uint16Array): Steps {
  const steps: Steps = { all: [], tn: [], th: [], ch: [] }
  let [all, tn, th, ch] = [0, 0, 0, 0]
  for (let k = 0; k < order.length; k += 1) {
    const row = order[k] as number
    const times = weight ? (weight[row] as number) : 1
    all += times
    if (by.treated[row]) {
      tn += times
      if (by.hit[row]) th += times
    } else if (by.hit[row]) ch += times
    const next = order[k + 1]
    if (next !== undefined && by.score[next] === by.score[row]) continue
    steps.all.push(all)
    steps.tn.push(tn)
    steps.th.push(th)
    steps.ch.push(ch)
  }
  return steps
}

type Kind = 'qini' | 'uplift'

function curveOf({ all, tn, th, ch }: Steps, kind: Kind): CurvePoint[] {
  const points: CurvePoint[] = [{ members: 0, value: 0 }]
  all.forEach((members, k) => {
    const t = tn[k] as number
    const c = members - t
    const [hitsT, hitsC] = [th[k] as number, ch[k] as number]
    const perControl = c > 0 ? hitsC / c : 0
    const value = kind === 'qini' ? hitsT - t * perControl : ((t > 0 ? hitsT / t : 0) - perControl) * members
    points.push({ members, value })
  })
  return points
}

function area(curve: readonly CurvePoint[]): number {
  let total = 0
  for (let k = 1; k < curve.length; k += 1) {
    const [from, to] = [curve[k - 1] as CurvePoint, curve[k] as CurvePoint]
    total += ((to.members - from.members) * (from.value + to.value)) / 2
  }
  return total
}

/** The best order that these very outcomes allow, as scikit-uplift draws it: the yardstick of both coefficients. */
function perfect({ treated, hit }: Scored, kind: Kind): Float64Array {
  const n = treated.length
  if (kind === 'qini') return Float64Array.from({ length: n }, (_, i) => (hit[i] ? (treated[i] ? 1 : -1) : 0))
  let controlHits = 0
  let treatedIdle = 0
  for (let i = 0; i < n; i += 1) {
    if (hit[i] && !treated[i]) controlHits += 1
    if (!hit[i] && treated[i]) treatedIdle += 1
  }
  return Float64Array.from({ length: n }, (_, i) => {
    const [h, t] = [hit[i] ? 1 : 0, treated[i] ? 1 : 0]
    return (h === t ? 2 : 0) + (controlHits > treatedIdle ? h : t)
  })
}

function coefficient(by: Scored, kind: Kind): number {
  const best = perfect(by, kind)
  const top = curveOf(stepsOf({ ...by, score: best }, orderOf(best)), kind)
  const last = top.at(-1) as CurvePoint
  const chance = (last.members * last.value) / 2
  const own = area(curveOf(stepsOf(by, orderOf(by.score)), kind))
  const room = area(top) - chance
  return room > 0 ? (own - chance) / room : 0
}

function checked(by: Scored): void {
  must(
    by.score.length === by.treated.length && by.hit.length === by.treated.length,
    'U2: columns are of one length',
  )
  must(by.score.length > 0, 'U4: a curve is drawn over somebody')
}

/** Extra who did it among the treated when the best-scored are treated first, per number reached. */
export function qiniCurve(by: Scored): CurvePoint[] {
  checked(by)
  return curveOf(stepsOf(by, orderOf(by.score)), 'qini')
}

/** Qini coefficient as scikit-uplift defines it (area above chance to that of the best order); ties together. */
export function qiniCoefficient(by: Scored): number {
  checked(by)
  return coefficient(by, 'qini')
}

/** AUUC as scikit-uplift defines it, normalised the same way. */
export function upliftArea(by: Scored): number {
  checked(by)
  return coefficient(by, 'uplift')
}

/**
 * Lift among the best-scored part of all members. `shared` counts members tied at the edge in proportion; `rows` parts
 * them by place in the list, last first, as scikit-uplift does, and is here to compare with it.
 */
export function upliftAtTop(by: Scored, part = 0.3, ties: 'shared' | 'rows' = 'shared'): number {
  checked(by)
  must(part > 0 && part <= 1, 'U5: the top is a part of all')
  const n = by.score.length
  const wanted = Math.floor(part * n + 1e-9)
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (by.score[b] as number) - (by.score[a] as number) || b - a,
  )
  const edge = by.score[order[Math.max(0, wanted - 1)] as number] as number
  let [above, tied] = [0, 0]
  for (let i = 0; i < n; i += 1) {
    if ((by.score[i] as number) > edge) above += 1
    else if (by.score[i] === edge) tied += 1
  }
  const sums = { tn: 0, th: 0, cn: 0, ch: 0 }
  const count = (row: number, weight: number): void => {
    const [n_, h] = by.treated[row] ? (['tn', 'th'] as const) : (['cn', 'ch'] as const)
    sums[n_] += weight
    if (by.hit[row]) sums[h] += weight
  }
  if (ties === 'rows') for (const row of order.subarray(0, wanted)) count(row, 1)
  else
    for (const row of order.subarray(0, above + tied))
      count(row, (by.score[row] as number) > edge ? 1 : (wanted - above) / tied)
  return (sums.tn > 0 ? sums.th / sums.tn : 0) - (sums.cn > 0 ? sums.ch / sums.cn : 0)
}

export type QiniBand = Readonly<{
  members: number
  value: number
  /** 95 % of the resampled curves. */
  band: Interval
}>
export type BandWish = Readonly<{ random: () => number; rounds?: number; points?: number; alpha?: number }>

/** The Qini curve with a bootstrap band: members drawn again with the chance passed in. */
export function qiniBand(by: Scored, wish: BandWish): QiniBand[] {
  checked(by)
  const { random, rounds = 200, points = 20, alpha = 0.05 } = wish
  const n = by.score.length
  const order = orderOf(by.score)
  const places = Array.from({ length: points }, (_, k) => (n * (k + 1)) / points)
  const seen = places.map(() => new Float64Array(rounds))
  for (let round = 0; round < rounds; round += 1) {
    const weight = new Uint16Array(n)
    for (let k = 0; k < n; k += 1) {
      const row = Math.floor(random() * n)
      weight[row] = (weight[row] as number) + 1
    }
    const values = along(curveOf(stepsOf(by, order, weight), 'qini'), places)
    values.forEach((v, k) => ((seen[k] as Float64Array)[round] = v))
  }
  const middle = along(curveOf(stepsOf(by, order), 'qini'), places)
  return places.map((members, k) => {
    const sorted = (seen[k] as Float64Array).sort()
    const at = (share: number): number => sorted[Math.round(share * (rounds - 1))] as number
    return { members, value: middle[k] as number, band: { low: at(alpha / 2), high: at(1 - alpha / 2) } }
  })
}

/** The curve's value at ascending places, straight between its points. */
function along(curve: readonly CurvePoint[], places: readonly number[]): number[] {
  let k = 1
  return places.map((place) => {
    while (k < curve.length - 1 && (curve[k] as CurvePoint).members < place) k += 1
    const [from, to] = [curve[k - 1] as CurvePoint, curve[k] as CurvePoint]
    const part = to.members > from.members ? (place - from.members) / (to.members - from.members) : 1
    return from.value + Math.min(1, part) * (to.value - from.value)
  })
}
