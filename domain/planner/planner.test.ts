import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { launchCampaign, listCampaigns, showCampaign } from '#domain/campaign/contract'
import { keepLaunchLimits } from '#domain/campaign/contract/approval'
import { segmentMembers } from '#domain/insight/contract'
import { listJourneys } from '#domain/journey/contract'
import { letter, planOf, plannerWorld, running, type PlanAsked } from '#test/world/planner'
import type { TestWorld } from '#test/world/world'
import * as contract from './contract.ts'

const codeOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await reply
  return status === 200 ? 'ok' : body['code']
}
const save = (w: TestWorld, planId: string, document: PlanAsked = planOf()) =>
  w.call(contract.savePlan, { id: w.newId(), planId, document })
const making = (w: TestWorld, planId: string, more: { activity?: string; wave?: string } = {}) => ({
  id: w.newId(),
  planId,
  activity: 'mail',
  wave: 'pilot',
  ...more,
})
const going = (
  w: TestWorld,
  planId: string,
  more: { goes?: boolean; note?: string; wave?: string } = {},
) => ({
  id: w.newId(),
  planId,
  wave: 'rest',
  goes: true,
  note: '试点人手足',
  ...more,
})

test('P1: a plan is saved once for its id, in versions, and shows where each phase and wave stands', async () => {
  const w = await plannerWorld()
  const planId = w.newId()
  const wish = { id: w.newId(), planId, document: planOf() }
  const first = await w.call(contract.savePlan, wish)
  expect(first).toMatchObject({ version: 1, state: 'draft', start: null, replayed: false })
  expect(await w.call(contract.savePlan, wish)).toMatchObject({ version: 1, replayed: true })
  const other = { ...wish, document: planOf({ name: '夏季' }) }
  expect(await codeOf(w.ask(contract.savePlan, other))).toBe('plan_version_id_reused')
  expect(await save(w, planId, planOf({ name: '夏季' }))).toMatchObject({ version: 2 })
  expect(first.waves.map((one) => [one.wave, one.open, one.branches.map(({ code }) => code)])).toEqual([
    ['pilot', true, ['J1']],
    ['rest', false, ['Q1', 'Y1']],
  ])
  expect(first.phases).toEqual([
    { phase: 'intro', state: 'now', activities: 2, made: 0, launched: 0, late: true },
    { phase: 'grow', state: 'coming', activities: 0, made: 0, launched: 0, late: false },
  ])
  expect((await w.call(contract.listPlans, {})).rows.map((one) => one.document.name)).toEqual(['夏季'])
  const unknown = { branchCodes: ['NO'], id: 'pilot', name: 'x' }
  expect(
    await codeOf(w.ask(contract.savePlan, { id: w.newId(), planId, document: planOf({ waves: [unknown] }) })),
  ).toBe('branch_unknown')
  const moonless = planOf({ festival: 'no_such_day' })
  expect(await codeOf(w.ask(contract.savePlan, { id: w.newId(), planId, document: moonless }))).toBe(
    'festival_unknown',
  )
})

test('P2: a budget above the limit waits for a second person, and never grows beyond what was agreed to', async () => {
  const w = await plannerWorld(3)
  const [asking, other] = [await w.as('marketer'), await w.as('marketer')]
  await w.call(keepLaunchLimits, { marketerMinor: 349_99, ownerMinor: null })
  const planId = w.newId()
  expect(await asking.call(contract.savePlan, { id: w.newId(), planId, document: planOf() })).toMatchObject({
    way: 'second_person',
    limitMinor: 349_99,
  })
  const wish = { id: w.newId(), planId }
  const waiting = await asking.call(contract.startPlan, wish)
  expect(waiting).toMatchObject({ state: 'waiting', start: { costMinor: 350_00, state: 'waiting' } })
  expect(await asking.call(contract.startPlan, wish)).toMatchObject({ state: 'waiting', replayed: true })
  expect(await codeOf(asking.ask(contract.makeActivity, making(w, planId)))).toBe('plan_not_running')
  expect(await codeOf(w.ask(contract.startPlan, { id: w.newId(), planId }))).toBe('plan_waits')
  expect(await codeOf(w.ask(contract.savePlan, { id: w.newId(), planId, document: planOf() }))).toBe(
    'plan_waits',
  )

  const yes = () => ({ id: w.newId(), startId: wish.id, approves: true })
  expect(await codeOf(asking.ask(contract.decidePlan, yes()))).toBe('second_person_needed')
  expect(await codeOf(other.ask(contract.decidePlan, yes()))).toBe('above_own_limit')
  expect(await codeOf(w.ask(contract.decidePlan, { ...yes(), startId: w.newId() }))).toBe(
    'plan_start_unknown',
  )
  const decision = { ...yes(), note: '同意' }
  expect(await w.call(contract.decidePlan, decision)).toMatchObject({
    state: 'running',
    start: { decision: { approves: true, note: '同意' } },
  })
  expect(await w.call(contract.decidePlan, decision)).toMatchObject({ replayed: true })
  expect(await codeOf(w.ask(contract.decidePlan, yes()))).toBe('plan_start_decided')
  expect(await codeOf(w.ask(contract.startPlan, { id: w.newId(), planId }))).toBe('plan_started')

  const dearer = planOf({ budget: { messagesMinor: 350_01 } })
  expect(await codeOf(w.ask(contract.savePlan, { id: w.newId(), planId, document: dearer }))).toBe(
    'plan_budget_raised',
  )
  expect(await save(w, planId, planOf({ budget: { messagesMinor: 1_00 } }))).toMatchObject({
    state: 'running',
  })
  const end = { id: w.newId(), planId }
  expect(await w.call(contract.endPlan, end)).toMatchObject({ state: 'ended' })
  expect(await w.call(contract.endPlan, end)).toMatchObject({ replayed: true })
  expect(await codeOf(w.ask(contract.savePlan, { id: w.newId(), planId, document: planOf() }))).toBe(
    'plan_ended',
  )
})

