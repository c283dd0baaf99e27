import { expect, test } from 'vitest'
import { world, type TestWorld } from '#test/world/world'
import { publish, shopper } from '#test/world/shop'
import { told as logged } from '#test/world/standing'
import { placeHold } from '#domain/wallet/contract/hold'
import { listSales, saleWish } from './contract.ts'
import type { SaleWish } from './contract/wish.ts'
import { takeIn, type Answer } from './intake.ts'
import { inTurns, sliceOf } from './slices.ts'

/** More than two slices of the intake. */
const MANY = 300

const ids = (w: TestWorld): string[] => Array.from({ length: MANY }, () => w.newId())

/** Every kind of wish again and again: earning, burning, stored value, a scarce coupon, nobody's, and refused ones. */
function wishes(of: readonly string[]): SaleWish[] {
  return of.map((id, n) => {
    const yuan = 3 + (n % 7)
    const kinds: Partial<Parameters<typeof saleWish.parse>[0] & object>[] = [
      { memberNumber: 'HELD' },
      {
        memberNumber: 'NEW',
        tenders: [
          { kind: 'points', amountMinor: 200 },
          { kind: 'cash', amountMinor: yuan * 100 - 200 },
        ],
      },
      { memberNumber: 'HELD', tenders: [{ kind: 'stored_value', amountMinor: yuan * 100 }] },
      { memberNumber: 'HELD', coupons: [{ code: 'ONE' }] },
      {},
      { memberNumber: 'NEW' },
      { memberNumber: 'NOBODY' },
      { coupons: [{ code: 'ONE' }] },
    ]
    const line = { productCode: 'P', quantity: 1, unitPriceMinor: yuan * 100 }
    return saleWish.parse({
      id,
      branchCode: 'S1',
      happenedAt: '2026-03-02T01:00:00Z',
      lines: [line],
      ...kinds[n % kinds.length],
    })
  })
}

async function shop(): Promise<TestWorld> {
  const w = await world()
  await publish(w, {
    pointsAsMoney: { points: 1, minor: 100 },
    coupons: [
      { code: 'ONE', nameZh: '减一元', nameEn: 'One off', kind: 'amount', minor: 100, open: true, most: 60 },
    ],
  })
  await shopper(w, 'HELD', { unit: 'principal', amount: 10_000 }, { unit: 'bonus', amount: 3_000 })
  await shopper(w, 'NEW')
  return w
}

/** What was answered, without what two worlds call differently, and balances that are told where they are open. */
const told = (answers: readonly Answer[]) =>
  answers.map((one) =>
    one.outcome === 'applied'
      ? { ...one.receipt, memberId: null, principalMinor: null, bonusMinor: null }
      : one,
  )

test('slices are whole together; a round of one commit is a single one, a longer one begins and ends small', () => {
  const cut = (all: number) => {
    const sizes: number[] = []
    for (let at = 0; at < all; at += sizes.at(-1) ?? all) sizes.push(sliceOf(all, at))
    return sizes
  }
  for (const all of [1, 64, 128]) expect(cut(all)).toEqual([all])
  for (const all of [129, MANY, 1_000]) {
    const sizes = cut(all)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(all)
    expect(sizes[0]).toBe(32)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128)
    expect(sizes.at(-1)).toBeLessThanOrEqual(32)
  }
})

test('a slice of a long round is decided in its order with turns for others; one of a commit without', async () => {
  const slice = Array.from({ length: 128 }, (_, at) => at)
  const turnsIn = async (all: number, at: number) => {
    let turns = 0
    let counting = true
    const count = () => {
      turns += 1
      if (counting) setImmediate(count)
    }
    setImmediate(count)
    expect(await inTurns(slice, { all, at }, (one) => one * 2)).toEqual(slice.map((one) => one * 2))
    counting = false
    return turns
  }
  expect(await turnsIn(128, 0)).toBe(0)
  expect(await turnsIn(1_000, 0)).toBeGreaterThanOrEqual(7)
})

test('a long bundle is answered as the same sales one by one, whatever slices it is decided in', async () => {
  const [atOnce, singly] = [await shop(), await shop()]
  const asked = wishes(ids(atOnce))
  const answers = told(await atOnce.work((work) => takeIn(work, asked, { source: 'api' })))
  const each: Answer[] = []
  for (const wish of asked)
    each.push(...(await singly.work((work) => takeIn(work, [wish], { source: 'api' }))))
  expect(answers).toEqual(told(each))
  const outcomes = new Set(answers.map((one) => ('code' in one ? one.code : 'applied')))
  const expected = [
    'applied',
    'coupon_used_up',
    'member_number_unknown',
    'not_enough_money',
    'not_enough_points',
  ]
  expect([...outcomes].sort()).toEqual(expected)

  const again = await atOnce.work((work) => takeIn(work, asked, { source: 'api' }))
  expect(told(again).map((one) => ({ ...one, replayed: false }))).toEqual(answers)
})

test('when the database refuses one slice, nothing of any is kept', async () => {
  const w = await shop()
  const asked = wishes(ids(w)).map((wish, at) => (at === 5 ? { ...wish, receiptNo: 'no \0 text' } : wish))
  await expect(w.work((work) => takeIn(work, asked, { source: 'api' }))).rejects.toThrow()
  expect((await w.call(listSales, {})).total).toBe(0)
  const mended = asked.map(({ receiptNo: _, ...wish }) => wish)
  const answers = await w.work((work) => takeIn(work, mended, { source: 'api' }))
  expect(answers.filter((one) => one.outcome === 'applied' && one.receipt.replayed)).toEqual([])
})

test('two bundles with the same sales in opposite order take each of them once', async () => {
  const w = await shop()
  const asked = wishes(ids(w)).map(({ memberNumber: _, coupons: __, tenders: ___, ...wish }) =>
    saleWish.parse(wish),
  )
  const both = [asked, asked.toReversed()]
  const answers = await Promise.all(both.map((one) => w.work((work) => takeIn(work, one, { source: 'api' }))))
  const fresh = answers.flat().filter((one) => one.outcome === 'applied' && !one.receipt.replayed)
  expect(fresh).toHaveLength(MANY)
  expect((await w.call(listSales, {})).total).toBe(MANY)
})

test('the log tells each sale of a bundle once, and once the end of a hold that it found over', async () => {
  const w = await shop()
  const { id: memberId } = await shopper(w, 'OVER', { unit: 'points', amount: 500 })
  await w.call(placeHold, { id: w.newId(), memberId, unit: 'points', amount: 500, seconds: 1 })
  w.clock.advance(2_000)
  const asked = wishes(ids(w)).map((wish) =>
    wish.memberNumber === 'NEW' ? { ...wish, memberNumber: 'OVER' } : wish,
  )
  const answers = await w.work((work) => takeIn(work, asked, { source: 'api' }))
  const taken = answers.flatMap((one) => (one.outcome === 'applied' ? [one.receipt.id] : []))
  const events = (await logged(w, 'sale.recorded')).map(({ subjectId }) => subjectId)
  expect(events.toSorted()).toEqual(taken.toSorted())
  expect(await logged(w, 'wallet.hold_expired')).toHaveLength(1)
})
