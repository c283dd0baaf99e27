import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteContact } from './contract/contact.ts'
import { takeIn } from '#domain/sale/index'
import { saleWish } from '#domain/sale/contract'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { countAudience } from '#domain/insight/contract/audience'
import { deadUsers, visitFunnel } from '#domain/insight/contract/signs'
import { deadUsers as deadOf, visitFunnel as funnelOf } from '#domain/insight/model/activity-dormant'
import { deadRule } from '#domain/insight/model/signs'

type Bought = readonly (readonly [number: string, day: string])[]

async function bought(w: TestWorld, rows: Bought): Promise<void> {
  const wishes = rows.map(([memberNumber, day]) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber,
      happenedAt: `${day}T04:00:00Z`,
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 10_00 }],
    }),
  )
  const answers = await w.work((work) => takeIn(work, wishes, { source: 'import' }))
  expect(answers.every((answer) => answer.outcome === 'applied')).toBe(true)
}

/** Staff write down today that a member came by, or was called on. */
const noted = (w: TestWorld, memberId: string, direction: 'in' | 'out') =>
  w.call(noteContact, {
    id: w.newId(),
    memberId,
    kind: 'visit',
    direction,
    happenedAt: w.clock.now(),
    note: '看了看',
  })

const dayNo = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

describe('C77 members of whom nothing is heard', () => {
  let w: TestWorld
  const members = [
    ...Array.from({ length: 20 }, (_, at) => ({ number: `L${at}`, joinedOn: '2023-01-10' })),
    { number: 'NEVER', joinedOn: '2025-01-31' },
    { number: 'YOUNG', joinedOn: '2025-06-01' },
    { number: 'ONCE', joinedOn: '2022-01-01' },
    { number: 'EDGE', joinedOn: '2022-01-01' },
    { number: 'LONG', joinedOn: '2021-01-01' },
    { number: 'LOOKS', joinedOn: '2022-01-01' },
    { number: 'CALLED', joinedOn: '2022-01-01' },
  ] as const
  const buys: Bought = [
    ...Array.from({ length: 20 }, (_, at) => [`L${at}`, '2026-01-20'] as const),
    ['ONCE', '2024-06-01'],
    ['EDGE', '2025-01-31'],
    ['LONG', '2022-12-31'],
  ]
  beforeAll(async () => {
    w = await world({ closing: 'by hand', at: '2026-01-31T04:00:00.000Z' })
    const ids = new Map<string, string>()
    for (const { number, joinedOn } of members) ids.set(number, await enrol(w, { number, joinedOn }))
    // An account that goes into another brings its last sign along.
    const gone = await enrol(w, { number: 'GONE', joinedOn: '2022-01-01' })
    await bought(w, [...buys, ['L0', '2026-01-31'], ['GONE', '2025-12-01']])
    const keep = ids.get('LONG') as string
    await w.call(mergeMembers, { id: w.newId(), keepId: keep, goneId: gone, reason: '同一人' })
    await noted(w, ids.get('LOOKS') as string, 'in')
    await noted(w, ids.get('CALLED') as string, 'out')
    await w.settle()
  })
  afterAll(async () => {
    await w.audit()
    await w.close()
  })

  test('who joined or gave a sign within the time lives; a call at their home is no sign', async () => {
    const told = await w.call(deadUsers, { months: 12 })
    expect(told).toMatchObject({ asOf: '2026-01-31', before: '2025-01-31', members: 27, verdict: 'known' })
    const rows = told.rows.map((row) => [row.never, row.fromMonths, row.toMonths, row.members])
    expect(rows).toEqual([
      // NEVER and CALLED.
      [true, null, null, 2],
      // ONCE and EDGE: the very day counts as silent since.
      [false, 12, 24, 2],
      [false, 24, 36, 0],
      // LONG lives by the account that went into it.
      [false, 36, null, 0],
    ])
    expect(told.dead.members).toBe(4)
    expect(told.rows.reduce((all, row) => all + row.shareBps, 0)).toBe(10_000)
  })

  test('the rule behind each row finds as many as it says, and so does the one behind all of them', async () => {
    for (const months of [1, 6, 12, 18, 60]) {
      const told = await w.call(deadUsers, { months })
      const found = async (row?: (typeof told.rows)[number]) => {
        const conditions = JSON.stringify(deadRule(told, row)) as never
        return (await w.call(countAudience, { conditions })).members
      }
      expect(await found(), String(months)).toBe(told.dead.members)
      for (const row of told.rows) expect(await found(row), `${months} ${row.lastTo}`).toBe(row.members)
    }
  })

  test('it says what the model says of the same days', async () => {
    const last = new Map(buys.map(([number, day]) => [number, dayNo(day)]))
    last.set('LONG', dayNo('2025-12-01'))
    last.set('LOOKS', dayNo('2026-01-31'))
    const ties = {
      joinedDay: Int32Array.from(members, (one) => dayNo(one.joinedOn)),
      lastPurchaseDay: Int32Array.from(members, (one) => last.get(one.number) ?? -1),
      lastPointsDay: new Int32Array(members.length).fill(-1),
    }
    for (const months of [6, 12, 24, 60]) {
      const told = await w.call(deadUsers, { months })
      const silentDays = dayNo(told.asOf) - dayNo(told.before)
      expect(told.dead.members).toBe(deadOf(ties, { asOf: dayNo(told.asOf), silentDays }).length)
    }
  })

  test('a day that is looked from earlier knows nothing of later ones', async () => {
    const told = await w.call(deadUsers, { months: 12, asOf: '2024-06-30' as never })
    expect(told.members).toBe(25)
    expect(told.dead.members).toBe(told.members - 1)
  })
})

