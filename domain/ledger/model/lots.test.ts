import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, instant } from '#base/instant'
import { runs } from '#test/world/runs'
import { accountOf, attempt, begin, keyText, move, mustBalance, type Account, type Book } from './book.ts'
import { endHold, freeIn, placeHold, settleHold } from './holds.ts'
import { available, dead, drain, give, inBurningOrder, restore, takeUpTo } from './lots.ts'

const holderId = '018f0000-0000-7000-8000-000000000001'
const purse = { unit: 'points', purpose: 'member', holderId }
const chain = { unit: 'points', purpose: 'issued', holderId: null }
const TODAY = day('2026-01-10')
const SOON = instant('2026-01-10T12:00:00.000Z')

function bookOf(): Book {
  let next = 0
  const account = (key: Account['key'], floor: number | null): [string, Account] => [
    keyText(key),
    {
      id: key.purpose,
      key,
      floor,
      balance: key.holderId === null ? null : 0,
      held: 0,
      lots: [],
      beyond: 0,
      written: true,
    },
  ]
  return {
    accounts: new Map([account(purse, 0), account(chain, null)]),
    holds: new Map(),
    transactions: [],
    postings: [],
    newId: () => `id${String(next++).padStart(6, '0')}`,
    at: instant('2026-01-10T10:00:00.000Z'),
    today: TODAY,
    undo: [],
  }
}

const words = {
  kind: 'x',
  causeId: holderId,
  happenedAt: SOON,
  branchId: null,
  programVersion: null,
  reason: null,
  reversesId: null,
}
const sideOf = (book: Book) => ({ book, transaction: begin(book, words) })
const lotsOf = (book: Book) =>
  Object.fromEntries(accountOf(book, purse).lots.map((lot) => [lot.id, [lot.remaining, lot.expiresOn]]))

