import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { bookBytes, MOST_CHANGES, openBook } from './book.ts'
import { windowOf } from './model/calendar.ts'
import { bytesTaken, gathered, gathering, patched, takeIn, type Histories } from './model/histories.ts'
import type { Days } from './model/purchase-days.ts'
import * as store from './store/history.ts'

/** What is kept in memory between questions, the book and all lenses; a chain of millions reads anew instead. */
const MOST_BYTES = 400 * 1024 * 1024

type Kept = { turn: number; histories: Histories; bytes: number; judged: Map<string, unknown> }

/**
 * What was read last through each lens, by database, window and day. Right for its turn only: a later question brings
 * what has changed since, and whatever was told by a work that may yet be rolled back is never kept. Least lately used
 * ones go first.
 */
const kept = new Map<string, Kept>()

export type Seen = Readonly<{
  histories: Histories
  /** Answers that follow from these histories alone; gone with them. */
  judged: Map<string, unknown>
}>

/** A window before a day, that day included; null is ever. */
type Lens = Readonly<{ asOf: BusinessDay; windowMonths: number | null }>

const keyOf = ({ line }: store.Turn, { asOf, windowMonths }: Lens): string =>
  `${line} ${asOf} ${windowMonths}`

/** Whether something was read through this lens before: then a question only brings what has changed since. */
export const seenBefore = async (work: Work, lens: Lens): Promise<boolean> =>
  kept.has(keyOf(await store.turnNow(work.tx), lens))

/** What people bought in the window before a day, or ever, that day included (G21). */
export async function historiesSeen(work: Work, lens: Lens): Promise<Seen> {
  const { asOf, windowMonths } = lens
  const now = await store.turnNow(work.tx)
  const { turn, own } = now
  const within = windowOf(asOf, windowMonths ?? undefined)
  const key = keyOf(now, lens)
  const before = own ? undefined : kept.get(key)
  if (before?.turn === turn) {
    // Used last, so it goes last.
    kept.delete(key)
    kept.set(key, before)
    return before
  }
  const histories = (before && (await mended(work, before, within))) ?? (await readAll(work, now, within))
  const seen = { turn, histories, bytes: bytesTaken(histories), judged: new Map<string, unknown>() }
  if (!own) keep(key, seen)
  return seen
}

/** The turn is asked before the rows: what commits in between is read twice rather than never. */
async function mended(work: Work, { turn, histories }: Kept, within: Days): Promise<Histories | null> {
  const changed = await store.historiesSince(work.tx, { turn, most: MOST_CHANGES })
  return changed && patched(histories, changed, within)
}

async function readAll(work: Work, now: store.Turn, within: Days): Promise<Histories> {
  const { room, parts } = await openBook(work, now)
  const columns = gathering(room)
  for await (const { bytes } of parts) {
    takeIn(columns, bytes, within)
    // Whoever is at a till is served in between, also where all parts are in memory.
    await new Promise(setImmediate)
  }
  return gathered(columns)
}

function keep(key: string, seen: Kept): void {
  kept.delete(key)
  kept.set(key, seen)
  let bytes = [...kept.values()].reduce((all, one) => all + one.bytes, bookBytes())
  for (const [name, one] of kept) {
    if (bytes <= MOST_BYTES) return
    kept.delete(name)
    bytes -= one.bytes
  }
}
