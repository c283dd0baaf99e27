import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { openBranch } from '#domain/org/contract'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import * as people from './contract/people.ts'
import { health } from './model/people.ts'

async function bought(
  w: TestWorld,
  rows: readonly (readonly [number: string, day: string, branch?: string])[],
) {
  const wishes = rows.map(([memberNumber, day, branchCode = 'S1']) =>
    saleWish.parse({
      id: w.newId(),
      branchCode,
      memberNumber,
      happenedAt: `${day}T04:00:00Z`,
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 10_00 }],
    }),
  )
  const answers = await w.work((work) => takeIn(work, wishes, { source: 'import' }))
  expect(answers.every((answer) => answer.outcome === 'applied')).toBe(true)
  await w.settle()
}

describe('a shop with ten members', () => {
  let w: TestWorld
  let ids: string[]
  beforeAll(async () => {
    w = await world({ closing: 'by hand' })
    await w.call(openBranch, { id: w.newId(), code: 'S2', name: '码头店', region: '海边' })
    const births = ['2006-03-02', '1996-03-02', '1986-03-02']
    ids = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        enrol(w, {
          number: `M${at}`,
          name: `会员${at}`,
          ...(births[at] === undefined ? {} : { birthOn: births[at] }),
          ...(at < 6 ? { gender: at < 4 ? 'female' : 'male' } : {}),
        }),
      ),
    )
    await bought(w, [
      ...Array.from({ length: 10 }, (_, at) => [`M${at}`, '2026-01-05'] as const),
      // Eight come again; M0 and M1 mostly to the harbour.
      ...Array.from({ length: 8 }, (_, at) => [`M${at}`, '2026-02-10', at < 2 ? 'S2' : 'S1'] as const),
      ['M0', '2026-02-20', 'S2'],
      ['M1', '2026-02-21', 'S2'],
    ])
  })
  afterAll(async () => {
    await w.audit()
    await w.close()
  })

  test('C68: ages 20, 30 and 40 have the mean 30; gender and preferred store by count', async () => {
    const found = await w.call(people.demographics, {})
    expect(found).toMatchObject({
      members: 10,
      withAge: 3,
      meanAge: 30,
      medianAge: 30,
      verdict: 'too_little',
    })
    expect(
      found.ages.filter((band) => band.members > 0).map((band) => [band.from, band.to, band.members]),
    ).toEqual([
      [18, 24, 1],
      [25, 34, 1],
      [35, 44, 1],
    ])
    expect(found.genders.map((row) => [row.gender, row.members])).toEqual([
      ['female', 4],
      ['male', 2],
      ['other', 0],
      ['unknown', 4],
    ])
    expect(found.stores.map((row) => [row.name, row.members])).toEqual([
      ['人民路店', 8],
      ['码头店', 2],
    ])
  })

  test('C67: eight of ten with a second purchase are 80 %, which is the line', async () => {
    const found = await w.call(people.repeatRate, {})
    expect(found).toMatchObject({ buyers: 10, repeaters: 8, rateBps: 8000, verdict: 'above', goodBps: 8000 })
    expect(found.times.map((row) => [row.days, row.members])).toEqual([
      [1, 2],
      [2, 6],
      [3, 2],
    ])
    // As of the last day with a sale, 21 February: nine days before their birthday.
    expect(found.repeat).toMatchObject({ members: 8, meanAge: 29, femaleBps: 6667, perDayMinor: 10_00 })
    expect(found.once).toMatchObject({ members: 2, meanAge: null, femaleBps: null })
  })

  test('C69, C61: activity and recency by the last purchase, every member in one band', async () => {
    const active = await w.call(people.activity, { asOf: '2026-02-21' })
    expect(active).toMatchObject({ members: 10, active: 10, activeBps: 10_000 })
    const later = await w.call(people.activity, { asOf: '2026-05-15' })
    // M8 and M9 were last seen on 5 January, the others in February.
    expect(later.active).toBe(2)
    expect(later.bands.map((band) => [band.toMonths, band.members])).toEqual([
      [1, 0],
      [3, 2],
      [6, 8],
      [12, 0],
      [24, 0],
      [null, 0],
      [null, 0],
    ])
    expect(later.bands[1]).toMatchObject({ lastFrom: '2026-02-16', lastTo: '2026-04-15' })
    const recent = await w.call(people.recency, { asOf: '2026-02-21' })
    expect(recent).toMatchObject({ buyers: 10, withinMonth: 8, withinMonthBefore: 10, health: 'too_little' })
    expect(recent.bands[0]).toMatchObject({ fromMonths: 0, toMonths: 6, members: 10, beforeMembers: 10 })
    expect(recent.months.at(-1)).toEqual({ until: '2026-02-21', members: 8 })
  })

  test('the birthday calendar holds whoever was born on these days, by day and number', async () => {
    const found = await w.call(people.birthdays, { from: '2026-02-25', days: 10 })
    expect(found.rows.map((row) => [row.number, row.day, row.turns])).toEqual([
      ['M0', '2026-03-02', 20],
      ['M1', '2026-03-02', 30],
      ['M2', '2026-03-02', 40],
    ])
    expect(found).toMatchObject({ total: 3, to: '2026-03-06', withBirthday: 3, members: 10 })
    expect((await w.call(people.birthdays, { from: '2026-03-03', days: 10 })).total).toBe(0)
  })

  test('whoever has gone into another is counted once, with both pasts', async () => {
    await w.call(mergeMembers, {
      id: w.newId(),
      keepId: ids[9] ?? '',
      goneId: ids[8] ?? '',
      reason: '同一顾客',
    })
    await w.settle()
    const found = await w.call(people.repeatRate, {})
    expect([found.buyers, found.repeaters]).toEqual([9, 8])
    expect((await w.call(people.activity, { asOf: '2026-02-21' })).members).toBe(9)
  })
})

