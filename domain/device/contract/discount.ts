import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

const person = z.object({ id: z.string(), name: z.string() })

export const listHandDiscounts = endpoint({
  name: 'handDiscounts',
  method: 'GET',
  path: '/device-hand-discounts',
  can: 'device.read',
  summary: 'What was taken off by hand at tills: by whom, how much, and who allowed it.',
  input: z.object({
    branchId: idOf<'branch'>().optional(),
    deviceId: idOf<'device'>().optional(),
    cashierId: idOf<'staff'>().optional(),
    /** Only those that the cashier might not give alone. */
    beyond: z.stringbool().or(z.boolean()).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      saleId: z.string(),
      deviceId: z.string(),
      deviceName: z.string(),
      branchId: z.string(),
      at: z.string(),
      cashier: person,
      listedMinor: z.int(),
      offMinor: z.int(),
      /** The largest share of a line, of the basket or of both, in basis points. */
      shareBps: z.int(),
      /** What the cashier might give alone; null was no limit. */
      mostBps: z.int().nullable(),
      allowedBy: person.nullable(),
      /** False for what nobody might give: it is an exception, too. */
      within: z.boolean(),
    }),
  ).extend({ offMinor: z.int() }),
  refusals: [],
})