test('P3: an activity is made once for a wave, to its members only, and is linked both ways', async () => {
  const w = await plannerWorld()
  const { planId } = await running(w)
  const wish = making(w, planId)
  const replies = await Promise.all([
    w.ask(contract.makeActivity, wish),
    w.ask(contract.makeActivity, wish),
    w.ask(contract.makeActivity, making(w, planId)),
  ])
  expect(replies.map((one) => one.status).toSorted()).toEqual([200, 200, 409])
  const made = (await w.call(contract.showPlan, { planId })).made[0]
  expect(made).toMatchObject({ kind: 'campaign', state: 'draft', activity: 'mail', wave: 'pilot' })
  const drafted = await w.call(showCampaign, { id: made?.targetId ?? '' })
  expect(drafted).toMatchObject({ planId, name: '春季踏青 · 邀约邮件 · 济南试点', state: 'draft' })
  const people = await w.call(segmentMembers, { id: drafted.segmentId, rows: 100 })
  expect(people.rows.map((one) => one.number).toSorted()).toEqual(w.towns['J1']?.numbers)
  expect((await w.call(listCampaigns, {})).total).toBe(1)

  expect(await codeOf(w.ask(contract.makeActivity, making(w, planId, { wave: 'rest' })))).toBe('gate_closed')
  expect(await codeOf(w.ask(contract.makeActivity, making(w, planId, { wave: 'no' })))).toBe('wave_unknown')
  expect(await codeOf(w.ask(contract.makeActivity, making(w, planId, { activity: 'no' })))).toBe(
    'activity_unknown',
  )
  // What was made stays in the plan.
  const without = { id: w.newId(), planId, document: planOf({ activities: [] }) }
  expect(await codeOf(w.ask(contract.savePlan, without))).toBe('plan_part_made')
})

test('P3: a no to making leaves nothing behind, and the same wish is made once it is put right', async () => {
  const w = await plannerWorld(3)
  const wordless = { ...letter, body: '' }
  const activity = { id: 'mail', name: '邀约', phaseId: 'intro', makes: wordless }
  const { planId } = await running(w, planOf({ activities: [activity] }))
  const wish = making(w, planId)
  expect(await codeOf(w.ask(contract.makeActivity, wish))).toBe('words_missing')
  const segments = await sql<{ n: number }>`select count(*)::int as n from insight.segment`.execute(
    w.database,
  )
  expect(segments.rows[0]?.n).toBe(0)
  await save(w, planId, planOf({ activities: [{ ...activity, makes: letter }] }))
  expect(await codeOf(w.ask(contract.makeActivity, wish))).toBe('ok')
})

