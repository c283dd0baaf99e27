import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { eventText, hashedText, NO_HASH, type DeviceEvent, type Segment } from './event.ts'
import { emptyLog, happenedAt, receive, type DeviceLog, type Looked } from './receive.ts'

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const hashOf = (text: string) => createHash('sha256').update(hashedText(text)).digest('hex')
const [CHAIN, STORE, DEVICE, OTHER] = [id(1), id(2), id(3), id(4)]
const T0 = instant('2026-03-01T00:00:00.000Z')

/** Texts of events in a row, from 1 on; `mono` tells one branch from another. */
function chainOf(count: number, of: Partial<DeviceEvent> = {}, before: readonly string[] = []): string[] {
  const texts = [...before]
  while (texts.length < count) {
    const seq = texts.length + 1
    const words = { v: 1, chain: CHAIN, store: STORE, device: DEVICE, epoch: 2, seq } as const
    const prev = seq === 1 ? NO_HASH : hashOf(texts.at(-1) ?? '')
    const more = { prev, id: id(100 + seq), kind: 'mark', body: { what: 'started', version: '1' } } as const
    const clocks = { wall: T0, mono: seq, boot: 1, anchor: T0, policy: 1, reservation: null }
    texts.push(eventText({ ...words, ...more, ...clocks, ...of }))
  }
  return texts
}

const main = chainOf(8)
/** The same first four, and then another story. */
const branch = chainOf(8, { mono: 77 }, main.slice(0, 4))
const hashesOf = (texts: readonly string[], to: number) =>
  new Map(texts.slice(0, to).map((text, at) => [at + 1, hashOf(text)]))

const log: DeviceLog = {
  ...emptyLog({ chain: CHAIN, device: DEVICE, store: STORE }, 2),
  mark: 5,
  head: hashOf(main[4] ?? ''),
}
const part = (texts: readonly string[], from: number, to: number, of: Partial<Segment> = {}): Segment => ({
  device: DEVICE,
  epoch: 2,
  from,
  to,
  head: hashOf(texts[to - 1] ?? ''),
  events: texts.slice(from - 1, to),
  signature: 'good',
  ...of,
})
const looked = (segment: Segment, known = hashesOf(main, 5)): Looked => ({
  signed: segment.signature === 'good',
  arrived: segment.events.map((text) => ({ text, hash: hashOf(text) })),
  known,
})
const told = (segment: Segment, of: DeviceLog = log, known?: Map<number, string>) =>
  receive(of, segment, looked(segment, known))

const badText = (texts: readonly string[], at: number, text: string) =>
  texts.map((one, here) => (here === at ? text : one))

// Each row breaks its own law and laws below it; the first that is broken is the one that is told.
test.each([
  ['signature_wrong', part(main, 6, 8, { signature: 'bad', device: OTHER, head: NO_HASH, epoch: 3 })],
  ['segment_of_another_device', part(main, 6, 8, { device: OTHER, to: 5, epoch: 3 })],
  ['segment_range_wrong', part(main, 6, 8, { to: 5, epoch: 3 })],
  ['segment_range_wrong', part(main, 6, 8, { to: 9, epoch: 3 })],
  ['event_unreadable', part(main, 6, 8, { events: badText(main.slice(5), 0, '{'), epoch: 3 })],
  ['event_not_canonical', part(main, 6, 8, { events: badText(main.slice(5), 0, ` ${main[5]}`), epoch: 3 })],
  ['event_malformed', part(main, 6, 8, { events: badText(main.slice(5), 0, 'null'), epoch: 3 })],
  ['segment_of_another_device', part(chainOf(8, { store: OTHER }), 6, 8, { epoch: 3, head: NO_HASH })],
  ['segment_of_another_device', part(chainOf(8, { chain: OTHER }), 6, 8, { epoch: 3, head: NO_HASH })],
  ['segment_of_another_device', part(chainOf(8, { device: OTHER }), 6, 8, { epoch: 3, head: NO_HASH })],
  ['segment_of_another_device', part(main, 6, 8, { epoch: 3, head: NO_HASH })],
  ['segment_range_wrong', part(main, 6, 8, { from: 5, to: 7, head: NO_HASH })],
  ['chain_broken', part(chainOf(8, { epoch: 3 }), 6, 8, { epoch: 3, head: NO_HASH })],
  ['chain_broken', part([...main.slice(0, 6), ...branch.slice(6)], 6, 8)],
  ['chain_broken', part(chainOf(3, { prev: '1'.repeat(64) }), 1, 1)],
  ['epoch_unknown', part(chainOf(8, { epoch: 3 }), 6, 8, { epoch: 3 })],
  ['chain_broken', part(branch, 6, 8)],
])('O5 nothing is believed of a segment that is wrong: %s', (fault, segment) => {
  expect(told(segment)).toEqual({ kind: 'refused', fault })
})

