import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { instant, instantOfMs, msOf, type Instant } from '#base/instant'
import { eventText, hashedText, MOST_EVENTS, NO_HASH, segmentText, type DeviceEvent } from './event.ts'
import {
  cutTail,
  EMPTY_HEAD,
  heard,
  limitUseOf,
  nextEvent,
  setBack,
  signSegment,
  spentOf,
  type Burning,
  type Logged,
  type LogState,
} from './till-log.ts'

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const hashOf = (text: string) => createHash('sha256').update(hashedText(text)).digest('hex')
const identity = { chain: id(1), store: id(2), device: id(3), epoch: 1 }
const T0 = instant('2026-03-01T00:00:00.000Z')
const DAY_MS = 86_400_000
const after = (days: number): Instant => instantOfMs(msOf(T0) + days * DAY_MS)

type Of = Partial<Pick<DeviceEvent, 'anchor' | 'wall' | 'reservation' | 'body' | 'epoch'>>

/** A chain of events, each with what is said of it. */
function logOf(...all: readonly Of[]): Logged[] {
  const events: Logged[] = []
  for (const { epoch = 1, ...of } of all) {
    const last = events.at(-1)
    const head = last ? { seq: last.seq, hash: last.hash, wall: last.event.wall, mono: 0 } : EMPTY_HEAD
    const event = nextEvent({ ...identity, epoch }, head, {
      id: id(100 + events.length),
      kind: 'mark',
      body: { what: 'started', version: '1' },
      wall: T0,
      mono: 0,
      boot: 1,
      anchor: T0,
      policy: 1,
      reservation: null,
      ...of,
    })
    const text = eventText(event)
    events.push({ seq: event.seq, text, hash: hashOf(text), event })
  }
  return events
}
const times = (count: number): Of[] => Array.from({ length: count }, () => ({}))
const three = logOf({}, {}, {})

test('a chain begins with no hash and each event names the one before it', () => {
  expect(three.map((one) => one.event.prev)).toEqual([NO_HASH, three[0]?.hash, three[1]?.hash])
  expect(three.map((one) => one.seq)).toEqual([1, 2, 3])
})

const known = (seq: number) => three.find((one) => one.seq === seq)?.hash ?? null
const said = (mark: number, of: Partial<{ epoch: number; head: string; at: Instant }> = {}) => ({
  answer: { epoch: 1, mark, head: mark === 0 ? NO_HASH : (known(mark) ?? ''), at: after(2), ...of },
  hashAt: known,
  forgotten: 0,
})
const marked: LogState = { mark: 2, anchor: after(1), highest: 4 }
const moved = { ...marked, anchor: after(2) }

test.each([
  ['a higher mark of the same log', marked, said(3), { ...moved, mark: 3 }, 'ours'],
  ['X7 a lower mark: head office was restored', marked, said(1), { ...moved, mark: 1 }, 'ours'],
  ['X7 nothing is known any more', marked, said(0), { ...moved, mark: 0 }, 'ours'],
  [
    'O5 another event under its number',
    marked,
    said(3, { head: 'f'.repeat(64) }),
    { ...moved, mark: 0 },
    'other_log',
  ],
  [
    'O5 a mark beyond what was ever written',
    marked,
    said(7, { head: 'f'.repeat(64) }),
    { ...moved, mark: 0 },
    'other_log',
  ],
  [
    'O5 no mark, and still a hash',
    marked,
    said(0, { head: 'f'.repeat(64) }),
    { ...moved, mark: 0 },
    'other_log',
  ],
  [
    'X7 of a life that is over all is sent again',
    marked,
    said(3, { epoch: 2 }),
    { ...moved, mark: 0 },
    'other_epoch',
  ],
  ['an epoch that a restore forgot moves no mark', marked, said(3, { epoch: 0 }), moved, 'other_epoch'],
  ['O6 an older moment moves no anchor back', marked, said(3, { at: T0 }), { ...marked, mark: 3 }, 'ours'],
] as const)('what head office says: %s', (_, before, told, now, standing) => {
  expect(heard(before, 1, told)).toEqual({ state: now, standing })
})

test('a mark in what was forgotten long ago is ours: it was acknowledged by then', () => {
  const forgotten = { ...said(1), hashAt: (seq: number) => (seq === 1 ? null : known(seq)) }
  expect(heard(marked, 1, forgotten)).toMatchObject({ standing: 'ours', state: { mark: 1 } })
  expect(heard({ ...marked, mark: 0 }, 1, forgotten)).toMatchObject({ standing: 'other_log' })
})