test('P4: a wave opens by a person’s word, against the gate with a reason, and what was seen is kept', async () => {
  const w = await plannerWorld()
  const key = await w.key('campaign.send', 'campaign.read')
  const [pilot, rest] = planOf().waves
  const document = planOf({ waves: [pilot, { ...rest, gate: 'worked' }] as PlanAsked['waves'] })
  const { planId } = await running(w, document)
  const { made } = await w.call(contract.makeActivity, making(w, planId))
  expect(await w.call(contract.pilotReport, { planId, wave: 'rest' })).toMatchObject({
    met: false,
    seen: [{ verdict: null }],
  })
  await w.call(launchCampaign, { id: made[0]?.targetId ?? '' })
  // Twenty members cannot be judged, and the report says so.
  expect(await w.call(contract.pilotReport, { planId, wave: 'rest' })).toMatchObject({
    met: false,
    seen: [{ verdict: 'cannot_judge', kind: 'campaign' }],
  })
  expect(await codeOf(w.ask(contract.decideGate, going(w, planId, { wave: 'pilot' })))).toBe(
    'first_wave_has_no_gate',
  )
  expect(await codeOf(key.ask(contract.decideGate, going(w, planId)))).toBe('person_needed')
  expect(await codeOf(w.ask(contract.decideGate, going(w, planId, { note: '' })))).toBe('gate_reason_needed')
  const no = await w.call(contract.decideGate, going(w, planId, { goes: false, note: '再等两周' }))
  expect(no.waves[1]).toMatchObject({ open: false, gate: { goes: false, met: false, note: '再等两周' } })
  const yes = await w.call(contract.decideGate, going(w, planId))
  expect(yes.waves[1]).toMatchObject({ open: true, gate: { goes: true, met: false } })
  expect(await codeOf(w.ask(contract.decideGate, going(w, planId, { goes: false })))).toBe('gate_passed')
  expect((await w.call(contract.makeActivity, making(w, planId, { wave: 'rest' }))).made).toHaveLength(2)
  const kept = await sql<{ seen: { verdict: string }[] }>`
    select seen from planner.gate where goes`.execute(w.database)
  expect(kept.rows[0]?.seen.map((one) => one.verdict)).toEqual(['cannot_judge'])
})

test('P5, K21: a hard stop holds launches to the budget, also two at once, and warns before', async () => {
  const w = await plannerWorld()
  // Sixteen of twenty members are told, with a gift of 5.00: 80.00 a wave.
  const rest = { id: 'rest', name: '其余', regions: ['青岛'] }
  const document = planOf({
    budget: { giftsMinor: 100_00, hardStop: true },
    waves: [{ id: 'pilot', name: '试点', regions: ['济南'] }, rest],
  })
  const { planId } = await running(w, document)
  await w.call(contract.decideGate, going(w, planId))
  await w.call(contract.makeActivity, making(w, planId))
  const { made } = await w.call(contract.makeActivity, making(w, planId, { wave: 'rest' }))
  const ids = made.map((one) => one.targetId)
  const codes = await Promise.all(ids.map((id) => codeOf(w.ask(launchCampaign, { id }))))
  expect(codes.toSorted()).toEqual(['ok', 'plan_budget_spent'])
  const plan = await w.call(contract.showPlan, { planId })
  expect(plan.budget).toMatchObject({ committedMinor: 80_00, budgetMinor: 100_00 })
  // Without the stop the second goes, too; a soft budget only says so.
  await save(w, planId, { ...document, budget: { giftsMinor: 100_00, hardStop: false } })
  const later = ids[codes.indexOf('plan_budget_spent')] ?? ''
  expect(await codeOf(w.ask(launchCampaign, { id: later }))).toBe('ok')
})

test('P6: what was told by hand counts, warns, corrects, and takes from what may be launched', async () => {
  const w = await plannerWorld()
  const document = planOf({ budget: { giftsMinor: 100_00, otherMinor: 50_00, hardStop: true } })
  const { planId } = await running(w, document)
  const spend = {
    id: w.newId(),
    planId,
    pot: 'gifts' as const,
    day: '2026-03-02',
    minor: 85_00,
    note: '礼盒定金',
  }
  expect((await w.call(contract.addPlanSpend, spend)).budget.pots[1]).toMatchObject({
    spentMinor: 85_00,
    warning: 'near',
  })
  expect(await w.call(contract.addPlanSpend, spend)).toMatchObject({
    replayed: true,
    budget: { spentMinor: 85_00 },
  })
  expect(await codeOf(w.ask(contract.addPlanSpend, { ...spend, minor: 1 }))).toBe('plan_spend_id_reused')
  const { made } = await w.call(contract.makeActivity, making(w, planId))
  const id = made[0]?.targetId ?? ''
  expect(await codeOf(w.ask(launchCampaign, { id }))).toBe('plan_budget_spent')
  const back = { ...spend, id: w.newId(), minor: -85_00, note: '误记' }
  expect((await w.call(contract.addPlanSpend, back)).budget).toMatchObject({ spentMinor: 0, warning: 'fine' })
  expect(await codeOf(w.ask(launchCampaign, { id }))).toBe('ok')
})

