import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { rowsOf, sharedFile } from '#test/world/data'
import { cellLifts, cellsOf, splitsThatDiffer } from './uplift-cells.ts'
import { chanceFrom } from './uplift-chance.ts'
import { DIVERGENCES, divergenceOf } from './uplift-divergence.ts'
import { ownerGroups } from './uplift-owner-groups.ts'
import { qiniBand, qiniCoefficient, qiniCurve, upliftArea, upliftAtTop, type Scored } from './uplift-qini.ts'
import { growTree, leavesOf, scoreOf, type Members } from './uplift-tree.ts'

let column: (name: string) => Float64Array
let members: Members

beforeAll(() => {
  const rows = rowsOf(sharedFile('hillstrom_odd/email_experiment.csv.gz')).filter(
    (row) => row['segment'] !== 'Mens E-Mail',
  )
  column = (name) => Float64Array.from(rows, (row) => Number(row[name]))
  const treated = Uint8Array.from(rows, (row) => (row['segment'] === 'Womens E-Mail' ? 1 : 0))
  const features = Object.fromEntries(
    ['recency', 'history', 'mens', 'womens', 'newbie'].map((name) => [name, column(name)]),
  )
  members = { features, treated, hit: column('visit') }
})

const near = (value: number | undefined, wanted: number, relative = 1e-6): void => {
  expect(Math.abs((value ?? Number.NaN) / wanted - 1), `${value} is not ${wanted}`).toBeLessThan(relative)
}
const scoredBy = (name: string): Scored => ({ ...members, score: column(name) })

/** Recency in quarters of a year by seven bands of what was spent: the story an RFM tool would tell. */
function rfmCells() {
  const bands = [0, 100, 200, 350, 500, 750, 1000]
  const recency = column('recency')
  const history = column('history')
  const group = Int32Array.from(recency, (months, i) => {
    const band = bands.findLastIndex((from) => (history[i] as number) >= from)
    return Math.floor((months - 1) / 3) * bands.length + band
  })
  return cellsOf(group, members.treated, members.hit)
}

test('the RFM cells of Hillstrom range widely, and all of it is noise: the story is refused', () => {
  const { cells, spread, story } = cellLifts(rfmCells())
  expect(cells).toHaveLength(23)
  const lifts = cells.map((c) => c.difference * 100)
  expect([Math.min(...lifts).toFixed(1), Math.max(...lifts).toFixed(1)]).toEqual(['-0.5', '12.5'])
  near(spread?.q, 24.2547, 1e-5)
  near(spread?.p, 0.33402, 1e-5)
  near(spread?.tauSquared, 4.91556e-5, 1e-5)
  near(spread?.mean, 0.04479235, 1e-6)
  expect(story).toBe('refuse')
  for (const cell of cells) expect(Math.abs(cell.shrunk - 0.0448)).toBeLessThan(0.02)
})

test('one flag of the past category is real, and survives having been searched for', () => {
  const flag = (name: string) => ({ by: name, cells: cellsOf(column(name), members.treated, members.hit) })
  const found = splitsThatDiffer([
    { by: 'rfm', cells: rfmCells() },
    flag('mens'),
    flag('womens'),
    flag('newbie'),
    flag('recency'),
  ])
  expect(found[0]).toMatchObject({ by: 'womens', story: 'differ' })
  near(found[0]?.cells[0]?.difference, 0.012030423)
  near(found[0]?.cells[1]?.difference, 0.070894469)
  expect(found.find((f) => f.by === 'rfm')?.story).toBe('refuse')
  expect(found[0]?.adjustedP).toBeLessThan(1e-6)
})

test('cells that are thin are named, and one with nobody does not rule the rest', () => {
  const cell = (name: string, n: number, hits: number, base: number) => ({
    name,
    treated: { hits, n },
    control: { hits: base, n },
  })
  const found = cellLifts([cell('a', 100, 0, 0), cell('b', 100, 20, 10), cell('c', 29, 9, 0)])
  expect(found.thin).toEqual(['c'])
  expect(found.cells.every((c) => Number.isFinite(c.shrunk))).toBe(true)
  expect(cellLifts([cell('a', 100, 20, 10)])).toMatchObject({ spread: null, story: 'refuse' })
})

test('divergences at the root of Hillstrom', () => {
  const found = DIVERGENCES.map((kind) => divergenceOf(kind, 1627 / 10636, 1145 / 10586))
  near(found[0], 0.009358706744, 1e-9)
  near(found[1], 0.004015750087, 1e-9)
  near(found[2], 0.020815026916, 1e-9)
})

test('a divergence is zero between equals and finite at the edges', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, fc.constantFrom(...DIVERGENCES), (p, q, kind) => {
      expect(divergenceOf(kind, p, p)).toBeCloseTo(0, 12)
      expect(divergenceOf(kind, p, q)).toBeGreaterThanOrEqual(-1e-15)
      expect(Number.isFinite(divergenceOf(kind, p, q))).toBe(true)
    }),
  )
})

test("scikit-uplift's Qini, AUUC and uplift at the top 30 %", () => {
  near(qiniCoefficient(scoredBy('womens')), 0.0600115716)
  near(qiniCoefficient(scoredBy('history')), 0.0104739525)
  near(upliftArea(scoredBy('womens')), 0.0276192832)
  near(upliftArea(scoredBy('history')), 0.0047036517)
  near(upliftAtTop(scoredBy('womens'), 0.3, 'rows'), 0.0698153702)
  near(upliftAtTop(scoredBy('history'), 0.3, 'rows'), 0.0503575542)
  // Tied members shared out instead of parted by their place in the file: the flag's own lift.
  near(upliftAtTop(scoredBy('womens')), 0.070894469)
})

