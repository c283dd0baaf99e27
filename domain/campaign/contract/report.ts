import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { ARMS } from '../contract.ts'

const interval = z.object({ low: z.number(), high: z.number() })
export const span = z.object({ low: z.number(), middle: z.number(), high: z.number() })
export const difference = z.object({
  treated: z.number(),
  control: z.number(),
  diff: z.number(),
  se: z.number(),
  interval,
})

/** Minor units per member: as sold, capped against outliers, and adjusted by spend before (CUPED). */
export const spendCompared = z.object({
  raw: difference.extend({ df: z.number() }),
  capped: difference.extend({ df: z.number(), capMinor: z.number() }),
  adjusted: difference
    .extend({ theta: z.number(), correlation: z.number(), varianceRatio: z.number() })
    .nullable(),
  /** Treated over control minus one: 0.1 is a tenth more. */
  relative: interval.extend({ ratio: z.number() }).nullable(),
})

export const sampleRatio = z.object({
  chiSquare: z.number(),
  p: z.number(),
  state: z.enum(['fine', 'watch', 'broken']),
})

/**
 * What was caused over all treated, by the rule of the verdict; null when it cannot be judged. `sales` is before cost;
 * `profit` is margin less cost, null without a margin.
 */
export const caused = z.object({
  sales: span,
  profit: span.nullable(),
  purchases: span,
  buyers: span,
  /** Share of the treated buyers who would have bought anyway; null when nobody treated bought. */
  anyway: z.number().nullable(),
})

export const spokenVerdict = z.object({
  kind: z.enum(['worked', 'cost_money', 'no_sign', 'cannot_judge']),
  soFar: z.boolean(),
  reasons: z.array(z.string()),
  en: z.string(),
  zh: z.string(),
})

export const campaignReport = endpoint({
  name: 'campaignReport',
  method: 'GET',
  path: '/campaigns/:id/report',
  can: 'campaign.read',
  summary:
    'What it earned: treated against control with interval, sample-ratio check and a verdict in plain words (C73).',
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.object({
    campaignId: z.string(),
    name: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    /** Last day with sales known; the window is complete when it is not before endsOn − 1. */
    salesKnownTo: z.string().nullable(),
    windowComplete: z.boolean(),
    arms: z.array(
      z.object({
        arm: z.enum(ARMS),
        members: z.int(),
        reached: z.int(),
        buyers: z.int(),
        purchases: z.int(),
        spendMinor: z.int(),
        spendBeforeMinor: z.int(),
        /** Members who wrote back, said no to something, or used the coupon, in the window; and its uses. */
        replied: z.int(),
        stopped: z.int(),
        couponUsers: z.int(),
        couponUses: z.int(),
      }),
    ),
    /** What became of the messages; null where nothing is sent by us. */
    delivery: z
      .object({
        handed: z.int(),
        /** What providers said of those: arrived, and not arrived. */
        arrived: z.int(),
        lost: z.int(),
        failed: z.int(),
        withheld: z.int(),
        unreachable: z.int(),
        waiting: z.int(),
      })
      .nullable(),
    couponCode: z.string().nullable(),
    /** Who joined by a form of the campaign's tag in the window; null without a tag. */
    newMembers: z.int().nullable(),
    /** Members of the segment whom the chain held out of everything: in neither arm. */
    heldOut: z.int(),
    /** False when nobody was held out on purpose: what was caused is not known then. */
    measured: z.boolean(),
    /** Shares as fractions; null, like every comparison below, when an arm has fewer than two members. */
    buyers: difference.nullable(),
    /** Minor units per member: as sold, capped against outliers, and adjusted by spend before (CUPED). */
    spend: spendCompared.nullable(),
    ladder: z.object({
      treated: z.object({ oneToTwo: z.int(), twoToThree: z.int() }),
      control: z.object({ oneToTwo: z.int(), twoToThree: z.int() }),
    }),
    sampleRatio,
    costMinor: z.int(),
    /** Result for all treated together after cost, in minor units; null when it cannot be judged. */
    total: span.nullable(),
    caused: caused.nullable(),
    /** The smallest true difference per member that these arms would probably show, minor units. */
    detectableMinor: z.number().nullable(),
    verdict: spokenVerdict,
  }),
  refusals: ['campaign_unknown', 'not_launched'],
})
