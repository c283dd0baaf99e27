import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, dayNumber } from '#base/instant'
import { rowsOf, sharedFile } from '#test/world/data'
import { activity, healthOf, recencyBands, recencyHealth } from './activity-bands.ts'
import { deadUsers, notReturned, visitFunnel } from './activity-dormant.ts'
import { loyaltyScores, USUAL_WEIGHTS, LOYALTY_PARTS } from './loyalty-score.ts'
import { repeatProfile, repeatRate } from './loyalty-rhythm.ts'
import { birthdayCalendar, birthdaysByMonth, daysToBirthday } from './people-birthdays.ts'
import { ageOn, demographics } from './people-demographics.ts'
import { staleData } from './people-stale.ts'
import { columnsOf, type PurchaseDays } from './purchase-days.ts'
import { amountBands, roundEdges } from './sales-bands.ts'
import { hoursOfDay } from './sales-hours.ts'
import { productRanking } from './sales-ranking.ts'

const on = (text: string): number => dayNumber(day(text))
const lists = (of: readonly (readonly string[])[]): PurchaseDays => {
  const starts = new Int32Array(of.length + 1)
  of.forEach((days, m) => (starts[m + 1] = (starts[m] as number) + days.length))
  return { starts, days: Int32Array.from(of.flat(), on) }
}

test('C61: the last purchase falls into bands of six months, and a month with fewer buyers is a warning', () => {
  const bought = lists([['2024-06-30'], ['2023-12-31'], ['2023-12-30'], ['2021-07-01'], ['2021-06-30'], []])
  const bands = recencyBands(bought, on('2024-06-30'))
  expect(bands.map((b) => b.people)).toEqual([2, 1, 0, 0, 0, 1, 1])
  expect([bands[0]?.toMonths, bands[5]?.fromMonths, bands[5]?.toMonths, bands[6]?.toMonths]).toEqual([
    6,
    30,
    36,
    null,
  ])
  expect(healthOf(150, 120).light).toBe('healthy')
  expect(healthOf(90, 120).light).toBe('warning')
  const two = lists([['2024-05-10', '2024-06-05'], ['2024-05-20'], ['2024-05-30']])
  expect(recencyHealth(two, on('2024-06-30'))).toEqual({ now: 1, before: 3, light: 'warning' })
})

test('C69: everybody is in one activity band or has never bought', () => {
  const found = activity(
    lists([['2024-06-01'], ['2024-03-31'], ['2024-03-30'], ['2020-01-01'], []]),
    on('2024-06-30'),
  )
  expect(found).toMatchObject({ members: 5, active: 2, activeShare: 0.4, never: 1 })
  expect(found.bands.map((b) => b.people)).toEqual([2, 1, 0, 1])
})

test('C67: eight of ten come back: 80 %, which is not above the line', () => {
  const of = Array.from({ length: 10 }, (_, m) => (m < 8 ? ['2024-01-01', '2024-01-11'] : ['2024-01-01']))
  const found = repeatRate(lists([...of, []]))
  expect(found).toEqual({ buyers: 10, repeaters: 8, rate: 0.8, benchmark: 0.8, above: false, medianDays: 10 })
  expect(repeatRate(lists([[]]))).toMatchObject({ rate: null, above: null, medianDays: null })
  const by = repeatProfile(lists(of), (m) => (m % 2 === 0 ? 'even' : 'odd'))
  expect(by).toEqual([
    { trait: 'even', buyers: 5, repeaters: 4, rate: 0.8 },
    { trait: 'odd', buyers: 5, repeaters: 4, rate: 0.8 },
  ])
})

test('C77: dead users neither earn nor redeem nor buy; new members are given time', () => {
  const asOf = on('2024-06-30')
  const ties = {
    joinedDay: Int32Array.of(on('2022-01-01'), on('2022-01-01'), on('2024-06-01'), on('2023-01-01')),
    lastPurchaseDay: Int32Array.of(-1, on('2024-06-20'), -1, -1),
    lastPointsDay: Int32Array.of(-1, -1, -1, on('2023-03-01')),
  }
  expect(deadUsers(ties, { asOf, silentDays: 180 })).toEqual([0, 3])
  // Registered 1 May, no return by 1 June.
  const members = {
    joinedDay: Int32Array.of(on('2024-05-01'), on('2024-05-01'), on('2024-05-20')),
    ...lists([['2024-05-01'], ['2024-05-01', '2024-05-28'], []]),
  }
  expect(notReturned(members, { asOf: on('2024-06-01'), days: 31 })).toEqual([0])
})

