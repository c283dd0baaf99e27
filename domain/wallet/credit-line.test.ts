import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as ledger from '#domain/ledger/index'
import { enrol, held, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { memberCredit, payAccount, setCreditLine } from './contract/credit.ts'
import { creditKey } from './on-account.ts'

const line = (w: TestWorld, memberId: string, mostMinor: number) => ({
  memberId,
  id: w.newId(),
  mostMinor,
  reason: '老客户月结',
})
const payment = (w: TestWorld, memberId: string, amountMinor: number) => ({
  memberId,
  id: w.newId(),
  amountMinor,
  tender: 'cash' as const,
})
const codeOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await reply
  return status === 200 ? 'ok' : body['code']
}
/** A sale paid on account, through the intake. */
const bought = (w: TestWorld, number: string, amountMinor: number) =>
  codeOf(
    w.post('/sales', {
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: number,
      happenedAt: w.clock.now(),
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: amountMinor }],
      tenders: [{ kind: 'on_account', amountMinor }],
    }),
  )
const shop = () => walletWorld({ prices: 'as_sent' })

test('W16: who has no line buys nothing on account; the line is the most, and it follows every change', async () => {
  const w = await shop()
  const memberId = await enrol(w, { number: 'M1' })
  expect(await bought(w, 'M1', 1)).toBe('over_credit_line')
  const first = line(w, memberId, 100_00)
  expect(await w.call(setCreditLine, first)).toMatchObject({ mostMinor: 100_00, replayed: false })
  expect(await w.call(setCreditLine, first)).toMatchObject({ mostMinor: 100_00, replayed: true })
  expect(await codeOf(w.ask(setCreditLine, { ...first, mostMinor: 1 }))).toBe('credit_line_id_reused')
  expect(await bought(w, 'M1', 60_00)).toBe('ok')
  expect(await bought(w, 'M1', 40_01)).toBe('over_credit_line')
  expect(await codeOf(w.ask(setCreditLine, line(w, memberId, 59_99)))).toBe('owes_more')
  await w.call(setCreditLine, line(w, memberId, 60_00))
  expect(await bought(w, 'M1', 1)).toBe('over_credit_line')
  expect(await held(w, memberId)).toMatchObject({ owed: 60_00 })
  expect(await w.call(memberCredit, { memberId })).toMatchObject({
    owedMinor: 60_00,
    mostMinor: 60_00,
    roomMinor: 0,
    lines: [{ mostMinor: 60_00 }, { id: first.id, byId: w.ownerId }],
    payments: [],
  })
})

test('W16: of many sales on account at once exactly as many go through as the line allows', async () => {
  const w = await shop()
  const memberId = await enrol(w, { number: 'M1' })
  await w.call(setCreditLine, line(w, memberId, 95_00))
  const codes = await Promise.all(Array.from({ length: 20 }, () => bought(w, 'M1', 10_00)))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(9)
  expect(codes.filter((code) => code === 'over_credit_line')).toHaveLength(11)
})

test('W16: sales and a lower line at the same moment never leave more owed than allowed', async () => {
  const w = await shop()
  for (let round = 0; round < 5; round++) {
    const number = `R${round}`
    const memberId = await enrol(w, { number })
    await w.call(setCreditLine, line(w, memberId, 100_00))
    const [lowered] = await Promise.all([
      codeOf(w.ask(setCreditLine, line(w, memberId, 20_00))),
      ...Array.from({ length: 4 }, () => bought(w, number, 20_00)),
    ])
    const { owedMinor, mostMinor } = await w.call(memberCredit, { memberId })
    expect(mostMinor).toBe(lowered === 'ok' ? 20_00 : 100_00)
    expect(owedMinor).toBeLessThanOrEqual(mostMinor)
  }
})

test('W17: a payment is taken once, and never more than is owed', async () => {
  const w = await shop()
  const cashier = await w.as('cashier')
  const memberId = await enrol(w, { number: 'M1' })
  await w.call(setCreditLine, line(w, memberId, 100_00))
  await bought(w, 'M1', 80_00)
  const wish = { ...payment(w, memberId, 30_00), branchCode: 'S1' }
  const replies = await Promise.all([1, 2, 3].map(() => cashier.ask(payAccount, wish)))
  expect(replies.map((r) => [r.status, r.body['branchId']])).toEqual([1, 2, 3].map(() => [200, w.branchId]))
  expect(await held(w, memberId)).toMatchObject({ owed: 50_00 })
  const codes = await Promise.all(
    Array.from({ length: 6 }, () => codeOf(w.ask(payAccount, payment(w, memberId, 20_00)))),
  )
  expect(codes.toSorted()).toEqual(['ok', 'ok', 'owes_less', 'owes_less', 'owes_less', 'owes_less'])
  expect(await held(w, memberId)).toMatchObject({ owed: 10_00 })
  expect((await w.call(memberCredit, { memberId })).payments).toHaveLength(3)
})

const nobody = '018f0000-0000-7000-8000-00000000dead'
test.each([
  { code: 'member_unknown', who: nobody, branchCode: 'NONE', amountMinor: 100 },
  { code: 'branch_unknown', who: '', branchCode: 'NONE', amountMinor: 100 },
  { code: 'owes_less', who: '', branchCode: 'S1', amountMinor: 100 },
])('a payment is refused: $code', async ({ code, who, ...more }) => {
  const w = await shop()
  const memberId = who === '' ? await enrol(w) : who
  const wish = { ...payment(w, memberId, 100), ...more }
  expect(await codeOf(w.ask(payAccount, wish))).toBe(code)
  expect(await codeOf(w.ask(payAccount, wish))).toBe(code)
  expect(await codeOf(w.ask(payAccount, { ...wish, amountMinor: 99 }))).toBe('account_payment_id_reused')
  expect(await codeOf(w.ask(setCreditLine, line(w, nobody, 1)))).toBe('member_unknown')
})

test('L2: a floor changes alone, is never lifted, and never above what is owed', async () => {
  const w = await shop()
  const memberId = await enrol(w, { number: 'M1' })
  await w.call(setCreditLine, line(w, memberId, 100_00))
  await bought(w, 'M1', 50_00)
  const raw = (set: string) =>
    sql
      .raw(
        `update ledger.account set ${set} where unit = 'on_account'
    and holder_id is not null`,
      )
      .execute(w.database)
  await expect(raw('floor = -1000000, balance = 0')).rejects.toThrow('L2: the floor')
  await expect(raw('floor = null')).rejects.toThrow('L2: the floor')
  const tooHigh = w.work((work) => ledger.setFloor(work, creditKey(memberId), -49_99))
  await expect(tooHigh).rejects.toThrow('balance_above_floor')
  await expect(sql`update wallet.credit_line set most_minor = 0`.execute(w.database)).rejects.toThrow(
    'append-only',
  )
})
