import type { BusinessDay } from '#base/instant'
import { escaped } from '#base/markup'
import { pictureType } from '#base/picture'

export const BROADCAST_STATES = ['draft', 'scheduled', 'sending', 'sent', 'failed', 'withdrawn'] as const
export type BroadcastState = (typeof BROADCAST_STATES)[number]

/** What staff does about a broadcast: plans it, takes it back to be worded, gives it up for ever. */
export const BROADCAST_ACTS = ['scheduled', 'drafted', 'withdrawn'] as const
export type BroadcastAct = (typeof BROADCAST_ACTS)[number]

/** The platform's own limits, in letters and bytes. */
export const MOST_TITLE = 32
export const MOST_AUTHOR = 16
export const MOST_DIGEST = 120
export const MOST_BODY = 10_000
export const MOST_PICTURE_BYTES = 1_000_000

/** P5: a follower of a service account (服务号) gets so many posts a calendar month; the platform refuses the fifth. */
export const MOST_A_MONTH = 4

const FROM: Readonly<Record<BroadcastAct, readonly BroadcastState[]>> = {
  scheduled: ['draft'],
  drafted: ['scheduled'],
  withdrawn: ['draft', 'scheduled', 'sending'],
}

/** P2: where an act leads; null when the broadcast does not stand where it could. */
export function stateAfter(act: BroadcastAct, before: BroadcastState): BroadcastState | null {
  if (!FROM[act].includes(before)) return null
  return act === 'drafted' ? 'draft' : act
}

export const monthOf = (day: BusinessDay): string => day.slice(0, 7)

/** P4: one call takes so many, and no fewer than two. */
export const MOST_AT_ONCE = 10_000
export const FEWEST_AT_ONCE = 2

/** How many to take of so many that wait, so that the last call is never for one alone. */
export const takeOf = (waiting: number): number =>
  waiting <= MOST_AT_ONCE ? waiting : Math.ceil(waiting / Math.ceil(waiting / MOST_AT_ONCE))

/** P4: the platform tells a repeated call for a day; after that nobody can tell whether it was taken. */
export const REMEMBERED_MS = 23 * 60 * 60 * 1000

/** What the platform shows: the picture, then a paragraph for each block of lines. */
export function broadcastHtml(of: Readonly<{ body: string; pictureUrl: string }>): string {
  const picture = of.pictureUrl === '' ? '' : `<p><img src="${escaped(of.pictureUrl)}"></p>`
  const blocks = of.body.split(/\n{2,}/).filter((block) => block.trim() !== '')
  return picture + blocks.map((block) => `<p>${escaped(block).replaceAll('\n', '<br>')}</p>`).join('')
}

/** The platform takes these, and no others. */
export function coverType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | null {
  const type = pictureType(bytes)
  return type === 'image/webp' ? null : type
}
