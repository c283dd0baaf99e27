import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, dayNumber } from '#base/instant'
import { rowsOf, sharedFile } from '#test/world/data'
import { AGE_BANDS } from '../contract/people.ts'
import { deadUsers, visitFunnel } from './activity-dormant.ts'
import { bandFrom, bandTo, billBand } from './bill-band.ts'
import { loyaltyLooks, USUAL_WEIGHTS, LOYALTY_PARTS, type Loyalty } from './loyalty-score.ts'
import { ages } from './people.ts'
import { columnsOf } from './purchase-days.ts'
import { shifts } from './shifts.ts'

const on = (text: string): number => dayNumber(day(text))

test('C77: dead users neither earn nor redeem nor buy; new members are given time', () => {
  const asOf = on('2024-06-30')
  const ties = {
    joinedDay: Int32Array.of(on('2022-01-01'), on('2022-01-01'), on('2024-06-01'), on('2023-01-01')),
    lastPurchaseDay: Int32Array.of(-1, on('2024-06-20'), -1, -1),
    lastPointsDay: Int32Array.of(-1, -1, -1, on('2023-03-01')),
  }
  expect(deadUsers(ties, { asOf, silentDays: 180 })).toEqual([0, 3])
})

test('C77: of those who came k times, how many had bought by then', () => {
  const visits = { member: Int32Array.of(0, 1, 0, 2, 1, 0), bought: [0, 1, 0, 0, 0, 1] }
  expect(visitFunnel(visits, 3, 3)).toEqual([
    { visit: 1, visitors: 3, boughtBy: 1, share: 1 / 3 },
    { visit: 2, visitors: 2, boughtBy: 1, share: 0.5 },
    { visit: 3, visitors: 1, boughtBy: 1, share: 1 },
  ])
})

test('C68: ages 20, 30 and 40 are 30 on average; an age nobody has is a slip of the pen', () => {
  const counts = [20, 30, 40, 118, -1, null].map((age) => ({ age, members: 1 }))
  const found = ages(counts, AGE_BANDS)
  expect(found).toMatchObject({ withAge: 3, meanAge: 30, medianAge: 30 })
  expect(found.bands.map((band) => band.members)).toEqual([0, 1, 1, 1, 0, 0, 0])
})

const loads = (of: Readonly<Record<number, number>>, days: number) =>
  Object.entries(of).map(([hour, bills]) => ({ hour: Number(hour), billsPerDay: bills / days }))

test('C71: hours surely above and below the average; what chance makes is neither', () => {
  const of = { 9: 10, 10: 0, 11: 0, 12: 100, 13: 0, 14: 0, 15: 50 }
  expect(shifts(loads(of, 10), { days: 10, bills: 160 })).toMatchObject({
    above: [12, 15],
    below: [9, 10, 11, 13, 14],
    verdict: 'known',
  })
  expect(shifts(loads({ 9: 28, 10: 32 }, 7), { days: 7, bills: 60 })).toMatchObject({ above: [], below: [] })
  const few = shifts(loads({ 9: 1, 10: 40 }, 6), { days: 6, bills: 41 })
  expect(few).toMatchObject({ above: [], below: [], verdict: 'too_little' })
})

test('C70: every bill is in the band whose bounds it lies between, and bands follow one another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (totalMinor) => {
      const band = billBand('sale', totalMinor)
      expect(bandFrom(band)).toBeLessThanOrEqual(totalMinor)
      expect(bandTo(band)).toBeGreaterThan(totalMinor)
      expect(bandFrom(band + 1)).toBe(bandTo(band))
    }),
  )
  expect([100, 200, 500, 1000, 2000].map((minor) => bandFrom(billBand('sale', minor)))).toEqual([
    100, 200, 500, 1000, 2000,
  ])
  expect([billBand('sale', 99), billBand('sale', 100)].map(bandFrom)).toEqual([50, 100])
})

function cdnow() {
  const rows = rowsOf(sharedFile('cdnow_sample/transactions.csv.gz'))
  const ids = new Map([...new Set(rows.map((r) => r['customer_id'] as string))].map((id, i) => [id, i]))
  const sales = {
    member: Int32Array.from(rows, (r) => ids.get(r['customer_id'] as string) as number),
    day: Int32Array.from(rows, (r) => on(r['date'] as string)),
    spendMinor: Float64Array.from(rows, (r) => Math.round(Number(r['amount']) * 100)),
  }
  return columnsOf(sales, ids.size, { from: -Infinity, to: on('1998-06-30') })
}

function loyaltyScores(...of: Parameters<typeof loyaltyLooks>): Loyalty {
  const looks = loyaltyLooks(...of)
  for (;;) {
    const look = looks.next()
    if (look.done === true) return look.value
  }
}

test('C65: the loyalty score follows its formula, ties together, whatever the currency unit', () => {
  const { columns, lists: days } = cdnow()
  const asOf = on('1998-06-30')
  const found = loyaltyScores(columns, days, { asOf })
  expect(found.members).toBe(2357)
  const parts = LOYALTY_PARTS.filter((p) => p !== 'breadth')
  const whole = parts.reduce((s, p) => s + USUAL_WEIGHTS[p], 0)
  for (const m of [0, 17, 900, 2356]) {
    const by = parts.reduce((s, p) => s + USUAL_WEIGHTS[p] * found.placeOf(p, m), 0)
    expect(found.tenths[m]).toBe(Math.round((by / whole) * 1000))
  }
  for (const p of parts) {
    const places = Array.from({ length: found.members }, (_, m) => found.placeOf(p, m))
    // Halved ties make the mean place of everybody exactly the middle.
    expect(places.reduce((a, b) => a + b, 0) / places.length).toBeCloseTo(0.5, 10)
  }
  const dollars = loyaltyScores({ ...columns, spendMinor: columns.spendMinor.map((v) => v / 100) }, days, {
    asOf,
  })
  expect(dollars.tenths).toEqual(found.tenths)
  const best = found.tenths.indexOf(found.tenths.reduce((a, b) => Math.max(a, b)))
  expect(columns.purchaseDays[best] as number).toBeGreaterThan(10)
})

test('a member without a purchase has no loyalty score, not a low one', () => {
  const sales = { member: Int32Array.of(0, 2), day: Int32Array.of(10, 20), spendMinor: Float64Array.of(5, 9) }
  const { columns, lists: days } = columnsOf(sales, 3, { from: 0, to: 30 })
  const { tenths, placeOf, members } = loyaltyScores(columns, days, { asOf: 30, breadth: [1, 0, 3] })
  expect([members, tenths[1], placeOf('money', 1)]).toEqual([2, -1, -1])
  expect(tenths[2]).toBeGreaterThan(tenths[0] as number)
  expect([placeOf('breadth', 0), placeOf('breadth', 2)]).toEqual([0, 1])
})
