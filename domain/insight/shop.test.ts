import { expect, test } from 'vitest'
import { saleWish, salesByDay } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { openBranch } from '#domain/org/contract'
import { product, publish } from '#test/world/shop'
import { buying, tier } from '#test/world/standing'
import { enrol } from '#test/world/wallet'
import { recordSale } from '#domain/sale/contract'
import { world, type TestWorld } from '#test/world/world'
import * as shop from './contract/shop.ts'

type Line = readonly [code: string, quantity: number, yuan: number]

/** Sales of the past, by the intake of files; the clock of a test world stands at 10:00 on 2 March 2026 in Shanghai. */
async function sold(
  w: TestWorld,
  rows: readonly Readonly<{
    at: string
    lines: readonly Line[]
    member?: string
    branch?: string
    returns?: string
  }>[],
): Promise<string[]> {
  const wishes = rows.map(({ at, lines, member, branch = 'S1' }) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: branch,
      happenedAt: at,
      ...(member === undefined ? {} : { memberNumber: member }),
      lines: lines.map(([productCode, quantity, yuan]) => ({
        productCode,
        quantity,
        unitPriceMinor: yuan * 100,
      })),
    }),
  )
  const answers = await w.work((work) => takeIn(work, wishes, { source: 'import' }))
  expect(answers.map((answer) => answer.outcome)).toEqual(rows.map(() => 'applied'))
  await w.settle()
  return wishes.map((wish) => wish.id)
}

test('C72: three P1 and one P2 sold now rank P1 before P2 at once; key products for today and the month', async () => {
  const w = await world()
  await product(w, 'P1', 10_00)
  await product(w, 'P2', 25_00)
  await sold(w, [{ at: '2026-03-01T04:00:00Z', lines: [['P2', 2, 25]] }])
  const lines = [
    { productCode: 'P1', quantity: 3, unitPriceMinor: 10_00 },
    { productCode: 'P2', quantity: 1, unitPriceMinor: 25_00 },
  ]
  await w.call(recordSale, buying(w, null, 0, { lines }))
  await w.settle()
  const today = await w.call(shop.productRanking, {})
  expect(today).toMatchObject({
    from: '2026-03-02',
    to: '2026-03-02',
    today: '2026-03-02',
    lastDay: '2026-03-02',
  })
  expect(
    today.rows.map((row) => [row.rank, row.code, row.thousandths, row.amountMinor, row.beforeMinor]),
  ).toEqual([
    [1, 'P1', 3000, 3000, 0],
    [2, 'P2', 1000, 2500, 5000],
  ])
  expect([today.sold.amountMinor, today.before.amountMinor, today.total]).toEqual([5500, 5000, 2])
  const byUnits = await w.call(shop.productRanking, { from: '2026-03-01', to: '2026-03-02', by: 'amount' })
  expect(byUnits.rows.map((row) => row.code)).toEqual(['P2', 'P1'])

  const mark = { id: w.newId(), code: 'P2', marked: true }
  const [one, two] = await Promise.all([1, 2].map(() => w.call(shop.markKeyProduct, mark)))
  expect([one?.replayed, two?.replayed].toSorted()).toEqual([false, true])
  expect((await w.ask(shop.markKeyProduct, { ...mark, marked: false })).body).toMatchObject({
    code: 'key_product_id_reused',
  })
  expect((await w.ask(shop.markKeyProduct, { ...mark, id: w.newId(), code: 'P9' })).body).toMatchObject({
    code: 'product_never_sold',
  })
  const keys = await w.call(shop.productRanking, { keyOnly: true })
  expect(keys.rows.map((row) => [row.code, row.key])).toEqual([['P2', true]])
  expect(keys.keys).toMatchObject({ products: 1, today: { amountMinor: 2500 }, month: { amountMinor: 7500 } })
  await w.call(shop.markKeyProduct, { id: w.newId(), code: 'P2', marked: false })
  expect((await w.call(shop.productRanking, {})).keys.products).toBe(0)
})

