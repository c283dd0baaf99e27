import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, dayNumber, dayOfNumber } from '#base/instant'
import { windowOf } from './calendar.ts'
import { cohorts } from './cohorts.ts'
import { ladder, moves } from './ladder.ts'
import { lifecycleOf, lifecycles } from './lifecycle.ts'
import { pareto } from './pareto.ts'
import { columnsOf, type MemberColumns, type SpendRows } from './purchase-days.ts'
import { quadrants } from './quadrants.ts'
import { smallestAtRanks, valueCuts } from './rank.ts'
import { twiceRanks } from './ranks.ts'
import { namedCells, rfm } from './rfm.ts'

type Row = readonly [member: number, day: number, spendMinor: number]
const ALWAYS = { from: -Infinity, to: Infinity }
const rowsOf = (rows: readonly Row[]): SpendRows => ({
  member: Int32Array.from(rows, ([m]) => m),
  day: Int32Array.from(rows, ([, d]) => d),
  spendMinor: Float64Array.from(rows, ([, , s]) => s),
})
const columnsFrom = (rows: readonly Row[], members: number, within = ALWAYS) =>
  columnsOf(rowsOf(rows), members, within)

/** Members with so many purchase days and so much spend. */
const members = (of: readonly (readonly [count: number, spendMinor: number])[]): MemberColumns =>
  columnsFrom(
    of.flatMap(([count, spend], m) =>
      Array.from({ length: count }, (_, d): Row => [m, 100 + d, d === 0 ? spend : 0]),
    ),
    of.length,
  ).columns

const manyRows = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 9000, max: 9800 }),
    fc.integer({ min: -500, max: 9999 }),
  ),
  { minLength: 1, maxLength: 200 },
)

test('a day with only a return is no purchase day; a gift is one; money is net', () => {
  const { columns, lists } = columnsFrom(
    [
      [0, 5, 1000],
      [0, 9, -400],
      [0, 5, 200],
      [1, 7, 0],
      [2, 8, -50],
    ],
    3,
  )
  expect([...columns.purchaseDays]).toEqual([1, 1, 0])
  expect([...columns.purchases]).toEqual([2, 1, 0])
  expect([...columns.spendMinor]).toEqual([800, 0, -50])
  expect([...columns.lastDay]).toEqual([5, 7, 0])
  expect([...lists.days]).toEqual([5, 7])
})

test('member-days that already count their purchases give the same columns as their transactions', () => {
  const merged = {
    ...rowsOf([
      [0, 5, 1200],
      [0, 9, -400],
    ]),
    purchases: Int32Array.of(2, 0),
  }
  const single = columnsFrom(
    [
      [0, 5, 1000],
      [0, 5, 200],
      [0, 9, -400],
    ],
    1,
  )
  expect(columnsOf(merged, 1, ALWAYS)).toEqual(single)
})

test('columns are those of a plain count, in any order of rows, and no member is lost', () => {
  fc.assert(
    fc.property(manyRows, fc.integer({ min: 9000, max: 9800 }), (rows, to) => {
      const within = { from: 9100, to }
      const found = columnsFrom(rows, 31, within)
      expect(columnsFrom(rows.toReversed(), 31, within)).toEqual(found)
      for (let m = 0; m < 31; m += 1) {
        const own = rows.filter(([who, d]) => who === m && d >= 9100 && d <= to)
        const days = [...new Set(own.filter(([, , s]) => s >= 0).map(([, d]) => d))].sort((a, b) => a - b)
        const { starts } = found.lists
        expect(Array.from(found.lists.days.subarray(starts[m], starts[m + 1]))).toEqual(days)
        expect(found.columns.purchaseDays[m]).toBe(days.length)
        expect(found.columns.spendMinor[m]).toBe(own.reduce((n, [, , s]) => n + s, 0))
        if (days.length > 0) expect(found.columns.firstDay[m]).toBe(days[0])
        if (days.length > 0) expect(found.columns.lastDay[m]).toBe(days.at(-1))
      }
    }),
  )
})

const columns = fc.oneof(
  fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 300 }),
  fc.array(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), { minLength: 1, maxLength: 300 }),
  fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 1, maxLength: 100 }),
)

