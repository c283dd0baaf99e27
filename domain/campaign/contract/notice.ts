import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const NOTICE_STATES = ['queued', 'sent', 'failed', 'unreachable', 'superseded'] as const

export const memberNotices = endpoint({
  name: 'memberNotices',
  method: 'GET',
  path: '/members/:memberId/notices',
  can: 'member.read',
  summary:
    'What a member was told about the own account, such as a tier that moved up, and what became of it.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    notices: z.array(
      z.object({
        id: z.string(),
        kind: z.literal('tier_up'),
        moveId: z.string(),
        /** Codes of the program as it was then. */
        from: z.string(),
        to: z.string(),
        state: z.enum(NOTICE_STATES),
        trouble: z.string().nullable(),
        attempts: z.int(),
        /** As handed over, below the greeting; null when nothing was. */
        subject: z.string().nullable(),
        body: z.string().nullable(),
        movedAt: z.string(),
        at: z.string(),
      }),
    ),
  }),
  refusals: ['member_unknown'],
})
