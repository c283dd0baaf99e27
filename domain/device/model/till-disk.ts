import type { Instant } from '#base/instant'
import type { Outcome } from './answer.ts'
import { readEvent } from './event.ts'
import type { Word } from './forgetting.ts'
import type { Logged, LogState } from './till-log.ts'

/**
 * What a till's disk holds where it is a file, one record a line: events, what head office said of them, now and then
 * how far it is, and in the place of what was forgotten the end of it, so that the chain is proven across. A record
 * that was being written when the power went is torn: it was never answered to anybody, so it is dropped.
 */
export const eventRecord = (of: Pick<Logged, 'text' | 'hash'>): string =>
  JSON.stringify({ e: of.text, h: of.hash })
export const stateRecord = (of: LogState, epoch: number): string => JSON.stringify({ s: of, n: epoch })

/** Head office's word on events of one epoch, by their numbers, told at one moment of its own clock. */
export type Words = Readonly<{ at: Instant; told: readonly (readonly [seq: number, outcome: Outcome])[] }>
export const wordsRecord = (of: Words, epoch: number): string => JSON.stringify({ w: of, n: epoch })

/** Events in a row that were forgotten: the number and hash of the last, how many they were, and their money. */
export type Gone = Readonly<{ seq: number; hash: string; count: number; minor: number }>
export const goneRecord = (of: Gone, epoch: number): string => JSON.stringify({ g: of, n: epoch })

export type Recovered = Readonly<{
  events: readonly Logged[]
  /** Head office's last word on each event that it has said anything of, by number. */
  words: ReadonlyMap<number, Word>
  gone: readonly Gone[]
  state: LogState | null
  /** The last record was cut off. */
  torn: boolean
  /** A record in the middle is not what was written: everything behind it is not believed. */
  broken: boolean
}>

/** How texts are hashed and read; whoever reads the same ones often may remember what they said. */
type Reading = Readonly<{ hashOf: (text: string) => string; read: typeof readEvent }>

/** Reads a disk back and proves the chain again; says what it found, silently repairs nothing. */
export function recover(
  records: readonly string[],
  epoch: number,
  hashOf: (text: string) => string,
  read: typeof readEvent = readEvent,
): Recovered {
  const events: Logged[] = []
  const words = new Map<number, Word>()
  const gone: Gone[] = []
  let state: LogState | null = null
  let before: Readonly<{ seq: number; hash: string }> | undefined
  const found = (cut: Pick<Recovered, 'torn' | 'broken'>) => ({ events, words, gone, state, ...cut })
  for (const [at, record] of records.entries()) {
    const isLast = at === records.length - 1
    const one = readRecord(record, { hashOf, read })
    if (one === null) return found({ torn: isLast, broken: !isLast })
    if ('state' in one) {
      if (one.epoch === epoch) unsay(words, { was: state?.mark ?? 0, mark: one.state.mark })
      // A mark is of its epoch; what head office has signed, and the highest policy, outlive it.
      state = one.epoch === epoch ? one.state : { ...one.state, mark: 0 }
      continue
    }
    if (one.epoch !== epoch) continue
    if ('words' in one) {
      take(words, one.words)
      continue
    }
    if ('gone' in one) {
      gone.push(one.gone)
      before = one.gone
      continue
    }
    const { event, hash } = one.logged
    const follows = before === undefined || (event.seq === before.seq + 1 && event.prev === before.hash)
    if (!follows) return found({ torn: false, broken: true })
    events.push(one.logged)
    before = { seq: event.seq, hash }
  }
  return found({ torn: false, broken: false })
}

/** A later word takes the place of an earlier one; the same again was said when it was said first. */
export function take(words: Map<number, Word>, { at, told }: Words): void {
  for (const [seq, outcome] of told)
    if (words.get(seq)?.outcome !== outcome) words.set(seq, { outcome, answeredAt: at })
}

/**
 * A lower mark: head office was restored, and whatever it had said of events behind it was said by what it is no more.
 * They wait for a new word, from which on they are kept anew (X7).
 */
export function unsay(
  words: Map<number, Word>,
  { was, mark }: Readonly<{ was: number; mark: number }>,
): void {
  if (mark >= was) return
  for (const seq of words.keys()) if (seq > mark) words.delete(seq)
}

type Read = Readonly<{ epoch: number }> &
  (
    | Readonly<{ logged: Logged }>
    | Readonly<{ state: LogState }>
    | Readonly<{ words: Words }>
    | Readonly<{ gone: Gone }>
  )

function readRecord(record: string, { hashOf, read }: Reading): Read | null {
  try {
    const value = JSON.parse(record) as {
      e?: string
      h?: string
      s?: LogState
      w?: Words
      g?: Gone
      n?: number
    }
    const epoch = value.n ?? 0
    if (value.s !== undefined) return { state: value.s, epoch }
    if (value.w !== undefined) return { words: value.w, epoch }
    if (value.g !== undefined) return { gone: value.g, epoch }
    const { e: text = '', h: hash = '' } = value
    const event = read(text)
    if (typeof event === 'string' || hash !== hashOf(text)) return null
    return { logged: { seq: event.seq, text, hash, event }, epoch: event.epoch }
  } catch {
    return null
  }
}

/** What writes records down: `append` may be lost or torn until `sync` has come back. */
export type LogDisk = Readonly<{
  append: (record: string) => void | Promise<void>
  sync: () => void | Promise<void>
}>

/** O1: comes back only when the record is safe; whoever prints a receipt, or answers anybody, waits for it. */
export async function writeDown(disk: LogDisk, record: string): Promise<void> {
  await disk.append(record)
  await disk.sync()
}
