import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { planDocument, POTS } from './contract/document.ts'
import { plan, wholePlan } from './contract/shown.ts'

export type { Plan, WholePlan } from './contract/shown.ts'

const FLAWS = [
  'plan_part_twice',
  'days_reversed',
  'phase_outside_plan',
  'phase_unknown',
  'wave_unknown',
  'wave_rest_twice',
  'branch_unknown',
  'festival_unknown',
] as const

export const savePlan = endpoint({
  name: 'savePlan',
  method: 'POST',
  path: '/plans',
  can: 'campaign.write',
  summary:
    'Plan what is to be done over months (C99): goals, budget, phases, waves of places, activities. A new version.',
  input: z.object({ id: idOf<'plan_version'>(), planId: idOf<'plan'>(), document: planDocument }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: [
    'plan_version_id_reused',
    'plan_ended',
    'plan_waits',
    ...FLAWS,
    'plan_part_made',
    'plan_budget_raised',
  ],
})

export const clonePlan = endpoint({
  name: 'clonePlan',
  method: 'POST',
  path: '/plans/:of/clones',
  can: 'campaign.write',
  summary: 'The same plan for next year: what moves with a festival moves with it, the rest by 52 weeks.',
  input: z.object({
    of: idOf<'plan'>(),
    id: idOf<'plan_version'>(),
    planId: idOf<'plan'>(),
    name: z.string().trim().min(1).max(60),
  }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: ['plan_unknown', 'plan_version_id_reused', ...FLAWS],
})

export const listPlans = endpoint({
  name: 'plans',
  method: 'GET',
  path: '/plans',
  can: 'campaign.read',
  summary: 'Plans as they stand, the latest period first.',
  input: z.object({}),
  output: z.object({ rows: z.array(plan) }),
  refusals: [],
})

export const showPlan = endpoint({
  name: 'plan',
  method: 'GET',
  path: '/plans/:planId',
  can: 'campaign.read',
  summary: 'One plan beside what became of it: goals, budget, phases, places, what was made from it.',
  input: z.object({ planId: idOf<'plan'>() }),
  output: wholePlan,
  refusals: ['plan_unknown'],
})

export const startPlan = endpoint({
  name: 'startPlan',
  method: 'POST',
  path: '/plans/:planId/starts',
  can: 'campaign.send',
  summary: 'Start a plan; with a budget above what you may launch alone it waits for a second person.',
  input: z.object({ planId: idOf<'plan'>(), id: idOf<'plan_start'>() }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: ['plan_start_id_reused', 'plan_unknown', 'plan_waits', 'plan_started', 'plan_ended'],
})

export const decidePlan = endpoint({
  name: 'decidePlan',
  method: 'POST',
  path: '/plan-approvals',
  can: 'campaign.send',
  summary: 'Let a plan start that waits for a second person, or reject it: never your own, never by a key.',
  input: z.object({
    id: idOf<'plan_decision'>(),
    startId: idOf<'plan_start'>(),
    approves: z.boolean(),
    note: z.string().trim().max(200).default(''),
  }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: [
    'plan_decision_id_reused',
    'plan_start_unknown',
    'plan_start_decided',
    'second_person_needed',
    'above_own_limit',
  ],
})

export const endPlan = endpoint({
  name: 'endPlan',
  method: 'POST',
  path: '/plans/:planId/endings',
  can: 'campaign.send',
  summary: 'End a plan for ever: nothing more is made from it; what was made goes on by itself.',
  input: z.object({ planId: idOf<'plan'>(), id: idOf<'plan_ending'>() }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: ['plan_ending_id_reused', 'plan_unknown', 'plan_not_running'],
})

export const makeActivity = endpoint({
  name: 'makeActivity',
  method: 'POST',
  path: '/plans/:planId/activities',
  can: 'campaign.write',
  summary:
    'Make an activity of a plan for a wave: the draft of a campaign to its audience there, or a journey.',
  input: z.object({
    planId: idOf<'plan'>(),
    /** Becomes the campaign or the journey, too. */
    id: idOf<'plan_made'>(),
    activity: z.string().max(40),
    wave: z.string().max(40),
  }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: [
    'plan_made_id_reused',
    'plan_unknown',
    'plan_not_running',
    'activity_unknown',
    'wave_unknown',
    'gate_closed',
    'activity_made',
    'wave_without_branches',
    'no_sales_yet',
    'field_unknown',
    'segment_empty',
    'name_taken',
    'survey_unfit',
    'survey_unknown',
    'survey_closed',
    'carrier_missing',
    'carrier_unfit',
    'template_unknown',
    'words_missing',
    'template_broken',
    'survey_link_missing',
    'coupon_unknown',
    'step_twice',
    'tier_unknown',
    'branch_unknown',
    'segment_unknown',
    'gift_empty',
  ],
})

const seen = z.object({
  id: z.string(),
  kind: z.enum(['campaign', 'journey']),
  name: z.string(),
  /** Null while it is not launched. */
  verdict: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  complete: z.boolean(),
})

export const pilotReport = endpoint({
  name: 'pilotReport',
  method: 'GET',
  path: '/plans/:planId/pilots/:wave',
  can: 'campaign.read',
  summary: 'What the waves before this one have shown, and whether that is what its gate asks for.',
  input: z.object({ planId: idOf<'plan'>(), wave: z.string().max(40) }),
  output: z.object({ wave: z.string(), met: z.boolean(), seen: z.array(seen) }),
  refusals: ['plan_unknown', 'wave_unknown'],
})

export const decideGate = endpoint({
  name: 'decideGate',
  method: 'POST',
  path: '/plans/:planId/gates',
  can: 'campaign.send',
  summary:
    'Go on to a further wave, or not: by a person, with a reason where the pilot has not shown what was asked.',
  input: z.object({
    planId: idOf<'plan'>(),
    id: idOf<'plan_gate'>(),
    wave: z.string().max(40),
    goes: z.boolean(),
    note: z.string().trim().max(500).default(''),
  }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: [
    'plan_gate_id_reused',
    'plan_unknown',
    'plan_not_running',
    'wave_unknown',
    'first_wave_has_no_gate',
    'person_needed',
    'gate_passed',
    'gate_reason_needed',
  ],
})

export const addPlanSpend = endpoint({
  name: 'addPlanSpend',
  method: 'POST',
  path: '/plans/:planId/spends',
  can: 'campaign.write',
  summary: 'Say what else was spent on a plan: stands, posters, wages. Below zero corrects.',
  input: z.object({
    planId: idOf<'plan'>(),
    id: idOf<'plan_spend'>(),
    pot: z.enum(POTS),
    day: aDay,
    minor: z
      .int()
      .min(-1_000_000_000_00)
      .max(1_000_000_000_00)
      .refine((minor) => minor !== 0),
    note: z.string().trim().min(1).max(200),
  }),
  output: wholePlan.extend({ replayed: z.boolean() }),
  refusals: ['plan_spend_id_reused', 'plan_unknown'],
})
