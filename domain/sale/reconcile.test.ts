import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { on } from '#base/endpoint'
import { day } from '#base/instant'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import * as ledger from '#domain/ledger/index'
import { payAccount, setCreditLine } from '#domain/wallet/contract/credit'
import { refundTopUp, topUpMember } from '#domain/wallet/contract/top-up'
import { openPurses } from '#domain/wallet/index'
import { world, type TestWorld } from '#test/world/world'
import { reconciliation, reconciliationFile } from './contract/reconciliation.ts'
import { recordSale } from './contract.ts'
import { refund } from './top-up-refund.ts'
import { voidSales } from './void.ts'

const DAY = '2026-03-02'
const document = {
  earning: { points: 1, perMinor: 100 },
  pointsAsMoney: { points: 100, minor: 100 },
  cashRounding: { stepMinor: 10, mode: 'down' as const },
}

type Tender = { kind: string; amountMinor: number; givenMinor?: number }

/** A shop that sells for cash, stored value and points, tops up, and takes back. */
async function shop(w: TestWorld) {
  await w.call(publishProgram, { id: w.newId(), document } as never)
  const { id: memberId } = await w.call(enrolMember, { id: w.newId(), number: '1', source: 'terminal' })
  const topUp = async (amountMinor: number, tender = 'cash') => {
    const wish = { id: w.newId(), memberId, amountMinor, tender, branchCode: 'S1' }
    await w.call(topUpMember, wish as never)
    return wish.id
  }
  const sell = async (priceMinor: number, tenders: Tender[], more: object = {}) => {
    const lines = [{ productCode: 'P', quantity: 1, unitPriceMinor: priceMinor }]
    const wish = {
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: '1',
      happenedAt: w.clock.now(),
      lines,
      tenders,
      ...more,
    }
    await w.call(recordSale, wish as never)
    return wish.id
  }
  return { memberId, topUp, sell }
}

const ask = (w: TestWorld, from = DAY, to = from) =>
  w.call(reconciliation, { from, to, branchId: w.branchId } as never)

test('S20: a day of trade agrees by tender, and the drawer is what came in less what went out', async () => {
  const w = await world({ routes: [on(refundTopUp, refund)] })
  const { memberId, topUp, sell } = await shop(w)
  const first = await topUp(500_00)
  w.clock.advance(60_000)
  await topUp(300_00, 'wechat')
  await sell(200_00, [{ kind: 'stored_value', amountMinor: 200_00 }])
  const sold = await sell(45_37, [{ kind: 'cash', amountMinor: 45_30, givenMinor: 50_00 }])
  await sell(300_00, [{ kind: 'card', amountMinor: 300_00 }])
  await sell(10_00, [
    { kind: 'points', amountMinor: 3_00 },
    { kind: 'cash', amountMinor: 7_00 },
  ])
  const back = { kind: 'return', returnsSaleId: sold, lines: [], items: [{ no: 1, quantity: 1 }] }
  await sell(0, [{ kind: 'cash', amountMinor: 45_30 }], back)
  await w.call(refundTopUp, { id: w.newId(), topUpId: first, cause: 'consumer', note: '' } as never)
  await w.call(setCreditLine, { id: w.newId(), memberId, mostMinor: 100_00, reason: '老客户' } as never)
  await sell(60_00, [{ kind: 'on_account', amountMinor: 60_00 }])
  const owed = { id: w.newId(), memberId, amountMinor: 25_00, tender: 'cash', branchCode: 'S1' }
  await w.call(payAccount, owed as never)

  const told = await ask(w)
  expect(told.differences).toEqual([])
  const [one] = told.days
  const line = (tender: string) => one?.tenders.find((row) => row.tender === tender)
  expect(line('stored_value')).toMatchObject({ amountMinor: 200_00, said: 200_00, posted: 200_00 })
  expect(line('points')).toMatchObject({ amountMinor: 3_00, said: 300, posted: 300 })
  expect(line('on_account')).toMatchObject({ amountMinor: 60_00, said: 60_00, posted: 60_00 })
  expect(line('card')).toMatchObject({ amountMinor: 300_00, said: null, posted: null })
  expect(line('cash')).toMatchObject({ amountMinor: 7_00, receipts: 3 })
  // 500.00 paid less 200.00 consumed goes back in cash.
  expect(one?.topUps).toEqual([
    { tender: 'cash', inMinor: 500_00, backMinor: 300_00, postedMinor: 200_00, interestMinor: 0 },
    { tender: 'wechat', inMinor: 300_00, backMinor: 0, postedMinor: 300_00, interestMinor: 0 },
  ])
  expect(told.drawer).toEqual({
    salesMinor: 52_30,
    returnsMinor: 45_30,
    topUpsMinor: 500_00,
    refundsMinor: 300_00,
    accountPaymentsMinor: 25_00,
    expectedMinor: 232_00,
    givenMinor: 57_00,
    changeMinor: 4_70,
    roundingMinor: 0,
  })
})

