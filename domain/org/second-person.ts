import type { Instant } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'

/** Something that was asked within one's own limit or not, with what a second person said, where one did. */
export type Asking = Readonly<{
  way: 'own_limit' | 'alone' | 'second_person'
  decisionId: string | null
  approves: boolean | null
  note: string | null
  decidedAt: Instant | null
  decidedById: string | null
  decidedByName: string | null
}>

/** What a second person said to it; null while nobody has. */
export const wordOf = ({ decisionId, approves, ...of }: Omit<Asking, 'way'>) =>
  decisionId === null
    ? null
    : {
        id: decisionId,
        approves: approves === true,
        note: of.note ?? '',
        at: present(of.decidedAt, 'a decision has its time'),
        byId: present(of.decidedById, 'a decision has its person'),
        byName: of.decidedByName ?? '',
      }

/** How an asking stands: applied, waiting for a second person or rejected by one; and that person's word. */
export function standingOf({ way, ...of }: Asking) {
  const waits = way === 'second_person' && of.approves === null
  const state = waits
    ? ('waiting' as const)
    : of.approves === false
      ? ('rejected' as const)
      : ('applied' as const)
  return { state, decision: wordOf(of) }
}

/** Never one's own, never by a key. */
export function mustBeAnother(work: Work, askedById: string | null): void {
  if (work.by.kind !== 'staff' || work.by.id === askedById) throw new Refusal('second_person_needed')
}
