import { expect, test } from 'vitest'
import { world, type TestWorld } from '#test/world/world'
import type { Asked } from '#base/endpoint'
import { enrolMember } from '#domain/member/contract'
import { ledgerLines, showWallet } from '#domain/wallet/contract'
import { recordSale, recordSales, saleEvent, saleWish, showSale, SALE_REFUSALS } from './contract.ts'
import { takeIn } from './intake.ts'
import { voidSales } from './void.ts'

type SaleAsked = Asked<typeof recordSale>

async function member(w: TestWorld, number: string): Promise<{ id: string; number: string }> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal' })
  return { id, number }
}

function basket(w: TestWorld, of: Partial<SaleAsked> & { yuan?: number } = {}): SaleAsked {
  const { yuan = 100, ...rest } = of
  const line = { productCode: 'P1', quantity: 1, unitPriceMinor: yuan * 100 }
  return { id: w.newId(), branchCode: 'S1', happenedAt: '2026-03-02T01:00:00Z', lines: [line], ...rest }
}

const wallet = (w: TestWorld, memberId: string) => w.call(showWallet, { memberId })

test('one yuan earns one point, on the ledger, with the sale behind it', async () => {
  const w = await world()
  const { id: memberId, number } = await member(w, '0001')
  const receipt = await w.call(recordSale, basket(w, { memberNumber: number, yuan: 128 }))

  expect(receipt).toMatchObject({
    totalMinor: 128_00,
    points: 128,
    pointsBalance: 128,
    memberId,
    programVersion: 1,
  })
  expect((await wallet(w, memberId)).lots).toMatchObject([{ unit: 'points', amount: 128, remaining: 128 }])
  const { rows } = await w.call(ledgerLines, { memberId })
  expect(rows).toMatchObject([
    { kind: 'earn', amount: 128, balanceAfter: 128, causeId: receipt.id, programVersion: 1 },
  ])
})

test('a till that retries is answered alike and moves the points once, even when all tries come at once', async () => {
  const w = await world()
  const { id: memberId, number } = await member(w, '0001')
  const wish = basket(w, { memberNumber: number })
  const replies = await Promise.all([1, 2, 3, 4, 5].map(() => w.ask(recordSale, wish)))

  expect(replies.map((r) => r.status)).toEqual([200, 200, 200, 200, 200])
  expect(replies.filter((r) => r.body['replayed'] === false)).toHaveLength(1)
  const plain = replies.map((r) => ({ ...r.body, replayed: true }))
  for (const one of plain) expect(one).toEqual(plain[0])
  expect((await wallet(w, memberId)).pointsBalance).toBe(100)
})

test('the same id with other content is refused and changes nothing', async () => {
  const w = await world()
  const wish = basket(w)
  await w.call(recordSale, wish)
  const reply = await w.ask(recordSale, { ...wish, receiptNo: 'other' })
  expect(reply.status).toBe(409)
  expect(reply.body).toMatchObject({ code: 'sale_id_reused' })
})

test('a refusal is final for its id, even when the cause has gone', async () => {
  const w = await world()
  const wish = basket(w, { memberNumber: '0042' })
  expect((await w.ask(recordSale, wish)).body).toMatchObject({ code: 'member_number_unknown' })
  await member(w, '0042')
  expect((await w.ask(recordSale, wish)).body).toMatchObject({ code: 'member_number_unknown' })
  expect(await w.call(saleEvent, { id: wish.id })).toEqual({
    id: wish.id,
    outcome: 'refused',
    code: 'member_number_unknown',
  })
  expect(await w.call(saleEvent, { id: w.newId() })).toMatchObject({ outcome: 'unknown' })
})

test('a refused sale never stops the rest of its batch, and twins inside a batch are one', async () => {
  const w = await world()
  const { number } = await member(w, '0001')
  const good = basket(w, { memberNumber: number })
  const sales = [
    good,
    basket(w, { branchCode: 'nowhere' }),
    good,
    basket(w, { memberNumber: number, yuan: 7 }),
  ]
  const { answers } = await w.call(recordSales, { sales })
  expect(answers).toMatchObject([
    { outcome: 'applied', receipt: { replayed: false, pointsBalance: 100 } },
    { outcome: 'refused', code: 'branch_unknown' },
    { outcome: 'applied', receipt: { replayed: true, pointsBalance: 100 } },
    { outcome: 'applied', receipt: { pointsBalance: 107 } },
  ])
})

test('a returned sale gives its points back in any number of parts, and never more than was sold', async () => {
  const w = await world()
  const { id: memberId, number } = await member(w, '0001')
  const sold = await w.call(recordSale, basket(w, { memberNumber: number, yuan: 99 }))
  const back = (yuan: number) =>
    basket(w, { kind: 'return', returnsSaleId: sold.id, memberNumber: number, yuan })

  for (const yuan of [33, 33]) await w.call(recordSale, back(yuan))
  expect((await wallet(w, memberId)).pointsBalance).toBe(33)
  expect((await w.ask(recordSale, back(34))).body).toMatchObject({ code: 'return_exceeds_sale' })
  await w.call(recordSale, back(33))
  expect(await wallet(w, memberId)).toMatchObject({ pointsBalance: 0, pointsDebt: 0, lots: [] })
})

