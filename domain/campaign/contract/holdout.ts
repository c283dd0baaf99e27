import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { LEAST_HOLDOUT_BPS, MOST_HOLDOUT_BPS } from '../model/holdout.ts'
import { caused, difference, sampleRatio, span, spendCompared, spokenVerdict } from './report.ts'

const period = z.object({
  id: z.string(),
  /** Hundredths of a per cent of all members. */
  shareBps: z.int(),
  startsOn: z.string(),
  /** The first day that is not measured any more; the day on which the next began, where that came first. */
  endsOn: z.string(),
  current: z.boolean(),
})

const arm = z.object({
  arm: z.enum(['told', 'held']),
  members: z.int(),
  /** Members whom any message reached. */
  reached: z.int(),
  buyers: z.int(),
  purchases: z.int(),
  spendMinor: z.int(),
  spendBeforeMinor: z.int(),
})

const measured = z.object({
  period,
  salesKnownTo: z.string().nullable(),
  windowComplete: z.boolean(),
  arms: z.array(arm),
  /** Drawn the last time: told everything, and on neither side of the comparison. */
  resting: z.int(),
  campaigns: z.int(),
  messages: z.int(),
  costMinor: z.int(),
  /** As in the report of a campaign: shares, minor units per member, and what all who were told brought. */
  buyers: difference.nullable(),
  spend: spendCompared.nullable(),
  caused: caused.nullable(),
  total: span.nullable(),
  detectableMinor: z.number().nullable(),
  sampleRatio,
  verdict: spokenVerdict,
})

const holdout = z.object({
  /** `undecided` begins by itself once the chain has enough members; `off` is measured by nothing, by choice. */
  state: z.enum(['undecided', 'on', 'off']),
  /** Since when it is off. */
  offSince: z.string().nullable(),
  /** Living members, and how many the chain needs before a hold-out of everything is offered. */
  members: z.int(),
  membersNeeded: z.int(),
  /** Held out at this moment. */
  heldNow: z.int(),
  /** What was measured so far, the newest first. */
  periods: z.array(period),
})

export const showHoldout = endpoint({
  name: 'holdout',
  method: 'GET',
  path: '/holdout',
  can: 'campaign.read',
  summary: 'The hold-out of the whole chain: whether there is one, how many it holds, and its periods.',
  input: z.object({}),
  output: holdout,
  refusals: [],
})

export const keepHoldout = endpoint({
  name: 'keepHoldout',
  method: 'POST',
  path: '/holdouts',
  can: 'org.manage',
  summary:
    'Begin a period in which a share of all members gets nothing of any campaign or journey, so that everything ' +
    'together can be measured (G3); or stop measuring.',
  input: z.object({
    id: idOf<'holdout'>(),
    /** Hundredths of a per cent; nought holds nobody. */
    shareBps: z
      .int()
      .min(0)
      .max(MOST_HOLDOUT_BPS)
      .refine((bps) => bps === 0 || bps >= LEAST_HOLDOUT_BPS, { error: 'share_too_small' }),
    /** Draws anew at once; otherwise whoever is held stays so, as far as the share holds as many. */
    redraw: z.boolean().default(false),
  }),
  output: holdout,
  refusals: ['holdout_id_reused', 'holdout_needs_members'],
})

export const holdoutReport = endpoint({
  name: 'holdoutReport',
  method: 'GET',
  path: '/holdout-report',
  can: 'campaign.read',
  summary:
    'What campaigns and journeys brought all together: everybody who was told against everybody held out, by sales ' +
    'of a period, with interval and verdict.',
  input: z.object({ id: idOf<'holdout'>().optional() }),
  /** Null where nothing was ever measured. */
  output: z.object({ measured: measured.nullable() }),
  refusals: ['holdout_unknown'],
})
