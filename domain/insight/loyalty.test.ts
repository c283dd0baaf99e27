import { expect, test } from 'vitest'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { enrol } from '#test/world/wallet'
import { world } from '#test/world/world'
import { loyalty } from './contract/loyalty.ts'

test('C65: every buyer has a score by the published weights; who bought nothing has none', async () => {
  const w = await world()
  await Promise.all([0, 1, 2, 3].map((at) => enrol(w, { number: `L${at}`, name: `客${at}` })))
  const bought = [
    // L0 comes every ten days and last; L1 as often, less lately; L2 once, long ago.
    ['L0', '2026-02-01', 100],
    ['L0', '2026-02-11', 100],
    ['L0', '2026-02-21', 100],
    ['L1', '2026-01-01', 100],
    ['L1', '2026-01-11', 50],
    ['L1', '2026-01-21', 50],
    ['L2', '2025-12-01', 10],
  ] as const
  const wishes = bought.map(([memberNumber, day, yuan]) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber,
      happenedAt: `${day}T04:00:00Z`,
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: yuan * 100 }],
    }),
  )
  await w.work((work) => takeIn(work, wishes, { source: 'import' }))
  await w.settle()
  const found = await w.call(loyalty, {})
  expect(found).toMatchObject({
    asOf: '2026-02-21',
    members: 3,
    total: 3,
    verdict: 'too_little',
    weights: { recency: 25, frequency: 25, money: 20, steadiness: 20 },
  })
  expect(found.rows.map((row) => [row.number, row.score])).toEqual([
    // First in all but a tie in frequency: (25 + 25·¾ + 20 + 20)/90.
    ['L0', 93.1],
    ['L1', 56.9],
    ['L2', 0],
  ])
  expect(found.rows[1]?.parts).toEqual({ recency: 0.5, frequency: 0.75, money: 0.5, steadiness: 0.5 })
  expect(found.medianScore).toBe(56.9)
  expect(found.bands.filter((band) => band.members > 0)).toEqual([
    { from: 0, to: 10, members: 1, spendMinor: 10_00 },
    { from: 50, to: 60, members: 1, spendMinor: 200_00 },
    { from: 90, to: 100, members: 1, spendMinor: 300_00 },
  ])
  const best = await w.call(loyalty, { scoreFrom: 90 })
  expect([best.total, best.rows[0]?.name]).toEqual([1, '客0'])
  const worst = await w.call(loyalty, { descending: false, rows: 1, page: 2 })
  expect(worst.rows.map((row) => row.number)).toEqual(['L1'])
})
