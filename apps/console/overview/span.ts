import { addDays, daysBetween } from '#base/instant'
import type { BusinessDay } from '#base/instant'

export const SPANS = [1, 7, 30] as const
export type Span = (typeof SPANS)[number]

/** A day in a zone, as the shop there writes it. */
export function dayIn(zone: string, at: Date): BusinessDay {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return parts.format(at) as BusinessDay
}

/**
 * The day the figures look from: today, unless the last sale is so long ago that all spans would be empty,
 * as in a chain that was imported.
 */
export function anchorDay(today: BusinessDay, lastDay: string | null): BusinessDay {
  if (lastDay === null) return today
  const last = lastDay as BusinessDay
  return daysBetween(last, today) >= 30 ? last : today
}

/** A span of days that ends on a day, and the equal span before it. */
export function spanTo(
  anchor: BusinessDay,
  span: Span,
): Readonly<{
  from: BusinessDay
  to: BusinessDay
  before: Readonly<{ from: BusinessDay; to: BusinessDay }>
}> {
  const from = addDays(anchor, 1 - span)
  return { from, to: anchor, before: { from: addDays(from, -span), to: addDays(from, -1) } }
}

/** A change as a share of what was before; nothing to compare with gives no share. */
export function changeOf(now: number, before: number): number | undefined {
  return before > 0 ? (now - before) / before : undefined
}

/** Every day of a span, with zeros for days without sales: a gap must be seen as a gap. */
export function everyDay<Numbers extends object>(
  { from, to }: Readonly<{ from: BusinessDay; to: BusinessDay }>,
  rows: readonly (Numbers & { day: string })[],
  nothing: Numbers,
): readonly (Numbers & { day: string })[] {
  const known = new Map(rows.map((row) => [row.day, row]))
  const days = daysBetween(from, to) + 1
  return Array.from({ length: days }, (_, at) => {
    const day = addDays(from, at)
    return known.get(day) ?? { ...nothing, day }
  })
}