test('goals are counted from the first day on, at the plan’s own branches', async () => {
  const w = await plannerWorld(4)
  const goals = (['sales', 'member_sales', 'new_members', 'won_back'] as const).map((figure) => ({
    figure,
    target: 910,
  }))
  const waves = [{ id: 'pilot', name: '试点', regions: ['济南', '青岛'] }]
  const planId = w.newId()
  const plan = planOf({
    goals,
    waves,
    startsOn: '2026-03-01',
    phases: [{ id: 'intro', name: '一', startsOn: '2026-03-02', endsOn: '2026-03-31' }],
  })
  const { goals: told } = await save(w, planId, plan)
  // One day of 92 has passed.
  expect(told.map((one) => [one.figure, one.actual, one.expected])).toEqual([
    ['sales', 800_00, 10],
    ['member_sales', 800_00, 10],
    ['new_members', 8, 10],
    ['won_back', 0, 10],
  ])
  const far = await save(
    w,
    planId,
    planOf({
      goals,
      startsOn: '2026-04-01',
      phases: [{ id: 'intro', name: '一', startsOn: '2026-04-02', endsOn: '2026-04-30' }],
    }),
  )
  expect(far.goals.map((one) => one.actual)).toEqual([0, 0, 0, 0])
})

test('a journey is made for the branches of its wave, and a clone for next year starts empty', async () => {
  const w = await plannerWorld(3)
  const document = {
    name: '欢迎',
    trigger: { kind: 'joined' as const },
    steps: [{ id: 'gift', kind: 'gift' as const, points: 50 }],
  }
  const activity = {
    id: 'walk',
    name: '迎新',
    phaseId: 'intro',
    makes: { kind: 'journey' as const, document },
  }
  const { planId } = await running(w, planOf({ activities: [activity], festival: 'qingming' }))
  const { made } = await w.call(contract.makeActivity, making(w, planId, { activity: 'walk' }))
  expect(made).toMatchObject([{ kind: 'journey', state: 'draft', name: '春季踏青 · 迎新 · 济南试点' }])
  const { rows } = await w.call(listJourneys, {})
  expect(rows.map((one) => [one.journeyId, one.document.branchCodes])).toEqual([[made[0]?.targetId, ['J1']]])

  const wish = { of: planId, id: w.newId(), planId: w.newId(), name: '春季踏青 2027' }
  const next = await w.call(contract.clonePlan, wish)
  // Qingming is on 5 April in both years.
  expect(next).toMatchObject({ state: 'draft', made: [], clonedOf: planId, version: 1 })
  expect([next.document.startsOn, next.document.endsOn]).toEqual(['2027-03-02', '2027-05-31'])
  expect(await w.call(contract.clonePlan, wish)).toMatchObject({ replayed: true })
  expect(await codeOf(w.ask(contract.clonePlan, { ...wish, of: w.newId(), id: w.newId() }))).toBe(
    'plan_unknown',
  )
})

test('P2, P4: the database itself refuses a decision by whoever asked, and a gate that has no reason', async () => {
  const w = await plannerWorld(3)
  const marketer = await w.as('marketer')
  await w.call(keepLaunchLimits, { marketerMinor: 0, ownerMinor: null })
  const planId = w.newId()
  await save(w, planId)
  const start = { id: w.newId(), planId }
  await marketer.call(contract.startPlan, start)
  const insert = (byId: string) =>
    sql.raw(`insert into planner.start_decision
               (id, fingerprint, start_id, approves, note, at, by_id, asked_by_id, by_name)
             values ('${w.newId()}', '', '${start.id}', false, '', '2026-03-02', '${byId}',
                     '${marketer.staffId}', '')`)
  await expect(insert(marketer.staffId).execute(w.database)).rejects.toThrow('another_person')
  await insert(w.ownerId).execute(w.database)
  await expect(insert(w.ownerId).execute(w.database)).rejects.toThrow('unique')
  const gate = sql`
    insert into planner.gate (id, fingerprint, plan_id, wave, goes, met, seen, note, at, by_id, by_name)
    values (${w.newId()}, '', ${planId}, 'rest', true, false, '[]', '', '2026-03-02', ${w.ownerId}, '')`
  await expect(gate.execute(w.database)).rejects.toThrow('has_a_reason')
  await expect(sql`update planner.version set version = 9`.execute(w.database)).rejects.toThrow('append-only')
})
