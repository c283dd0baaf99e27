import { must } from '#base/must'
import { benjaminiHochberg } from './trial-many.ts'
import { shareDifference, type Count, type ShareDifference } from './proportion.ts'
import { normalTwoSided } from './special.ts'
import { divergenceOf, type Divergence } from './uplift-divergence.ts'

/** Members as columns: what was known before the draw, the arm (1 treated), and whether they did it (1). */
export type Members = Readonly<{
  features: Readonly<Record<string, ArrayLike<number>>>
  treated: ArrayLike<number>
  hit: ArrayLike<number>
}>

export type TreeWish = Readonly<{
  by?: Divergence
  depth?: number
  /** Least members of each arm, and least who did it, in a leaf. */
  perArm?: number
  hits?: number
  /** Chance, 0 ≤ x < 1, passed in so that the same seed grows the same tree. */
  random: () => number
}>

/** Everybody whose feature is at or below `cut` goes low. */
export type Branch = Readonly<{ feature: string; cut: number; low: UpliftNode; high: UpliftNode }>
/** Counts and lift are from the half that did not grow the tree. */
export type UpliftNode = Readonly<{
  treated: Count
  control: Count
  lift: ShareDifference
  branch: Branch | null
}>

const MOST_CUTS = 32

type Limits = Readonly<{ by: Divergence; perArm: number; hits: number }>
type Tally = { tn: number; th: number; cn: number; ch: number }
type Choice = Readonly<{ feature: string; cut: number; gain: number }>

/** Grows on one random half and estimates on the other, so that what made a split look good cannot flatter it. */
export function growTree(members: Members, wish: TreeWish): UpliftNode {
  const n = members.treated.length
  must(members.hit.length === n, 'U2: columns are of one length')
  for (const column of Object.values(members.features))
    must(column.length === n, 'U2: columns are of one length')
  const depth = wish.depth ?? 3
  must(depth >= 0 && depth <= 3, 'U3: a tree that an owner can read has at most three levels')
  const growing: number[] = []
  const judging: number[] = []
  for (let i = 0; i < n; i += 1) (wish.random() < 0.5 ? growing : judging).push(i)
  const limits = { by: wish.by ?? 'kl', perArm: wish.perArm ?? 200, hits: wish.hits ?? 20 }
  return pruned(grow(members, { growing, judging }, depth, limits))
}

type Halves = Readonly<{ growing: readonly number[]; judging: readonly number[] }>

function grow(members: Members, rows: Halves, depth: number, limits: Limits): UpliftNode {
  const judged = countsOf(tallyOf(members, rows.judging))
  const leaf: UpliftNode = { ...judged, lift: liftOf(judged), branch: null }
  const choice = depth > 0 ? bestChoice(members, rows.growing, limits) : null
  if (!choice) return leaf
  const column = members.features[choice.feature] as ArrayLike<number>
  const side = (low: boolean): Halves => {
    const keep = (row: number): boolean => (column[row] as number) <= choice.cut === low
    return { growing: rows.growing.filter(keep), judging: rows.judging.filter(keep) }
  }
  const [low, high] = [side(true), side(false)]
  // Too few of the other half: nothing could be said about such a leaf.
  const thick = [low, high].every((half) => enough(tallyOf(members, half.judging), limits))
  if (!thick) return leaf
  const { feature, cut } = choice
  const branch = {
    feature,
    cut,
    low: grow(members, low, depth - 1, limits),
    high: grow(members, high, depth - 1, limits),
  }
  return { ...leaf, branch }
}

const enough = (t: Tally, { perArm, hits }: Limits): boolean =>
  t.tn >= perArm && t.cn >= perArm && t.th + t.ch >= hits

function tallyOf({ treated, hit }: Members, rows: readonly number[]): Tally {
  const t: Tally = { tn: 0, th: 0, cn: 0, ch: 0 }
  for (const row of rows) add(t, treated[row] ? 1 : 0, hit[row] ? 1 : 0)
  return t
}

function add(t: Tally, treated: number, hit: number): void {
  if (treated) {
    t.tn += 1
    t.th += hit
  } else {
    t.cn += 1
    t.ch += hit
  }
}

const countsOf = (t: Tally) => ({
  treated: { hits: t.th, n: t.tn },
  control: { hits: t.ch, n: t.cn },
})

/** An empty arm has no lift: nothing is known, which is said with the widest interval there is. */
const liftOf = ({ treated, control }: Readonly<{ treated: Count; control: Count }>): ShareDifference =>
  treated.n > 0 && control.n > 0
    ? shareDifference(treated, control)
    : { difference: 0, se: Infinity, z: 0, p: 1, low: -1, high: 1 }

const divergence = (t: Tally, by: Divergence): number => divergenceOf(by, t.th / t.tn, t.ch / t.cn)