test('ranked values are those of a sort', () => {
  fc.assert(
    fc.property(columns, fc.integer({ min: 2, max: 10 }), (values, groups) => {
      const sorted = values.toSorted((a, b) => a - b)
      const wanted = Array.from(
        { length: groups - 1 },
        (_, k) => sorted[Math.ceil(((k + 1) * values.length) / groups) - 1],
      )
      // Minus zero and zero are one value.
      expect(valueCuts(Float64Array.from(values), groups).map((v) => v + 0)).toEqual(
        wanted.map((v) => (v ?? 0) + 0),
      )
    }),
  )
})

test('twice a rank is what lies below and what lies at or below, without the value itself', () => {
  const apart = fc.integer({ min: 1, max: 2 ** 34 })
  fc.assert(
    fc.property(fc.oneof(columns, fc.array(apart, { minLength: 1, maxLength: 300 })), (values) => {
      const told = values.map(
        (v) => values.filter((w) => w < v).length + values.filter((w) => w <= v).length - 1,
      )
      expect([...twiceRanks(Float64Array.from(values))]).toEqual(told)
      if (values.every((v) => v === (v | 0))) expect([...twiceRanks(Int32Array.from(values))]).toEqual(told)
    }),
  )
})

test('large columns are ranked by buckets, skewed ones too, as a sort would', () => {
  const values = Float64Array.from({ length: 50_000 }, (_, i) =>
    i % 3 === 0 ? 7 : ((i * 7919) % 50_021) ** 3,
  )
  const sorted = values.toSorted()
  const ranks = [1, 2, 10_000, 16_666, 16_668, 25_000, 49_999, 50_000]
  expect(smallestAtRanks(values, ranks)).toEqual(ranks.map((r) => sorted[r - 1]))
})

test('scores of a large column are those of its cuts, below zero, far apart and in one crowd', () => {
  const n = 9000
  const spendMinor = Float64Array.from({ length: n }, (_, i) => {
    const drawn = (Math.imul(i, 2_654_435_761) >>> 0) / 2 ** 32
    return i % 3 === 0 ? 9_900 + (i % 7) : Math.round((drawn - 0.2) * 10 ** (1 + (i % 9)))
  })
  const lastDay = Int32Array.from({ length: n }, (_, i) => 20_000 - (i % 500))
  const columns = {
    members: n,
    purchaseDays: Int32Array.from({ length: n }, (_, i) => 1 + (i % 6) ** 2),
    purchases: new Int32Array(n).fill(1),
    firstDay: lastDay,
    lastDay,
    spendMinor,
  }
  const { cuts, scores, counts, heavyFrequency } = rfm(columns, { asOf: 20_000 })
  const sorted = spendMinor.toSorted()
  expect(cuts.m).toEqual([1, 2, 3, 4].map((k) => sorted[Math.ceil((k * n) / 5) - 1]))
  spendMinor.forEach((spend, m) => expect(scores.m[m]).toBe(1 + cuts.m.filter((cut) => spend > cut).length))
  lastDay.forEach((day, m) => expect(scores.r[m]).toBe(1 + cuts.r.filter((ago) => 20_000 - day < ago).length))
  expect(counts.m.reduce((sum, people) => sum + people, 0)).toBe(n)
  expect(heavyFrequency).toBeNull()
})

test('days and purchases too far apart to be counted one by one are scored all the same', () => {
  const lastDay = Int32Array.of(5, 1_500_000, 2_000_000, 7, 1_999_999, 0)
  const purchaseDays = Int32Array.of(3_000_000, 1, 2, 7, 9, 0)
  const spendMinor = Float64Array.of(5, 1, 4, 2, 3, 1e9)
  const wide = { members: 6, purchaseDays, purchases: purchaseDays, firstDay: lastDay, lastDay, spendMinor }
  const { scores, cuts, members: buyers } = rfm(wide, { asOf: 2_000_000 })
  expect([...scores.r]).toEqual([1, 3, 5, 2, 4, 0])
  expect([...scores.f]).toEqual([5, 1, 2, 3, 4, 0])
  expect([...scores.m]).toEqual([5, 1, 4, 2, 3, 0])
  expect([cuts.f, buyers]).toEqual([[1, 2, 7, 9], 5])
})