test('C61, C69: a last purchase falls into its band to the day, and everybody is in one', async () => {
  const w = await world()
  const last = [
    '2024-06-30',
    '2023-12-31',
    '2023-12-30',
    '2021-07-01',
    '2021-06-30',
    '2024-03-31',
    '2024-03-30',
  ]
  await Promise.all([...last, null].map((_, at) => enrol(w, { number: `B${at}` })))
  await bought(
    w,
    last.map((day, at) => [`B${at}`, day] as const),
  )
  const recent = await w.call(people.recency, { asOf: '2024-06-30' })
  expect(recent.bands.map((band) => band.members)).toEqual([4, 1, 0, 0, 0, 1, 1])
  const found = await w.call(people.activity, { asOf: '2024-06-30' })
  // Three months back from 30 June is 30 March, which is a day too long ago.
  expect(found).toMatchObject({ members: 8, active: 2, activeBps: 2_500 })
  expect(found.bands.map((band) => band.members)).toEqual([1, 1, 2, 1, 0, 2, 1])
})

test('of a branch are those who joined there, wherever they buy; a manager sees her own alone', async () => {
  const w = await world()
  const second = w.newId() as never
  await w.call(openBranch, { id: second, code: 'S2', name: '码头店', region: '海边' })
  for (const [number, branchId] of [
    ['A', w.branchId],
    ['B', second],
    ['C', second],
    ['D', second],
  ] as const)
    await enrol(w, { number, branchId: branchId as never })
  await enrol(w, { number: 'NOWHERE' })
  await bought(w, [
    ['A', '2026-01-05', 'S2'],
    ['B', '2026-01-20', 'S1'],
    ['B', '2026-02-20', 'S1'],
    ['C', '2025-06-20', 'S2'],
    ['NOWHERE', '2026-02-20', 'S1'],
  ])
  const asOf = '2026-02-20' as never
  const at = { asOf, branchId: second }
  expect(await w.call(people.activity, at)).toMatchObject({ members: 3, active: 1 })
  expect(await w.call(people.recency, { asOf, region: '海边' })).toMatchObject({ buyers: 2, withinMonth: 1 })
  expect(await w.call(people.repeatRate, at)).toMatchObject({ buyers: 2, repeaters: 1 })
  expect(await w.call(people.activity, { asOf })).toMatchObject({ members: 5, active: 3 })
  const manager = await w.as('manager', { branchIds: [w.branchId] })
  expect(await manager.call(people.activity, { asOf })).toMatchObject({ members: 1, active: 1 })
  expect(await manager.call(people.repeatRate, { asOf })).toMatchObject({ buyers: 1, repeaters: 0 })
  expect((await manager.ask(people.recency, at)).body).toMatchObject({ code: 'branch_unknown' })
})

test('29 February is celebrated on 28 February where there is none', async () => {
  const w = await world()
  await enrol(w, { number: 'L', birthOn: '2000-02-29' })
  const on = async (from: string) =>
    (await w.call(people.birthdays, { from, days: 1 })).rows.map((row) => row.day)
  expect([
    await on('2026-02-28'),
    await on('2028-02-28'),
    await on('2028-02-29'),
    await on('2026-03-01'),
  ]).toEqual([['2026-02-28'], [], ['2028-02-29'], []])
})

test('C61: 120 last month and 150 now is healthy, 90 is a warning, few are too little', () => {
  expect([health(150, 120, 20), health(90, 120, 20), health(120, 120, 20), health(5, 9, 20)]).toEqual([
    'healthy',
    'warning',
    'healthy',
    'too_little',
  ])
})