test('O5 a fork is told before the gap it may be part of: both branches are kept, nothing of it is taken', () => {
  const found = told(part(branch, 5, 8))
  expect(found).toMatchObject({ kind: 'fork', at: 5, log: { status: 'frozen', mark: 5, head: log.head } })
  if (found.kind !== 'fork') return
  expect(found.placed.map(({ event, outcome, why }) => [event.seq, outcome, why])).toEqual(
    [5, 6, 7, 8].map((seq) => [seq, 'quarantine', 'device_frozen']),
  )
  // What waits behind a gap is known too: another content under its number is a fork at once.
  const waiting = hashesOf(main, 8)
  for (const seq of [6, 7]) waiting.delete(seq)
  expect(told(part(branch, 8, 8), log, waiting)).toMatchObject({ kind: 'fork', at: 8 })
})

test('a till that is revoked and forks stays revoked', () => {
  const revoked = { ...log, status: 'revoked', revokedAfter: 5 } as const
  expect(told(part(branch, 5, 8), revoked)).toMatchObject({ kind: 'fork', log: { status: 'revoked' } })
})

test('what comes of an epoch that is over is put aside or known, and no fork of it stops the new one', () => {
  const old = chainOf(6, { epoch: 1 })
  const other = chainOf(6, { epoch: 1, mono: 77 }, old.slice(0, 2))
  const known = hashesOf(old, 4)
  const late = told(part(old, 3, 6, { epoch: 1 }), log, known)
  expect(late).toMatchObject({ kind: 'received', log, duplicates: 2 })
  const forked = told(part(other, 3, 6, { epoch: 1 }), log, known)
  expect(forked).toMatchObject({ kind: 'received', log, duplicates: 0 })
  for (const one of [late, forked])
    if (one.kind === 'received')
      expect(new Set(one.placed.map(({ outcome, why }) => `${outcome} ${why}`))).toEqual(
        new Set(['quarantine epoch_over']),
      )
  // What no epoch of it was ever signed with is not even looked at.
  expect(told(part(old, 3, 6, { epoch: 1, signature: 'bad' }))).toMatchObject({ fault: 'signature_wrong' })
})

test('O5 a gap is waited for, and says what is missing', () => {
  expect(told(part(main, 8, 8))).toEqual({ kind: 'gap', missingFrom: 6, missingTo: 7 })
  expect(told(part(main, 7, 8))).toEqual({ kind: 'gap', missingFrom: 6, missingTo: 6 })
})

test('X1 what is known counts once, whatever it comes with', () => {
  expect(told(part(main, 1, 5))).toEqual({ kind: 'received', log, placed: [], duplicates: 5 })
  const found = told(part(main, 4, 8))
  expect(found).toMatchObject({
    kind: 'received',
    duplicates: 2,
    log: { mark: 8, head: hashOf(main[7] ?? '') },
  })
  if (found.kind !== 'received') return
  expect(found.placed.map(({ event, outcome, why }) => [event.seq, outcome, why])).toEqual(
    [6, 7, 8].map((seq) => [seq, 'take', 'in_order']),
  )
  // The same again is nothing new, and any cut of it comes to the same.
  expect(told(part(main, 4, 8), found.log, hashesOf(main, 8))).toMatchObject({ placed: [], duplicates: 5 })
})

test.each([
  ['frozen', null, ['device_frozen', 'device_frozen', 'device_frozen']],
  ['revoked', 5, ['device_revoked', 'device_revoked', 'device_revoked']],
  ['revoked', 7, ['in_order', 'in_order', 'device_revoked']],
  ['revoked', null, ['device_revoked', 'device_revoked', 'device_revoked']],
  ['active', null, ['in_order', 'in_order', 'in_order']],
] as const)('O4 what a %s till sends behind %s keeps its place', (status, revokedAfter, wanted) => {
  const found = told(part(main, 6, 8), { ...log, status, revokedAfter })
  if (found.kind !== 'received') throw new Error('test: it is received')
  expect(found.placed.map((one) => one.why)).toEqual(wanted)
  expect(found.placed.map((one) => one.outcome)).toEqual(
    wanted.map((why) => (why === 'in_order' ? 'take' : 'quarantine')),
  )
  expect(found.log.mark).toBe(8)
})

const at = (day: number) => instant(`2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`)
const FAR = { past: instant('2021-03-01T00:00:00.000Z'), future: instant('2031-03-01T00:00:00.000Z') }
test.each([
  ['as the till says', { wall: at(5), anchor: at(3) }, at(5), false],
  ['not before head office signed', { wall: FAR.past, anchor: at(3) }, at(3), true],
  ['not after it came', { wall: FAR.future, anchor: at(3) }, at(9), true],
  ['not after it came, whatever it says was signed', { wall: at(5), anchor: FAR.future }, at(9), true],
  ['at the very moments', { wall: at(9), anchor: at(9) }, at(9), false],
])('O6 when something happened is believed within what was signed: %s', (_, event, moment, clamped) => {
  expect(happenedAt(event, at(9))).toEqual({ at: moment, clamped })
})
