import type { Instant } from '#base/instant'
import { takeSegments } from '#domain/device/contract/log'
import type { OldMark, Outcome } from '#domain/device/model/answer'
import type { Segment } from '#domain/device/model/event'
import { mayForget, NO_WORD, oldOf } from '#domain/device/model/forgetting'
import {
  eventRecord,
  goneRecord,
  stateRecord,
  take,
  unsay,
  wordsRecord,
  writeDown,
  type Gone,
} from '#domain/device/model/till-disk'
import { heard, type HeardOf, type Logged } from '#domain/device/model/till-log'
import type { Heap, Running } from './till.ts'

/** What became of an event that was asked about. */
export type Told = Readonly<{ id: string; seq: number; outcome: Outcome }>
export type Answer = HeardOf & Readonly<{ told: readonly Told[]; oldMarks?: readonly OldMark[] | undefined }>

/**
 * Takes an answer as the till's own outbox does, one durable step after the other: what became of events, the mark with
 * the new anchor, and what may be forgotten now. Between any two of them the power may go.
 */
export async function hear(running: Running, answer: Answer): Promise<void> {
  const { identity, events, memory, time, disk, witness } = running
  await takeWords(running, answer)
  const before = memory.state
  const hashAt = (seq: number) => events.find((one) => one.seq === seq)?.hash ?? null
  const forgotten = (events[0]?.seq ?? 1) - 1
  const { state, standing } = heard(before, identity.epoch, { answer, hashAt, forgotten })
  if (standing === 'ours' && state.mark < before.mark) witness.some('log sent again after a restore')
  await writeDown(disk, stateRecord(state, identity.epoch))
  unsay(memory.words, { was: before.mark, mark: state.mark })
  memory.state = state
  time.sign(state.anchor)
  forgetOld(running, answer)
}

/** By its id: an answer about a copy's events says nothing of others under the same numbers. */
async function takeWords({ identity, events, memory, disk }: Running, { told, at }: Answer): Promise<void> {
  const news = told.filter(
    ({ id, seq, outcome }) =>
      memory.words.get(seq)?.outcome !== outcome &&
      events.some((one) => one.seq === seq && one.event.id === id),
  )
  if (news.length === 0) return
  const words = { at, told: news.map(({ seq, outcome }) => [seq, outcome] as const) }
  await writeDown(disk, wordsRecord(words, identity.epoch))
  take(memory.words, words)
}

const waits = ({ memory }: Running, seq: number): boolean =>
  (memory.words.get(seq) ?? NO_WORD).outcome === 'pending'

/** Written and not answered yet. */
export const waiting = (running: Running): readonly Logged[] =>
  running.events.filter(({ seq }) => waits(running, seq))

/** What it would send: all that is behind the mark, and then what was judged before and not answered yet. */
export function unsent(running: Running): readonly Logged[] {
  const { mark } = running.memory.state
  const behind = running.events.filter(({ seq }) => seq > mark)
  return [...behind, ...waiting(running).filter(({ seq }) => seq <= mark)]
}

const LEFT = takeSegments.input.pick({ pending: true, pendingMinor: true })

/**
 * O8: what waits and is not among these segments, as the request to head office says it. A till that lost its power
 * between an answer's words and its mark sends what waits no longer.
 */
export function leftAfter(running: Running, segments: readonly Segment[]): Heap {
  const { events, identity, witness } = running
  const own = segments.filter((one) => one.epoch === identity.epoch)
  const sent = own.flatMap(({ from, to }) => events.filter(({ seq }) => seq >= from && seq <= to))
  if (sent.some(({ seq }) => !waits(running, seq))) witness.some('sent again though it was answered')
  const all = heapOf(running, waiting(running))
  const going = heapOf(
    running,
    sent.filter(({ seq }) => waits(running, seq)),
  )
  const left = { count: all.count - going.count, minor: all.minor - going.minor }
  if (!LEFT.safeParse({ pending: left.count, pendingMinor: left.minor }).success)
    witness.fail('O8 a till asks in words that head office takes')
  return left
}

const heapOf = ({ reader }: Running, of: readonly Logged[]): Heap => ({
  count: of.length,
  minor: of.reduce((sum, { event }) => sum + reader.worth(event).minor, 0),
})

/** Once a day of head office's time, and by the rule of the till's own shelf. */
function forgetOld(running: Running, { at, oldMarks }: Answer): void {
  const { identity, events, memory, disk, reader, witness } = running
  const { state, words } = memory
  const today = at.slice(0, 10)
  if (memory.lookedOn === today) return
  memory.lookedOn = today
  const { mark } = state
  const { epoch } = identity
  const opened = events.findLast(({ event }) => event.kind === 'shift' && event.body['what'] === 'opened')
  const shift = opened ? { epoch, seq: opened.seq } : null
  const hashAt = (of: number, seq: number) =>
    of === epoch ? (events.find((one) => one.seq === seq)?.hash ?? null) : null
  const standing = { epoch, mark, last: events.at(-1)?.seq ?? 0, shift, old: oldOf(oldMarks, hashAt) }
  const old = new Set(
    events.filter(({ seq }) => mayForget({ epoch, seq, ...(words.get(seq) ?? NO_WORD) }, standing)),
  )
  if (old.size === 0) return
  witness.some('old events forgotten')
  const ends = [...old].map(({ seq, hash, event }): Gone => ({
    seq,
    hash,
    count: 1,
    minor: reader.worth(event).minor,
  }))
  const gone = joined([...memory.gone, ...ends])
  const left = events.filter((one) => !old.has(one))
  const records = [
    ...left.map((one) => [one.seq, eventRecord(one)] as const),
    ...gone.map((one) => [one.seq, goneRecord(one, epoch)] as const),
  ]
  const inRow = records.toSorted(([a], [b]) => a - b).map(([, record]) => record)
  const kept = new Map([...words].filter(([seq]) => left.some((one) => one.seq === seq)))
  disk.replace([...inRow, ...saidAgain(kept, epoch), stateRecord(state, epoch)])
  memory.gone = gone
  memory.words = kept
  events.splice(0, events.length, ...left)
}

/** Neighbours become one. */
function joined(all: readonly Gone[]): Gone[] {
  const ends: Gone[] = []
  for (const one of all.toSorted((a, b) => a.seq - b.seq)) {
    const before = ends.at(-1)
    if (before?.seq === one.seq - one.count) {
      const { seq, hash } = one
      ends[ends.length - 1] = { seq, hash, count: before.count + one.count, minor: before.minor + one.minor }
    } else ends.push(one)
  }
  return ends
}

function saidAgain(words: Running['memory']['words'], epoch: number): string[] {
  const byMoment = new Map<Instant, (readonly [number, Outcome])[]>()
  for (const [seq, { outcome, answeredAt }] of words) {
    if (outcome === 'pending' || answeredAt === null) continue
    byMoment.set(answeredAt, [...(byMoment.get(answeredAt) ?? []), [seq, outcome]])
  }
  return [...byMoment].map(([at, told]) => wordsRecord({ at, told }, epoch))
}

export const createdOf = (running: Running): Heap =>
  running.memory.gone.reduce(
    (sum, one) => ({ count: sum.count + one.count, minor: sum.minor + one.minor }),
    heapOf(running, running.events),
  )
