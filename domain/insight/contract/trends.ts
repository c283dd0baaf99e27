import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { aDay } from '#base/instant'
import { place } from './shop.ts'

export const TREND_OF = ['branch', 'product'] as const
/** So many products, those that brought most: of the long tail no month is full enough. */
export const MOST_TREND_PRODUCTS = 200

export const trends = endpoint({
  name: 'trends',
  method: 'GET',
  path: '/insight/trends',
  can: 'insight.read',
  summary:
    'Which branches or products rise and which fall: a line through the months of each, with its interval (C64).',
  input: z.object({
    of: z.enum(TREND_OF).default('branch'),
    /** Up to the month of this day; a month that is not over is no part of it. */
    asOf: aDay.optional(),
    months: z.coerce.number().int().min(3).max(60).default(12),
    ...place,
  }),
  output: z.object({
    today: z.string(),
    lastDay: z.string().nullable(),
    /** The first days of the first and of the last whole month. */
    from: z.string(),
    to: z.string(),
    /** Those that were looked at, and of how many there are too few months. */
    all: z.int(),
    tooLittle: z.int(),
    /** Steepest against their own mean first: those that fall, then those that rise, then the others. */
    rows: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        periods: z.int(),
        meanMinor: z.int(),
        /** Change a month, and the interval it lies in at 95 %. */
        slopeMinor: z.int(),
        lowMinor: z.int(),
        highMinor: z.int(),
        /** The slope against the own mean; null where that is not above zero. */
        shareBps: z.int().nullable(),
        nextMinor: z.int(),
        direction: z.enum(['rising', 'falling', 'unsure', 'flat']),
      }),
    ),
  }),
  refusals: ['branch_unknown', 'region_unknown'],
})