test('returns of one sale that race never bring back more than was sold', async () => {
  const w = await world()
  for (let round = 0; round < 5; round += 1) {
    const sold = await w.call(recordSale, basket(w, { yuan: 100 }))
    const back = () => saleWish.parse(basket(w, { kind: 'return', returnsSaleId: sold.id, yuan: 60 }))
    // All of them are inside their transactions before the first one looks at the sale.
    let waiting = 6
    let go = () => {}
    const all = new Promise<void>((resolve) => (go = resolve))
    const one = () =>
      w.work(async (work) => {
        if (--waiting === 0) go()
        await all
        return (await takeIn(work, [back()], { source: 'api' }))[0]?.outcome
      })
    const outcomes = await Promise.all(Array.from({ length: 6 }, one))
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1)
  }
})

test('points a member no longer has become a debt that the next sale repays first', async () => {
  const w = await world()
  const { id: memberId, number } = await member(w, '0001')
  await w.call(recordSale, basket(w, { kind: 'return', memberNumber: number, yuan: 50 }))
  expect(await wallet(w, memberId)).toMatchObject({ pointsBalance: 0, pointsDebt: 50 })
  await w.call(recordSale, basket(w, { memberNumber: number, yuan: 80 }))
  expect(await wallet(w, memberId)).toMatchObject({ pointsBalance: 30, pointsDebt: 0 })
})

test('a voided sale is reversed once, and its points come back as if it had never been', async () => {
  const w = await world()
  const { id: memberId, number } = await member(w, '0001')
  const first = await w.call(recordSale, basket(w, { memberNumber: number, yuan: 40 }))
  const second = await w.call(recordSale, basket(w, { kind: 'return', memberNumber: number, yuan: 60 }))
  expect(await wallet(w, memberId)).toMatchObject({ pointsBalance: 0, pointsDebt: 20 })

  const both = [first.id, second.id]
  expect(await w.work((work) => voidSales(work, both, 'undone'))).toBe(2)
  expect(await w.work((work) => voidSales(work, both, 'undone'))).toBe(0)
  expect(await wallet(w, memberId)).toMatchObject({ pointsBalance: 0, pointsDebt: 0, lots: [] })
  expect(await w.call(showSale, { id: first.id })).toMatchObject({ voided: true, voidedReason: 'undone' })
})

test('many tills serving the same members at once lose and double nothing', async () => {
  const w = await world()
  const members = await Promise.all([1, 2, 3].map((n) => member(w, `000${n}`)))
  const wishes = Array.from({ length: 60 }, (_, n) =>
    basket(w, { memberNumber: members[n % 3]?.number ?? '', yuan: n + 1 }),
  )
  await Promise.all(wishes.map((wish) => w.call(recordSale, wish)))
  const balances = await Promise.all(members.map(async (m) => (await wallet(w, m.id)).pointsBalance))
  expect(balances.reduce((a, b) => a + b, 0)).toBe((60 * 61) / 2)
})

// Each row breaks its own law and every law below it: the answer must be the first one broken.
const worst = {
  branchCode: 'nowhere',
  memberNumber: 'nobody',
  happenedAt: '2027-01-01T00:00:00Z',
  lines: [{ productCode: 'P1', quantity: 2, unitPriceMinor: 1_00, chargedMinor: 3_00 }],
  totalMinor: 9_00,
  tenders: [{ kind: 'cash' as const, amountMinor: 1 }],
  kind: 'return' as const,
  returnsSaleId: '018f0000-0000-7000-8000-000000000000',
}
const mended = {
  branch_unknown: { branchCode: 'S1' },
  member_number_unknown: { memberNumber: '0001' },
  sale_in_future: { happenedAt: '2026-03-02T01:00:00Z' },
  charged_above_price: {
    lines: [{ productCode: 'P1', quantity: 2, unitPriceMinor: 1_00, chargedMinor: 2_00 }],
  },
  total_differs: { totalMinor: 2_00 },
  tenders_differ: { tenders: [{ kind: 'cash' as const, amountMinor: 2_00 }] },
}

test.each(
  Object.keys(mended)
    .concat('returned_sale_unknown')
    .map((code, at) => ({ code, at })),
)('a sale that breaks every law from here on is refused: $code', async ({ code, at }) => {
  const w = await world()
  await member(w, '0001')
  const fixes = Object.values(mended).slice(0, at)
  const wish = Object.assign({ id: w.newId(), ...worst }, ...fixes) as SaleAsked
  expect((await w.ask(recordSale, wish)).body).toMatchObject({ code })
  expect(SALE_REFUSALS.slice(1)[at]).toBe(code)
})
