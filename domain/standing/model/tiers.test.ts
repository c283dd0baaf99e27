import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
import { addMerit, type Merit, type StandingBook } from './book.ts'
import { newStand } from './rows.ts'
import { FIRST_DAY, isKept, keepOf, noMerits, reachedRank, windowFrom, type Merits } from './tiers.ts'

const tiersOf = (tiers: object) =>
  programDocument.parse({ earning: { points: 1, perMinor: 100 }, tiers }).tiers

const named = (code: string, ways: object[], more: object = {}) => ({
  code,
  nameZh: code,
  nameEn: code,
  ways,
  ...more,
})

/** Four tiers at 500, 2,000 and 5,000 (C15). */
const four = tiersOf({
  list: [
    named('PU', []),
    named('VIP', [{ by: 'spend', least: 500_00 }]),
    named('GOLD', [{ by: 'spend', least: 2000_00 }]),
    named('ANGEL', [{ by: 'spend', least: 5000_00 }]),
  ],
})

const MEMBER = '00000000-0000-7000-8000-000000000001'
const cause = { kind: 'sale', id: MEMBER }
const at = '2026-03-02T02:00:00.000Z' as Merit['at']

function bookOf(tiers: StandingBook['tiers'], row: object = {}): StandingBook {
  const on = day('2026-03-02')
  let made = 0
  const from = windowFrom(tiers, on)
  const stand = {
    row: { ...newStand(MEMBER), ...row },
    merits: noMerits,
    from,
    written: true,
    changed: false,
  }
  return {
    tiers,
    on,
    looking: false,
    open: true,
    merits: new Map(),
    singles: new Map(),
    moves: [],
    stands: new Map([[MEMBER, stand]]),
    happenings: [],
    newId: () => `id ${(made += 1)}`,
  }
}

type Did = Omit<Merit, 'memberId' | 'cause' | 'at' | 'day'> & { day?: string }
const add = (book: StandingBook, { day: on = '2026-03-01', ...did }: Did, undo?: (() => void)[]) =>
  addMerit(book, { memberId: MEMBER, cause, at, day: day(on), ...did }, undo)

const tierIn = (book: StandingBook) => book.stands.get(MEMBER)?.row.tier ?? null

test.each([
  [499_99, 0],
  [500_00, 1],
  [1999_99, 1],
  [2000_00, 2],
  [4999_99, 2],
  [5000_00, 3],
])('T4: %d fen in all reach the tier at place %d', (spendMinor, rank) => {
  expect(reachedRank(four, { ...noMerits, spendMinor })).toBe(rank)
})

test.each<[string, object, Partial<Merits>, Partial<Merits>]>([
  ['visits', { by: 'visits', least: 10 }, { visits: 10 }, { visits: 9, spendMinor: 999_999 }],
  ['points', { by: 'points', least: 800 }, { points: 800 }, { points: 799 }],
  ['top-ups together', { by: 'top_up', least: 300 }, { topUpMinor: 300 }, { topUpMinor: 299 }],
  [
    'one top-up',
    { by: 'one_top_up', least: 300 },
    { topUps: [1, 300] },
    { topUps: [299, 299], topUpMinor: 598 },
  ],
  ['a fee', { by: 'fee', productCode: 'CARD' }, { fees: ['CARD'] }, { fees: ['OTHER'] }],
])('T4: a tier is reached by %s', (_, way, enough, short) => {
  const tiers = tiersOf({ list: [named('A', []), named('B', [way]), named('C', [{ by: 'invitation' }])] })
  expect(reachedRank(tiers, { ...noMerits, ...enough })).toBe(1)
  expect(reachedRank(tiers, { ...noMerits, ...short })).toBe(0)
})

test('T4: any way will do, and the highest tier reached wins over those between', () => {
  const ways = [
    { by: 'spend', least: 100 },
    { by: 'visits', least: 3 },
  ]
  const tiers = tiersOf({
    list: [named('A', []), named('B', [{ by: 'visits', least: 9 }]), named('C', ways)],
  })
  expect(reachedRank(tiers, { ...noMerits, visits: 3 })).toBe(2)
  const book = bookOf(tiers)
  expect(add(book, { spendMinor: 100 })).toMatchObject({ from: 'A', to: 'C', up: true, why: 'merit' })
})

test.each([
  ['ever', '0001-01-01'],
  ['rolling', '2025-03-03'],
  ['calendar_year', '2026-01-01'],
] as const)('T4: %s counts from %s on', (window, from) => {
  expect(windowFrom(tiersOf({ window, list: [named('A', [])] }), day('2026-03-02'))).toBe(from)
})

