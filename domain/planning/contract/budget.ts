import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { BUDGET_SOURCES } from '#domain/program/model/rewards'

const KINDS = ['cost', 'recovery'] as const
const year = z.coerce.number().int().min(2000).max(2999)

const amounts = {
  /** For the whole year, and for the part of it that has passed, evenly by days. */
  planMinor: z.int(),
  planToDateMinor: z.int(),
  actualMinor: z.int(),
  /** Actual less plan of the year: above zero more was spent, or more came in, than planned. */
  varianceMinor: z.int(),
  /** Actual less plan of the days that have passed. */
  varianceToDateMinor: z.int(),
}

/** Amounts in minor units. */
export const programBudget = endpoint({
  name: 'programBudget',
  method: 'GET',
  path: '/program-budget',
  can: 'program.read',
  summary:
    'What the programme was to cost and bring in a year beside what it did, with the difference (C79).',
  input: z.object({ year: year.optional() }),
  output: z.object({
    year: z.int(),
    programVersion: z.int(),
    rows: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        kind: z.enum(KINDS),
        source: z.enum(BUDGET_SOURCES),
        ...amounts,
        /** January to December. */
        months: z.array(z.int()),
      }),
    ),
    /** Entries by hand under codes that the live programme does not plan by hand: they are in no sum. */
    unplanned: z.array(z.object({ code: z.string(), actualMinor: z.int() })),
    /** In all: what two rows count from one source counts once. Net is recovery less cost. */
    cost: z.object(amounts),
    recovery: z.object(amounts),
    net: z.object(amounts),
    /** Goods collected on occasions whose cost the catalogue does not say: they count as nothing. */
    unknownCosts: z.array(z.string()),
  }),
  refusals: [],
})

const actual = z.object({
  id: z.string(),
  code: z.string(),
  day: z.string(),
  minor: z.int(),
  note: z.string(),
  at: z.string(),
  byName: z.string(),
})

export const addBudgetActual = endpoint({
  name: 'addBudgetActual',
  method: 'POST',
  path: '/budget-actuals',
  can: 'program.write',
  summary: 'Say by hand what a row of the budget cost or brought in; below zero corrects (C79).',
  input: z.object({
    id: idOf<'budget_actual'>(),
    code: z.string().trim().min(1).max(40),
    day: aDay,
    minor: z
      .int()
      .min(-1_000_000_000_000_00)
      .max(1_000_000_000_000_00)
      .refine((minor) => minor !== 0),
    note: z.string().trim().max(500).default(''),
  }),
  output: actual,
  refusals: ['budget_actual_id_reused', 'budget_code_unknown', 'budget_row_counted'],
})

export const listBudgetActuals = endpoint({
  name: 'listBudgetActuals',
  method: 'GET',
  path: '/budget-actuals',
  can: 'program.read',
  summary: 'What was said by hand for the budget, the latest day first.',
  input: z.object({ year: year.optional(), code: z.string().max(40).optional(), ...paging }),
  output: pageOf(actual),
  refusals: [],
})
