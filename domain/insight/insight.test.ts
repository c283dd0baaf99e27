import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolMany } from '#domain/member/index'
import { enrolment } from '#domain/member/contract'
import { takeIn } from '#domain/sale/index'
import { saleWish } from '#domain/sale/contract'
import { rowsOf, sharedFile } from '#test/world/data'
import { world, type TestWorld } from '#test/world/world'
import * as contract from './contract.ts'

let w: TestWorld
const asOf = '1998-07-01'

/** The CDNOW sample through the same intake as a live sale: 6,919 purchases of 2,357 members. */
beforeAll(async () => {
  w = await world({ closing: 'by hand' })
  const rows = rowsOf(sharedFile('cdnow_sample/transactions.csv.gz'))
  const numbers = [...new Set(rows.map((row) => row['customer_id'] ?? ''))]
  const people = numbers.map((number) => enrolment.parse({ id: w.newId(), number, source: 'import' }))
  await w.work((work) => enrolMany(work, people))
  const wishes = rows.map((row) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: row['customer_id'],
      happenedAt: `${row['date']}T04:00:00Z`,
      lines: [{ productCode: 'CD', quantity: 1, unitPriceMinor: Math.round(Number(row['amount']) * 100) }],
    }),
  )
  for (let at = 0; at < wishes.length; at += 1000) {
    const answers = await w.work((work) => takeIn(work, wishes.slice(at, at + 1000), { source: 'import' }))
    expect(answers.every((answer) => answer.outcome === 'applied')).toBe(true)
  }
  await w.settle()
})
afterAll(async () => {
  await w.audit()
  await w.close()
})

test('RFM of the CDNOW sample equals the reference to the last member', async () => {
  const found = await w.call(contract.rfm, { asOf })
  expect(found).toMatchObject({
    members: 2357,
    spendMinor: 24_409_194,
    cuts: { r: [513, 487, 443, 153], f: [1, 1, 2, 4], m: [1536, 3195, 5925, 13049] },
    counts: { r: [482, 471, 463, 470, 471], f: [1218, 0, 403, 358, 378], m: [481, 462, 472, 471, 471] },
    nonEmptyCells: 60,
    heavyFrequency: { value: 1 },
  })
  expect([found.cells['555'], found.cells['111'], found.cells['511'], found.cells['155']]).toEqual([
    233,
    177,
    undefined,
    undefined,
  ])
  expect(found.grid.reduce((all, cell) => all + cell.people, 0)).toBe(2357)
})

test('quadrants by the mean and by fixed cuts equal the reference', async () => {
  const mean = await w.call(contract.quadrants, { asOf })
  expect(mean.groups.map((g) => [g.quadrant, g.people, g.spendMinor])).toEqual([
    ['confidant', 501, 16_361_446],
    ['butterfly', 92, 1_523_366],
    ['barnacle', 235, 1_627_981],
    ['passerby', 1529, 4_896_401],
  ])
  expect(mean.countCut.value).toBe(3)
  expect(mean.spendCut.valueMinor).toBeCloseTo(10_356.0433, 4)
  expect(mean.dots).toHaveLength(2000)
  const fixed = await w.call(contract.quadrants, { asOf, countCut: 3, spendCut: 10_000 })
  expect(fixed.groups.map((g) => g.people)).toEqual([512, 103, 224, 1518])
})

test('the loyalty ladder equals the reference', async () => {
  const { steps, moves } = await w.call(contract.ladder, { asOf, since: '1997-09-30' })
  expect(steps.map((step) => step.members)).toEqual([2357, 1139, 736, 527, 378, 283, 223, 159, 123, 101])
  expect(moves?.oneToTwo).toBeGreaterThan(0)
})

test('the best fifth brings most of the money, and the curve ends with everybody', async () => {
  const found = await w.call(contract.pareto, { asOf })
  expect(found.members).toBe(2357)
  expect(found.topFifthShareBps).toBeGreaterThan(6000)
  expect(found.curve.at(-1)).toEqual({ membersBps: 10_000, spendBps: 10_000 })
})

test('behind every figure stand its members, and a saved segment keeps them', async () => {
  const confidants = await w.call(contract.audience, { asOf, quadrants: ['confidant'], rows: 10 })
  expect([confidants.total, confidants.spendMinor]).toEqual([501, 16_361_446])
  const cell = await w.call(contract.audience, { asOf, r: [5], f: [5], m: [5] })
  expect(cell.total).toBe(233)
  expect(cell.rows.every((row) => row.r === 5 && row.f === 5 && row.m === 5)).toBe(true)
  const spends = cell.rows.map((row) => row.spendMinor)
  expect(spends).toEqual(spends.toSorted((a, b) => b - a))

  const wish = { id: w.newId(), name: 'Best', rule: { r: [4, 5], f: [4, 5], m: [4, 5] }, asOf }
  const [saved, again] = await Promise.all([1, 2].map(() => w.call(contract.saveSegment, wish)))
  expect(saved).toEqual(again)
  const list = await w.call(contract.segmentMembers, { id: wish.id, rows: 200 })
  expect(list.total).toBe(saved?.members)
  expect((await w.ask(contract.saveSegment, { ...wish, id: w.newId() })).body).toMatchObject({
    code: 'name_taken',
  })
  const nobody = { id: w.newId(), name: 'Nobody', rule: { purchasesFrom: 9999 }, asOf }
  expect((await w.ask(contract.saveSegment, nobody)).body).toMatchObject({ code: 'segment_empty' })
})

test('a member is seen with a heartbeat and a place', async () => {
  const { rows } = await w.call(contract.audience, { asOf, rows: 1 })
  const seen = await w.call(contract.memberInsight, { memberId: rows[0]?.memberId ?? '', asOf })
  expect(seen.standing).toMatchObject({
    purchases: rows[0]?.purchases,
    spendMinor: rows[0]?.spendMinor,
    m: 5,
  })
  expect(seen.days.length).toBe(rows[0]?.purchases)
})

test('before the first sale insight says so instead of showing zeros', async () => {
  const fresh = await world()
  expect((await fresh.ask(contract.rfm, {})).body).toMatchObject({ code: 'no_sales_yet', status: 404 })
})