describe('C77 at which visit newcomers buy', () => {
  test('before the first sale there is nothing to look at', async () => {
    const w = await world()
    expect((await w.ask(visitFunnel, {})).body).toMatchObject({ code: 'no_sales_yet' })
    expect((await w.ask(deadUsers, {})).body).toMatchObject({ code: 'no_sales_yet' })
  })

  test('a funnel of those who looked first: bought by the second and third visit, as the model counts', async () => {
    const w = await world({ at: '2026-01-10T04:00:00.000Z' })
    const ids = await Promise.all(Array.from({ length: 24 }, (_, at) => enrol(w, { number: `N${at}` })))
    // Six come by once more and only look, three of them again.
    w.clock.advance(86_400_000)
    for (const id of ids.slice(0, 6)) await noted(w, id, 'in')
    w.clock.advance(86_400_000)
    for (const id of ids.slice(0, 3)) await noted(w, id, 'in')
    const sales: Bought = [
      // On the day they join.
      ...[20, 21, 22, 23].map((at) => [`N${at}`, '2026-01-10'] as const),
      // At the second visit.
      ...[10, 11, 12, 13, 14].map((at) => [`N${at}`, '2026-01-12'] as const),
      // At the third: they looked on the day before.
      ['N4', '2026-01-12'],
      ['N5', '2026-01-12'],
    ]
    await bought(w, sales)
    await w.settle()
    const told = await w.call(visitFunnel, {})
    expect(told).toMatchObject({ newcomers: 24, visitors: 24, bought: 11, verdict: 'known' })
    const visits = [
      ...ids.map((_, member) => ({ member, day: 10, bought: member >= 20 })),
      ...ids.slice(0, 6).map((_, member) => ({ member, day: 11, bought: false })),
      ...[0, 1, 2].map((member) => ({ member, day: 12, bought: false })),
      ...[4, 5, 10, 11, 12, 13, 14].map((member) => ({ member, day: 12, bought: true })),
    ]
    const member = Int32Array.from(visits, (one) => one.member)
    const model = funnelOf({ member, bought: visits.map((one) => one.bought) as never }, ids.length)
    expect(told.steps.map(({ shareBps: _, ...step }) => step)).toEqual(
      model.map(({ share: _, ...step }) => step),
    )
    expect(told.steps[1]).toEqual({ visit: 2, visitors: 11, boughtBy: 5, shareBps: 4545 })
    expect([told.visits, told.withoutPurchase]).toEqual([visits.length, visits.length - 11])
  })

  test('where nothing but purchases is known, the funnel says so', async () => {
    const w = await world({ at: '2026-01-10T04:00:00.000Z' })
    for (let at = 0; at < 20; at += 1) await enrol(w, { number: `P${at}`, source: 'import' })
    await bought(
      w,
      Array.from({ length: 20 }, (_, at) => [`P${at}`, '2026-01-10'] as const),
    )
    await w.settle()
    const told = await w.call(visitFunnel, {})
    expect(told).toMatchObject({ visitors: 20, bought: 20, withoutPurchase: 0, verdict: 'purchases_only' })
  })
})
