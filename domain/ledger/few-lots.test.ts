import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addDays, day, instant } from '#base/instant'
import { world, type TestWorld } from '#test/world/world'
import * as ledger from './index.ts'

const TODAY = day('2026-03-02')
const [SOME, WHOLE] = [
  '018f0000-0000-7000-8000-000000000001',
  '018f0000-0000-7000-8000-000000000002',
] as const
const purse = (holderId: string) => ({ unit: 'points', purpose: 'member', holderId })
const chain = { unit: 'points', purpose: 'issued', holderId: null }
const words = {
  kind: 'earn',
  causeId: '018f0000-0000-7000-8000-0000000000ff',
  happenedAt: instant('2026-03-01T00:00:00.000Z'),
  branchId: null,
  programVersion: null,
  reason: null,
  reversesId: null,
}

type Wish = Readonly<{ holderId: string; most?: number; looking?: boolean }>

/** Opens one holder's account, does something on it, and writes what came of it. */
const on = <T>(
  w: TestWorld,
  { holderId, looking = false, ...most }: Wish,
  use: (side: ledger.Side) => T,
): Promise<T> =>
  w.work(async (work) => {
    const keys = [
      { ...purse(holderId), floor: 0, ...most },
      { ...chain, floor: null },
    ]
    const book = await ledger.openBook(work, keys, { today: TODAY, looking })
    const done = use({ book, transaction: ledger.begin(book, words) })
    if (!looking) await ledger.closeBook(work, book)
    return done
  })

/** Thirty lots in no order: some dead, some that end on the same day, some that never end. */
const ENDS = [
  5,
  -3,
  40,
  null,
  5,
  0,
  12,
  -1,
  null,
  5,
  90,
  1,
  33,
  7,
  5,
  -9,
  null,
  2,
  60,
  5,
  8,
  21,
  1,
  null,
  3,
  5,
  14,
  6,
  9,
  4,
]
const amountOf = (nth: number): number => 3 + ((nth * 7) % 11)

async function gathered(w: TestWorld, holderId: string): Promise<void> {
  // Each on a day of its own, so that the oldest of those that end together comes first.
  for (const [nth, end] of ENDS.entries()) {
    await on(w, { holderId }, (side) => {
      ledger.give(side, purse(holderId), amountOf(nth), end === null ? null : addDays(TODAY, end))
      ledger.move(side, chain, -amountOf(nth))
    })
    w.clock.advance(60_000)
  }
}

const take = (w: TestWorld, wish: Wish, amount: number): Promise<number> =>
  on(w, wish, (side) => {
    const taken = ledger.takeUpTo(side, purse(wish.holderId), amount)
    ledger.move(side, chain, taken)
    return taken
  })

async function left(w: TestWorld, holderId: string): Promise<number[]> {
  const { rows } = await sql<{ remaining: number }>`
    select l.remaining from ledger.lot l join ledger.account a on a.id = l.account_id
     where a.holder_id = ${holderId} order by l.opened_at, l.id`.execute(w.database)
  return rows.map(({ remaining }) => remaining)
}

const loaded = (w: TestWorld, wish: Wish) =>
  on(w, { ...wish, looking: true }, ({ book }) => ({
    lots: ledger.accountOf(book, purse(wish.holderId)).lots.length,
    free: ledger.available(book, purse(wish.holderId)),
    dead: ledger.dead(book, purse(wish.holderId)).length,
  }))

test('an account opened for so much burns the same lots as one that is loaded whole', async () => {
  const w = await world()
  await gathered(w, SOME)
  await gathered(w, WHOLE)
  const all = await loaded(w, { holderId: WHOLE })
  expect(all).toMatchObject({ lots: ENDS.length, dead: 3 })
  // Three of the first lots that live are enough (5, 3 and 3), and what is behind them is known; the dead ones are
  // always there.
  const some = await loaded(w, { holderId: SOME, most: 10 })
  expect(some).toEqual({ ...all, lots: 6 })
  expect(await loaded(w, { holderId: SOME, most: 8 })).toEqual({ ...all, lots: 5 })
  expect(await loaded(w, { holderId: SOME, most: 0 })).toEqual({ ...all, lots: 3 })
  // They are not, and then all are read.
  expect(await loaded(w, { holderId: SOME, most: 100 })).toEqual(all)

  for (const amount of [10, 1, 0, 25, 60, 3, 1_000]) {
    const taken = await take(w, { holderId: SOME, most: amount }, amount)
    expect(taken).toBe(await take(w, { holderId: WHOLE }, amount))
    expect(await left(w, SOME)).toEqual(await left(w, WHOLE))
    expect((await loaded(w, { holderId: SOME, most: 1 })).free).toBe(
      (await loaded(w, { holderId: WHOLE })).free,
    )
  }
  expect(await loaded(w, { holderId: SOME, most: 1 })).toMatchObject({ free: 0, dead: 3 })
})

test('no more is taken than an account was opened for, and one with something held is loaded whole', async () => {
  const w = await world()
  await gathered(w, SOME)
  await expect(take(w, { holderId: SOME, most: 5 }, 90)).rejects.toThrow(/L5: no more is taken than/)
  const before = await loaded(w, { holderId: SOME })
  await w.work(async (work) => {
    const book = await ledger.openBook(work, [{ ...purse(SOME), floor: 0 }], { today: TODAY })
    const expiresAt = instant('2026-03-02T12:00:00.000Z')
    ledger.placeHold(book, {
      id: work.newId(),
      key: purse(SOME),
      amount: 9,
      lotId: null,
      expiresAt,
      causeId: null,
    })
    await ledger.closeBook(work, book)
  })
  const held = await loaded(w, { holderId: SOME, most: 5 })
  expect(held).toEqual({ ...before, free: before.free - 9, dead: 0 })
})
