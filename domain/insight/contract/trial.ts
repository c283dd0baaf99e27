import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const segmentHabits = endpoint({
  name: 'segmentHabits',
  method: 'GET',
  path: '/segments/:id/habits',
  can: 'insight.read',
  summary:
    'What the members of a segment bought in so many days just before, which tells what a trial on them can show.',
  input: z.object({ id: idOf<'segment'>(), days: z.coerce.number().int().min(1).max(366).default(28) }),
  output: z.object({
    /** The days that were looked at; the last one is that of the last sale known. */
    from: z.string(),
    to: z.string(),
    days: z.int(),
    members: z.int(),
    buyers: z.int(),
    /** Of all members, those who bought nothing included; the spread is null for fewer than two. */
    meanMinor: z.number(),
    sdMinor: z.number().nullable(),
    /** Of the money in these days with that of the ninety days before, which later takes a part of the spread away. */
    correlation: z.number().nullable(),
  }),
  refusals: ['segment_unknown', 'no_sales_yet'],
})