test('C71: hours above and below the average open hour, on the branch’s clock; too little is said', async () => {
  const w = await world()
  const few = await w.call(shop.hoursReport, {})
  expect(few).toMatchObject({ verdict: 'too_little', above: [], below: [], hours: [] })
  // Ten days: nine sales at 12, four at 15 and two at 20 o'clock in Shanghai.
  const rows = Array.from({ length: 10 }, (_, day) =>
    [12, 12, 12, 12, 12, 12, 12, 12, 12, 15, 15, 15, 15, 20, 20].map((hour) => ({
      at: `2026-02-${10 + day}T${String(hour - 8).padStart(2, '0')}:30:00Z`,
      lines: [['T', 1, 10]] as const,
    })),
  )
  await sold(w, rows.flat())
  const found = await w.call(shop.hoursReport, { from: '2026-02-10', to: '2026-02-19' })
  expect(found.hours.map((one) => [one.hour, one.billsPerDay])).toEqual([
    [12, 9],
    [15, 4],
    [20, 2],
  ])
  expect(found).toMatchObject({
    averageBillsPerDay: 5,
    above: [12],
    // Forty sales at 15 o'clock where fifty are the average is what chance makes.
    below: [20],
    days: 10,
    verdict: 'known',
  })
  expect(found.weekdays.reduce((all, one) => all + one, 0)).toBe(10)
  // 10 February 2026 is a Tuesday; so is the 17th.
  expect(found.cells.find((cell) => cell.weekday === 2 && cell.hour === 12)).toMatchObject({ bills: 18 })
  expect(found.cells.reduce((all, cell) => all + cell.amountMinor, 0)).toBe(found.sold.amountMinor)
})

test('C70: months and bands of bills sum to the very money of the receipts, returns and all', async () => {
  const w = await world()
  await enrol(w, { number: 'A' })
  const [first = ''] = await sold(w, [
    { at: '2026-01-10T04:00:00Z', lines: [['T', 1, 100]], member: 'A' },
    { at: '2026-01-20T04:00:00Z', lines: [['T', 1, 49]] },
    { at: '2026-02-10T04:00:00Z', lines: [['T', 3, 50]], member: 'A' },
    { at: '2025-02-10T04:00:00Z', lines: [['T', 1, 70]] },
  ])
  const back = saleWish.parse({
    id: w.newId(),
    kind: 'return',
    returnsSaleId: first,
    branchCode: 'S1',
    memberNumber: 'A',
    happenedAt: '2026-02-11T04:00:00Z',
    lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 100_00, returnsNo: 1 }],
  })
  await w.work((work) => takeIn(work, [back], { source: 'import' }))
  await w.settle()
  const months = await w.call(shop.monthsReport, { months: 3 })
  expect(
    months.rows.map((row) => [
      row.month,
      row.whole,
      row.amountMinor,
      row.memberAmountMinor,
      row.yearBeforeMinor,
    ]),
  ).toEqual([
    ['2026-01-01', true, 149_00, 100_00, 0],
    ['2026-02-01', true, 50_00, 50_00, 70_00],
    ['2026-03-01', false, 0, 0, 0],
  ])
  const ofProduct = await w.call(shop.monthsReport, { months: 3, product: 'T' })
  expect(ofProduct.rows).toEqual(months.rows)
  expect((await w.call(shop.monthsReport, { months: 3, product: 'X' })).sold.amountMinor).toBe(0)
  const bills = await w.call(shop.billsReport, { from: '2026-01-01', to: '2026-02-28' })
  expect(bills.rows.map((row) => [row.kind, row.fromMinor, row.toMinor, row.bills, row.amountMinor])).toEqual(
    [
      ['returned', null, null, 0, -100_00],
      ['bill', 20_00, 50_00, 1, 49_00],
      ['bill', 100_00, 200_00, 2, 250_00],
    ],
  )
  const receipts = await w.call(salesByDay, { from: '2026-01-01', to: '2026-02-28' })
  expect(bills.sold.amountMinor).toBe(receipts.totalMinor)
  expect(months.sold.amountMinor).toBe(receipts.totalMinor)
  expect(bills.sold.memberAmountMinor).toBe(receipts.memberMinor)
})

/** A day at the harbour: three members, of whom two are VIP, and a stranger. */
async function harbour(w: TestWorld): Promise<void> {
  const ways = [{ by: 'spend' as const, least: 500_00 }]
  await publish(w, {
    tiers: { list: [tier('PU'), tier('VIP', ways)] },
  })
  await w.call(openBranch, { id: w.newId(), code: 'S2', name: '码头店', region: '海边' })
  for (const number of ['A1', 'B2', 'C3']) await enrol(w, { number })
  const mixed: readonly Line[] = [
    ['虾', 1, 30],
    ['鱼', 1, 20],
  ]
  await sold(w, [
    { at: '2026-02-20T04:00:00Z', lines: [['鱼', 2, 400]], member: 'A1' },
    { at: '2026-02-20T05:00:00Z', lines: [['虾', 1, 799]], member: 'B2', branch: 'S2' },
    { at: '2026-02-20T05:00:00Z', lines: mixed, member: 'C3' },
    { at: '2026-02-20T06:00:00Z', lines: [['鱼', 1, 10]] },
    { at: '2026-02-21T04:00:00Z', lines: [['鱼', 1, 10]] },
  ])
}
const day = { from: '2026-02-20', to: '2026-02-20' }

