import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { pageOf, paging } from '#base/list'
import { LAUNCH_STATES, launchAsked } from '#domain/campaign/contract/approval'
import { discountAsking } from '#domain/sale/contract/discount-asking'

const asked = launchAsked
  .omit({ campaignId: true, messagesMinor: true, giftsMinor: true })
  .extend({ name: z.string(), costMinor: z.int() })

/** What a launch or a start has come to, and what nobody answered in its time. */
export const APPROVAL_STATES = [...LAUNCH_STATES, 'expired'] as const

/**
 * Something that was asked for and may need a second person: the launch of a campaign, the start of a plan, or a
 * discount by hand of a sale that another system sends.
 */
const approval = z.discriminatedUnion('kind', [
  asked.extend({
    kind: z.literal('campaign'),
    campaignId: z.string(),
    /** As estimated when it was asked, minor units; together the cost. */
    messagesMinor: z.int(),
    giftsMinor: z.int(),
  }),
  /** A plan costs what its whole budget was when it was asked for. */
  asked.extend({ kind: z.literal('plan'), planId: z.string() }),
  /** A discount costs what goes off by hand; its limit is a share of the list price, said in what was asked. */
  asked.extend({
    kind: z.literal('discount'),
    state: z.enum(APPROVAL_STATES),
    limitMinor: z.null(),
    asking: discountAsking,
  }),
])
export type Approval = z.output<typeof approval>

export const listApprovals = endpoint({
  name: 'approvals',
  method: 'GET',
  path: '/approvals',
  can: 'campaign.read',
  summary:
    'Launches of campaigns, starts of plans and discounts by hand that were asked for, newest first: one list for ' +
    'the second person. Discounts are told to those who may read sales, of the branches they may see.',
  input: z.object({
    state: z.enum(APPROVAL_STATES).optional(),
    ...paging,
  }),
  output: pageOf(approval),
  refusals: [],
})
