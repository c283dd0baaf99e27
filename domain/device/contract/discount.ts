import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

/** How a sale came that a hand took something off: rung up at a till, or sent by another system. */
export const DISCOUNT_SOURCES = ['till', 'api'] as const

const person = z.object({ id: z.string(), name: z.string() })

export const listHandDiscounts = endpoint({
  name: 'handDiscounts',
  method: 'GET',
  path: '/device-hand-discounts',
  can: 'device.read',
  summary: 'What was taken off by hand, at tills and in sales by API: by whom, how much, and who allowed it.',
  input: z.object({
    /** Tills alone, or other systems alone; both without it. */
    source: z.enum(DISCOUNT_SOURCES).optional(),
    branchId: idOf<'branch'>().optional(),
    deviceId: idOf<'device'>().optional(),
    /** The cashier, or whoever sent the sale. */
    cashierId: idOf<'staff'>().optional(),
    /** Only those that the cashier might not give alone. */
    beyond: z.stringbool().or(z.boolean()).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      saleId: z.string(),
      source: z.enum(DISCOUNT_SOURCES),
      /** Null where no till rang it up. */
      deviceId: z.string().nullable(),
      deviceName: z.string().nullable(),
      branchId: z.string(),
      at: z.string(),
      /** Who rang it up, or sent it: a member of staff or a key. */
      cashier: person.extend({ id: z.string().nullable() }),
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
