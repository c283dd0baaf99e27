import { expect, test } from 'vitest'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { enrol } from '#test/world/wallet'
import { world } from '#test/world/world'
import { saveSegment } from './contract.ts'
import { segmentHabits } from './contract/trial.ts'
import { correlation } from './model/moments.ts'

test('without a campaign two of four bought in the week; who bought nothing counts with zero', async () => {
  const w = await world()
  await Promise.all([0, 1, 2, 3].map((at) => enrol(w, { number: `H${at}` })))
  const bought = [
    ['H0', '2026-01-10', 100],
    ['H1', '2026-01-11', 200],
    ['H2', '2026-01-12', 300],
    ['H3', '2026-01-13', 400],
    ['H0', '2026-02-23', 50],
    ['H1', '2026-03-01', 150],
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
  const id = w.newId()
  await w.call(saveSegment, { id, name: '四位', rule: {} })
  const found = await w.call(segmentHabits, { id, days: 7 })
  // 23 February to 1 March: 50, 150, 0 and 0 yuan.
  expect(found).toMatchObject({
    from: '2026-02-23',
    to: '2026-03-01',
    members: 4,
    buyers: 2,
    meanMinor: 50_00,
  })
  expect(found.sdMinor).toBeCloseTo(Math.sqrt(5_000) * 100, 6)
  expect(found.correlation).toBeCloseTo(correlation([100, 200, 300, 400], [50, 150, 0, 0]), 9)
  expect((await w.call(segmentHabits, { id, days: 6 })).buyers).toBe(1)
  const unknown = await w.get(`/segments/${w.newId()}/habits`)
  expect(unknown).toMatchObject({ status: 404, body: { code: 'segment_unknown' } })
})

test('correlation is 1 on a line, −1 on a falling one, and 0 where nothing varies', () => {
  expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12)
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12)
  expect(correlation([1, 2, 3], [5, 5, 5])).toBe(0)
})
