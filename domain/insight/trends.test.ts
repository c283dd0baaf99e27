import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, type BusinessDay } from '#base/instant'
import { openBranch } from '#domain/org/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { world, type TestWorld } from '#test/world/world'
import { trends } from './contract/trends.ts'
import { listedTrends } from './model/trend-list.ts'

type Sold = readonly (readonly [branch: string, code: string, day: string, minor: number])[]

async function sold(w: TestWorld, rows: Sold): Promise<void> {
  const wishes = rows.map(([branchCode, productCode, day, unitPriceMinor]) =>
    saleWish.parse({
      id: w.newId(),
      branchCode,
      happenedAt: `${day}T04:00:00Z`,
      lines: [{ productCode, name: `名${productCode}`, quantity: 1, unitPriceMinor }],
    }),
  )
  const answers = await w.work((work) => takeIn(work, wishes, { source: 'import' }))
  expect(answers.every((answer) => answer.outcome === 'applied')).toBe(true)
  await w.settle()
}

const month = (at: number): string => addMonths('2025-01-10' as BusinessDay, at)
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7] as const

test('C64: a branch that rises, one that falls, a young one; a month that is not over is no part of it', async () => {
  const w = await world({ at: '2025-09-15T04:00:00.000Z' })
  const second = w.newId()
  await w.call(openBranch, { id: second, code: 'S2', name: '南京路店', region: '江北' })
  const third = w.newId()
  await w.call(openBranch, { id: third, code: 'S3', name: '新店', region: '江北' })
  await sold(w, [
    ...EIGHT.map((at) => ['S1', 'A', month(at), 100_00 + at * 20_00] as const),
    ...EIGHT.map((at) => ['S2', 'B', month(at), 400_00 - at * 40_00] as const),
    ['S3', 'A', month(6), 50_00],
    ['S3', 'A', month(7), 90_00],
    // September is under way: read as a month it would be a fall.
    ['S1', 'A', '2025-09-10', 1_00],
  ])
  const told = await w.call(trends, {})
  expect(told).toMatchObject({ from: '2024-09-01', to: '2025-08-01', all: 3, tooLittle: 1 })
  expect(told.rows).toMatchObject([
    { key: second, name: '南京路店', direction: 'falling', slopeMinor: -40_00, nextMinor: 80_00, periods: 8 },
    { key: w.branchId, direction: 'rising', slopeMinor: 20_00, nextMinor: 260_00, meanMinor: 170_00 },
  ])
  const products = await w.call(trends, { of: 'product' })
  expect(products.rows.map((row) => [row.name, row.direction])).toEqual([
    ['名B', 'falling'],
    ['名A', 'rising'],
  ])
  const north = await w.call(trends, { region: '江北' })
  expect([north.all, north.rows.map((row) => row.key)]).toEqual([2, [second]])
  const manager = await w.as('manager', { branchIds: [w.branchId] })
  expect((await manager.call(trends, {})).rows.map((row) => row.key)).toEqual([w.branchId])
  const beyond = await manager.ask(trends, { branchId: second as never })
  expect(beyond.body).toMatchObject({ code: 'branch_unknown' })
})

test('with too few months nothing is said, and of nothing nothing', async () => {
  const w = await world({ at: '2025-09-15T04:00:00.000Z' })
  expect(await w.call(trends, {})).toMatchObject({ all: 0, tooLittle: 0, rows: [], lastDay: null })
  await sold(
    w,
    [3, 4, 5, 6, 7].map((at) => ['S1', 'A', month(at), 10_00] as const),
  )
  expect(await w.call(trends, { of: 'product' })).toMatchObject({ all: 1, tooLittle: 1, rows: [] })
})

test('of many the direction is said of no more than each by itself would have, whatever the noise', () => {
  const noise = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 6, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(noise, { minLength: 1, maxLength: 30 }), (series) => {
      const all = series.map((values, key) => ({
        key,
        months: { first: 24_000, values: Float64Array.from(values) },
      }))
      const { trends: rows, tooLittle } = listedTrends(all)
      expect(rows.length + tooLittle).toBe(all.length)
      for (const { trend, direction, adjustedP } of rows) {
        expect(adjustedP).toBeGreaterThanOrEqual(trend.kendall.p - 1e-12)
        if (direction === 'rising' || direction === 'falling') {
          expect(direction).toBe(trend.direction)
          expect(adjustedP).toBeLessThanOrEqual(0.1)
        } else if (direction === 'flat') expect(trend.direction).toBe('flat')
      }
    }),
    { numRuns: 200 },
  )
})
