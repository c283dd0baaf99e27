import { z } from 'zod'
import { endpoint } from '#base/endpoint'

export const QUESTIONS = [
  'active_members',
  'card_shown',
  'readable',
  'year_value',
  'benefits',
  'events',
  'greetings',
  'family',
  'cross_store',
  'dead_members',
  'top_fifth',
] as const
export const VERDICTS = ['good', 'look', 'bad', 'unknown'] as const
/** What a figure counts: basis points of a whole, or so many of something. */
export const FIGURES = ['bps', 'count', 'a_year'] as const

/** At least the first is good, at least the second is worth a look, less is bad; the other way round in LESS. */
type Bounds = readonly [good: number, look: number]

/** Rules of thumb of the trade: a programme is alive when half of its members came in a quarter, and so on. */
export const BOUNDS = {
  active_members: [5_000, 2_500],
  card_shown: [5_000, 2_500],
  readable: [12, 24],
  year_value: [100, 30],
  benefits: [3, 2],
  events: [4, 1],
  greetings: [1, 0],
  dead_members: [3_000, 5_000],
  top_fifth: [5_000, 2_000],
} as const satisfies Partial<Record<(typeof QUESTIONS)[number], Bounds>>

/** Where less is better. */
export const LESS: readonly string[] = ['readable', 'dead_members']

const words = z.object({ zh: z.string(), en: z.string() })

export const programHealth = endpoint({
  name: 'programHealth',
  method: 'GET',
  path: '/program-health',
  can: 'program.read',
  summary: 'The questions a programme should ask itself, each with its figure and a verdict (C78).',
  input: z.object({}),
  output: z.object({
    /** The day it was asked; spans are counted back from the last day with a sale that insight has read. */
    on: z.string(),
    salesTo: z.string().nullable(),
    programVersion: z.int(),
    rows: z.array(
      z.object({
        code: z.enum(QUESTIONS),
        figure: z.int().nullable(),
        is: z.enum(FIGURES),
        verdict: z.enum(VERDICTS),
        question: words,
        answer: words,
      }),
    ),
    /** Where living members stand; empty where the programme has no tiers. */
    tiers: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        members: z.int(),
        shareBps: z.int(),
        /** Of the fifth that spent most in a year. */
        topFifthBps: z.int().nullable(),
        bestDiscount: z.boolean(),
      }),
    ),
  }),
  refusals: [],
})
export type Question = (typeof QUESTIONS)[number]
export type Verdict = (typeof VERDICTS)[number]
