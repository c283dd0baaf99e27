import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const wishSalesCalls = endpoint({
  name: 'wishSalesCalls',
  method: 'POST',
  path: '/members/:id/sales-call-wishes',
  can: 'member.write',
  summary: 'Whether a member wants no sales calls; greetings and questions still may come (C47).',
  input: z.object({ id: idOf<'member'>(), wishId: idOf<'sales-call-wish'>(), refused: z.boolean() }),
  output: z.object({ id: z.string() }),
  refusals: ['member_unknown'],
})
