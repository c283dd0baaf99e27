import { expect, test } from 'vitest'
import { fitOrSteady } from './arena.ts'
import { buyerCells } from './buyer-cells.ts'
import { countedOf, fitDoubts, historyDoubts } from './buyer-doubts.ts'
import { fitBuyers } from './buyer-fit.ts'
import { columnsOf, type MemberColumns } from './purchase-days.ts'
import { fitSpend } from './spend-model.ts'

/** Members by their purchase days. */
const shop = (of: readonly (readonly number[])[]) => {
  const rows = of.flatMap((days, m) => days.map((day) => [m, day] as const))
  return columnsOf(
    {
      member: Int32Array.from(rows, ([m]) => m),
      day: Int32Array.from(rows, ([, day]) => day),
      spendMinor: new Float64Array(rows.length),
    },
    of.length,
    { from: -Infinity, to: Infinity },
  )
}

const many = (n: number, days: (m: number) => readonly number[]) =>
  shop(Array.from({ length: n }, (_, m) => days(m)))

test('a shop without anything odd is in no doubt', () => {
  const { columns, lists } = many(400, (m) => [m % 200, (m % 200) + 3 + ((m * 37) % 90)])
  expect(historyDoubts(columns, lists, 320)).toEqual([])
})

test('more purchase days than days are an import error', () => {
  const one: MemberColumns = {
    members: 2,
    purchaseDays: Int32Array.of(5, 2),
    purchases: Int32Array.of(5, 2),
    firstDay: Int32Array.of(100, 90),
    lastDay: Int32Array.of(102, 99),
    spendMinor: new Float64Array(2),
  }
  expect(countedOf(one, 120)).toMatchObject({ buyers: 2, impossible: 1 })
  const lists = { starts: Int32Array.of(0, 0, 0), days: new Int32Array(0) }
  expect(historyDoubts(one, lists, 120)).toContain('impossible_history')
})

test('"first" purchases on the day the file begins are not first purchases', () => {
  const { columns, lists } = many(400, (m) => [m < 100 ? 0 : m % 300, 310 + (m % 40)])
  expect(historyDoubts(columns, lists, 360)).toEqual(['opening_day'])
})

test('a subscription is seen by gaps that are alike', () => {
  const { columns, lists } = many(100, (m) => [0, 1, 2, 3, 4].map((k) => m + k * 30))
  expect(historyDoubts(columns, lists, 300)).toContain('subscription')
})

test('a month that stands out in both years is a season', () => {
  const { columns, lists } = many(600, (m) => [m % 365, (m % 365) + 365, 200 + (m % 20), 565 + (m % 20)])
  expect(historyDoubts(columns, lists, 730)).toContain('season')
})

test('who first buys on the day of the report is counted in', () => {
  const { columns } = shop([[10], [3, 10], [10, 12]])
  expect(countedOf(columns, 12)).toMatchObject({ buyers: 3, repeatBuyers: 2, bornToday: 0, historyDays: 9 })
  expect(countedOf(shop([[10], [3, 10]]).columns, 10).bornToday).toBe(1)
})

test('where nobody is seen to leave, NBD is used and it is said', () => {
  // Buyers of different pace who never stop: the last purchase is always recent.
  const { columns } = many(600, (m) => {
    const gap = 5 + ((m * 7919) % 60)
    return Array.from({ length: Math.floor(700 / gap) + 1 }, (_, k) => k * gap + ((m * 31 + k * 17) % 5))
  })
  const cells = buyerCells(columns, 710)
  const fit = fitBuyers(cells, { kind: 'mbg' })
  expect(fitDoubts(fit, null)).toEqual(expect.arrayContaining(['at_edge', 'no_dropout']))
  expect(fitOrSteady(cells, 'mbg').params.kind).toBe('nbd')
})

test('spend that goes with the number of purchases is said', () => {
  const x = Int32Array.from({ length: 500 }, (_, i) => 1 + (i % 10))
  const spend = Float64Array.from(x, (n, i) => n * n * (5 + (i % 7)))
  expect(fitDoubts(null, fitSpend({ x, spend }))).toContain('spend_correlated')
})
