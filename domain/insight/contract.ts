import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { audienceConditions, reach } from './contract/rule.ts'

export const QUADRANTS = ['confidant', 'butterfly', 'barnacle', 'passerby'] as const
export const LIFECYCLES = ['new', 'active', 'dormant', 'lost'] as const

const score = z.int().min(1).max(5)
const day = z.string()

/** Purchases up to and including `asOf` count; the default is the last day with a sale. */
export const lens = {
  asOf: aDay.optional(),
  windowMonths: z.coerce.number().int().min(1).max(240).default(24),
}

/** Whose members: of a branch or a region, those who are with us and joined there. */
export const place = {
  branchId: idOf<'branch'>().optional(),
  region: z.string().trim().min(1).max(80).optional(),
}

/** In a query string a list travels as "4,5". */
const oneOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (raw) =>
      typeof raw === 'string'
        ? raw
            .split(',')
            .filter(Boolean)
            .map((p) => (/^\d+$/.test(p) ? Number(p) : p))
        : raw,
    z.array(item).max(10),
  )

/** A cut of the quadrants: the mean, the median or a fixed number (minor units for spend). */
export const cut = z
  .union([z.literal('mean'), z.literal('median'), z.coerce.number().int().min(0)])
  .default('mean')

/** Which members: every given condition must hold. Saved as the rule of a segment. */
export const audienceRule = z.object({
  r: oneOf(score).optional(),
  f: oneOf(score).optional(),
  m: oneOf(score).optional(),
  quadrants: oneOf(z.enum(QUADRANTS)).optional(),
  lifecycles: oneOf(z.enum(LIFECYCLES)).optional(),
  purchasesFrom: z.coerce.number().int().min(0).optional(),
  purchasesTo: z.coerce.number().int().min(0).optional(),
  spendFromMinor: z.coerce.number().int().optional(),
  spendToMinor: z.coerce.number().int().optional(),
  lastFrom: aDay.optional(),
  lastTo: aDay.optional(),
  countCut: cut,
  spendCut: cut,
})
export type AudienceRule = z.output<typeof audienceRule>

const share = { people: z.int(), spendMinor: z.int() }

