import { expect, test } from 'vitest'
import { bought, sell } from '#test/world/insight'
import { enrol } from '#test/world/wallet'
import { world } from '#test/world/world'
import { movement } from './contract/movement.ts'
import { membersWhere } from './index.ts'

/** Days of purchase of each member, each of 100 yuan; read on 30 April. */
const DAYS = {
  // Twice since February.
  STAYS: ['2026-01-10', '2026-02-10'],
  // A second time in March: at two snapshots by the end of April.
  HELD: ['2026-01-10', '2026-03-10'],
  // A second time in April: seen once.
  FRESH: ['2026-01-10', '2026-04-10'],
  NEW: ['2026-04-20'],
  // Nothing within three months.
  GONE: ['2026-01-20'],
  LAST: ['2026-02-10', '2026-04-30'],
} as const

async function shop() {
  const w = await world()
  w.clock.set('2026-05-01T02:00:00.000Z')
  const ids = new Map<string, string>()
  for (const [number, days] of Object.entries(DAYS)) {
    ids.set(number, await enrol(w, { number }))
    await sell(w, ...days.map((at) => bought(w, { number, at, minor: 100_00 })))
  }
  await w.settle()
  return { w, ids }
}

test('C62: who climbed a step since the snapshot before, and which steps have held two of them', async () => {
  const { w } = await shop()
  const told = await w.call(movement, { by: 'step', asOf: '2026-04-30', windowMonths: 24 })
  expect(told).toMatchObject({ before: '2026-03-30', earlier: '2026-02-28', members: 6 })
  expect(told.flows).toEqual([
    { from: null, to: '1', members: 1 },
    { from: '1', to: '1', members: 1 },
    { from: '1', to: '2', members: 2 },
    { from: '2', to: '2', members: 2 },
  ])
  expect(told).toMatchObject({ moved: 2, stayed: 3, came: 1, left: 0 })
  expect(told.held).toEqual([{ from: '1', to: '2', members: 1 }])
})

test('who has not bought within the window has left, and is not said to have stepped down', async () => {
  const { w } = await shop()
  const told = await w.call(movement, { by: 'lifecycle', asOf: '2026-04-30', windowMonths: 3 })
  // GONE bought on 20 January, which three months from 30 March back still hold, and from 30 April no longer.
  expect(told.left).toBe(1)
  expect(told.flows.filter(({ to }) => to === null).reduce((all, { members }) => all + members, 0)).toBe(1)
  expect(told.members).toBe(5)
  expect((await w.ask(movement, { by: 'step', asOf: '2020-01-01' })).body).toMatchObject({
    code: 'no_sales_yet',
  })
})

test('G28: a quadrant fires when it has been seen at two snapshots, and not at a line crossed once', async () => {
  const { w, ids } = await shop()
  const cuts = { countCut: 2, spendCut: 150_00 }
  const told = await w.call(movement, { by: 'quadrant', asOf: '2026-04-30', windowMonths: 24, ...cuts })
  expect(told.states).toEqual(['confidant', 'butterfly', 'barnacle', 'passerby'])
  expect(told.held).toEqual([{ from: 'passerby', to: 'confidant', members: 1 }])
  expect(told.moved).toBe(2)
  const rule = { quadrants: ['confidant' as const], ...cuts }
  const fired = await w.work((work) => membersWhere(work, rule, 24))
  const names = [...ids].filter(([, id]) => fired.includes(id)).map(([number]) => number)
  expect(names).toEqual(['STAYS', 'HELD'])
  // Other conditions are of the moment.
  const often = await w.work((work) => membersWhere(work, { purchasesFrom: 2, ...cuts }, 24))
  expect(often.length).toBe(4)
})
