import type { Policy } from '#domain/device/model/policy'

export type Advert = Policy['playlist'][number]
/** From when to when adverts run, as `HH:mm` in the store's zone; the same twice is all day. */
export type Hours = Readonly<{ opensAt: string; closesAt: string }>

/** Which advert stands on the screen so long after it was the first one's turn; null where there is none. */
export function advertAt(playlist: readonly Advert[], elapsedMs: number): Advert | null {
  const roundMs = playlist.reduce((all, { seconds }) => all + seconds * 1_000, 0)
  if (roundMs === 0) return null
  let leftMs = elapsedMs % roundMs
  for (const advert of playlist) {
    if (leftMs < advert.seconds * 1_000) return advert
    leftMs -= advert.seconds * 1_000
  }
  return null
}

/** Whether the shop is open at this time of its day; a bar that closes at two is open over midnight. */
export function isOpen(time: string, { opensAt, closesAt }: Hours): boolean {
  if (opensAt === closesAt) return true
  return opensAt < closesAt ? time >= opensAt && time < closesAt : time >= opensAt || time < closesAt
}

/** The time of day in a zone, as `HH:mm`. */
export const timeOfDay = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(ms)