test('ten members with one to ten purchases: two per score, the tenth on top (C60)', () => {
  const ten = members(Array.from({ length: 10 }, (_, i) => [i + 1, (i + 1) * 100] as const))
  const found = rfm(ten, { asOf: 200 })
  expect(found.counts).toEqual({ r: [2, 2, 2, 2, 2], f: [2, 2, 2, 2, 2], m: [2, 2, 2, 2, 2] })
  expect([...found.scores.f]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  expect([...found.scores.r]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  expect(namedCells(found)).toEqual({ '111': 2, '222': 2, '333': 2, '444': 2, '555': 2 })
})

test('RFM: equal histories score alike, the currency unit does not matter, and everyone is in one cell', () => {
  fc.assert(
    fc.property(manyRows, (rows) => {
      const found = rfm(columnsFrom(rows, 31).columns, { asOf: 9800 })
      const turned = rfm(columnsFrom(rows.toReversed(), 31).columns, { asOf: 9800 })
      expect(turned.scores).toEqual(found.scores)
      const fine = rfm(
        columnsFrom(
          rows.map(([m, d, s]) => [m, d, s * 1000]),
          31,
        ).columns,
        { asOf: 9800 },
      )
      expect(fine.scores).toEqual(found.scores)
      expect(found.cells.reduce((a, b) => a + b, 0)).toBe(found.members)
      expect(found.grid.reduce((n, c) => n + c.people, 0)).toBe(found.members)
      expect(found.grid.reduce((n, c) => n + c.spendMinor, 0)).toBe(found.spendMinor)
      const same = rfm(columnsFrom(rows, 31).columns, { asOf: 9800, cuts: found.cuts })
      expect(same.scores).toEqual(found.scores)
    }),
  )
})

test('by the same yardstick a shop that slept has sunk, by its own it has not', () => {
  const { columns: shop } = columnsFrom(
    Array.from({ length: 10 }, (_, m): Row => [m, 100 + m, 500]),
    10,
  )
  const then = rfm(shop, { asOf: 110 })
  expect(rfm(shop, { asOf: 400 }).counts.r).toEqual(then.counts.r)
  expect(rfm(shop, { asOf: 400, cuts: then.cuts }).counts.r).toEqual([10, 0, 0, 0, 0])
})

test('who bought nothing in the window has no score', () => {
  const { columns: two } = columnsFrom(
    [
      [0, 100, 500],
      [1, 10, 500],
    ],
    2,
    { from: 50, to: 200 },
  )
  const found = rfm(two, { asOf: 200 })
  expect([...found.scores.r]).toEqual([1, 0])
  expect(found.members).toBe(1)
  expect([...quadrants(two).codes].filter((c) => c > 0)).toHaveLength(1)
})

test('an empty shop has no cuts and nobody in any cell', () => {
  const { columns: none } = columnsFrom([], 3)
  expect(rfm(none, { asOf: 10 })).toMatchObject({
    members: 0,
    nonEmptyCells: 0,
    grid: [],
    heavyFrequency: null,
  })
  expect(quadrants(none).members).toBe(0)
  expect(pareto(none)).toMatchObject({ members: 0, topFifthShare: null, fourFifths: null })
  expect(ladder(columnsFrom([], 3).lists)[0]).toMatchObject({ members: 0, medianDays: null })
})

test('five purchases and 1,000 yuan part 知己, 蝴蝶, 藤壶 and 过客 (C63)', () => {
  const four = members([
    [8, 200_000],
    [2, 200_000],
    [8, 30_000],
    [1, 10_000],
    [5, 100_000],
  ])
  const found = quadrants(four, { countCut: 5, spendCut: 100_000 })
  expect([...found.codes]).toEqual([1, 2, 3, 4, 1])
  expect(found.groups.map((g) => g.quadrant)).toEqual(['confidant', 'butterfly', 'barnacle', 'passerby'])
  expect(found.groups.map((g) => g.people)).toEqual([2, 1, 1, 1])
  expect(found.groups.map((g) => g.spendMinor)).toEqual([300_000, 200_000, 30_000, 10_000])
  expect([...found.near]).toEqual([0, 0, 0, 0, 1])
})

test('members within a tenth of a line are near it', () => {
  const some = members([
    [1, 90_000],
    [1, 89_999],
    [1, 110_000],
    [1, 110_001],
  ])
  expect([...quadrants(some, { countCut: 5, spendCut: 100_000 }).near]).toEqual([1, 0, 1, 0])
})

test('two of ten customers spend 800 of 1,000: 20 % of customers are 80 % of revenue (C66)', () => {
  const ten = members(Array.from({ length: 10 }, (_, i) => [1, i === 3 || i === 8 ? 40_000 : 2500] as const))
  const found = pareto(ten)
  expect(found.spendMinor).toBe(100_000)
  expect(found.topFifth).toEqual({ members: 2, spendMinor: 80_000 })
  expect(found.topFifthShare).toBe(0.8)
  expect(found.fourFifths).toEqual({ members: 2, spendMinor: 80_000 })
  expect(found.fourFifthsShare).toBe(0.2)
  expect(found.curve).toHaveLength(11)
})

test('the curve has at most 200 points, from nobody to everybody', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 900 }), (spends) => {
      const { curve, members: n, spendMinor } = pareto(members(spends.map((s) => [1, s] as const)))
      expect(curve.length).toBeLessThanOrEqual(200)
      expect(curve[0]).toEqual({ members: 0, spendMinor: 0 })
      expect(curve.at(-1)).toEqual({ members: n, spendMinor })
    }),
  )
})