test('C74: any day by product, place and amount', async () => {
  const w = await world()
  await harbour(w)
  const products = await w.call(shop.soldReport, { ...day, by: 'product' })
  expect(products.rows.map((row) => [row.key, row.thousandths, row.amountMinor])).toEqual([
    ['鱼', 4000, 830_00],
    ['虾', 2000, 829_00],
  ])
  expect(products.sold).toMatchObject({ bills: 4, amountMinor: 1659_00, memberAmountMinor: 1649_00 })
  // One receipt has both: it is one of the four, and counts for each product by itself.
  const ranking = await w.call(shop.productRanking, day)
  expect(ranking.sold).toEqual(products.sold)
  expect(ranking.rows.map((row) => row.bills)).toEqual([3, 2])
  const places = await w.call(shop.soldReport, { ...day, by: 'branch', product: '虾' })
  expect(places.rows.map((row) => [row.name, row.thousandths, row.amountMinor])).toEqual([
    ['码头店', 1000, 799_00],
    ['人民路店', 1000, 30_00],
  ])
  const bands = await w.call(shop.soldReport, { ...day, by: 'amount', sort: 'key', descending: false })
  expect(bands.rows.map((row) => [row.fromMinor, row.bills])).toEqual([
    [10_00, 1],
    [50_00, 1],
    [500_00, 2],
  ])
  const asked = async (wish: object) => (await w.ask(shop.soldReport, wish)).body['code']
  expect(await asked({ ...day, by: 'day', billFromMinor: 1 })).toBe('filter_does_not_fit')
  expect(await asked({ ...day, by: 'amount', product: '鱼' })).toBe('filter_does_not_fit')
  expect(await asked({ from: '2025-01-01', to: '2026-02-20', by: 'member' })).toBe('span_over_a_quarter')
})

test('C74: any day by member, by card number or tier; a single bill of 800 is found, one of 799 is not', async () => {
  const w = await world()
  await harbour(w)
  const by = (sort: 'key' | 'tier', descending: boolean, more = {}) =>
    w.call(shop.soldReport, { ...day, by: 'member', sort, descending, ...more })
  expect((await by('key', false)).rows.map((row) => row.number)).toEqual([null, 'A1', 'B2', 'C3'])
  const ranked = await by('tier', true)
  expect(ranked.rows.map((row) => [row.number, row.tier])).toEqual([
    ['A1', 'VIP'],
    ['B2', 'VIP'],
    ['C3', 'PU'],
    [null, null],
  ])
  expect(ranked.sold.amountMinor).toBe(1659_00)
  // 海上鲜码头.
  expect((await by('key', false, { billFromMinor: 800_00 })).rows.map((row) => row.number)).toEqual(['A1'])
})

test('places: regions hold their branches, and whoever is bound to a branch sees that one only', async () => {
  const w = await world()
  const other = w.newId()
  await w.call(openBranch, { id: other, code: 'S2', name: '码头店', region: '海边' })
  await sold(w, [
    { at: '2026-02-20T04:00:00Z', lines: [['T', 1, 100]] },
    { at: '2026-02-21T04:00:00Z', lines: [['T', 1, 300]], branch: 'S2' },
  ])
  const all = await w.call(shop.placesReport, {})
  expect(all.branches.map((row) => [row.code, row.amountMinor])).toEqual([
    ['S2', 300_00],
    ['S1', 100_00],
  ])
  expect(all.regions.map((row) => [row.region, row.branches, row.amountMinor])).toContainEqual([
    '海边',
    1,
    300_00,
  ])
  const bound = await w.as('manager', { branchIds: [w.branchId] })
  expect((await bound.call(shop.placesReport, {})).sold.amountMinor).toBe(100_00)
  const refused = async (wish: object) => (await bound.ask(shop.placesReport, wish)).body['code']
  expect(await refused({ branchId: other })).toBe('branch_unknown')
  expect(await refused({ branchId: other, from: '2026-03-01', to: '2026-01-01' })).toBe('branch_unknown')
  expect(await refused({ region: '海边', from: '2026-03-01', to: '2026-01-01' })).toBe('region_unknown')
  expect(await refused({ from: '2026-03-01', to: '2026-01-01' })).toBe('span_reversed')
  expect(await refused({ from: '2016-03-01', to: '2026-01-01' })).toBe('span_too_long')
})
