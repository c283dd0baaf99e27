import type { Work } from '#db/work'
import { bytesOf, lastIdOf, roomOf } from './model/histories.ts'
import { amended, bytesOfParts, endBefore, type Part } from './model/runs.ts'
import * as store from './store/history.ts'
import * as stored from './store/parts.ts'

/** People read in one statement: some ten megabytes, whatever the size of the chain. */
export const PART_PEOPLE = 50_000
/** More changes than this, and reading everything anew is not slower than mending. */
export const MOST_CHANGES = 100_000
/** A larger book is read anew for every lens, a part at a time; some four million members. */
export const MOST_BYTES = 256 * 1024 * 1024

/**
 * What everybody bought on every day, a part of the people at a time, in the order of their ids. `room` is how many
 * people and days that is, or a few more.
 */
export type Book = Readonly<{
  room: Readonly<{ members: number; days: number }>
  parts: Iterable<Part> | AsyncIterable<Part>
}>

/** Of the database that was read last: a program serves one. Right for its turn alone (G22). */
let kept: Readonly<{ line: string; turn: number; parts: readonly Part[] }> | null = null

/** Bytes that the kept book takes. */
export const bookBytes = (): number => (kept ? bytesOfParts(kept.parts) : 0)

/**
 * Opens the book: from memory with what has changed since, else from what was packed beforehand (G31), else from the
 * histories themselves. It is right for the turn that was asked for before: what commits in between is read twice
 * rather than never.
 */
export async function openBook(work: Work, now: store.Turn): Promise<Book> {
  const parts = kept?.line === now.line ? await mended(work, kept) : null
  if (parts) {
    keep(now, parts)
    return { room: roomOf(parts.map(({ bytes }) => bytes)), parts }
  }
  const heads = await stored.heads(work.tx)
  const oldest = heads.reduce((least, { turn }) => Math.min(least, turn), Infinity)
  const changed = oldest >= 0 && heads.length > 0 ? await changedSince(work, oldest) : null
  if (changed === null) {
    const room = await store.roomFor(work.tx)
    return { room, parts: keeping(now, fromHistories(work)) }
  }
  const members = heads.reduce((all, { people }) => all + people, 0)
  const days = heads.reduce((all, { days: some }) => all + some, 0)
  const more = roomOf([changed])
  const room = { members: members + more.members, days: days + more.days }
  return { room, parts: keeping(now, fromParts(work, heads, changed)) }
}

const changedSince = (work: Work, turn: number): Promise<Buffer | null> =>
  store.historiesSince(work.tx, { turn, most: MOST_CHANGES })

async function mended(work: Work, { turn, parts }: NonNullable<typeof kept>) {
  const changed = await changedSince(work, turn)
  return changed && amended(parts, changed)
}

/** What a work has changed itself may yet be rolled back, and is never kept. */
function keep({ own, line, turn }: store.Turn, parts: readonly Part[]): void {
  if (!own) kept = { line, turn, parts }
}

async function* keeping(now: store.Turn, read: AsyncIterable<Part>): AsyncGenerator<Part> {
  const parts: Part[] = []
  let bytes = 0
  for await (const part of read) {
    bytes += part.bytes.length
    if (bytes <= MOST_BYTES) parts.push(part)
    // What will not be kept is let go of while the rest is read.
    else parts.length = 0
    yield part
  }
  if (bytes <= MOST_BYTES) keep(now, parts)
}

async function* fromParts(
  work: Work,
  heads: readonly stored.PartHead[],
  changed: Uint8Array,
): AsyncGenerator<Part> {
  let from = 0
  for (const [place, head] of heads.entries()) {
    const { firstId } = head
    const nextId = heads[place + 1]?.firstId ?? null
    // A part that was renewed in between may end elsewhere now: its people are read themselves.
    const bytes =
      (await stored.bytesOfPart(work.tx, head)) ??
      (await stored.historiesBetween(work.tx, { firstId, nextId }))
    const to = nextId === null ? changed.length : endBefore(changed, from, bytesOf(nextId))
    yield* amended([{ firstId: bytesOf(firstId), bytes }], changed.subarray(from, to))
    from = to
  }
}

async function* fromHistories(work: Work): AsyncGenerator<Part> {
  for (let afterId: string | null = null; ;) {
    const bytes: Buffer = await store.historiesAfter(work.tx, { afterId, most: PART_PEOPLE })
    const lastId = lastIdOf(bytes)
    // Whoever comes between two parts later on belongs to the one before.
    if (afterId === null) yield { firstId: bytesOf(stored.LOWEST_ID), bytes }
    else if (lastId !== null) yield { firstId: bytes.subarray(0, 16), bytes }
    if (lastId === null) return
    afterId = lastId
  }
}
