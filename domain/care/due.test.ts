import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { publish } from '#test/world/shop'
import { careRule, nightOf, person, ruleOf, tasksNow } from '#test/world/care'
import { buy, FOUR, mergeInto, tierOf } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { listRules, saveRule } from './contract/rule.ts'
import { listTasks, stepTask } from './contract/task.ts'

const shop = (day: string): Promise<TestWorld> => world({ at: `${day}T04:00:00.000Z` })

const birthday = (daysBefore = 15, calendar: 'solar' | 'lunar' = 'solar') =>
  ({ kind: 'birthday', calendar, daysBefore }) as const

test('C38 a birthday of 20 June is told on 5 June, one of 10 January on 26 December before', async () => {
  const w = await shop('2025-06-04')
  await person(w, 'A', { birthOn: '1990-06-20' })
  await person(w, 'B', { birthOn: '1985-01-10' })
  await careRule(w, { trigger: birthday() })
  expect(await tasksNow(w)).toEqual([])
  await nightOf(w, '2025-06-05')
  const june = { memberNumber: 'A', dueOn: '2025-06-05', eventOn: '2025-06-20' }
  expect(await tasksNow(w)).toEqual([june])
  await nightOf(w, '2025-12-25')
  expect(await tasksNow(w)).toEqual([june])
  await nightOf(w, '2025-12-26')
  expect(await tasksNow(w)).toEqual([june, { memberNumber: 'B', dueOn: '2025-12-26', eventOn: '2026-01-10' }])
})

test('D2, D3 however often the night comes there is one task; a shop that was off misses none to come', async () => {
  const w = await shop('2025-06-01')
  await person(w, 'A', { birthOn: '1990-06-05' })
  await person(w, 'B', { birthOn: '1990-06-20' })
  await careRule(w, { trigger: birthday(3) })
  expect(await tasksNow(w)).toEqual([])
  await nightOf(w, '2025-06-18')
  await nightOf(w, '2025-06-18')
  await Promise.all([w.job('care.nightly'), w.job('care.nightly')])
  expect(await tasksNow(w)).toEqual([{ memberNumber: 'B', dueOn: '2025-06-18', eventOn: '2025-06-20' }])
  await nightOf(w, '2026-06-02')
  expect(await tasksNow(w)).toHaveLength(2)
})

test('C38 by the moon: a New Year’s child of 1990 is greeted at Spring Festival of 2026', async () => {
  const w = await shop('2026-02-02')
  await person(w, 'A', { birthOn: '1990-01-27' })
  await careRule(w, { trigger: birthday(15, 'lunar') })
  expect(await tasksNow(w)).toEqual([{ memberNumber: 'A', dueOn: '2026-02-02', eventOn: '2026-02-17' }])
})

test('C39 before Mid-Autumn of 2026 the members of one tier alone are greeted', async () => {
  const w = await shop('2026-09-15')
  await publish(w, { tiers: { list: FOUR } })
  await person(w, 'A')
  const b = await person(w, 'B')
  await buy(w, 'B', 600)
  expect(await tierOf(w, b)).toBe('VIP')
  const rule = await careRule(w, {
    trigger: { kind: 'festival', festival: 'mid_autumn', daysBefore: 10 },
    tiers: ['VIP'],
  })
  expect(await tasksNow(w, rule)).toEqual([{ memberNumber: 'B', dueOn: '2026-09-15', eventOn: '2026-09-25' }])
})

test('C43 a purchase of 1 June is a call on 8 June; returns and small bills are none; a rest is kept', async () => {
  const w = await shop('2026-06-01')
  await person(w, 'A')
  await person(w, 'B')
  await careRule(w, { trigger: { kind: 'purchase', daysAfter: 7, leastMinor: 100_00 }, restDays: 30 })
  await buy(w, 'A', 100)
  await buy(w, 'B', 99.99)
  await w.settle()
  const first = { memberNumber: 'A', dueOn: '2026-06-08', eventOn: '2026-06-01' }
  expect(await tasksNow(w)).toEqual([first])
  w.clock.set('2026-06-20T04:00:00.000Z')
  await buy(w, 'A', 200)
  await w.settle()
  expect(await tasksNow(w)).toEqual([first])
  w.clock.set('2026-07-02T04:00:00.000Z')
  await buy(w, 'A', 200)
  await w.settle()
  expect(await tasksNow(w)).toEqual([
    first,
    { memberNumber: 'A', dueOn: '2026-07-09', eventOn: '2026-07-02' },
  ])
})

test('C77 registered on 1 May and not back by 1 June is a task; who came back has none', async () => {
  const w = await shop('2026-05-01')
  await person(w, 'A')
  await person(w, 'B')
  await buy(w, 'A', 10)
  w.clock.set('2026-05-20T04:00:00.000Z')
  await buy(w, 'B', 10)
  await w.settle()
  await nightOf(w, '2026-05-31')
  const rule = await careRule(w, { trigger: { kind: 'no_return', days: 31 } })
  expect(await tasksNow(w, rule)).toEqual([])
  await nightOf(w, '2026-06-01')
  expect(await tasksNow(w, rule)).toEqual([{ memberNumber: 'A', dueOn: '2026-06-01', eventOn: '2026-05-01' }])
})