test('a receipt voided afterwards counts nowhere, on its own day too', async () => {
  const w = await world()
  const { topUp, sell } = await shop(w)
  await topUp(500_00)
  const sold = await sell(200_00, [{ kind: 'stored_value', amountMinor: 200_00 }])
  w.clock.advance(3 * 86_400_000)
  await w.work((work) => voidSales(work, [sold], 'undone'))
  const told = await ask(w, DAY, '2026-03-05')
  expect([told.differences, told.days.map((one) => one.day)]).toEqual([[], [DAY]])
  expect(told.days[0]?.tenders).toMatchObject([{ tender: 'stored_value', receipts: 0, said: 0, posted: 0 }])
})

test('a voucher is laid beside its count, a coupon that lowers the price is no tender', async () => {
  const w = await world()
  const { memberId, sell } = await shop(w)
  const words = { nameZh: '券', nameEn: 'Coupon' }
  const coupons = [
    { code: 'V50', kind: 'voucher', minor: 50_00, ...words },
    { code: 'C5', kind: 'amount', minor: 5_00, open: true, ...words },
  ]
  await w.call(publishProgram, { id: w.newId(), document: { ...document, coupons } } as never)
  await issueVouchers(w, memberId, 3)
  await sell(95_00, [{ kind: 'voucher', amountMinor: 90_00, code: 'V50', count: 2 } as never], {
    lines: [{ productCode: 'P', quantity: 1, unitPriceMinor: 95_00 }],
    coupons: [{ code: 'C5' }],
  })
  const told = await ask(w)
  expect(told.differences).toEqual([])
  expect(told.days[0]?.tenders).toMatchObject([{ tender: 'voucher', amountMinor: 90_00, said: 2, posted: 2 }])
})

/** Vouchers in the member's hand. */
const issueVouchers = (w: TestWorld, memberId: string, count: number) =>
  w.work(async (work) => {
    const unit = 'coupon:V50' as const
    const book = await openPurses(work, [{ unit, memberId, takes: false }])
    const words = {
      kind: 'issue',
      causeId: work.newId(),
      happenedAt: work.at,
      branchId: null,
      programVersion: null,
    }
    const side = { book, transaction: ledger.begin(book, { ...words, reason: null, reversesId: null }) }
    for (let nth = 0; nth < count; nth++) {
      const lot = ledger.give(side, { unit, purpose: 'member', holderId: memberId }, 1, day('2026-12-31'))
      expect(lot.amount).toBe(1)
    }
    ledger.move(side, { unit, purpose: 'issued', holderId: null }, -count)
    await ledger.closeBook(work, book)
  })

/** Spent on the ledger, though no receipt says so. */
async function strayPosting(w: TestWorld, memberId: string): Promise<string> {
  const causeId = w.newId()
  await w.work(async (work) => {
    const book = await openPurses(work, [{ unit: 'principal', memberId, takes: true }])
    const words = { kind: 'sale', causeId, happenedAt: work.at, branchId: w.branchId, programVersion: null }
    const side = { book, transaction: ledger.begin(book, { ...words, reason: null, reversesId: null }) }
    ledger.takeUpTo(side, { unit: 'principal', purpose: 'member', holderId: memberId }, 7_00)
    ledger.move(side, { unit: 'principal', purpose: 'redeemed', holderId: null }, 7_00)
    await ledger.closeBook(work, book)
  })
  return causeId
}

