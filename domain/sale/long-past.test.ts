import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { ledgerLines } from '#domain/wallet/contract'
import { publish, shopper } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { listSales, recordSale } from './contract.ts'
import { buyersAfter, netSpends } from './index.ts'

const MONTHS = ['2026-01', '2026-02', '2026-05', '2026-09', '2027-03']

/** Each buys once a month, the second only in every other one: what they pay tells the months apart. */
async function longPast(w: TestWorld) {
  await publish(w)
  const [often, seldom] = await Promise.all([shopper(w, 'often'), shopper(w, 'seldom')])
  const bought: Record<string, string[]> = { often: [], seldom: [] }
  for (const [at, month] of MONTHS.entries()) {
    w.clock.set(`${month}-15T04:00:00.000Z`)
    for (const memberNumber of at % 2 === 0 ? ['often', 'seldom'] : ['often']) {
      const sale = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), memberNumber }
      const lines = [{ productCode: 'TEA', quantity: 1, unitPriceMinor: (at + 1) * 100_00 }]
      bought[memberNumber]?.unshift((await w.call(recordSale, { ...sale, lines })).id)
    }
  }
  return { often, seldom, bought }
}

test('what a member did is told whole, over however many spans of time it lies', async () => {
  const w = await world({ at: '2026-01-01T04:00:00.000Z' })
  const { often, seldom, bought } = await longPast(w)
  for (const { id, number } of [often, seldom]) {
    const { rows, total } = await w.call(listSales, { memberId: id })
    expect([rows.map((row) => row.id), total]).toEqual([bought[number], bought[number]?.length])
  }
  const { rows } = await w.call(ledgerLines, { memberId: often.id, unit: 'points' })
  expect(rows.map(({ amount, balanceAfter }) => [amount, balanceAfter])).toEqual([
    [500, 1500],
    [400, 1000],
    [300, 600],
    [200, 300],
    [100, 100],
  ])

  const spent = async (from: string, to: string) => {
    const of = { from: day(from), to: day(to), regularPriceOnly: false }
    const found = await w.work((work) => netSpends(work, [often.id, seldom.id], of))
    return [often, seldom].map(({ id }) => found.find((one) => one.memberId === id)?.netMinor ?? 0)
  }
  expect(await spent('2026-01-01', '2027-12-31')).toEqual([1_500_00, 900_00])
  // The days asked for, not the spans they lie in: the first and the last of a month that both bought in.
  expect(await spent('2026-01-16', '2026-05-14')).toEqual([200_00, 0])
  expect(await spent('2026-01-15', '2026-05-15')).toEqual([600_00, 400_00])
  expect(await spent('2027-04-01', '2027-05-01')).toEqual([0, 0])

  const buyers = (after: string | null, from: string, most: number) =>
    w.work((work) => buyersAfter(work, { after, most, from: day(from), to: day('9999-12-31') }))
  const both = [often.id, seldom.id].toSorted()
  expect(await buyers(null, '0001-01-01', 10)).toEqual(both)
  expect(await buyers(null, '0001-01-01', 1)).toEqual([both[0]])
  expect(await buyers(both[0] ?? '', '0001-01-01', 10)).toEqual([both[1]])
  expect(await buyers(null, '2026-09-01', 10)).toEqual(both)
  expect(await buyers(null, '2027-03-16', 10)).toEqual([])
})

test('new sales and postings lie with those of their time', async () => {
  const w = await world({ at: '2026-01-01T04:00:00.000Z' })
  await longPast(w)
  const spans = await sql<{ ledger: number[]; sale: number[]; some: number[] }>`
    select ledger.spans() as ledger, sale.spans('0001-01-01', '9999-12-31') as sale,
           sale.spans('2026-05-01', '2026-09-30') as some`.execute(w.database)
  const all = MONTHS.map((month) => Math.floor(Date.parse(`${month}-15T00:00:00Z`) / 86_400_000 / 32))
  expect(spans.rows).toEqual([{ ledger: all, sale: all, some: all.slice(2, 4) }])
})
