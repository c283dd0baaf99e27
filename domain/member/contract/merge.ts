import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

export const merge = z.object({
  id: z.string(),
  keepId: z.string(),
  keepNumber: z.string(),
  goneId: z.string(),
  goneNumber: z.string(),
  reason: z.string(),
  /** Fields the kept profile lacked and got from the other one. */
  filled: z.array(z.string()),
  /** Channels on which the kept member is no longer written to, because the other one had said no. */
  silenced: z.array(z.string()),
  at: z.string(),
  byId: z.string().nullable(),
  /** Null while it stands. */
  undoing: z
    .object({ id: z.string(), reason: z.string(), at: z.string(), byId: z.string().nullable() })
    .nullable(),
})

export const memberMerges = endpoint({
  name: 'memberMerges',
  method: 'GET',
  path: '/member-merges',
  can: 'member.read',
  summary: 'Members that were put together, newest first, and which of these were taken apart again.',
  input: z.object({ memberId: idOf<'member'>().optional(), ...paging }),
  output: pageOf(merge),
  refusals: [],
})
