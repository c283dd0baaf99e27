import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

const rebuilding = z.object({
  id: z.string(),
  askedAt: z.string(),
  by: z.string(),
  /** First the log is read, then the days are compared, then what was sold; all end at what is known. */
  eventsRead: z.int(),
  eventsWaiting: z.int(),
  daysCompared: z.int(),
  daysKnown: z.int(),
  /** Members whose figures were not what the log says, and are now. */
  mended: z.int(),
  /** Then what was sold: the last month that is right, and how many of its figures were not. */
  soldMonth: z.string().nullable(),
  cellsMended: z.int(),
  endedAt: z.string().nullable(),
})
export type Rebuilding = z.output<typeof rebuilding>

export const startRebuilding = endpoint({
  name: 'startRebuilding',
  method: 'POST',
  path: '/insight/rebuildings',
  can: 'segment.write',
  summary: 'Make every figure of insight anew from the event log while sales go on; one at a time.',
  input: z.object({ id: idOf<'rebuilding'>() }),
  output: rebuilding,
  refusals: [],
})

export const latestRebuilding = endpoint({
  name: 'latestRebuilding',
  method: 'GET',
  path: '/insight/rebuildings/latest',
  can: 'insight.read',
  summary: 'How far the last rebuilding has come, and how many members it found wrong.',
  input: z.object({}),
  output: rebuilding,
  refusals: ['rebuilding_unknown'],
})