test('C77 silent for so many days; a merge counts what both bought', async () => {
  const w = await shop('2026-05-01')
  const [a, b] = [await person(w, 'A'), await person(w, 'B')]
  await person(w, 'C')
  await buy(w, 'A', 10)
  await buy(w, 'C', 10)
  w.clock.set('2026-05-03T04:00:00.000Z')
  await buy(w, 'B', 10)
  await mergeInto(w, { keepId: a, goneId: b })
  await nightOf(w, '2026-05-10')
  const rule = await careRule(w, { trigger: { kind: 'silent', days: 9 } })
  expect(await tasksNow(w, rule)).toMatchObject([{ memberNumber: 'C' }])
  await nightOf(w, '2026-05-12')
  expect(await tasksNow(w, rule)).toMatchObject([{ memberNumber: 'C' }, { memberNumber: 'A' }])
})

test('C48 one task for all of a quadrant that has held, once a quarter, and its outcome is recorded', async () => {
  const w = await shop('2026-04-01')
  await Promise.all(['A', 'B', 'C'].map((number) => person(w, number)))
  for (const yuan of [500, 600, 700]) {
    w.clock.advance(86_400_000)
    await buy(w, 'A', yuan)
  }
  await w.settle()
  const where = { quadrants: ['confidant' as const], countCut: 2, spendCut: 1000_00 }
  const rule = await careRule(w, { trigger: { kind: 'standing', where, every: 'quarter' } })
  // A line crossed for the first time sets nothing off (insight G28); a month later it has held.
  expect(await tasksNow(w, rule)).toEqual([])
  w.clock.set('2026-05-06T02:00:00.000Z')
  await buy(w, 'B', 10)
  await buy(w, 'C', 20)
  await w.settle()
  expect(await tasksNow(w, rule)).toMatchObject([{ memberNumber: 'A' }])
  await nightOf(w, '2026-05-20')
  const [task] = (await w.call(listTasks, { ruleId: rule })).rows
  const steps = {
    id: w.newId(),
    taskId: task?.id ?? '',
    step: 'done' as const,
    outcome: 'will_come' as const,
  }
  expect(await w.call(stepTask, steps)).toMatchObject({ state: 'done', outcome: 'will_come' })
  await nightOf(w, '2026-07-01')
  expect((await w.call(listTasks, { ruleId: rule, from: '2026-01-01' })).rows).toHaveLength(2)
})

test('C48 a rise to a tier is greeted once', async () => {
  const w = await shop('2026-05-01')
  await publish(w, { tiers: { list: FOUR } })
  await person(w, 'A')
  const rule = await careRule(w, { trigger: { kind: 'tier', tier: 'VIP' } })
  await buy(w, 'A', 600)
  await w.settle()
  await buy(w, 'A', 600)
  await w.settle()
  expect(await tasksNow(w, rule)).toMatchObject([{ memberNumber: 'A', dueOn: '2026-05-01' }])
})

test('D4 of many about the share is held back, nobody is both, and the same ones at the next occasion', async () => {
  const w = await shop('2026-03-01')
  for (let n = 0; n < 40; n += 1) await person(w, `M${n}`, { birthOn: '1990-03-10' })
  const rule = await careRule(w, { trigger: birthday(20), controlBps: 5000 })
  const held = () =>
    w.work(async ({ tx }) => {
      const { rows } = await sql<{ id: string; instance: string }>`
        select member_id as id, instance from care.held order by member_id, instance`.execute(tx)
      return rows
    })
  const first = await held()
  const called = await tasksNow(w, rule)
  expect(first.length + called.length).toBe(40)
  expect(first.length).toBeGreaterThan(8)
  expect(called.length).toBeGreaterThan(8)
  await nightOf(w, '2027-03-01')
  const again = (await held()).filter(({ instance }) => instance.endsWith('2027'))
  expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
})

test('D3 what a rule names has to be there; the last version stands, and one that is off makes nothing', async () => {
  const w = await shop('2026-03-01')
  await person(w, 'A', { birthOn: '1990-03-02' })
  const trigger = birthday(5)
  const save = (more: Partial<Parameters<typeof ruleOf>[0]>, active = true, ruleId = w.newId()) =>
    w.ask(saveRule, { id: w.newId(), ruleId, document: ruleOf({ trigger, ...more }), active })
  const call = { kind: 'call' as const, titleZh: '致电', titleEn: 'Call' }
  expect((await save({ tiers: ['NOPE'] })).body).toMatchObject({ code: 'tier_unknown' })
  expect((await save({ branchCodes: ['NOPE'] })).body).toMatchObject({ code: 'branch_unknown' })
  expect((await save({ task: { ...call, productCode: 'NOPE' } })).body).toMatchObject({
    code: 'product_unknown',
  })
  expect((await save({ task: { ...call, owner: 'staff' } })).body).toMatchObject({
    code: 'care_owner_needed',
  })
  expect((await save({ task: { ...call, kind: 'gift' }, controlBps: 1000 })).body).toMatchObject({
    code: 'control_needs_call',
  })
  const ruleId = w.newId()
  expect((await save({}, false, ruleId)).status).toBe(200)
  await w.settle()
  expect(await tasksNow(w)).toEqual([])
  await save({ nameEn: 'Second' }, true, ruleId)
  await w.settle()
  expect(await tasksNow(w)).toHaveLength(1)
  expect((await w.call(listRules, {})).rows).toMatchObject([{ version: 2, document: { nameEn: 'Second' } }])
})
