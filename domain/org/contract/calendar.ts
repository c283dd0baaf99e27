import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { aDay } from '#base/instant'

const words = z.string().trim().min(1).max(60)

const entry = z.object({
  date: z.string(),
  code: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  kind: z.enum(['solar', 'lunar', 'official']),
  /** Of an official day: whether it is a rest day or a day that is worked for one. */
  official: z.enum(['rest', 'work']).nullable(),
  /** Whether somebody here has put it in or changed it. */
  own: z.boolean(),
})

export const showCalendar = endpoint({
  name: 'calendar',
  method: 'GET',
  path: '/calendar/:year',
  can: 'signed-in',
  summary: 'Festivals by the sun and the moon, official holidays and make-up days of a year (C39).',
  input: z.object({ year: z.coerce.number().int().min(1950).max(2100) }),
  output: z.object({
    year: z.int(),
    /** Whether the official days of that year are known; said aloud when they are not. */
    official: z.boolean(),
    message: z.object({ zh: z.string(), en: z.string() }).nullable(),
    days: z.array(entry),
  }),
  refusals: [],
})

export const keepOfficialDay = endpoint({
  name: 'keepOfficialDay',
  method: 'PUT',
  path: '/official-days/:date',
  can: 'org.manage',
  summary: 'Put in or correct an official holiday or make-up day; `plain` makes it an ordinary day.',
  input: z.object({ date: aDay, kind: z.enum(['rest', 'work', 'plain']), nameZh: words, nameEn: words }),
  output: z.object({ date: z.string(), kind: z.enum(['rest', 'work', 'plain']) }),
  refusals: [],
})
