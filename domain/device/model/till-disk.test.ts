import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { instant, instantOfMs, msOf, type Instant } from '#base/instant'
import { hashedText, eventText, type DeviceEvent } from './event.ts'
import {
  eventRecord,
  goneRecord,
  recover,
  stateRecord,
  wordsRecord,
  writeDown,
  type Recovered,
} from './till-disk.ts'
import { EMPTY_HEAD, nextEvent, type Logged, type LogState } from './till-log.ts'

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const hashOf = (text: string) => createHash('sha256').update(hashedText(text)).digest('hex')
const identity = { chain: id(1), store: id(2), device: id(3) }
const T0 = instant('2026-03-01T00:00:00.000Z')
const after = (days: number): Instant => instantOfMs(msOf(T0) + days * 86_400_000)
const state: LogState = { mark: 0, anchor: T0, highest: 0 }

/** A chain of so many events. */
function logOf(many: number, { epoch = 1, wall = T0 }: Partial<Pick<DeviceEvent, 'epoch' | 'wall'>> = {}) {
  const events: Logged[] = []
  for (let made = 0; made < many; made++) {
    const last = events.at(-1)
    const head = last ? { seq: last.seq, hash: last.hash, wall: null, mono: 0 } : EMPTY_HEAD
    const words = { id: id(100 + made), kind: 'mark', body: { what: 'started', version: '1' } } as const
    const clocks = { wall, mono: 0, boot: 1, anchor: T0, policy: 1, reservation: null }
    const event = nextEvent({ ...identity, epoch }, head, { ...words, ...clocks })
    const text = eventText(event)
    events.push({ seq: event.seq, text, hash: hashOf(text), event })
  }
  return events
}
const three = logOf(3)
const records = three.map(eventRecord)
const NOTHING: Recovered = {
  events: [],
  words: new Map(),
  gone: [],
  state: null,
  torn: false,
  broken: false,
}

test('O1 a disk is read back as it was written, whatever stands between', () => {
  const disk = [records[0] ?? '', stateRecord({ ...state, mark: 1 }, 1), ...records.slice(1)]
  const found = recover(disk, 1, hashOf)
  expect(found).toEqual({ ...NOTHING, events: three, state: { ...state, mark: 1 } })
  expect(recover([], 1, hashOf)).toEqual(NOTHING)
})

test('O1 a last record that was cut off anywhere is torn and dropped, and what is before it stays', () => {
  const last = records[2] ?? ''
  for (let length = 0; length < last.length; length++)
    expect(recover([...records.slice(0, 2), last.slice(0, length)], 1, hashOf)).toEqual({
      ...NOTHING,
      events: three.slice(0, 2),
      torn: true,
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
      ...logOf(2, { wall: after(1) })
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

test('X7 a lower mark takes back what was said of events behind it, and only that', () => {
  const said = wordsRecord(
    {
      at: after(1),
      told: [
        [1, 'applied'],
        [2, 'applied'],
        [3, 'refused'],
      ],
    },
    1,
  )
  const words = (...marks: number[]) => [
    ...recover(
      [...records, said, ...marks.map((mark) => stateRecord({ ...state, mark }, 1))],
      1,
      hashOf,
    ).words.keys(),
  ]
  expect(words(3)).toEqual([1, 2, 3])
  expect(words(3, 1)).toEqual([1])
  expect(words(3, 1, 3)).toEqual([1])
  expect(words(3, 0)).toEqual([])
})

const hole = (of: number, hash = three[of - 1]?.hash ?? '') => ({ seq: of, hash, count: of, minor: 0 })

test('what was forgotten leaves its end, and the chain is proven across it', () => {
  const [first = '', , third = ''] = records
  const middle = { ...hole(2), count: 1 }
  for (const [disk, events] of [
    [[goneRecord(hole(1), 1), ...records.slice(1)], three.slice(1)],
    [
      [first, goneRecord(middle, 1), third],
      [three[0], three[2]],
    ],
  ] as const)
    expect(recover(disk, 1, hashOf)).toMatchObject({ events, broken: false, torn: false })
  expect(recover([first, goneRecord(middle, 1), third], 1, hashOf).gone).toEqual([middle])
  // Another end than the one it had, or one of another life, is none.
  for (const end of [goneRecord(hole(2, 'f'.repeat(64)), 1), goneRecord(hole(2), 2)])
    expect(recover([first, end, third], 1, hashOf)).toMatchObject({ broken: true })
})

test('head office’s words are read back: a later one counts, the same again was said when it was said first', () => {
  const disk = [
    ...records,
    wordsRecord(
      {
        at: after(1),
        told: [
          [1, 'applied'],
          [2, 'quarantined'],
        ],
      },
      1,
    ),
    wordsRecord(
      {
        at: after(2),
        told: [
          [1, 'applied'],
          [2, 'applied'],
        ],
      },
      1,
    ),
    wordsRecord({ at: after(3), told: [[3, 'applied']] }, 2),
  ]
  expect([...recover(disk, 1, hashOf).words]).toEqual([
    [1, { outcome: 'applied', answeredAt: after(1) }],
    [2, { outcome: 'applied', answeredAt: after(2) }],
  ])
})

test('of another epoch no event and no mark is taken; what was signed and seen outlives it', () => {
  const told: LogState = { mark: 2, anchor: after(4), highest: 9 }
  const next = logOf(1, { epoch: 2 })
  const disk = [...records, stateRecord(told, 1), ...next.map(eventRecord)]
  expect(recover(disk, 2, hashOf)).toEqual({ ...NOTHING, events: next, state: { ...told, mark: 0 } })
  expect(recover(disk, 1, hashOf)).toMatchObject({ events: three, state: told })
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
