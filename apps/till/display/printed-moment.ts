import type { Instant } from '#base/instant'

/** A moment as receipts have it, in the store's zone: `2026-03-01 14:05`. Swedish writes dates in ISO order. */
export const printedMoment = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone }).format(
    new Date(at),
  )
