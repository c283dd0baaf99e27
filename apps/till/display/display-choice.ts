import { z } from 'zod'
import type { Kept } from '../till-context.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const choice = z.object({
  opensAt: time,
  closesAt: time,
  /** Whether this screen itself shows adverts while nobody is served: for a till without a second screen. */
  here: z.boolean(),
  idleSeconds: z.int().min(10).max(3_600),
})
export type DisplayChoice = z.output<typeof choice>

export const USUAL_DISPLAY: DisplayChoice = {
  opensAt: '00:00',
  closesAt: '00:00',
  here: true,
  idleSeconds: 60,
}
const PLACE = 'display'

/** What was chosen at this till for adverts; what an older version kept in another shape is forgotten. */
export async function keptDisplay(kept: Kept): Promise<DisplayChoice> {
  const read = choice.safeParse(await kept.get(PLACE))
  return read.success ? read.data : USUAL_DISPLAY
}

export const keepDisplay = (kept: Kept, of: DisplayChoice): Promise<void> => kept.set(PLACE, of)
