import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { instant, instantOfMs, msOf, type Instant } from '#base/instant'
import { eventText, hashedText, MOST_EVENTS, NO_HASH, segmentText, type DeviceEvent } from './event.ts'
import {
  cutTail,
  EMPTY_HEAD,
  eventRecord,
  forgettable,
  heard,
  KEEP_DAYS,
  limitUseOf,
  nextEvent,
  recover,
  setBack,
  signSegment,
  spentOf,
  stateRecord,
  writeDown,
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
const state: LogState = { mark: 0, anchor: T0, highest: 0 }

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
const records = three.map(eventRecord)

test('a chain begins with no hash and each event names the one before it', () => {
  expect(three.map((one) => one.event.prev)).toEqual([NO_HASH, three[0]?.hash, three[1]?.hash])
  expect(three.map((one) => one.seq)).toEqual([1, 2, 3])
})

test('O1 a disk is read back as it was written, whatever stands between', () => {
  const disk = [records[0] ?? '', stateRecord({ ...state, mark: 1 }, 1), ...records.slice(1)]
  const found = recover(disk, 1, hashOf)
  expect(found).toEqual({ events: three, state: { ...state, mark: 1 }, torn: false, broken: false })
  expect(recover([], 1, hashOf)).toEqual({ events: [], state: null, torn: false, broken: false })
})

test('O1 a last record that was cut off anywhere is torn and dropped, and what is before it stays', () => {
  const last = records[2] ?? ''
  for (let length = 0; length < last.length; length++)
    expect(recover([...records.slice(0, 2), last.slice(0, length)], 1, hashOf)).toEqual({
      events: three.slice(0, 2),
      state: null,
      torn: true,
      broken: false,
    })
})

const spoilt = JSON.stringify({ e: three[1]?.text.replace('"started"', '"stopped"'), h: three[1]?.hash })
test.each([
  ['a record in the middle that is cut off', [records[0], records[1]?.slice(0, 40), records[2]], 1],
  ['another text under the same hash', [records[0], spoilt, records[2]], 1],
  ['an event that is missing', [records[0], records[2]], 1],
  ['an event that is there twice', [records[0], records[0], records[1]], 1],
  [
    'an event of another branch',
    [
      records[0],
      ...logOf({ wall: after(1) }, {})
        .map(eventRecord)
        .slice(1),
    ],
    1,
  ],
])('O5 %s breaks the log, and nothing behind it is believed', (_, disk, believed) => {
  const found = recover(
    disk.map((one) => one ?? ''),
    1,
    hashOf,
  )
  expect(found).toMatchObject({ broken: true, torn: false })
  expect(found.events).toEqual(three.slice(0, believed))
})

test('a log that was forgotten from the front is whole', () => {
  expect(recover(records.slice(1), 1, hashOf)).toMatchObject({ events: three.slice(1), broken: false })
})

test('of another epoch no event and no mark is taken; what was signed and seen outlives it', () => {
  const told: LogState = { mark: 2, anchor: after(4), highest: 9 }
  const next = logOf({ epoch: 2 })
  const disk = [...records, stateRecord(told, 1), ...next.map(eventRecord)]
  expect(recover(disk, 2, hashOf)).toEqual({
    events: next,
    state: { ...told, mark: 0 },
    torn: false,
    broken: false,
  })
  expect(recover(disk, 1, hashOf)).toMatchObject({ events: three, state: told })
})

const known = (seq: number) => three.find((one) => one.seq === seq)?.hash ?? null
const said = (mark: number, of: Partial<{ epoch: number; head: string; at: Instant }> = {}) => ({
  answer: { epoch: 1, mark, head: mark === 0 ? NO_HASH : (known(mark) ?? ''), at: after(2), ...of },
  hashAt: known,
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

test('X7 only what is acknowledged and older than every backup is forgotten, from the front, never the last', () => {
  const log = logOf(...times(5))
  const seqs = (of: Partial<LogState>, events = log) =>
    forgettable(events, { ...state, ...of }).map((one) => one.seq)
  const old = after(KEEP_DAYS + 1)
  expect(seqs({ mark: 3, anchor: old })).toEqual([1, 2, 3])
  expect(seqs({ mark: 5, anchor: old })).toEqual([1, 2, 3, 4])
  expect(seqs({ mark: 0, anchor: old })).toEqual([])
  expect(seqs({ mark: 5, anchor: after(KEEP_DAYS) })).toEqual([])
  expect(seqs({ mark: 5, anchor: old }, [])).toEqual([])
  // The second is young: the third stays behind it, however old it says it is.
  const mixed = logOf({}, { anchor: after(20) }, {}, {})
  expect(seqs({ mark: 4, anchor: old }, mixed)).toEqual([1])
})

test('X7 O6 a clock five years off makes a till keep longer, never forget sooner', () => {
  const years = 5 * 365
  const anchors = { mark: 4, anchor: after(KEEP_DAYS + 1) }
  const at = (days: number) =>
    forgettable(logOf(...times(4).map(() => ({ wall: after(days) }))), { ...state, ...anchors })
  expect(at(-years).map((one) => one.seq)).toEqual([1, 2, 3])
  expect(at(years)).toEqual([])
  // Written yesterday by head office's time, at five years ago by the till's.
  const fresh = logOf(...times(4).map(() => ({ wall: after(-years), anchor: after(KEEP_DAYS) })))
  expect(forgettable(fresh, { ...state, ...anchors })).toEqual([])
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
  const cut = cutTail(log, 1, 9)
  expect(cut.map(({ from, to }) => [from, to])).toEqual([
    [2, MOST_EVENTS + 1],
    [MOST_EVENTS + 2, MOST_EVENTS + 2],
  ])
  expect(cut.map((one) => one.head)).toEqual([log[MOST_EVENTS]?.hash, log.at(-1)?.hash])
  expect(cutTail(log, 0, 1)).toHaveLength(1)
  expect(cutTail(log, MOST_EVENTS + 2, 9)).toEqual([])
  const [first] = cut
  if (!first) throw new Error('test: a tail has a first segment')
  const signed = await signSegment(identity.chain, first, (text) => `<${text}>`)
  expect(signed).toEqual({ ...first, signature: `<${segmentText(identity.chain, first)}>` })
})

test('O1 a record is written, then safe, and only then is anybody answered', async () => {
  const steps: string[] = []
  const slow = (what: string) => async () => {
    await new Promise((go) => setTimeout(go, 5))
    steps.push(what)
  }
  await writeDown({ append: slow('append'), sync: slow('sync') }, 'x')
  steps.push('answer')
  expect(steps).toEqual(['append', 'sync', 'answer'])
})
