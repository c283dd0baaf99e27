import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'

/** Less than this says nothing of members: the report says so in words. */
export const LEAST_MEMBERS = 20

const counted = { members: z.int(), shareBps: z.int() }
export const AGE_BANDS = [0, 18, 25, 35, 45, 55, 65] as const

export const demographics = endpoint({
  name: 'demographics',
  method: 'GET',
  path: '/insight/demographics',
  can: 'insight.read',
  summary: 'Who members are: ages, gender, and the branch where each buys most (C68).',
  input: z.object({
    /** Of those who joined there. */
    branchId: idOf<'branch'>().optional(),
    region: z.string().trim().min(1).max(80).optional(),
  }),
  output: z.object({
    today: z.string(),
    members: z.int(),
    /** Whose age is known, by birth date or as told; the mean is of those. */
    withAge: z.int(),
    meanAge: z.number().nullable(),
    medianAge: z.number().nullable(),
    ages: z.array(z.object({ from: z.int(), to: z.int().nullable(), ...counted })),
    genders: z.array(z.object({ gender: z.enum(['female', 'male', 'other', 'unknown']), ...counted })),
    /** Members by the branch of most of their purchases; equal ones by money. Of all buyers, wherever they joined. */
    stores: z.array(z.object({ branchId: z.string(), name: z.string(), region: z.string(), ...counted })),
    buyers: z.int(),
    verdict: z.enum(['known', 'too_little']),
  }),
  refusals: ['branch_unknown', 'region_unknown'],
})

export const birthdays = endpoint({
  name: 'birthdays',
  method: 'GET',
  path: '/insight/birthdays',
  can: 'insight.read',
  summary:
    'Whose birthday comes in the next days, today included; of 29 February it is 28 February in other years.',
  input: z.object({
    from: aDay.optional(),
    days: z.coerce.number().int().min(1).max(366).default(30),
    branchId: idOf<'branch'>().optional(),
    region: z.string().trim().min(1).max(80).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      day: z.string(),
      turns: z.int(),
      mobile: z.string().nullable(),
      branchName: z.string().nullable(),
    }),
  ).extend({
    from: z.string(),
    to: z.string(),
    /** Every day with a birthday, and how many. */
    perDay: z.array(z.object({ day: z.string(), members: z.int() })),
    members: z.int(),
    withBirthday: z.int(),
  }),
  refusals: ['branch_unknown', 'region_unknown'],
})

/** Months since the last purchase: the bounds of the bands, each up to and including. */
export const ACTIVITY_MONTHS = [1, 3, 6, 12, 24] as const
export const RECENCY_MONTHS = [6, 12, 18, 24, 30, 36] as const

const asOf = { asOf: aDay.optional() }
/** Of members who joined there; whoever is bound to branches sees those of their own branches only. */
const home = {
  branchId: idOf<'branch'>().optional(),
  region: z.string().trim().min(1).max(80).optional(),
}
const quiet = z.object({
  /** Months since the last purchase: more than, and at most; null to is longer, null from has never bought. */
  fromMonths: z.int().nullable(),
  toMonths: z.int().nullable(),
  ...counted,
  beforeMembers: z.int(),
  /** First and last day of such a last purchase, for the list behind it. */
  lastFrom: z.string().nullable(),
  lastTo: z.string().nullable(),
})

export const activity = endpoint({
  name: 'activity',
  method: 'GET',
  path: '/insight/activity',
  can: 'insight.read',
  summary:
    'How many members are active: a purchase in the last three months, and bands by the last purchase (C69).',
  input: z.object({ ...asOf, ...home }),
  output: z.object({
    asOf: z.string(),
    before: z.string(),
    members: z.int(),
    activeBps: z.int(),
    active: z.int(),
    activeBefore: z.int(),
    bands: z.array(quiet),
    verdict: z.enum(['known', 'too_little']),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})

export const HEALTH = ['healthy', 'warning', 'too_little'] as const

export const recency = endpoint({
  name: 'recencyHealth',
  method: 'GET',
  path: '/insight/recency',
  can: 'insight.read',
  summary:
    'When members last came, in half years, and whether more came within a month than a month ago (C61).',
  input: z.object({ ...asOf, ...home }),
  output: z.object({
    asOf: z.string(),
    before: z.string(),
    buyers: z.int(),
    bands: z.array(quiet),
    /** Members who bought within a month, now and a month ago. */
    withinMonth: z.int(),
    withinMonthBefore: z.int(),
    health: z.enum(HEALTH),
    /** The same at the end of each of the last twelve months. */
    months: z.array(z.object({ until: z.string(), members: z.int() })),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})

/** What retailers call good: four of five come back. */
export const GOOD_REPEAT_BPS = 8_000

const portrait = z.object({
  members: z.int(),
  spendMinor: z.int(),
  perDayMinor: z.int(),
  purchaseDays: z.number(),
  meanAge: z.number().nullable(),
  femaleBps: z.int().nullable(),
})

export const repeatRate = endpoint({
  name: 'repeatRate',
  method: 'GET',
  path: '/insight/repeat',
  can: 'insight.read',
  summary: 'How many buyers come back, beside the line of 80 %, and who they are (C67).',
  input: z.object({ ...asOf, ...home, windowMonths: z.coerce.number().int().min(1).max(240).default(24) }),
  output: z.object({
    asOf: z.string(),
    windowMonths: z.int(),
    buyers: z.int(),
    repeaters: z.int(),
    rateBps: z.int(),
    beforeRateBps: z.int().nullable(),
    goodBps: z.int(),
    verdict: z.enum(['above', 'below', 'too_little']),
    /** Buyers by how many days they bought on; the last row is that many or more. */
    times: z.array(z.object({ days: z.int(), members: z.int(), spendMinor: z.int() })),
    repeat: portrait,
    once: portrait,
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})