const didOne = fc.record({
  spendMinor: fc.integer({ min: 0, max: 3000_00 }),
  visits: fc.integer({ min: 0, max: 2 }),
  oneTopUpMinor: fc.integer({ min: 0, max: 3000_00 }),
  day: fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`),
})
const mixed = tiersOf({
  list: [
    named('A', []),
    named('B', [
      { by: 'spend', least: 1000_00 },
      { by: 'visits', least: 4 },
    ]),
    named('C', [{ by: 'one_top_up', least: 2000_00 }]),
    named('D', [{ by: 'spend', least: 6000_00 }]),
  ],
})

test('T4: the order of days does not matter', () => {
  fc.assert(
    fc.property(fc.array(didOne, { maxLength: 8 }), fc.nat(), (did, seed) => {
      const [one, other] = [bookOf(mixed), bookOf(mixed)]
      for (const each of did) add(one, each)
      const turned =
        did.length === 0 ? [] : [...did.slice(seed % did.length), ...did.slice(0, seed % did.length)]
      for (const each of turned.toReversed()) add(other, each)
      expect(tierIn(other)).toBe(tierIn(one))
      const sorted = (book: StandingBook) => [...book.merits].sort(([a], [b]) => (a < b ? -1 : 1))
      expect(sorted(other)).toEqual(sorted(one))
    }),
  )
})

test('T4: two halves are one whole, but for a top-up in one piece', () => {
  fc.assert(
    fc.property(didOne, (did) => {
      const [whole, halves] = [bookOf(mixed), bookOf(mixed)]
      add(whole, did)
      const half = Math.floor(did.spendMinor / 2)
      add(halves, { ...did, spendMinor: half })
      add(halves, { day: did.day, spendMinor: did.spendMinor - half })
      expect(tierIn(halves)).toBe(tierIn(whole))
      expect([...halves.merits]).toEqual([...whole.merits])
    }),
  )
  const book = bookOf(mixed)
  add(book, { oneTopUpMinor: 1000_00, topUpMinor: 1000_00 })
  expect(add(book, { oneTopUpMinor: 1000_00, topUpMinor: 1000_00 })).toBeNull()
  expect(add(book, { oneTopUpMinor: 2000_00, topUpMinor: 2000_00 })).toMatchObject({ to: 'C' })
})

test('T5: what comes back takes what only it had reached, never the floor', () => {
  const book = bookOf(four)
  expect(add(book, { spendMinor: 2000_00 })).toMatchObject({ to: 'GOLD' })
  expect(add(book, { spendMinor: -1_00 })).toEqual({
    memberId: MEMBER,
    from: 'GOLD',
    to: 'VIP',
    up: false,
    why: 'return',
  })
  const held = bookOf(four, { floor: 'VIP', tier: 'VIP' })
  add(held, { spendMinor: 2000_00 })
  expect(add(held, { spendMinor: -2000_00 })).toMatchObject({ from: 'GOLD', to: 'VIP' })
})

test('T5: a tier held for another reason than what comes back stays', () => {
  const book = bookOf(four, { tier: 'GOLD' })
  add(book, { spendMinor: 600_00 })
  expect(add(book, { spendMinor: -600_00 })).toBeNull()
  expect(tierIn(book)).toBe('GOLD')
})

test('T5: a program that takes nothing before the review takes nothing at the return', () => {
  const book = bookOf({ ...four, onReturn: 'at_review' })
  add(book, { spendMinor: 500_00 })
  expect(add(book, { spendMinor: -500_00 })).toBeNull()
  expect(tierIn(book)).toBe('VIP')
})

test('T4: what is outside the window is written and does not count', () => {
  const book = bookOf({ ...four, window: 'calendar_year' })
  expect(add(book, { spendMinor: 500_00, day: '2025-12-31' })).toBeNull()
  expect([...book.merits.values()]).toMatchObject([{ spendMinor: 500_00 }])
})

test('T1: what is undone was never added', () => {
  fc.assert(
    fc.property(
      fc.array(didOne, { maxLength: 4 }),
      fc.array(didOne, { minLength: 1, maxLength: 4 }),
      (kept, undone) => {
        const book = bookOf(mixed)
        for (const each of kept) add(book, each)
        const undo: (() => void)[] = []
        const before = structuredClone({ ...book, newId: null })
        for (const each of undone) add(book, each, undo)
        for (const back of undo.toReversed()) back()
        expect(structuredClone({ ...book, newId: null })).toEqual(before)
      },
    ),
  )
})

test('T6: a tier is kept by its own measure, by its fee, or without proof', () => {
  const ways = [
    { by: 'visits', least: 9 },
    { by: 'fee', productCode: 'CARD' },
  ]
  const [, tier] = tiersOf({ list: [named('A', []), named('B', ways, { keep: 5 })] }).list
  if (!tier) throw new Error('the second tier is there')
  expect(isKept(tier, { ...noMerits, visits: 5 })).toBe(true)
  expect(isKept(tier, { ...noMerits, visits: 4, spendMinor: 999_999 })).toBe(false)
  expect(isKept(tier, { ...noMerits, fees: ['CARD'] })).toBe(true)
  expect(isKept({ ...tier, keep: null }, noMerits)).toBe(true)
  expect(keepOf(tier, { ...noMerits, visits: 2 })).toEqual([{ by: 'visits', least: 5, have: 2, missing: 3 }])
  expect(FIRST_DAY < day('1900-01-01')).toBe(true)
})
