import { expect, test } from 'vitest'
import { world, type TestWorld } from '#test/world/world'
import type { Asked } from '#base/endpoint'
import { enrolMember } from '#domain/member/contract'
import { ledgerLines, showWallet } from '#domain/wallet/contract'
import { listSales, quoteSale, recordSale, recordSales, saleEvent, saleWish, showSale } from './contract.ts'
import { publish, shopper } from '#test/world/shop'
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
    { kind: 'sale', amount: 128, balanceAfter: 128, causeId: receipt.id, programVersion: 1 },
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

test('of two different sales with one id at the same moment one is taken and the other refused, for ever', async () => {
  const w = await world()
  const { id: memberId, number } = await member(w, '0001')
  for (let round = 0; round < 5; round += 1) {
    const id = w.newId()
    const wishes = [1, 2, 3, 4].map((yuan) => ({ ...basket(w, { memberNumber: number, yuan }), id }))
    const replies = await Promise.all(wishes.map((wish) => w.ask(recordSale, wish)))
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409])
    const again = await Promise.all(wishes.map((wish) => w.ask(recordSale, wish)))
    expect(again.map((reply) => reply.status)).toEqual(replies.map((reply) => reply.status))
  }
  const { total } = await w.call(listSales, { memberId })
  expect(total).toBe(5)
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

const pointsAsMoney = { points: 1, minor: 1_00 }
const inPoints = (yuan: number) => ({ yuan, tenders: [{ kind: 'points' as const, amountMinor: yuan * 100 }] })

test('twins that both begin before either ends are one: the second is not refused for want of points', async () => {
  const w = await world()
  await publish(w, { pointsAsMoney })
  const { number } = await shopper(w, '0001', { unit: 'points', amount: 100 })
  for (const yuan of [60, 40]) {
    const wish = saleWish.parse(basket(w, { memberNumber: number, ...inPoints(yuan) }))
    let waiting = 4
    let go = () => {}
    const all = new Promise<void>((resolve) => (go = resolve))
    const one = () =>
      w.work(async (work) => {
        if (--waiting === 0) go()
        await all
        return (await takeIn(work, [wish], { source: 'api' }))[0]
      })
    const answers = await Promise.all(Array.from({ length: 4 }, one))
    expect(answers.map((answer) => answer?.outcome)).toEqual(['applied', 'applied', 'applied', 'applied'])
    expect(await w.call(saleEvent, { id: wish.id })).toMatchObject({ outcome: 'applied' })
  }
})

test('a sale refused for want of points stays refused when the points have come; a new id is not', async () => {
  const w = await world()
  await publish(w, { pointsAsMoney })
  const { id: memberId, number } = await shopper(w, '0001')
  const wish = basket(w, { memberNumber: number, ...inPoints(50) })
  const first = await w.ask(recordSale, wish)
  expect(first.body).toMatchObject({ code: 'not_enough_points' })
  await w.call(recordSale, basket(w, { memberNumber: number, yuan: 80 }))
  expect((await w.ask(recordSale, wish)).body).toMatchObject({
    code: 'not_enough_points',
    status: first.status,
  })
  expect((await w.ask(recordSale, { ...wish, till: 'T2' })).body).toMatchObject({ code: 'sale_id_reused' })
  await w.call(recordSale, { ...wish, id: w.newId() })
  expect((await wallet(w, memberId)).pointsBalance).toBe(30)
})

// More money than an integer holds exactly is our own law, not the customer's fault.
const beyond = (w: TestWorld, number: string) =>
  basket(w, {
    memberNumber: number,
    lines: [
      { productCode: 'P1', quantity: 1, unitPriceMinor: Number.MAX_SAFE_INTEGER },
      { productCode: 'P1', quantity: 2, unitPriceMinor: 1 },
    ],
  })

test('a wish that trips over our own law fails alone, without a trace; the rest of its batch is applied', async () => {
  const w = await world()
  const { number } = await member(w, '0001')
  const bad = beyond(w, number)
  const sales = [
    basket(w, { memberNumber: number, yuan: 5 }),
    bad,
    basket(w, { memberNumber: number, yuan: 7 }),
  ]
  const { answers } = await w.call(recordSales, { sales })
  expect(answers).toMatchObject([
    { outcome: 'applied', receipt: { pointsBalance: 5 } },
    { outcome: 'failed', id: bad.id },
    { outcome: 'applied', receipt: { pointsBalance: 12 } },
  ])
  expect(await w.call(saleEvent, { id: bad.id })).toMatchObject({ outcome: 'unknown' })
  // Mended, the same id is taken: nothing was kept of the failure.
  expect(await w.call(recordSale, { ...basket(w), id: bad.id })).toMatchObject({ replayed: false })
})

test('of sales that arrive at the same moment only the one that trips fails', async () => {
  const w = await world()
  const { number } = await member(w, '0001')
  const goods = Array.from({ length: 12 }, () => basket(w, { memberNumber: number, yuan: 1 }))
  const wishes = [...goods.slice(0, 5), beyond(w, number), ...goods.slice(5)]
  const replies = await Promise.all(wishes.map((wish) => w.ask(recordSale, wish)))
  expect(replies.map((reply) => reply.status)).toEqual(wishes.map((_, at) => (at === 5 ? 500 : 200)))
  expect(replies[12]?.body).toMatchObject({ points: 1 })
})

test('what no database can hold is refused as invalid, and stops nobody else', async () => {
  const w = await world()
  for (const text of ['a\u0000b', '\ud800']) {
    for (const of of [{ receiptNo: text }, { memberNumber: text }, { till: text }]) {
      const bad = basket(w, of)
      expect((await w.ask(recordSale, bad)).body).toMatchObject({ code: 'invalid' })
      expect((await w.ask(recordSales, { sales: [basket(w), bad] })).body).toMatchObject({ code: 'invalid' })
    }
  }
  for (const happenedAt of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00'])
    expect((await w.ask(recordSale, basket(w, { happenedAt }))).body).toMatchObject({ code: 'invalid' })
})

test('a sale that names a sale it returns is no sale', async () => {
  const w = await world()
  const sold = await w.call(recordSale, basket(w))
  for (const returnsSaleId of [sold.id, w.newId()])
    expect((await w.ask(recordSale, basket(w, { returnsSaleId }))).body).toMatchObject({ code: 'invalid' })
})

test('a quote comes to what the sale comes to, and leaves no trace', async () => {
  const w = await world()
  await publish(w, { pointsAsMoney })
  const { id: memberId, number } = await shopper(w, '0001', { unit: 'points', amount: 100 })
  const wish = basket(w, { memberNumber: number, ...inPoints(60) })
  const quoted = await w.call(quoteSale, wish)
  expect((await wallet(w, memberId)).pointsBalance).toBe(100)
  expect(await w.call(saleEvent, { id: wish.id })).toMatchObject({ outcome: 'unknown' })
  const { replayed: _, ...recorded } = await w.call(recordSale, wish)
  expect(recorded).toEqual(quoted)
})