test('whatever somebody bends in either book is a row that says what and why', async () => {
  const w = await world({ closing: 'by hand' })
  try {
    const { memberId, topUp, sell } = await shop(w)
    const top = await topUp(500_00)
    const bent = await sell(200_00, [{ kind: 'stored_value', amountMinor: 200_00 }])
    const lost = await sell(100_00, [{ kind: 'stored_value', amountMinor: 100_00 }])
    const bend = (statement: ReturnType<typeof sql>) => statement.execute(w.database)
    for (const table of ['sale.tender', 'wallet.top_up', 'ledger.posting', 'ledger.transaction'])
      await bend(sql`alter table ${sql.raw(table)} disable trigger user`)
    await bend(
      sql`update sale.tender set principal_minor = 190_00, amount_minor = 190_00 where sale_id = ${bent}`,
    )
    await bend(sql`delete from ledger.posting where transaction_id in
                     (select id from ledger.transaction where cause_id = ${lost})`)
    await bend(sql`update wallet.top_up set paid_minor = 600_00 where id = ${top}`)
    const stray = await strayPosting(w, memberId)
    const { differences, days } = await ask(w)
    const found = differences.map((one) =>
      [one.subject, one.cause, one.causeId, one.said, one.posted].join(' '),
    )
    expect(found.toSorted()).toEqual(
      [
        `stored_value differs ${bent} 19000 20000`,
        `stored_value not_on_ledger ${lost} 10000 0`,
        `stored_value not_on_receipt ${stray} 0 700`,
        `top_up differs ${top} 60000 50000`,
      ].toSorted(),
    )
    expect(days[0]).toMatchObject({ differences: 4 })

    const asked = { from: DAY, to: DAY, branchId: w.branchId }
    const { text } = await w.ask(reconciliationFile, asked as never)
    expect(text).toContain(`${DAY},difference,stored_value,,,190.00,200.00,-10.00,differs,${bent},`)
  } finally {
    await w.close()
  }
})

test('a branch is reconciled for itself, by its own business day', async () => {
  const w = await world({ at: '2026-03-02T15:30:00.000Z' })
  const { topUp, sell } = await shop(w)
  await topUp(500_00)
  await sell(10_00, [{ kind: 'stored_value', amountMinor: 10_00 }])
  w.clock.advance(3_600_000)
  await sell(20_00, [{ kind: 'stored_value', amountMinor: 20_00 }])
  const both = await ask(w, '2026-03-02', '2026-03-03')
  expect(both.days.map((one) => [one.day, one.tenders[0]?.posted])).toEqual([
    ['2026-03-02', 10_00],
    ['2026-03-03', 20_00],
  ])
  expect([(await ask(w, '2026-03-02')).differences, (await ask(w, '2026-03-03')).differences]).toEqual([
    [],
    [],
  ])
})

test('refusals, the first one broken is told', async () => {
  const w = await world()
  const code = async (wish: object, who: Pick<TestWorld, 'ask'> = w) =>
    (await who.ask(reconciliation, wish as never)).body['code']
  const { branchId } = w
  expect(await code({ branchId: w.newId(), from: '2026-12-01', to: DAY })).toBe('branch_unknown')
  expect(await code({ branchId, from: '2026-12-01', to: DAY })).toBe('span_reversed')
  expect(await code({ branchId, from: '2025-11-30', to: DAY })).toBe('span_over_a_quarter')
  expect(await code({ branchId, from: '2025-12-01', to: DAY })).toBeUndefined()
  const elsewhere = await w.as('manager', { branchIds: [branchId] })
  expect(await code({ branchId, from: DAY, to: DAY }, elsewhere)).toBeUndefined()
})