test('a score that knows nothing has no area, and turning it round turns the sign', () => {
  expect(qiniCoefficient({ ...members, score: new Float64Array(members.hit.length) })).toBeCloseTo(0, 12)
  const down = Float64Array.from(column('womens'), (v) => -v)
  expect(qiniCoefficient({ ...members, score: down })).toBeLessThan(0)
})

test('the order of members within a score changes nothing', () => {
  const bit = fc.constantFrom(0, 1)
  const row = fc.record({ score: fc.integer({ min: 0, max: 4 }), treated: bit, hit: bit })
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 40 }), (rows) => {
      const as = (list: typeof rows): Scored => ({
        score: list.map((r) => r.score),
        treated: list.map((r) => r.treated),
        hit: list.map((r) => r.hit),
      })
      expect(qiniCurve(as(rows.toReversed()))).toEqual(qiniCurve(as(rows)))
      const found = qiniCoefficient(as(rows))
      expect(Number.isFinite(found)).toBe(true)
      expect(upliftAtTop(as(rows.toReversed()), 0.5)).toBeCloseTo(upliftAtTop(as(rows), 0.5), 12)
    }),
  )
})

test('the band holds the curve, and the same seed draws the same band', () => {
  const band = () => qiniBand(scoredBy('womens'), { random: chanceFrom(7), rounds: 60, points: 5 })
  const found = band()
  for (const point of found) {
    expect(point.band.low).toBeLessThan(point.value)
    expect(point.band.high).toBeGreaterThan(point.value)
  }
  expect(band()).toEqual(found)
  const whole = qiniCurve(scoredBy('womens')).at(-1)
  expect(found.at(-1)?.value).toBeCloseTo(whole?.value ?? 0, 9)
})

// Nearly everybody bought one of the two categories, so chi may say the same by the other flag.
test.each([
  ['kl', 'womens'],
  ['euclid', 'womens'],
  ['chi', 'mens'],
] as const)('an honest %s tree finds the past category: %s', (by, feature) => {
  const tree = growTree(members, { by, random: chanceFrom(11) })
  expect(tree.branch).toMatchObject({ feature, cut: 0 })
  const leaves = leavesOf(tree)
  for (const leaf of leaves) {
    expect(leaf.treated.n).toBeGreaterThanOrEqual(200)
    expect(leaf.control.n).toBeGreaterThanOrEqual(200)
    expect(leaf.path.length).toBeLessThanOrEqual(3)
  }
  expect(leaves[0]?.path[0]).toEqual({ feature, sign: feature === 'womens' ? '>' : '<=', cut: 0 })
  const of = (womens: number) =>
    scoreOf(tree, (name) => (name === 'womens' ? womens : name === 'mens' ? 1 - womens : 5))
  expect(of(1)).toBeGreaterThan(of(0) + 0.03)
})

test('a tree grown on two thirds of the members ranks the third it never saw', () => {
  const fold = (keep: (i: number) => boolean): Members => {
    const pick = (column: ArrayLike<number>) => Float64Array.from(column).filter((_, i) => keep(i))
    const features = Object.entries(members.features).map(([name, column]) => [name, pick(column)])
    return { features: Object.fromEntries(features), treated: pick(members.treated), hit: pick(members.hit) }
  }
  const tree = growTree(
    fold((i) => i % 3 !== 0),
    { random: chanceFrom(4) },
  )
  const unseen = fold((i) => i % 3 === 0)
  const score = Float64Array.from(unseen.hit, (_, i) =>
    scoreOf(tree, (name) => unseen.features[name]?.[i] as number),
  )
  const by = { ...unseen, score }
  expect(qiniCoefficient(by)).toBeGreaterThan(0.02)
  const half = qiniBand(by, { random: chanceFrom(5), rounds: 100, points: 2 })[0]
  const whole = qiniCurve(by).at(-1)
  // The best-scored half of the unseen brings most of the effect; how much is not sure among so few.
  expect(half?.value).toBeGreaterThan(0.6 * (whole?.value ?? 0))
  expect(half?.band.low).toBeGreaterThan(0)
})

test('a coin instead of the outcome grows no tree', () => {
  const chance = chanceFrom(3)
  const hit = Uint8Array.from(members.treated, () => (chance() < 0.12 ? 1 : 0))
  const grown = [1, 2, 3, 4, 5, 6].filter(
    (seed) => growTree({ ...members, hit }, { random: chanceFrom(seed) }).branch,
  )
  // Up to seven splits are tried at 5 % each: some seeds may keep one, most must not.
  expect(grown.length).toBeLessThanOrEqual(3)
})

test('send, do not send, would buy anyway, may annoy: everybody in one of them', () => {
  const part = (t: number, c: number) => {
    const counts = { treated: { hits: t, n: 1000 }, control: { hits: c, n: 1000 } }
    const [cell] = cellLifts([{ name: 'x', ...counts }]).cells
    return { ...counts, lift: cell as NonNullable<typeof cell> }
  }
  const parts = [part(200, 100), part(60, 55), part(400, 395), part(100, 200)]
  const found = ownerGroups(parts, { hitMinor: 1000, reachMinor: 20 })
  expect(found.map((g) => [g.group, g.members])).toEqual([
    ['send', 2000],
    ['do_not_send', 2000],
    ['would_buy_anyway', 2000],
    ['may_annoy', 2000],
  ])
  // A message that costs more than the lift brings is not sent, however sure the lift.
  expect(ownerGroups(parts.slice(0, 1), { hitMinor: 1000, reachMinor: 150 })[0]?.members).toBe(0)
})