function bestChoice(members: Members, rows: readonly number[], limits: Limits): Choice | null {
  const whole = tallyOf(members, rows)
  if (!enough(whole, limits)) return null
  const before = divergence(whole, limits.by)
  let best: Choice | null = null
  for (const [feature, column] of Object.entries(members.features)) {
    const cuts = cutsOf(column, rows)
    const bins = binned(members, { rows, column, cuts })
    const low: Tally = { tn: 0, th: 0, cn: 0, ch: 0 }
    cuts.forEach((cut, k) => {
      const bin = bins[k] as Tally
      for (const key of ['tn', 'th', 'cn', 'ch'] as const) low[key] += bin[key]
      const high = {
        tn: whole.tn - low.tn,
        th: whole.th - low.th,
        cn: whole.cn - low.cn,
        ch: whole.ch - low.ch,
      }
      if (!enough(low, limits) || !enough(high, limits)) return
      const part = (low.tn + low.cn) / rows.length
      const gain = part * divergence(low, limits.by) + (1 - part) * divergence(high, limits.by) - before
      if (gain > 1e-12 && gain > (best?.gain ?? 0)) best = { feature, cut, gain }
    })
  }
  return best
}

/** Values to cut after: all but the largest when few, otherwise those at equal ranks. Ties are never parted. */
function cutsOf(column: ArrayLike<number>, rows: readonly number[]): number[] {
  const sorted = Float64Array.from(rows, (row) => column[row] as number).sort()
  const distinct = sorted.filter((v, i) => i === 0 || v !== sorted[i - 1])
  if (distinct.length <= MOST_CUTS) return Array.from(distinct.subarray(0, -1))
  const last = sorted[sorted.length - 1]
  const chosen = Array.from(
    { length: MOST_CUTS - 1 },
    (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / MOST_CUTS)] as number,
  )
  return [...new Set(chosen)].filter((v) => v !== last)
}

function binned(
  { treated, hit }: Members,
  on: Readonly<{ rows: readonly number[]; column: ArrayLike<number>; cuts: readonly number[] }>,
): Tally[] {
  const bins = Array.from({ length: on.cuts.length + 1 }, () => ({ tn: 0, th: 0, cn: 0, ch: 0 }))
  for (const row of on.rows) {
    const v = on.column[row] as number
    let [from, to] = [0, on.cuts.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (v <= (on.cuts[middle] as number)) to = middle
      else from = middle + 1
    }
    add(bins[from] as Tally, treated[row] ? 1 : 0, hit[row] ? 1 : 0)
  }
  return bins
}

/** Chance of lifts as far apart as the two sides' if they were equal. */
function apart({ low, high }: Branch): number {
  const se = Math.hypot(low.lift.se, high.lift.se)
  return se > 0 && Number.isFinite(se) ? normalTwoSided((low.lift.difference - high.lift.difference) / se) : 1
}

/** From below: a split stays when the half that did not grow it sees its sides differ too, or keeps one below. */
function pruned(node: UpliftNode): UpliftNode {
  if (!node.branch) return node
  const branch = { ...node.branch, low: pruned(node.branch.low), high: pruned(node.branch.high) }
  const below = branch.low.branch !== null || branch.high.branch !== null
  return below || apart(branch) < 0.05 ? { ...node, branch } : { ...node, branch: null }
}

/** A leaf as the conditions that lead to it, e.g. `womens > 0`. */
export type Condition = Readonly<{ feature: string; sign: '<=' | '>'; cut: number }>
export type Leaf = UpliftNode & Readonly<{ path: readonly Condition[]; adjustedP: number }>

/** The leaves, largest lift first, with p against "no lift" adjusted over the leaves. */
export function leavesOf(root: UpliftNode): Leaf[] {
  const found: { node: UpliftNode; path: Condition[] }[] = []
  const walk = (node: UpliftNode, path: Condition[]): void => {
    if (!node.branch) {
      found.push({ node, path })
      return
    }
    const { feature, cut, low, high } = node.branch
    walk(low, [...path, { feature, sign: '<=', cut }])
    walk(high, [...path, { feature, sign: '>', cut }])
  }
  walk(root, [])
  const adjusted = benjaminiHochberg(found.map((f) => f.node.lift.p))
  return found
    .map((f, i) => ({ ...f.node, path: f.path, adjustedP: adjusted[i] as number }))
    .sort((a, b) => b.lift.difference - a.lift.difference)
}

/** The lift the tree expects of one member. */
export function scoreOf(root: UpliftNode, feature: (name: string) => number): number {
  let node = root
  while (node.branch)
    node = feature(node.branch.feature) <= node.branch.cut ? node.branch.low : node.branch.high
  return node.lift.difference
}
