import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

const minute = z.int().min(0).max(1439)
const rules = {
  /** Minutes of the day where the member is; equal means no quiet hours. */
  quietFrom: minute,
  quietTo: minute,
  capMessages: z.int().min(1).max(1000),
  capDays: z.int().min(1).max(366),
}
const respect = z.object({ ...rules, haltedAt: z.string().nullable(), keptAt: z.string().nullable() })

export const showRespect = endpoint({
  name: 'respect',
  method: 'GET',
  path: '/message-respect',
  can: 'campaign.read',
  summary: 'What holds for every message of every branch and channel: quiet hours and frequency cap.',
  input: z.object({}),
  output: respect,
  refusals: [],
})

export const keepRespect = endpoint({
  name: 'keepRespect',
  method: 'PUT',
  path: '/message-respect',
  can: 'org.manage',
  summary: 'Change quiet hours and frequency cap; counts from the very next message (G4).',
  input: z.object(rules),
  output: respect,
  refusals: [],
})

export const haltSending = endpoint({
  name: 'haltSending',
  method: 'POST',
  path: '/sending-halts',
  can: 'campaign.send',
  summary:
    'The kill switch: no message of any campaign is handed over after this has committed, until it is taken back.',
  input: z.object({ halted: z.boolean() }),
  output: respect,
  refusals: [],
})

export const SENDING_STATES = ['running', 'paused', 'stopped'] as const

export const changeSending = endpoint({
  name: 'changeSending',
  method: 'POST',
  path: '/campaigns/:id/sendings',
  can: 'campaign.send',
  summary:
    'Pause a campaign, let it go on, or stop it for ever; messages not yet handed over are withheld then.',
  input: z.object({ id: idOf<'campaign'>(), state: z.enum(SENDING_STATES) }),
  output: z.object({ id: z.string(), state: z.enum(SENDING_STATES) }),
  refusals: ['campaign_unknown', 'not_launched', 'sending_stopped'],
})

export const messageBudgets = endpoint({
  name: 'messageBudgets',
  method: 'GET',
  path: '/message-budgets',
  can: 'campaign.read',
  summary: 'What messages may cost a branch in a month, and what they have cost in this one.',
  input: z.object({}),
  output: z.object({
    currency: z.string(),
    /** Since this day. */
    month: z.string(),
    rows: z.array(
      z.object({
        /** Null is for members without a branch. */
        branchId: z.string().nullable(),
        branchName: z.string(),
        /** Null is without a limit. */
        monthlyMinor: z.int().nullable(),
        spentMinor: z.int(),
      }),
    ),
  }),
  refusals: [],
})

export const keepMessageBudget = endpoint({
  name: 'keepMessageBudget',
  method: 'PUT',
  path: '/message-budgets',
  can: 'org.manage',
  summary: "Limit a branch's monthly cost of messages; null takes the limit away.",
  input: z.object({
    branchId: idOf<'branch'>().nullable(),
    monthlyMinor: z.int().min(0).max(1_000_000_000_00).nullable(),
  }),
  output: z.object({ branchId: z.string().nullable(), monthlyMinor: z.int().nullable() }),
  refusals: ['branch_unknown'],
})

export const listReplies = endpoint({
  name: 'messageReplies',
  method: 'GET',
  path: '/message-replies',
  can: 'campaign.read',
  summary: 'What members wrote back, newest first; what stands in `stopped` was obeyed at once.',
  input: z.object({ ...paging }),
  output: pageOf(
    z.object({
      id: z.string(),
      carrierId: z.string(),
      memberId: z.string().nullable(),
      number: z.string(),
      name: z.string(),
      text: z.string(),
      stopped: z.array(z.string()),
      at: z.string(),
    }),
  ),
  refusals: [],
})

const way = z.object({
  channel: z.string(),
  carrierId: z.string().nullable(),
  name: z.string(),
  perThousandMinor: z.int(),
  currency: z.string(),
  reachable: z.int(),
})

export const cheapestWays = endpoint({
  name: 'cheapestWays',
  method: 'POST',
  path: '/cheapest-ways',
  can: 'campaign.read',
  summary:
    'For one member or a saved segment: who can be reached by what, and the cheapest way for each (C47).',
  input: z
    .object({
      memberId: idOf<'member'>().optional(),
      segmentId: idOf<'segment'>().optional(),
      purpose: z.enum(['marketing', 'greeting', 'survey']).default('marketing'),
    })
    .refine((of) => (of.memberId === undefined) !== (of.segmentId === undefined), { error: 'one_of_two' }),
  output: z.object({
    members: z.int(),
    unreachable: z.int(),
    /** Every way in use, cheapest first; `chosen` members are reached most cheaply by it. */
    ways: z.array(way.extend({ chosen: z.int() })),
    /** What reaching everybody by the cheapest way costs, per currency. */
    costs: z.array(z.object({ currency: z.string(), costMinor: z.int() })),
  }),
  refusals: ['member_unknown', 'segment_unknown'],
})
