import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { pageOf, paging } from '#base/list'
import { LAUNCH_STATES, launchAsked } from '#domain/campaign/contract/approval'

const asked = launchAsked
  .omit({ campaignId: true, messagesMinor: true, giftsMinor: true })
  .extend({ name: z.string(), costMinor: z.int() })

/** Something that was asked for and may need a second person: the launch of a campaign, or the start of a plan. */
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
])
export type Approval = z.output<typeof approval>

export const listApprovals = endpoint({
  name: 'approvals',
  method: 'GET',
  path: '/approvals',
  can: 'campaign.read',
  summary:
    'Launches of campaigns and starts of plans that were asked for, newest first: one list for the second person.',
  input: z.object({ state: z.enum(LAUNCH_STATES).optional(), ...paging }),
  output: pageOf(approval),
  refusals: [],
})
