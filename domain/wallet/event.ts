import type { Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import type { valueEvent } from './contract/event.ts'
import { outcomeOf } from './store/event.ts'

/** What became of an id (X4): a device that got no answer asks before it sends again, or just sends again. */
export async function event(work: Work, { id }: Wish<typeof valueEvent>) {
  const found = await outcomeOf(work.tx, id)
  if (!found) return { id, outcome: 'unknown' as const, kind: null, code: null }
  const outcome = found.code === null ? ('applied' as const) : ('refused' as const)
  return { id, outcome, kind: found.kind, code: found.code }
}
