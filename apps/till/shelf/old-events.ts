import { EMPTY, heapOf, OUTCOMES, plus } from '../outbox/heaps.ts'
import type { Heap } from '../outbox/sync-state.ts'
import type { Outcome } from '../till-context.ts'
import type { KeptEvent } from './shelf.ts'

/** What was answered, by answer: of what lies on the disk, of what was forgotten, or of both together. */
export type Answered = Readonly<Record<Outcome, Heap>>
export const NONE_ANSWERED: Answered = {
  applied: EMPTY,
  duplicate: EMPTY,
  quarantined: EMPTY,
  refused: EMPTY,
}

export const withRow = (heaps: Answered, row: Pick<KeptEvent, 'outcome' | 'minor' | 'points'>): Answered => {
  const { outcome } = row
  return outcome === 'pending' ? heaps : { ...heaps, [outcome]: plus(heaps[outcome], heapOf(row)) }
}

/** O8: what is on the disk and what was forgotten come to what was answered, in count and in both amounts. */
export const isProven = (
  answered: Answered,
  { onDisk, forgotten }: Readonly<{ onDisk: Answered; forgotten: Answered }>,
): boolean =>
  OUTCOMES.every((one) => {
    const { events, minor, points } = plus(onDisk[one], forgotten[one])
    const said = answered[one]
    return said.events === events && said.minor === minor && said.points === points
  })
