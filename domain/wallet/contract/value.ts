import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'

export const VALUE_KINDS = ['points', 'principal', 'bonus', 'pass', 'coupon'] as const
export type ValueKind = (typeof VALUE_KINDS)[number]

/** Bounds of a lot's age in months, youngest first; older than the last is a band of its own. */
export const AGE_MONTHS = [3, 6, 12] as const
export const DYING_DAYS = [30, 90] as const

/** Shares of the last quarter's balance that Chinese rules ask to be kept in custody, by size of the issuer. */
export const CUSTODY_PERCENT = [20, 30, 40] as const

/** Lines of the roll-forward in the order they are read: all but the last sum to it. */
export const ROLL_LINES = [
  'opening',
  'takenOver',
  'issued',
  'clawedBack',
  'redeemed',
  'givenBack',
  'expired',
  'adjusted',
  'refunded',
  'other',
  'closing',
] as const
/** What stands beside it and changes no total. */
export const BESIDE_ROLL = ['owedBack', 'passedOn'] as const

const names = z.object({ nameZh: z.string(), nameEn: z.string() })

/** What a row of the report is about: points, money in minor units, or a count of a pass or a coupon. */
const subject = {
  kind: z.enum(VALUE_KINDS),
  /** Of a pass or a coupon. */
  code: z.string().nullable(),
  /** As the program of today calls it; null when it names it no more. */
  names: names.nullable(),
}

/** Opening and everything that moved sum to closing, exactly. What leaves the members is below zero. */
const rollForward = {
  opening: z.int(),
  takenOver: z.int(),
  issued: z.int(),
  clawedBack: z.int(),
  redeemed: z.int(),
  givenBack: z.int(),
  expired: z.int(),
  adjusted: z.int(),
  refunded: z.int(),
  /** Movements this report knows no name for; zero unless a new kind has come. */
  other: z.int(),
  closing: z.int(),
}

const liabilityRow = z.object({
  ...subject,
  ...rollForward,
  /** Closing is what members hold less what they owe back; null where only a branch is looked at. */
  held: z.int().nullable(),
  owedBack: z.int().nullable(),
  /** Went from member to member meanwhile: it changes no total. */
  passedOn: z.int().nullable(),
  /** What is open in lots by age: up to 3, 6, 12 months, older. Lots are looked at by the branch that gave them out. */
  ages: z.array(z.int()).length(AGE_MONTHS.length + 1),
  /** Of it, past its last day but not yet posted as ended; and ending within 30 and within 90 days. */
  overdue: z.int(),
  ending: z.array(z.int()).length(DYING_DAYS.length),
  /** What one is worth by the coupon's rule of today; null where it has no fixed worth. */
  faceMinor: z.int().nullable(),
})

const prepaid = z.object({
  /** Bought by members in the span, net of what was reversed (C31). */
  cashInMinor: z.int(),
  takenOverMinor: z.int(),
  consumedMinor: z.int(),
  refundedMinor: z.int(),
  /** Ended or corrected by hand. */
  otherMinor: z.int(),
  outstandingMinor: z.int(),
  /** For information: the last quarter's end, what was owed then, and 20, 30 and 40 percent of it, rounded up. */
  quarterEnd: z.string(),
  quarterMinor: z.int(),
  custodyMinor: z.array(z.int()).length(CUSTODY_PERCENT.length),
})

const asked = {
  /** The first day of the span; the first of the month of `on` unless said. */
  from: aDay.optional(),
  /** The day at whose end it is looked at, in the chain's zone; today unless said. */
  on: aDay.optional(),
  branchId: idOf<'branch'>().optional(),
}
const REFUSALS = ['branch_unknown', 'day_in_future', 'span_reversed'] as const

export const liability = endpoint({
  name: 'liability',
  method: 'GET',
  path: '/liability',
  can: 'insight.read',
  summary:
    'What the chain owes its members at the end of any day and how it came about, from the ledger alone (C31, L8).',
  input: z.object(asked),
  output: z.object({
    from: z.string(),
    on: z.string(),
    branchId: z.string().nullable(),
    rows: z.array(liabilityRow),
    /** Null where only a branch is looked at: members pay here and consume there. */
    prepaid: prepaid.nullable(),
    /** Whether postings and lots agree, and today the balances members see too; null for a branch. */
    tied: z.boolean().nullable(),
  }),
  refusals: REFUSALS,
})

export const liabilityFile = endpoint({
  name: 'liabilityFile',
  method: 'GET',
  path: '/liability-exports',
  can: 'insight.read',
  summary: 'The liability report as CSV: one row per unit, money with its decimals.',
  input: z.object(asked),
  output: z.unknown(),
  reply: 'file',
  refusals: REFUSALS,
})

const month = z.object({
  month: z.string(),
  given: z.int(),
  /** Used, taken back, refunded or passed on. */
  cameBack: z.int(),
  died: z.int(),
  open: z.int(),
})

export const BREAKAGE_VERDICTS = ['known', 'too_little', 'nothing_closed'] as const

export const breakage = endpoint({
  name: 'breakage',
  method: 'GET',
  path: '/breakage',
  can: 'insight.read',
  summary: 'Of what was given out month by month, how much died unused, how much is still open (breakage).',
  input: z.object({ on: asked.on, branchId: asked.branchId }),
  output: z.object({
    on: z.string(),
    branchId: z.string().nullable(),
    rows: z.array(
      z.object({
        ...subject,
        months: z.array(month),
        /** Months from the first on of which nothing is open any more: only they tell the whole story. */
        closedMonths: z.int(),
        verdict: z.enum(BREAKAGE_VERDICTS),
        /** Share that died over the closed months, and of the lowest and highest month; null unless known. */
        rateBps: z.int().nullable(),
        lowBps: z.int().nullable(),
        highBps: z.int().nullable(),
      }),
    ),
  }),
  refusals: ['branch_unknown', 'day_in_future'],
})
