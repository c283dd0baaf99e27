import type { PointsEvent } from '#domain/program/model/earning'
import type { CapKind } from '../contract/points-event.ts'

/** Points that an event gave already: on its day, in its month, ever. */
export type Given = Readonly<Record<CapKind, number>>

/** R3: what the caps leave of an event's points; of several that take some, the one that leaves least is told. */
export function withinCaps(
  { points, mostPerDay, mostPerMonth, mostEver }: PointsEvent,
  given: Given,
): Readonly<{ points: number; cappedBy: CapKind | null }> {
  let left = points
  let cappedBy: CapKind | null = null
  const caps = [
    ['day', mostPerDay],
    ['month', mostPerMonth],
    ['ever', mostEver],
  ] as const
  for (const [kind, most] of caps) {
    if (most === null) continue
    const room = Math.max(0, most - given[kind])
    if (room >= left) continue
    left = room
    cappedBy = kind
  }
  return { points: left, cappedBy }
}