test('C77: of those who came k times, how many had bought by then', () => {
  const visits = { member: Int32Array.of(0, 1, 0, 2, 1, 0), bought: [0, 1, 0, 0, 0, 1] }
  expect(visitFunnel(visits, 3, 3)).toEqual([
    { visit: 1, visitors: 3, boughtBy: 1, share: 1 / 3 },
    { visit: 2, visitors: 2, boughtBy: 1, share: 0.5 },
    { visit: 3, visitors: 1, boughtBy: 1, share: 1 },
  ])
})

test('C68: ages 20, 30, 40 are 30 on average; genders and preferred stores', () => {
  const person = (age: number | null, gender: string | null, a: number, b: number) => ({
    age,
    gender,
    visits: [
      { store: 'A', count: a },
      { store: 'B', count: b },
    ],
  })
  const people = [
    person(20, 'F', 3, 1),
    person(30, 'M', 0, 2),
    person(40, 'F', 2, 2),
    person(118, null, 0, 0),
  ]
  const found = demographics(people)
  expect(found.ages).toMatchObject({ known: 3, mean: 30, median: 30 })
  expect(found.genders.map((g) => [g.gender, g.people])).toEqual([
    ['F', 2],
    ['M', 1],
  ])
  expect(found.stores).toEqual([
    { store: 'A', people: 2 },
    { store: 'B', people: 1 },
  ])
  expect([ageOn('2000-02-29', '2023-02-28'), ageOn('2000-02-29', '2023-03-01')]).toEqual([22, 23])
  expect(ageOn('2025-01-01', '2024-01-01')).toBeNull()
})

test('birthdays of the next days; 29 February is kept on the 28th in other years', () => {
  const found = birthdayCalendar(['02-28', '02-29', '03-01', null], { from: day('2023-02-28'), days: 2 })
  expect(found.map((d) => d.members)).toEqual([[0, 1], [2]])
  const leap = birthdayCalendar(['02-28', '02-29'], { from: day('2024-02-28'), days: 2 })
  expect(leap.map((d) => d.members)).toEqual([[0], [1]])
  expect(birthdaysByMonth(['02-28', '02-29', '12-01', null])[1]).toBe(2)
  expect(daysToBirthday('02-29', day('2023-02-27'))).toBe(1)
  expect(daysToBirthday('01-10', day('2023-12-26'))).toBe(15)
  const monthDays = fc.constantFrom('01-01', '02-29', '06-20', '12-31', null)
  fc.assert(
    fc.property(
      fc.array(monthDays, { maxLength: 20 }),
      fc.constantFrom('2023-03-01', '2024-02-10'),
      (of, from) => {
        const days = birthdayCalendar(of, { from: day(from), days: 366 })
        of.forEach((monthDay, m) => {
          const at = days.findIndex((d) => d.members.includes(m))
          expect(at).toBe(monthDay === null ? -1 : daysToBirthday(monthDay, day(from)))
        })
      },
    ),
  )
})

test('stale data: wrong numbers first, then the emptiest, then the oldest', () => {
  const known = {
    confirmedDay: Int32Array.of(on('2024-01-01'), on('2020-01-01'), -1, on('2024-06-01'), on('2024-06-01')),
    bouncedDay: Int32Array.of(-1, -1, -1, -1, on('2024-06-05')),
    fields: { mobile: [1, 1, 1, 1, 1], birthday: [0, 1, 1, 1, 1] },
  }
  const found = staleData(known, { asOf: on('2024-06-30'), afterDays: 365 })
  expect(found.map((s) => s.member)).toEqual([4, 0, 2, 1])
  expect(found[1]).toMatchObject({ missing: ['birthday'], days: 181, bounced: false })
})

