import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { day, instant } from '#base/instant'
import { world, type TestWorld } from '#test/world/world'
import { audit } from '#db/audit'
import * as ledger from './index.ts'
import { mustBalance, type Account, type Book } from './model/book.ts'

const holder = '018f0000-0000-7000-8000-000000000001'
const purse = { unit: 'points', purpose: 'member', holderId: holder }
const issued = { unit: 'points', purpose: 'issued', holderId: null }
const words = {
  kind: 'earn',
  causeId: '018f0000-0000-7000-8000-0000000000ff',
  happenedAt: instant('2026-03-01T00:00:00.000Z'),
  branchId: null,
  programVersion: null,
  reason: null,
  reversesId: null,
}

async function earn(w: TestWorld, amount: number): Promise<void> {
  await w.work(async (work) => {
    const book = await ledger.openBook(
      work,
      [
        { ...purse, floor: 0 },
        { ...issued, floor: null },
      ],
      { today: day('2026-03-02') },
    )
    const side = { book, transaction: ledger.begin(book, words) }
    ledger.give(side, purse, amount, null)
    ledger.move(side, issued, -amount)
    await ledger.closeBook(work, book)
  })
}

const raw = (w: TestWorld, text: string) => sql.raw(text).execute(w.database)

test('L1: the database refuses a transaction that does not balance, and postings added to a closed one', async () => {
  const w = await world()
  await earn(w, 10)
  const insert = (id: string, rows: string) => `
    insert into ledger.transaction (id, kind, cause_id, happened_at, recorded_at)
    values ('${id}', 'x', '${id}', now(), now());
    insert into ledger.posting (transaction_id, line, account_id, unit, amount)
    select '${id}', v.line, a.id, 'points', v.amount from ledger.account a, (values ${rows}) as v (line, amount)
     where a.purpose = 'issued'`
  const fresh = '018f0000-0000-7000-8000-00000000000a'
  await expect(raw(w, insert(fresh, '(1, 5), (2, -4)'))).rejects.toThrow(
    /L1: transaction .* does not balance/,
  )
  const added = `insert into ledger.posting (transaction_id, line, account_id, unit, amount)
    select t.id, v.line, a.id, 'points', v.amount
      from ledger.transaction t, ledger.account a, (values (8, 5), (9, -5)) as v (line, amount)
     where a.purpose = 'issued'`
  await expect(raw(w, added)).rejects.toThrow(/L1: postings were added/)
})

test.each([
  'update ledger.posting set amount = amount',
  'delete from ledger.posting',
  'update ledger.transaction set kind = kind',
  'delete from ledger.transaction',
  'update ledger.lot set amount = amount',
  'update ledger.lot set expires_on = expires_on',
  'delete from ledger.lot',
  'update ledger.account set unit = unit',
  'delete from ledger.account',
  'update house.event set kind = kind',
])('L2: the database refuses to rewrite: %s', async (text) => {
  const w = await world()
  await earn(w, 10)
  await expect(raw(w, text)).rejects.toThrow(/M2: .* is append-only/)
})

test('L4: the database refuses a balance below its floor', async () => {
  const w = await world()
  await earn(w, 10)
  await expect(raw(w, `update ledger.account set balance = -1 where purpose = 'member'`)).rejects.toThrow(
    'balance_above_floor',
  )
})

test('the audit finds a balance and a lot that somebody bent by hand', async () => {
  const w = await world()
  await earn(w, 10)
  await raw(w, `update ledger.account set balance = 11 where purpose = 'member'`)
  await raw(w, 'update ledger.lot set remaining = 9')
  const { findings } = await audit(w.database)
  expect(
    findings
      .filter((f) => f.room === 'ledger')
      .map((f) => f.law)
      .sort(),
  ).toEqual(['L3 balance is lots', 'L3 balance is postings', 'L5 lot is its postings'])
  await raw(w, `update ledger.account set balance = 10 where purpose = 'member'`)
  await raw(w, 'update ledger.lot set remaining = 10')
})

function emptyBook(): Book {
  let next = 0
  const newId = () => `id${String(next++).padStart(6, '0')}`
  const account = (id: string, key: ledger.AccountKey, floor: number | null): [string, Account] => [
    `${key.unit} ${key.purpose} ${key.holderId ?? '-'}`,
    {
      id,
      key,
      floor,
      balance: key.holderId === null ? null : 0,
      held: 0,
      lots: [],
      beyond: 0,
      written: true,
    },
  ]
  const accounts = new Map([account('a', purse, 0), account('b', issued, null)])
  return {
    accounts,
    holds: new Map(),
    transactions: [],
    postings: [],
    newId,
    at: instant('2026-01-01T00:00:00.000Z'),
    today: day('2026-01-01'),
    undo: [],
  }
}

test('whatever is given and taken in whatever order, balance = postings = lots and nothing is below zero', () => {
  const step = fc.record({
    give: fc.boolean(),
    amount: fc.integer({ min: 1, max: 1000 }),
    day: fc.integer({ min: 10, max: 28 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const book = emptyBook()
      for (const { give, amount, day: date } of steps) {
        const side = { book, transaction: ledger.begin(book, words) }
        const moved = give ? amount : -ledger.takeUpTo(side, purse, amount)
        if (give) ledger.give(side, purse, amount, day(`2026-01-${date}`))
        ledger.move(side, issued, -moved)
      }
      mustBalance(book)
      const account = ledger.accountOf(book, purse)
      const sum = (of: readonly { amount: number }[]) => of.reduce((all, one) => all + one.amount, 0)
      expect(account.balance).toBe(sum(book.postings.filter((p) => p.accountId === 'a')))
      expect(account.balance).toBe(account.lots.reduce((all, lot) => all + lot.remaining, 0))
      expect(account.balance).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('what is taken comes from the earliest expiry first, whatever the order of giving', () => {
  const book = emptyBook()
  const side = { book, transaction: ledger.begin(book, words) }
  const late = ledger.give(side, purse, 5, '2027-01-01' as never)
  const never = ledger.give(side, purse, 5, null)
  const soon = ledger.give(side, purse, 5, '2026-06-01' as never)
  expect(ledger.takeUpTo(side, purse, 7)).toBe(7)
  expect([soon.remaining, late.remaining, never.remaining]).toEqual([0, 3, 5])
  expect(ledger.takeUpTo(side, purse, 100)).toBe(8)
})
