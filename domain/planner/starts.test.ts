import { expect, test } from 'vitest'
import { day, weekdayOf } from '#base/instant'
import { present } from '#base/must'
import { festivalsOf } from '#domain/org/index'
import { savePlan, startPlan, makeActivity } from '#domain/planner/contract'
import { template } from '#test/world/programs'
import { plannerWorld } from '#test/world/planner'
import { planDocument } from './contract/document.ts'
import { flawOf } from './model/judge.ts'
import { startFrom, STARTS } from './model/starts.ts'

type Scheme = Readonly<{
  activities: string[]
  phases: { name: string }[]
  days: string[]
  pilot_city: string
  then_cities: number
}>

const DAYS: Readonly<Record<string, number>> = { Saturday: 6, Sunday: 7 }

test('“411” is what the shipped scheme says: activities, phases, weekends, the pilot and then sixteen', () => {
  const { plans } = template('longliqi-family-club').program as { plans: { campaign_411: Scheme } }
  const scheme = plans.campaign_411
  const plan = startFrom('411', { language: 'zh', day: day('2026-03-02') })
  expect(plan.activities.map((one) => one.name)).toEqual(scheme.activities)
  expect(plan.phases.map((one) => one.name)).toEqual(scheme.phases.map((one) => one.name))
  for (const one of plan.activities) expect(one.weekdays).toEqual(scheme.days.map((name) => DAYS[name]))
  expect(plan.waves[0]?.regions).toEqual([scheme.pilot_city])
  expect(plan.waves[1]?.name).toContain(String(scheme.then_cities))
  expect(weekdayOf(present(plan.phases[0], 'test: a phase').startsOn)).toBe(6)
})

test.each(STARTS)('the plan to begin with for %s fits together, in both languages', (start) => {
  const found = festivalsOf(2027).find((one) => one.code === start)
  expect(found !== undefined || start === '411').toBe(true)
  for (const language of ['zh', 'en'] as const) {
    const named = found ? { festivalName: found.name[language] } : {}
    const plan = startFrom(start, { language, day: found?.date ?? day('2027-01-01'), ...named })
    expect(planDocument.parse(plan)).toEqual(plan)
    expect(flawOf(plan)).toBeNull()
    if (language === 'zh') expect(/[\u4e00-\u9fff]/.test(plan.name)).toBe(true)
    else expect(JSON.stringify(plan).replace('济南', '')).not.toMatch(/[\u4e00-\u9fff]/)
  }
})

test('“411” runs: its activities are made for 济南 first, as campaigns whose forms bring new members', async () => {
  const w = await plannerWorld(3)
  const planId = w.newId()
  const document = startFrom('411', { language: 'zh', day: day('2026-03-02') })
  await w.call(savePlan, { id: w.newId(), planId, document })
  await w.call(startPlan, { id: w.newId(), planId })
  const { made } = await w.call(makeActivity, { id: w.newId(), planId, activity: 'tour', wave: 'pilot' })
  expect(made).toMatchObject([{ kind: 'campaign', name: '“411”推广计划 · 万人游蛇园 · 济南试点' }])
  const reply = await w.ask(makeActivity, { id: w.newId(), planId, activity: 'tour', wave: 'cities' })
  expect(reply.body['code']).toBe('gate_closed')
})