type Given = Readonly<{ id: string; amount: number; inDays: number | null }>
/** Lots with ids of their own; some died before today, some never end. */
const someLots = fc
  .array(
    fc.record({
      amount: fc.integer({ min: 1, max: 100 }),
      inDays: fc.option(fc.integer({ min: -3, max: 5 }), { freq: 4 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((lots) => lots.map((lot, at): Given => ({ ...lot, id: `lot${at}` })))

function giveAll(book: Book, lots: readonly Given[]): void {
  const side = sideOf(book)
  for (const { id, amount, inDays } of lots) {
    give(side, purse, amount, inDays === null ? null : addDays(TODAY, inDays), id)
    move(side, chain, -amount)
  }
}
/** As every opened purse begins: what died is posted as dead, unless something is held. */
function clear(book: Book): void {
  for (const lot of dead(book, purse)) drain(sideOf(book), purse, lot.id, lot.remaining)
}
const living = (lots: readonly Given[]) => lots.filter(({ inDays }) => inDays === null || inDays >= 0)
const sum = (of: readonly { amount: number }[]) => of.reduce((all, one) => all + one.amount, 0)

test('lots burn in one order, whatever order they came in: earliest end, then id; dead ones never', () => {
  const shuffled = someLots.chain((lots) =>
    fc.record({ lots: fc.constant(lots), other: fc.shuffledSubarray(lots, { minLength: lots.length }) }),
  )
  fc.assert(
    fc.property(shuffled, fc.nat({ max: 600 }), ({ lots, other }, amount) => {
      const [one, two] = [bookOf(), bookOf()]
      giveAll(one, lots)
      giveAll(two, other)
      const taken = takeUpTo(sideOf(one), purse, amount)
      expect(takeUpTo(sideOf(two), purse, amount)).toBe(taken)
      expect(taken).toBe(Math.min(amount, sum(living(lots))))
      expect(lotsOf(two)).toEqual(lotsOf(one))

      let left = amount
      const order = living(lots).toSorted(
        (a, b) => (a.inDays ?? 99) - (b.inDays ?? 99) || (a.id < b.id ? -1 : 1),
      )
      for (const { id, amount: of } of order) {
        expect(lotsOf(one)[id]?.[0]).toBe(of - Math.min(left, of))
        left -= Math.min(left, of)
      }
    }),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

test('the burning order is total: of two different lots one is first', () => {
  const lot = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    expiresOn: fc.constantFrom(null, TODAY, addDays(TODAY, 1)),
    openedAt: fc.constantFrom(SOON, instant('2026-01-01T00:00:00.000Z')),
  })
  const rest = { accountId: '', originId: '', amount: 1, remaining: 1, state: 'kept' as const }
  fc.assert(
    fc.property(lot, lot, lot, (a, b, c) => {
      const [x, y, z] = [a, b, c].map((one) => ({ ...rest, ...one }))
      if (!x || !y || !z) return
      const same = a.id === b.id && a.expiresOn === b.expiresOn && a.openedAt === b.openedAt
      expect(inBurningOrder(x, y) === 0).toBe(same)
      expect(Math.sign(inBurningOrder(x, y))).toBe(0 - Math.sign(inBurningOrder(y, x)))
      if (inBurningOrder(x, y) < 0 && inBurningOrder(y, z) < 0) expect(inBurningOrder(x, z)).toBeLessThan(0)
    }),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

test('what is restored lies in the very lot it left, with its own end, and never above what the lot began with', () => {
  fc.assert(
    fc.property(someLots, fc.nat({ max: 400 }), (lots, amount) => {
      const book = bookOf()
      giveAll(book, lots)
      const before = lotsOf(book)
      const mark = book.postings.length
      takeUpTo(sideOf(book), purse, amount)
      const burned = book.postings.slice(mark)
      const back = sideOf(book)
      for (const { lotId, amount: of } of burned.toReversed()) restore(back, purse, lotId ?? '', -of)
      expect(lotsOf(book)).toEqual(before)
      const [full] = lots
      expect(() => restore(sideOf(book), purse, full?.id ?? '', 1)).toThrow('L5')
    }),
    { numRuns: runs('T01_RUNS', 200) },
  )
})

test('a decision that fails, or is not accepted, leaves the book exactly as it was', () => {
  const act = fc.record({
    what: fc.constantFrom('give', 'take', 'hold', 'settle', 'release', 'drain'),
    amount: fc.integer({ min: 1, max: 60 }),
  })
  const seen = (book: Book) =>
    JSON.stringify([[...book.accounts], [...book.holds], book.transactions, book.postings])
  fc.assert(
    fc.property(someLots, fc.array(act, { maxLength: 12 }), fc.boolean(), (lots, acts, throws) => {
      const book = bookOf()
      giveAll(book, lots)
      clear(book)
      placeHold(book, { id: 'h0', key: purse, amount: 1, lotId: null, expiresAt: SOON, causeId: null })
      // As it is read from the database.
      for (const one of book.holds.values()) one.row = 'kept'
      const before = seen(book)
      const decide = () => {
        acts.forEach(({ what, amount }, at) => doOne(book, what, { amount, id: `h${at + 1}` }))
        if (throws) throw new Error('tripped')
        return 'refused'
      }
      if (throws) expect(() => attempt(book, decide, () => true)).toThrow('tripped')
      else expect(attempt(book, decide, (one) => one !== 'refused')).toBe('refused')
      expect(seen(book)).toBe(before)
    }),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

function doOne(book: Book, what: string, { amount, id }: { amount: number; id: string }): void {
  const side = sideOf(book)
  const hold = [...book.holds.values()].find((one) => one.state === 'active')
  const lot = accountOf(book, purse).lots.find((one) => one.remaining >= amount)
  if (what === 'give') give(side, purse, amount, null)
  if (what === 'take') takeUpTo(side, purse, amount)
  if (what === 'hold')
    placeHold(book, { id, key: purse, amount, lotId: null, expiresAt: SOON, causeId: null })
  if (what === 'settle' && hold) settleHold(side, hold, Math.min(amount, hold.amount))
  if (what === 'release' && hold) endHold(book, hold, 'released')
  if (what === 'drain' && lot && accountOf(book, purse).held === 0) drain(side, purse, lot.id, amount)
}

test('what is held is nobody else’s: holds and spends together never pass what lives', () => {
  const act = fc.record({
    what: fc.constantFrom('take', 'hold', 'settle', 'release'),
    amount: fc.integer({ min: 1, max: 120 }),
  })
  fc.assert(
    fc.property(someLots, fc.array(act, { maxLength: 20 }), (lots, acts) => {
      const book = bookOf()
      giveAll(book, lots)
      clear(book)
      let free = sum(living(lots))
      let held = 0
      for (const [at, { what, amount }] of acts.entries()) {
        const hold = [...book.holds.values()].find((one) => one.state === 'active')
        if (what === 'take') {
          const taken = takeUpTo(sideOf(book), purse, amount)
          expect(taken).toBe(Math.min(amount, free))
          free -= taken
        }
        const wish = { id: `h${at}`, key: purse, amount, lotId: null, expiresAt: SOON, causeId: null }
        if (what === 'hold') {
          expect(placeHold(book, wish)).toBe(amount <= free)
          if (amount <= free) [free, held] = [free - amount, held + amount]
        }
        if (what === 'settle' && hold) {
          const part = Math.min(amount, hold.amount)
          expect(settleHold(sideOf(book), hold, part)).toBe(part)
          ;[free, held] = [free + hold.amount - part, held - hold.amount]
          expect(() => endHold(book, hold, 'released')).toThrow('L9')
        }
        if (what === 'release' && hold) {
          endHold(book, hold, 'released')
          ;[free, held] = [free + hold.amount, held - hold.amount]
        }
        expect(available(book, purse)).toBe(free)
        expect(accountOf(book, purse).held).toBe(held)
      }
    }),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

test('a hold can be settled in full as long as it stands, whatever dies, is spent or held meanwhile', () => {
  const act = fc.record({
    what: fc.constantFrom('take', 'claw', 'hold', 'hold', 'settle', 'release', 'midnight'),
    amount: fc.integer({ min: 1, max: 40 }),
  })
  let stood = 0
  fc.assert(
    fc.property(someLots, fc.array(act, { maxLength: 25 }), (lots, acts) => {
      let book = bookOf()
      giveAll(book, lots)
      for (const [at, { what, amount }] of acts.entries()) {
        if (what === 'midnight') book = { ...book, today: addDays(book.today, 1) }
        clear(book)
        if (what === 'claw')
          takeUpTo(sideOf(book), purse, amount, { firstFrom: [book.transactions[0]?.id ?? ''] })
        else doOne(book, what, { amount, id: `h${at}` })
        const mark = JSON.stringify([...book.holds])
        attempt(
          book,
          () => settleAll(book),
          () => false,
        )
        expect(JSON.stringify([...book.holds])).toBe(mark)
      }
    }),
    { numRuns: runs('T01_RUNS', 500) },
  )
  expect(stood).toBeGreaterThan(100)

  function settleAll(book: Book): void {
    for (const hold of book.holds.values()) {
      if (hold.state !== 'active') continue
      stood += 1
      expect(settleHold(sideOf(book), hold, hold.amount)).toBe(hold.amount)
    }
  }
})

test('over midnight a hold rests on what died since, and the next one on what lives: nobody spends under it', () => {
  let book = bookOf()
  giveAll(book, [
    { id: 'today', amount: 2, inDays: 0 },
    { id: 'never', amount: 1, inDays: null },
  ])
  const wish = { key: purse, amount: 1, lotId: null, expiresAt: SOON, causeId: null }
  expect(placeHold(book, { ...wish, id: 'before' })).toBe(true)
  book = { ...book, today: addDays(TODAY, 1) }
  expect(placeHold(book, { ...wish, id: 'after' })).toBe(true)
  expect(available(book, purse)).toBe(0)
  expect(takeUpTo(sideOf(book), purse, 1)).toBe(0)
  for (const id of ['after', 'before']) {
    const one = book.holds.get(id)
    if (one) expect(settleHold(sideOf(book), one, 1)).toBe(1)
  }
  expect(lotsOf(book)).toMatchObject({ today: [1, TODAY], never: [0, null] })
})

test('what is held is not clawed back, though it lies in the very lot of the cause and that has died', () => {
  const book = bookOf()
  giveAll(book, [{ id: 'own', amount: 2, inDays: 0 }])
  const origin = book.transactions[0]?.id ?? ''
  const wish = { id: 'h', key: purse, amount: 2, lotId: null, expiresAt: SOON, causeId: null }
  expect(placeHold(book, wish)).toBe(true)
  for (const later of [book, { ...book, today: addDays(TODAY, 1) }])
    expect(takeUpTo(sideOf(later), purse, 2, { firstFrom: [origin] })).toBe(0)
})

test('a hold on one lot takes from it and no other; the rest of the account stays free', () => {
  const book = bookOf()
  giveAll(book, [
    { id: 'soon', amount: 5, inDays: 1 },
    { id: 'late', amount: 5, inDays: 5 },
  ])
  const wish = { id: 'h', key: purse, amount: 4, lotId: 'soon', expiresAt: SOON, causeId: null }
  expect(placeHold(book, wish)).toBe(true)
  expect(freeIn(book, accountOf(book, purse), 'soon')).toBe(1)
  expect(placeHold(book, { ...wish, id: 'other', amount: 2 })).toBe(false)
  expect(takeUpTo(sideOf(book), purse, 10)).toBe(6)
  expect(lotsOf(book)).toMatchObject({ soon: [4, addDays(TODAY, 1)], late: [0, addDays(TODAY, 5)] })
  const hold = book.holds.get('h')
  if (hold) settleHold(sideOf(book), hold, 4)
  expect(lotsOf(book)).toMatchObject({ soon: [0, addDays(TODAY, 1)] })
})

test('a lot lives through its last day; then it is dead, unless something is held', () => {
  const book = bookOf()
  giveAll(book, [
    { id: 'today', amount: 1, inDays: 0 },
    { id: 'yesterday', amount: 2, inDays: -1 },
    { id: 'never', amount: 4, inDays: null },
  ])
  expect(dead(book, purse).map((lot) => lot.id)).toEqual(['yesterday'])
  expect(available(book, purse)).toBe(5)
  placeHold(book, { id: 'h', key: purse, amount: 1, lotId: null, expiresAt: SOON, causeId: null })
  expect(dead(book, purse)).toEqual([])
})

test('what a cause gave is taken back from its own lots first, dead or alive', () => {
  const book = bookOf()
  giveAll(book, [{ id: 'other', amount: 5, inDays: 1 }])
  const side = sideOf(book)
  give(side, purse, 5, addDays(TODAY, -1), 'own')
  expect(takeUpTo(sideOf(book), purse, 7, { firstFrom: [side.transaction.id] })).toBe(7)
  expect(lotsOf(book)).toMatchObject({ own: [0, addDays(TODAY, -1)], other: [3, addDays(TODAY, 1)] })
})

test('a transaction that does not sum to zero is our own bug', () => {
  const book = bookOf()
  giveAll(book, [{ id: 'a', amount: 5, inDays: null }])
  expect(() => mustBalance(book)).not.toThrow()
  move(sideOf(book), chain, 1)
  expect(() => mustBalance(book)).toThrow('L1')
})