test.each([
  ['a lower mark than what was forgotten is an old answer: every backup has that', said(1), 2, 'ours'],
  ['not even one that knows of nothing', said(0), 2, 'ours'],
  ['a mark at its end is ours, whatever was told in between', said(2), 2, 'ours'],
  [
    'O5 a log of somebody else acknowledges nothing all the same',
    said(3, { head: 'f'.repeat(64) }),
    0,
    'other_log',
  ],
] as const)('X7 what was forgotten is not asked for again: %s', (_, { answer }, mark, standing) => {
  const hearing = { answer, hashAt: (seq: number) => (seq <= 2 ? null : known(seq)), forgotten: 2 }
  for (const before of [0, 2, 3])
    expect(heard({ ...marked, mark: before }, 1, hearing)).toMatchObject({ standing, state: { mark } })
})

const burn = (minor: number, of: Partial<Burning> = {}, more: Of = {}): Of => ({
  body: { memberId: id(50), minor, points: 0, way: 'limit', ...of },
  ...more,
})
const burningOf = (event: DeviceEvent) => event.body as unknown as Burning

test('what a reservation has been spent on is counted from the log alone', () => {
  const own = { reservation: id(70) }
  const log = logOf(
    burn(10, { way: 'lease' }, own),
    burn(5, { way: 'lease' }, { reservation: id(71) }),
    burn(7, { way: 'lease', points: 3 }, own),
    burn(9),
  )
  expect(spentOf(log, id(70), burningOf)).toEqual({ minor: 17, points: 3, times: 2 })
  expect(spentOf(log, id(72), burningOf)).toEqual({ minor: 0, points: 0, times: 0 })
  const wash = (count: number) => burn(0, { way: 'lease', passes: [{ code: 'WASH', count }] }, own)
  expect(spentOf(logOf(wash(1), wash(2)), id(70), burningOf)).toEqual({
    minor: 0,
    points: 0,
    times: 2,
    passes: [{ code: 'WASH', count: 3 }],
  })
})

test('O3 a limit is counted per card and per store, until head office has judged it, and only what went on it', () => {
  const log = logOf(
    burn(100),
    // An answer that came meanwhile had not seen it: its share is not free again.
    burn(10, {}, { anchor: after(1) }),
    burn(20, { memberId: id(51) }),
    burn(40, { way: 'lease' }),
    burn(80, { way: null }),
    burn(3, {}, { anchor: after(2) }),
  )
  const used = (member: number, mark: number) => limitUseOf(log, { memberId: id(member), mark }, burningOf)
  expect(used(50, 1)).toEqual({ cardMinor: 13, storeMinor: 33 })
  expect(used(50, 0)).toEqual({ cardMinor: 113, storeMinor: 133 })
  expect(used(52, 1)).toEqual({ cardMinor: 0, storeMinor: 33 })
  expect(used(50, 6)).toEqual({ cardMinor: 0, storeMinor: 0 })
  const owing = logOf(burn(0, { way: null, accountMinor: 70 }), burn(5))
  const both = { memberId: id(50), mark: 0 }
  expect(limitUseOf(owing, both, burningOf)).toEqual({ cardMinor: 75, storeMinor: 75 })
})

test('a clock set back by more than five minutes is seen, by the clock nobody sets', () => {
  const head = { seq: 1, hash: NO_HASH, wall: T0, mono: 1_000 }
  const minutes = (n: number) => instantOfMs(msOf(T0) + n * 60_000)
  const mono = 1_000 + 10 * 60_000
  expect(setBack(head, { wall: minutes(5), mono })).toBeNull()
  expect(setBack(head, { wall: instantOfMs(msOf(minutes(5)) - 1), mono })).toBe(minutes(10))
  expect(setBack(head, { wall: minutes(-6), mono: 0 })).toBe(T0)
  expect(setBack(EMPTY_HEAD, { wall: after(-900), mono })).toBeNull()
})

test('a tail is cut into what one signature covers, and no more of it than is asked for', async () => {
  const log = logOf(...times(MOST_EVENTS + 2))
  const cut = cutTail(log.slice(1), 9)
  expect(cut.map(({ from, to }) => [from, to])).toEqual([
    [2, MOST_EVENTS + 1],
    [MOST_EVENTS + 2, MOST_EVENTS + 2],
  ])
  expect(cut.map((one) => one.head)).toEqual([log[MOST_EVENTS]?.hash, log.at(-1)?.hash])
  expect(cutTail(log, 1)).toHaveLength(1)
  expect(cutTail([], 9)).toEqual([])
  // What was forgotten or answered between two events is no part of a segment.
  const parts = cutTail([...log.slice(0, 2), ...log.slice(5, 6)], 9)
  expect(parts.map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [6, 6],
  ])
  const [first] = cut
  if (!first) throw new Error('test: a tail has a first segment')
  const signed = await signSegment(identity.chain, first, (text) => `<${text}>`)
  expect(signed).toEqual({ ...first, signature: `<${segmentText(identity.chain, first)}>` })
})
