import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const valueEvent = endpoint({
  name: 'valueEvent',
  method: 'GET',
  path: '/value-events/:id',
  can: 'wallet.read',
  summary:
    'What became of an id sent for a member’s value (a top-up, a transfer): applied, refused or unknown (X4).',
  input: z.object({ id: idOf<'value-event'>() }),
  output: z.object({
    id: z.string(),
    outcome: z.enum(['applied', 'refused', 'unknown']),
    /** What was wished: `top_up`, `transfer` and so on; null when unknown. */
    kind: z.string().nullable(),
    code: z.string().nullable(),
  }),
  refusals: [],
})
