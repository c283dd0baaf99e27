import { useEffect, useSyncExternalStore } from 'react'
import { useTill, type Till } from '../till-context.ts'
import { EMPTY_DRAFT, keptDraft, type Draft } from './basket-state.ts'

/** Under which the basket that is being rung up lies on the disk. */
const PLACE = 'basket'
/** Long enough that a burst of scans is written once, short enough that a crash forgets no line anybody remembers. */
const KEEP_MS = 250

let draft: Draft = EMPTY_DRAFT
let readOnce = false
let waiting: ReturnType<typeof setTimeout> | undefined
const hearers = new Set<() => void>()

function put(next: Draft): void {
  draft = next
  for (const hear of hearers) hear()
}

/** Changes by what the basket is now: two scans in one moment are two goods. */
export type ChangeDraft = (change: (draft: Draft) => Draft) => void

/** The basket of this till: the same on every screen, kept over a look at another place and over a reload. */
export function useDraft(): readonly [Draft, ChangeDraft] {
  const till = useTill()
  const { kept, newId } = till
  useEffect(() => void readKept(till), [till])
  const now = useSyncExternalStore(
    (changed) => {
      hearers.add(changed)
      return () => void hearers.delete(changed)
    },
    () => draft,
  )
  return [
    now,
    (change) => {
      const next = change(draft)
      if (next === draft) return
      put(next.id === null && next.lines.length > 0 ? { ...next, id: newId() } : next)
      clearTimeout(waiting)
      waiting = setTimeout(() => void kept.set(PLACE, draft), KEEP_MS)
    },
  ]
}

async function readKept({ kept, receipts }: Pick<Till, 'kept' | 'receipts'>): Promise<void> {
  if (readOnce) return
  readOnce = true
  const before = keptDraft(await kept.get(PLACE))
  // The till may have gone out after the sale was written and before its basket was cleared.
  const sold = typeof before?.id === 'string' && (await receipts.byId(before.id)) !== null
  // What was scanned while the disk was read is newer.
  if (before !== null && !sold && draft === EMPTY_DRAFT) put(before)
}
