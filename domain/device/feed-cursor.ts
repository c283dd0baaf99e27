import { z } from 'zod'
import { aDay, type BusinessDay } from '#base/instant'
import type { Place } from '#db/events'

/**
 * Where a till is in a feed. While `at` is not null it goes through everything by id, behind `at`; then it is told
 * what changed since `place`, where the log stood when it began. `stamp` says by which rules the rows were written:
 * when they change, everything is told again.
 */
export type Cursor = Readonly<{ place: Place; at: string | null; day: BusinessDay; stamp: string }>

const schema = z.tuple([
  z.string().regex(/^\d{1,20}$/),
  z.int().min(0),
  z.guid().or(z.literal('')).nullable(),
  aDay,
  z.string().max(40),
])

/** Opaque to the till: base64url of JSON. */
export const cursorText = ({ place, at, day, stamp }: Cursor): string =>
  Buffer.from(JSON.stringify([place.horizon, place.seq, at, day, stamp])).toString('base64url')

/** Null for what is no cursor of ours: the feed begins again. */
export function readCursor(text: string): Cursor | null {
  if (text === '') return null
  const read = schema.safeParse(parsed(Buffer.from(text, 'base64url').toString('utf8')))
  if (!read.success) return null
  const [horizon, seq, at, day, stamp] = read.data
  return { place: { horizon, seq }, at, day, stamp }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
