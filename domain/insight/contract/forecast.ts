import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

export const MODEL_NAMES = ['bg', 'mbg', 'pareto', 'mbgcnbd'] as const
export const CONTENDER_NAMES = [...MODEL_NAMES, 'recency'] as const
export const DOUBTS = [
  'impossible_history',
  'opening_day',
  'subscription',
  'season',
  'no_dropout',
  'at_edge',
  'not_converged',
  'spend_correlated',
  'spend_typical',
] as const
export const TOO_LITTLE = ['few_buyers', 'few_returned', 'short_history'] as const

/** How a contender did on the days it had not seen. */
const trial = z.object({
  contender: z.enum(CONTENDER_NAMES),
  k: z.int().nullable(),
  /** It saw nobody leave: NBD stood in. */
  steady: z.boolean(),
  expected: z.number(),
  /** By how much that misses: 0.1 is a tenth too many. */
  error: z.number().nullable(),
  meanAbsoluteError: z.number(),
  brier: z.number(),
  auc: z.number().nullable(),
})

const band = z.object({
  /** Chances from, and up to but not including; the surest band includes a certainty. */
  from: z.number(),
  to: z.number(),
  members: z.int(),
  expected: z.number(),
  valueMinor: z.int(),
})

/** What a run found; kept as it is. */
export const forecastTold = z.object({
  firstDay: z.string(),
  asOf: z.string(),
  /** Days held back for the proof, and looked ahead. */
  days: z.int(),
  buyers: z.int(),
  repeatBuyers: z.int(),
  verdict: z.enum(['none', 'wide', 'normal']),
  reasons: z.array(z.enum(TOO_LITTLE)),
  doubts: z.array(z.enum(DOUBTS)),
  proof: z
    .object({
      from: z.string(),
      to: z.string(),
      members: z.int(),
      purchases: z.int(),
      returned: z.int(),
      winner: z.enum(CONTENDER_NAMES),
      trials: z.array(trial),
    })
    .nullable(),
  model: z
    .object({
      name: z.enum(MODEL_NAMES),
      k: z.int().nullable(),
      /** In days; a Gamma-Gamma fit in minor units. */
      params: z.record(z.string(), z.number()),
      logLikelihood: z.number(),
      spend: z.object({ p: z.number(), q: z.number(), gamma: z.number() }).nullable(),
    })
    .nullable(),
  sums: z
    .object({
      members: z.int(),
      alive: z.number(),
      returning: z.number(),
      expected: z.number(),
      valueMinor: z.int(),
      bands: z.array(band),
    })
    .nullable(),
})
export type ForecastTold = z.output<typeof forecastTold>

const run = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  askedAt: z.string(),
  byName: z.string(),
  step: z.int(),
  steps: z.int(),
})

export const showForecast = endpoint({
  name: 'forecast',
  method: 'GET',
  path: '/insight/forecast',
  can: 'insight.read',
  summary: 'Who will come back: the newest forecast with its proof, and the one being worked out.',
  input: z.object({}),
  output: z.object({
    lastSaleDay: z.string(),
    /** The newest run, be it waiting, running, done or failed. */
    run: run.nullable(),
    told: forecastTold.nullable(),
  }),
  refusals: ['no_sales_yet'],
})

export const askForecast = endpoint({
  name: 'askForecast',
  method: 'POST',
  path: '/insight/forecasts',
  can: 'segment.write',
  summary: 'Work the forecast out now instead of in the night; it runs beside everything else.',
  input: z.object({ id: idOf<'forecast'>() }),
  output: run,
  refusals: ['no_sales_yet'],
})

const foreseen = {
  memberId: z.string(),
  purchases: z.int(),
  lastDay: z.string(),
  alive: z.number(),
  buys: z.number(),
  expected: z.number(),
  nextDay: z.string().nullable(),
  valueMinor: z.int().nullable(),
}

/** A chance in hundredths of a per cent. */
const chanceBps = z.coerce.number().int().min(0).max(10_000).optional()

export const forecastMembers = endpoint({
  name: 'forecastMembers',
  method: 'GET',
  path: '/insight/forecast/members',
  can: 'insight.read',
  summary: 'The members behind the forecast, by the chance to come back and to be a customer still.',
  input: z.object({
    buysFromBps: chanceBps,
    buysToBps: chanceBps,
    aliveFromBps: chanceBps,
    aliveToBps: chanceBps,
    sort: z.enum(['valueMinor', 'buys', 'alive', 'expected', 'lastDay', 'purchases']).default('valueMinor'),
    descending: z.stringbool().or(z.boolean()).default(true),
    ...paging,
  }),
  output: pageOf(z.object({ ...foreseen, number: z.string(), name: z.string() })).extend({
    asOf: z.string().nullable(),
    days: z.int(),
  }),
  refusals: [],
})

export const memberForecast = endpoint({
  name: 'memberForecast',
  method: 'GET',
  path: '/insight/forecast/members/:memberId',
  can: 'insight.read',
  summary: "One member's chance to be a customer still, when to expect her, and what the next year is worth.",
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    asOf: z.string().nullable(),
    days: z.int(),
    forecast: z.object(foreseen).nullable(),
  }),
  refusals: [],
})