test('the ladder: steps, conversion, median days between, and moves since a day (C62)', () => {
  const { lists } = columnsFrom(
    [
      [0, 1, 9],
      [1, 1, 9],
      [1, 11, 9],
      [2, 1, 9],
      [2, 21, 9],
      [2, 26, 9],
      [3, 30, 9],
      [3, 31, 9],
    ],
    4,
  )
  const steps = ladder(lists, 4)
  expect(steps.map((s) => s.members)).toEqual([4, 3, 1, 0])
  expect(steps.map((s) => s.fromPrevious)).toEqual([null, 0.75, 1 / 3, 0])
  expect(steps.map((s) => s.medianDays)).toEqual([null, 10, 5, null])
  expect(moves(lists, { since: 5, until: 40 })).toEqual({ oneToTwo: 2, twoToThree: 1 })
  expect(moves(lists, { since: 21, until: 40 })).toEqual({ oneToTwo: 0, twoToThree: 1 })
})

const bounds = { activeDays: 30, dormantDays: 90 }
test('a wait longer than any that is counted by the day is still its own median', () => {
  const lists = { starts: Int32Array.of(0, 2, 4, 5), days: Int32Array.of(0, 40_000, 5, 30_005, 9) }
  expect(ladder(lists, 2)[1]).toMatchObject({ members: 2, medianDays: 30_000 })
})

test.each([
  [{ purchaseDays: 1, firstDay: 70, lastDay: 70 }, 'new'],
  [{ purchaseDays: 1, firstDay: 69, lastDay: 69 }, 'dormant'],
  [{ purchaseDays: 2, firstDay: 1, lastDay: 70 }, 'active'],
  [{ purchaseDays: 2, firstDay: 1, lastDay: 10 }, 'dormant'],
  [{ purchaseDays: 2, firstDay: 1, lastDay: 9 }, 'lost'],
])('lifecycle of %j on day 100 is %s: bounds are inclusive on the better side', (member, wanted) => {
  expect(lifecycleOf(member, 100, bounds)).toBe(wanted)
})

test('every member with a purchase is in exactly one state', () => {
  fc.assert(
    fc.property(manyRows, (rows) => {
      const { columns: shop } = columnsFrom(rows, 31)
      const found = lifecycles(shop, 9800, bounds)
      const buyers = shop.purchaseDays.filter((n) => n > 0).length
      expect(found.counts.reduce((n, c) => n + c.people, 0)).toBe(buyers)
      expect(found.codes.filter((c) => c > 0)).toHaveLength(buyers)
    }),
  )
})

test('cohorts count a buyer once a month and mark the month that is not over', () => {
  const at = (text: string): number => dayNumber(day(text))
  const { lists } = columnsFrom(
    [
      [0, at('2024-01-31'), 9],
      [0, at('2024-02-01'), 9],
      [0, at('2024-02-29'), 9],
      [1, at('2024-01-02'), 9],
    ],
    2,
  )
  const months = (asOf: string) => cohorts(lists, at(asOf))[0]?.months
  expect(months('2024-02-29')).toEqual([
    { buyers: 2, complete: true },
    { buyers: 1, complete: true },
  ])
  expect(months('2024-02-28')?.map((m) => m.complete)).toEqual([true, false])
})

test('a window of months begins the day after the same date, or after the end of a shorter month', () => {
  const from = (asOf: string, months: number) => dayOfNumber(windowOf(day(asOf), months).from)
  expect(from('1998-07-01', 24)).toBe('1996-07-02')
  expect(from('2024-03-31', 1)).toBe('2024-03-01')
  expect(from('2024-02-29', 12)).toBe('2023-03-01')
})
