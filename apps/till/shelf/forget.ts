import type { Instant } from '#base/instant'
import type { OldMark } from '#domain/device/model/answer'
import { mayForget, oldOf, type Standing } from '#domain/device/model/forgetting'
import { plus } from '../outbox/heaps.ts'
import { isProven, NONE_ANSWERED, withRow, type Answered } from './old-events.ts'
import type { KeptEvent, Shelf } from './shelf.ts'
import { answeredHeaps } from './written.ts'

const FORGOTTEN = 'forgotten'
const LOOKED = 'looked for what is old'
/** Rows of one piece: a cashier who writes a sale down waits for no more than one. */
const PIECE = 500

/** The mark, and what an answer says: its moment, and what of the log every backup of head office has. */
type Of = Readonly<{ epoch: number; mark: number; at: Instant; oldMarks: readonly OldMark[] | undefined }>

/**
 * Forgets events that nobody needs any more, once a day of head office's time. First everything answered is counted
 * anew: where it does not come to what was answered, nothing is forgotten, so that the evidence stays (O8). Answers how
 * many were forgotten, or null where the count was wrong.
 */
export async function forgetOld(shelf: Shelf, of: Of): Promise<number | null> {
  const today = of.at.slice(0, 10)
  if ((await shelf.kept.get(LOOKED))?.value === today) return 0
  const standing = await standingOf(shelf, of)
  const before = await answeredHeaps(shelf)
  const { onDisk, old } = await lookThrough(shelf, standing)
  const answered = await answeredHeaps(shelf)
  // Answers that came in between, as from a stick, were counted by half: there is another day.
  if (JSON.stringify(before) !== JSON.stringify(answered)) return 0
  if (!isProven(answered, { onDisk, forgotten: await forgottenHeaps(shelf) })) {
    await shelf.kept.put({ key: LOOKED, value: today })
    return null
  }
  for (let at = 0; at < old.length; at += PIECE) await forgetPiece(shelf, old.slice(at, at + PIECE), standing)
  await shelf.kept.put({ key: LOOKED, value: today })
  return old.length
}

/** What was forgotten so far, by its answer. */
export const forgottenHeaps = async (shelf: Shelf): Promise<Answered> =>
  ((await shelf.kept.get(FORGOTTEN))?.value as Answered | undefined) ?? NONE_ANSWERED

type Key = [epoch: number, seq: number]

async function standingOf(shelf: Shelf, { epoch, mark, oldMarks }: Of): Promise<Standing> {
  const last = await ofEpoch(shelf, epoch).last()
  const shiftId = (await shelf.kept.get('shift'))?.value
  const opened =
    typeof shiftId === 'string' ? await shelf.events.where('id').equals(shiftId).first() : undefined
  const shift = opened ? { epoch: opened.epoch, seq: opened.seq } : null
  const places = (oldMarks ?? []).map((one): Key => [one.epoch, one.mark])
  const there = await shelf.events.where('[epoch+seq]').anyOf(places).toArray()
  const hashAt = (of: number, seq: number) =>
    there.find((row) => row.epoch === of && row.seq === seq)?.hash ?? null
  return { epoch, mark, last: last?.seq ?? 0, shift, old: oldOf(oldMarks, hashAt) }
}

const ofEpoch = (shelf: Shelf, epoch: number) =>
  shelf.events.where('[epoch+seq]').between([epoch, 0], [epoch, Number.MAX_SAFE_INTEGER], true, true)

/** Reads the log in pieces: what is answered of it, and the keys of what is old. */
async function lookThrough(
  shelf: Shelf,
  standing: Standing,
): Promise<Readonly<{ onDisk: Answered; old: readonly Key[] }>> {
  let onDisk = NONE_ANSWERED
  const old: Key[] = []
  for (let after: Key = [0, 0]; ;) {
    const rows: KeptEvent[] = await shelf.events.where('[epoch+seq]').above(after).limit(PIECE).toArray()
    for (const row of rows) {
      onDisk = withRow(onDisk, row)
      if (mayForget(row, standing)) old.push([row.epoch, row.seq])
    }
    const end = rows.at(-1)
    if (!end) return { onDisk, old }
    after = [end.epoch, end.seq]
  }
}

/** An event and its place in the sums go together: a till that dies in between has forgotten neither. */
const forgetPiece = (shelf: Shelf, keys: readonly Key[], standing: Standing): Promise<void> =>
  shelf.transaction('rw', [shelf.events, shelf.kept], async () => {
    const before = await forgottenHeaps(shelf)
    const rows = await shelf.events.where('[epoch+seq]').anyOf(keys).toArray()
    const going = rows.filter((row) => mayForget(row, standing))
    const more = going.reduce(withRow, NONE_ANSWERED)
    const value = {
      applied: plus(before.applied, more.applied),
      duplicate: plus(before.duplicate, more.duplicate),
      quarantined: before.quarantined,
      refused: before.refused,
    } satisfies Answered
    await shelf.events
      .where('[epoch+seq]')
      .anyOf(going.map(({ epoch, seq }): Key => [epoch, seq]))
      .delete()
    await shelf.kept.put({ key: FORGOTTEN, value })
  })