test('C71: hours surely above and below the average, closed ones left out', () => {
  const hour = [...Array<number>(100).fill(12), ...Array<number>(50).fill(15), ...Array<number>(10).fill(9)]
  const found = hoursOfDay({ hour, spendMinor: hour.map(() => 100) }, { from: 9, to: 15 })
  expect(found).toMatchObject({ peak: 12, slack: 10, above: [12, 15], below: [9, 10, 11, 13, 14] })
  expect(found.hours.reduce((s, h) => s + h.share, 0)).toBeCloseTo(1, 12)
  const even = hoursOfDay({ hour: [9, 9, 10, 10, 10], spendMinor: [1, 1, 1, 1, 1] }, { from: 9, to: 10 })
  expect(even).toMatchObject({ above: [], below: [] })
})

test('C70: what stands in the bands is what stands in the ledger', () => {
  const amounts = fc.array(fc.integer({ min: -5000, max: 1_000_000 }), { maxLength: 60 })
  fc.assert(
    fc.property(amounts, (of) => {
      const { bands, below, count, spendMinor } = amountBands(of, roundEdges(1_000_000))
      const all = [...bands, below]
      expect(all.reduce((n, b) => n + b.count, 0)).toBe(count)
      expect(all.reduce((n, b) => n + b.spendMinor, 0)).toBe(of.reduce((a, b) => a + b, 0))
      expect(spendMinor).toBe(of.reduce((a, b) => a + b, 0))
    }),
  )
  expect(roundEdges(2_500)).toEqual([0, 100, 200, 500, 1000, 2000])
  expect(amountBands([100, 99, 0, -5], [0, 100]).bands.map((b) => b.count)).toEqual([2, 1])
})

test('C72: three of P1 and one of P2 rank P1 before P2, returns taken off', () => {
  const lines = {
    product: Int32Array.of(0, 1, 0, 2, 2),
    quantity: [3, 1, 0, 2, -2],
    spendMinor: [300, 900, 0, 50, -50],
  }
  expect(productRanking(lines, 4).map((r) => [r.rank, r.product])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
  ])
  expect(productRanking(lines, 4, 'spendMinor').map((r) => r.product)).toEqual([1, 0, 2])
  expect(productRanking({ ...lines, quantity: [1, 1, 0, 0, 0] }, 4).map((r) => r.rank)).toEqual([1, 1, 3])
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

test('C65: the loyalty score follows its formula, ties together, whatever the currency unit', () => {
  const { columns, lists: days } = cdnow()
  const asOf = on('1998-06-30')
  const found = loyaltyScores(columns, days, { asOf })
  expect(found.members).toBe(2357)
  const parts = LOYALTY_PARTS.filter((p) => p !== 'breadth')
  const whole = parts.reduce((s, p) => s + USUAL_WEIGHTS[p], 0)
  for (const m of [0, 17, 900, 2356]) {
    const by = parts.reduce((s, p) => s + USUAL_WEIGHTS[p] * (found.places[p][m] as number), 0)
    expect(found.scores[m]).toBeCloseTo((by / whole) * 100, 1)
  }
  for (const p of parts) {
    const places = found.places[p]
    // Halved ties make the mean place of everybody exactly the middle.
    expect(places.reduce((a, b) => a + b, 0) / places.length).toBeCloseTo(0.5, 10)
  }
  const dollars = loyaltyScores({ ...columns, spendMinor: columns.spendMinor.map((v) => v / 100) }, days, {
    asOf,
  })
  expect(dollars.scores).toEqual(found.scores)
  const best = found.scores.indexOf(found.scores.reduce((a, b) => Math.max(a, b)))
  expect(columns.purchaseDays[best] as number).toBeGreaterThan(10)
})

test('a member without a purchase has no loyalty score, not a low one', () => {
  const sales = { member: Int32Array.of(0, 2), day: Int32Array.of(10, 20), spendMinor: Float64Array.of(5, 9) }
  const { columns, lists: days } = columnsOf(sales, 3, { from: 0, to: 30 })
  const { scores } = loyaltyScores(columns, days, { asOf: 30, breadth: [1, 0, 3] })
  expect(scores[1]).toBe(-1)
  expect(scores[2]).toBeGreaterThan(scores[0] as number)
})
