import { z } from 'zod'
import { FIGURES, planDocument, POTS } from './document.ts'

export const PLAN_STATES = ['draft', 'waiting', 'running', 'ended'] as const
const WAYS = ['own_limit', 'alone', 'second_person'] as const
const WARNINGS = ['fine', 'near', 'over'] as const

/** The last asking for a start, and what a second person said of it. */
const start = z.object({
  id: z.string(),
  state: z.enum(['applied', 'waiting', 'rejected']),
  way: z.enum(WAYS),
  costMinor: z.int(),
  limitMinor: z.int().nullable(),
  at: z.string(),
  byId: z.string().nullable(),
  byName: z.string(),
  decision: z
    .object({ approves: z.boolean(), note: z.string(), at: z.string(), byName: z.string() })
    .nullable(),
})

export const plan = z.object({
  planId: z.string(),
  version: z.int(),
  document: planDocument,
  clonedOf: z.string().nullable(),
  savedAt: z.string(),
  savedBy: z.string(),
  state: z.enum(PLAN_STATES),
  start: start.nullable(),
})
export type Plan = z.output<typeof plan>

const pot = z.object({
  pot: z.enum(POTS),
  budgetMinor: z.int(),
  /** What the activities are planned to cost. */
  plannedMinor: z.int(),
  spentMinor: z.int(),
  warning: z.enum(WARNINGS),
})

const made = z.object({
  id: z.string(),
  activity: z.string(),
  wave: z.string(),
  kind: z.enum(['campaign', 'journey']),
  targetId: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'waiting', 'launched', 'running', 'paused', 'stopped']),
  spentMinor: z.int(),
  at: z.string(),
  byName: z.string(),
})

export const wholePlan = plan.extend({
  /** How a start would go for whoever looks. */
  way: z.enum(WAYS),
  limitMinor: z.int().nullable(),
  budget: z.object({
    pots: z.array(pot),
    budgetMinor: z.int(),
    plannedMinor: z.int(),
    spentMinor: z.int(),
    /** What was launched can cost at the most, and what journeys have cost; by this a hard stop is judged. */
    committedMinor: z.int(),
    /** Messages of its journeys that wait until the pot can pay for them. */
    waitingMessages: z.int(),
    warning: z.enum(WARNINGS),
  }),
  goals: z.array(
    z.object({
      figure: z.enum(FIGURES),
      target: z.int(),
      /** What should have been reached by yesterday, were it reached evenly. */
      expected: z.int(),
      actual: z.int(),
    }),
  ),
  waves: z.array(
    z.object({
      wave: z.string(),
      branches: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
      open: z.boolean(),
      /** The last word about it; null of the first, and before anybody has had one. */
      gate: z
        .object({
          goes: z.boolean(),
          met: z.boolean(),
          note: z.string(),
          at: z.string(),
          byName: z.string(),
        })
        .nullable(),
    }),
  ),
  phases: z.array(
    z.object({
      phase: z.string(),
      state: z.enum(['coming', 'now', 'over']),
      /** Activities by waves: how many there are, were made, were launched or run. */
      activities: z.int(),
      made: z.int(),
      launched: z.int(),
      /** Begun or over, and not everything that an open wave is due was made. */
      late: z.boolean(),
    }),
  ),
  made: z.array(made),
  spends: z.array(
    z.object({
      id: z.string(),
      pot: z.enum(POTS),
      day: z.string(),
      minor: z.int(),
      note: z.string(),
      byName: z.string(),
    }),
  ),
})
export type WholePlan = z.output<typeof wholePlan>