export const rfm = endpoint({
  name: 'rfm',
  method: 'GET',
  path: '/insight/rfm',
  can: 'insight.read',
  summary: 'Recency, frequency and money in five value-cut groups each, ties together (C60).',
  input: z.object({ ...lens, ...place }),
  output: z.object({
    asOf: day,
    windowMonths: z.int(),
    members: z.int(),
    spendMinor: z.int(),
    /** Four cuts each: days since the last purchase, purchase days, money. */
    cuts: z.object({ r: z.array(z.int()), f: z.array(z.int()), m: z.array(z.int()) }),
    counts: z.object({ r: z.array(z.int()), f: z.array(z.int()), m: z.array(z.int()) }),
    /** Row per recency score 5…1 and frequency score 1…5 that holds people. */
    grid: z.array(z.object({ r: score, f: score, ...share })),
    cells: z.record(z.string(), z.int()),
    nonEmptyCells: z.int(),
    /** A frequency value that more than 40 % of members share; then fixed bands read better. */
    heavyFrequency: z.object({ value: z.int(), shareBps: z.int() }).nullable(),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})

export const quadrants = endpoint({
  name: 'quadrants',
  method: 'GET',
  path: '/insight/quadrants',
  can: 'insight.read',
  summary:
    'Confidants, butterflies, barnacles and passers-by by two cuts, with money and people near a line (C63).',
  input: z.object({ ...lens, ...place, countCut: cut, spendCut: cut }),
  output: z.object({
    asOf: day,
    members: z.int(),
    spendMinor: z.int(),
    countCut: z.object({ kind: z.enum(['mean', 'median', 'fixed']), value: z.number() }),
    spendCut: z.object({ kind: z.enum(['mean', 'median', 'fixed']), valueMinor: z.number() }),
    groups: z.array(z.object({ quadrant: z.enum(QUADRANTS), near: z.int(), ...share })),
    /** At most 2,000 members for the scatter, drawn by hash, the same ones every time. */
    dots: z.array(
      z.object({
        memberId: z.string(),
        purchases: z.int(),
        spendMinor: z.int(),
        quadrant: z.enum(QUADRANTS),
        near: z.boolean(),
      }),
    ),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})

export const ladder = endpoint({
  name: 'loyaltyLadder',
  method: 'GET',
  path: '/insight/ladder',
  can: 'insight.read',
  summary:
    'Members with at least one, two, three … purchase days, the step between, and moves since a day (C62).',
  input: z.object({ ...lens, ...place, since: aDay.optional() }),
  output: z.object({
    asOf: day,
    steps: z.array(
      z.object({
        purchases: z.int(),
        members: z.int(),
        fromPreviousBps: z.int().nullable(),
        medianDays: z.number().nullable(),
      }),
    ),
    moves: z.object({ since: day, oneToTwo: z.int(), twoToThree: z.int() }).nullable(),
    repeatRateBps: z.int(),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})

export const pareto = endpoint({
  name: 'pareto',
  method: 'GET',
  path: '/insight/pareto',
  can: 'insight.read',
  summary: 'How much of the money the best fifth brings, and the best customers (C66).',
  input: z.object({ ...lens, ...place }),
  output: z.object({
    asOf: day,
    members: z.int(),
    spendMinor: z.int(),
    topFifthShareBps: z.int(),
    /** The share of members that brings 80 % of the money. */
    membersForFourFifthsBps: z.int(),
    curve: z.array(z.object({ membersBps: z.int(), spendBps: z.int() })),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})

const row = z.object({
  memberId: z.string(),
  number: z.string(),
  name: z.string(),
  purchases: z.int(),
  lastDay: day,
  spendMinor: z.int(),
  r: score,
  f: score,
  m: score,
  quadrant: z.enum(QUADRANTS),
  lifecycle: z.enum(LIFECYCLES),
})

export const audience = endpoint({
  name: 'audience',
  method: 'GET',
  path: '/insight/members',
  can: 'insight.read',
  summary: 'The members behind any figure of insight: by scores, quadrant, ladder, money, last purchase.',
  input: z.object({
    ...lens,
    ...place,
    ...audienceRule.shape,
    sort: z.enum(['spendMinor', 'purchases', 'lastDay', 'number']).default('spendMinor'),
    descending: z.stringbool().or(z.boolean()).default(true),
    ...paging,
  }),
  output: pageOf(row).extend({ asOf: day, spendMinor: z.int(), members: z.int() }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})

export const memberInsight = endpoint({
  name: 'memberInsight',
  method: 'GET',
  path: '/insight/members/:memberId',
  can: 'insight.read',
  summary:
    "One member's place: scores, quadrant, lifecycle, first and last purchase, purchase days as a heartbeat.",
  input: z.object({ memberId: idOf<'member'>(), ...lens }),
  output: z.object({
    asOf: day,
    standing: row.omit({ memberId: true, number: true, name: true }).nullable(),
    days: z.array(z.object({ day, purchases: z.int(), spendMinor: z.int() })),
  }),
  refusals: ['no_sales_yet'],
})

/** Who is found by conditions may not have bought in the window: no score then (G4). */
export const segmentRow = row.extend({
  lastDay: day.nullable(),
  r: score.nullable(),
  f: score.nullable(),
  m: score.nullable(),
  quadrant: z.enum(QUADRANTS).nullable(),
  lifecycle: z.enum(LIFECYCLES).nullable(),
})

const segment = z.object({
  id: z.string(),
  name: z.string(),
  rule: audienceRule,
  /** Conditions in groups, beside or instead of lists and ends; null without. */
  conditions: audienceConditions.nullable(),
  /** The first version's id, and which one this is; whether there is a newer one. */
  seriesId: z.string(),
  version: z.int(),
  newest: z.boolean(),
  asOf: day,
  windowMonths: z.int(),
  members: z.int(),
  spendMinor: z.int(),
  createdAt: z.string(),
  createdBy: z.string(),
})
export type Segment = z.output<typeof segment>

export const saveSegment = endpoint({
  name: 'saveSegment',
  method: 'POST',
  path: '/segments',
  can: 'segment.write',
  summary: 'Save the members a rule finds on a day; the list is frozen, so a campaign can be judged (C58).',
  input: z.object({
    id: idOf<'segment'>(),
    name: z.string().trim().min(1).max(80),
    rule: audienceRule,
    conditions: audienceConditions.nullish().transform((value) => value ?? null),
    /** The segment whose next version this is; it keeps its name. */
    replaces: idOf<'segment'>()
      .nullish()
      .transform((value) => value ?? null),
    ...lens,
  }),
  output: segment,
  refusals: [
    'segment_id_reused',
    'segment_unknown',
    'segment_superseded',
    'no_sales_yet',
    'field_unknown',
    'name_taken',
    'segment_empty',
  ],
})

export const listSegments = endpoint({
  name: 'listSegments',
  method: 'GET',
  path: '/segments',
  can: 'insight.read',
  summary: 'The newest version of each saved segment, those saved last first.',
  input: z.object({ ...paging }),
  output: pageOf(segment),
  refusals: [],
})

export const showSegment = endpoint({
  name: 'segment',
  method: 'GET',
  path: '/segments/:id',
  can: 'insight.read',
  summary: 'One segment with how many of its members can be reached by which channel today.',
  input: z.object({ id: idOf<'segment'>() }),
  output: segment.extend({ reachable: reach }),
  refusals: ['segment_unknown'],
})

export const segmentMembers = endpoint({
  name: 'segmentMembers',
  method: 'GET',
  path: '/segments/:id/members',
  can: 'insight.read',
  summary: 'The members of a segment with their figures when it was saved.',
  input: z.object({ id: idOf<'segment'>(), ...paging }),
  output: pageOf(segmentRow),
  refusals: ['segment_unknown'],
})
