import type { Outcome } from '../till-context.ts'
import type { Conservation, Heap } from './sync-state.ts'

export const OUTCOMES = [
  'applied',
  'duplicate',
  'quarantined',
  'refused',
] as const satisfies readonly Outcome[]
/** Where a record can be, in the order people read it. */
export const WHERE = [...OUTCOMES, 'pending'] as const

export const EMPTY: Heap = { events: 0, minor: 0, points: 0 }
export const NOTHING_YET: Conservation = {
  created: EMPTY,
  applied: EMPTY,
  duplicate: EMPTY,
  quarantined: EMPTY,
  refused: EMPTY,
  pending: EMPTY,
}

/** One event by what was counted when it was written. */
export const heapOf = ({ minor, points }: Omit<Heap, 'events'>): Heap => ({ events: 1, minor, points })

export const plus = (a: Heap, b: Heap): Heap => ({
  events: a.events + b.events,
  minor: a.minor + b.minor,
  points: a.points + b.points,
})

/** D8: created = applied + duplicate + quarantined + refused + pending, in count and in both amounts. */
export function isBalanced({ created, ...where }: Conservation): boolean {
  const sum = WHERE.map((one) => where[one]).reduce(plus, EMPTY)
  return sum.events === created.events && sum.minor === created.minor && sum.points === created.points
}
