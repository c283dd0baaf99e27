import { expect, test } from 'vitest'
import { addProduct } from '#domain/goods/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { bought, nextNeed } from './contract/baskets.ts'

type Bill = readonly [codes: readonly string[], member?: string]

async function sold(w: TestWorld, bills: readonly Bill[]) {
  const wishes = bills.map(([codes, memberNumber]) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      ...(memberNumber === undefined ? {} : { memberNumber }),
      happenedAt: '2026-02-20T04:00:00Z',
      lines: codes.map((productCode) => ({
        productCode,
        name: productCode,
        quantity: 1,
        unitPriceMinor: 10_00,
      })),
    }),
  )
  const answers = await w.work((work) => takeIn(work, wishes, { source: 'import' }))
  expect(answers.every((answer) => answer.outcome === 'applied')).toBe(true)
  await w.settle()
}

const times = (count: number, bill: Bill): Bill[] => Array.from({ length: count }, () => bill)

test('C76: too few bills say nothing, and nothing is offered', async () => {
  const w = await world()
  await enrol(w, { number: 'A' })
  await sold(w, times(30, [['TEA', 'CUP'], 'A']))
  expect(await w.call(bought, {})).toMatchObject({ bills: 30, total: 0, rows: [], verdict: 'too_little' })
  expect(await w.call(nextNeed, {})).toMatchObject({
    members: 1,
    offered: 0,
    rows: [],
    verdict: 'too_little',
  })
})

/** Health food and cosmetics go together; A to D are members. */
async function shop(w: TestWorld): Promise<string[]> {
  const goods = [
    ['GINSENG', '保健品'],
    ['CREAM', '化妆品'],
    ['SOAP', '日用品'],
    ['MASK', '化妆品'],
  ] as const
  for (const [code, category] of goods)
    await w.call(addProduct, { id: w.newId(), code, name: code, category })
  const ids = await Promise.all(
    ['A', 'B', 'C', 'D'].map((number) => enrol(w, { number, name: `客${number}` })),
  )
  await sold(w, [
    ...times(60, [['GINSENG', 'CREAM']]),
    ...times(40, [['GINSENG']]),
    ...times(20, [['CREAM']]),
    ...times(120, [['SOAP']]),
    [['GINSENG'], 'A'],
    [['GINSENG', 'CREAM', 'SOAP'], 'B'],
    [['SOAP'], 'C'],
    [['GINSENG'], 'D'],
    [['MASK'], 'D'],
  ])
  return ids
}

test('C76: health food and cosmetics go together, and cross-category buyers are counted', async () => {
  const w = await world()
  await shop(w)
  const found = await w.call(bought, { level: 'category' })
  expect(found).toMatchObject({ bills: 245, verdict: 'found', total: 1, newest: false })
  // Together 61 times; 103 bills with health food and 82 with cosmetics of 245.
  expect(found.rows[0]).toMatchObject({
    a: { name: '保健品' },
    b: { name: '化妆品' },
    together: 61,
    aBills: 103,
    bBills: 82,
    aToBBps: Math.round((61 / 103) * 10_000),
    bToABps: Math.round((61 / 82) * 10_000),
  })
  expect(found.rows[0]?.lift).toBeCloseTo((61 * 245) / (103 * 82), 9)
  expect(found.rows[0]?.leastLift).toBeGreaterThan(1)
  // A and C buy of one category, D of two, B of three.
  expect(found.breadth).toEqual([
    { kinds: 1, members: 2 },
    { kinds: 2, members: 1 },
    { kinds: 3, members: 1 },
  ])
})

test('C76: who buys health food only is offered cosmetics', async () => {
  const w = await world()
  const ids = await shop(w)
  const next = await w.call(nextNeed, { level: 'category' })
  expect(next).toMatchObject({ members: 4, offered: 1, offers: [{ name: '化妆品', members: 1 }] })
  expect(next.rows.map((row) => [row.number, row.offer.name, row.because.name])).toEqual([
    ['A', '化妆品', '保健品'],
  ])
  // By product D has no cream yet, whatever mask.
  const byProduct = await w.call(nextNeed, {})
  expect(byProduct.rows.map((row) => [row.number, row.offer.code])).toEqual(
    expect.arrayContaining([
      ['A', 'CREAM'],
      ['D', 'CREAM'],
    ]),
  )
  expect((await w.call(nextNeed, { offer: 'SOAP' })).total).toBe(0)
  // What two bought who are one now, one has.
  await w.call(mergeMembers, {
    id: w.newId(),
    keepId: ids[0] ?? '',
    goneId: ids[1] ?? '',
    reason: '同一顾客',
  })
  await w.settle()
  expect((await w.call(nextNeed, { level: 'category' })).offered).toBe(0)
})
