import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { audienceRule } from '#domain/insight/contract'
import { FESTIVALS } from '#domain/program/model/rewards'
import { TASK_KINDS } from '../model/task.ts'
import { CALENDARS, OWNERS, REPEATS } from '../model/rule.ts'

const text = (most: number) => z.string().trim().max(most)
const days = z.int().min(0).max(365)

/** What makes a member somebody to care for. */
export const trigger = z.discriminatedUnion('kind', [
  /** C38: so many days before a birthday, by the sun or by the moon. */
  z.object({
    kind: z.literal('birthday'),
    calendar: z.enum(CALENDARS).default('solar'),
    daysBefore: days.max(60),
  }),
  /** C39: so many days before a festival. */
  z.object({ kind: z.literal('festival'), festival: z.enum(FESTIVALS), daysBefore: days.max(60) }),
  /** C43: so many days after a purchase of at least so much, minor units. */
  z.object({
    kind: z.literal('purchase'),
    daysAfter: days,
    leastMinor: z.int().min(0).max(1_000_000_000_00).default(0),
  }),
  /** C77: joined, and bought nothing after that day for so many days. */
  z.object({ kind: z.literal('no_return'), days: days.min(1) }),
  /** C77: bought, and then nothing for so many days. */
  z.object({ kind: z.literal('silent'), days: days.min(1).max(1000) }),
  /** C48: stands where insight says: quadrant, scores, lifecycle, spend. */
  z.object({
    kind: z.literal('standing'),
    where: audienceRule,
    windowMonths: z.int().min(1).max(240).default(24),
    every: z.enum(REPEATS),
  }),
  /** C48: has just risen to this tier. */
  z.object({ kind: z.literal('tier'), tier: text(40).min(1) }),
])

export const ruleDocument = z.object({
  nameZh: text(80).min(1),
  nameEn: text(80).min(1),
  trigger,
  /** Only members of these tiers, of these branches; all where none is named. */
  tiers: z.array(text(40).min(1)).max(20).default([]),
  branchCodes: z.array(text(40).min(1)).max(500).default([]),
  task: z.object({
    kind: z.enum(TASK_KINDS),
    titleZh: text(120).min(1),
    titleEn: text(120).min(1),
    scriptCode: text(40).min(1).nullable().default(null),
    productCode: text(40).min(1).nullable().default(null),
    owner: z.enum(OWNERS).default('branch'),
    /** Of the owner `staff`. */
    staffId: idOf<'staff'>().nullable().default(null),
  }),
  /** No second task of this rule for a member whose last one is not so many days old. */
  restDays: days.default(0),
  /** Share that is not called and only watched, hundredths of a per cent; none where it is 0. */
  controlBps: z.int().min(0).max(5000).default(0),
  /** How long purchases count after the day of the task. */
  windowDays: z.int().min(1).max(180).default(28),
})
export type RuleDocument = z.output<typeof ruleDocument>
export type Trigger = RuleDocument['trigger']

const rule = z.object({
  ruleId: z.string(),
  version: z.int(),
  document: ruleDocument,
  active: z.boolean(),
  at: z.string(),
  byName: z.string(),
  tasks: z.object({ open: z.int(), done: z.int(), cancelled: z.int(), held: z.int() }),
})

export const saveRule = endpoint({
  name: 'saveCareRule',
  method: 'POST',
  path: '/care-rules',
  can: 'care.manage',
  summary:
    'Say whom to care for, when and how (C38, C39, C43, C48, C77): a new rule, or a new version of one.',
  input: z.object({
    id: idOf<'care_rule_version'>(),
    ruleId: idOf<'care_rule'>(),
    document: ruleDocument,
    active: z.boolean().default(true),
  }),
  output: rule.extend({ replayed: z.boolean() }),
  refusals: [
    'care_rule_id_reused',
    'tier_unknown',
    'branch_unknown',
    'product_unknown',
    'care_owner_needed',
    'staff_unknown',
    'control_needs_call',
  ],
})

export const listRules = endpoint({
  name: 'careRules',
  method: 'GET',
  path: '/care-rules',
  can: 'care.read',
  summary: 'Rules of care as they stand, with what they have made.',
  input: z.object({}),
  output: z.object({ rows: z.array(rule) }),
  refusals: [],
})

const share = z.object({ members: z.int(), buyers: z.int(), spendMinor: z.int() })

export const ruleReport = endpoint({
  name: 'careRuleReport',
  method: 'GET',
  path: '/care-rules/:ruleId/report',
  can: 'care.read',
  summary:
    'What a rule of care earned: those it made tasks for against those held out, by sales after the day of the task.',
  input: z.object({ ruleId: idOf<'care_rule'>() }),
  output: z.object({
    ruleId: z.string(),
    windowDays: z.int(),
    /** Everybody whose window is over, called or not: what counts is whom we meant to call. */
    called: share,
    held: share,
    /** How many of the tasks were done, and how many of those reached somebody. */
    done: z.int(),
    reached: z.int(),
    /** Those whose window is still open. */
    waiting: z.int(),
    verdict: z.object({
      kind: z.enum(['worked', 'cost_money', 'no_sign', 'cannot_judge']),
      reasons: z.array(z.string()),
      en: z.string(),
      zh: z.string(),
    }),
  }),
  refusals: ['care_rule_unknown'],
})
