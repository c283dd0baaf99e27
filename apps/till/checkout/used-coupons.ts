import type { Instant } from '#base/instant'

/** When coupons were used at this till since it was opened: what head office told before that is out of date. */
const usedAt = new Map<string, Instant>()

export function noteUsed(ids: readonly string[], at: Instant): void {
  for (const id of ids) usedAt.set(id, at)
}

/** Whether a coupon is still there, by a word of head office's that is younger than its use here. */
export function isUnused(id: string, toldAt: Instant | null): boolean {
  const used = usedAt.get(id)
  return used === undefined || (toldAt !== null && toldAt > used)
}
