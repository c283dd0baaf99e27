import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { enrolMember } from '#domain/member/contract'
import { world, type TestWorld } from '#test/world/world'
import { ledgerLines, showWallet, valueReport } from '#domain/wallet/contract'
import { openBalances, voidOpenings, type Opening } from '#domain/wallet/index'
import { publish, shopper, type SaleAsked } from '#test/world/shop'
import { recordSale, saleWish } from './contract.ts'
import { takeIn } from './intake.ts'
import { voidSales } from './void.ts'

async function member(w: TestWorld, number: string): Promise<string> {
  return (await w.call(enrolMember, { id: w.newId(), number, source: 'terminal' })).id
}

const opening = (w: TestWorld, memberId: string, amount: number): Opening => ({
  id: w.newId(),
  memberId,
  unit: 'points',
  amount,
  openedOn: day('2026-01-01'),
  expiresOn: null,
})

test('an opening balance is posted once, and taken back once', async () => {
  const w = await world()
  const memberId = await member(w, '1')
  const wish = opening(w, memberId, 120)
  const twice = await Promise.all([1, 2].map(() => w.work((work) => openBalances(work, [wish]))))
  expect(twice.flat().map((answer) => answer.code)).toEqual(['applied', 'applied'])
  expect(await w.call(showWallet, { memberId })).toMatchObject({ pointsBalance: 120 })
  const other = await w.work((work) => openBalances(work, [{ ...wish, amount: 121 }]))
  expect(other).toMatchObject([{ code: 'opening_id_reused' }])

  const voided = await Promise.all(
    [1, 2].map(() => w.work((work) => voidOpenings(work, [wish.id], 'undone'))),
  )
  expect(voided.sort()).toEqual([0, 1])
  expect(await w.call(showWallet, { memberId })).toMatchObject({ pointsBalance: 0, pointsDebt: 0 })
})

test('points already taken back by a return are owed when their opening balance goes', async () => {
  const w = await world()
  const memberId = await member(w, '1')
  const wish = opening(w, memberId, 50)
  await w.work((work) => openBalances(work, [wish]))
  await w.work((work) => takeIn(work, [sale(w, { member: '1', yuan: 30, back: true })], { source: 'api' }))
  await w.work((work) => voidOpenings(work, [wish.id], 'undone'))
  expect(await w.call(showWallet, { memberId })).toMatchObject({ pointsBalance: 0, pointsDebt: 30 })
})

const sale = (w: TestWorld, of: { member: string; yuan: number; back: boolean }) =>
  saleWish.parse({
    id: w.newId(),
    kind: of.back ? 'return' : 'sale',
    branchCode: 'S1',
    memberNumber: of.member,
    happenedAt: '2026-03-02T01:00:00Z',
    lines: [{ productCode: 'P', quantity: 1, unitPriceMinor: of.yuan * 100 }],
  })

/**
 * W2, W3: whatever was earned, returned and voided in whatever order, the sum is right and everything can be
 * undone.
 */
test('any history nets to its sales, never holds points and a debt at once, and voids to nothing', async () => {
  const w = await world()
  const step = fc.record({
    yuan: fc.integer({ min: 1, max: 300 }),
    back: fc.boolean(),
    voids: fc.option(fc.nat({ max: 20 }), { freq: 2 }),
  })
  let nth = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const number = `P${(nth += 1)}`
      const memberId = await member(w, number)
      const standing = new Map<string, number>()
      const made: string[] = []
      const check = async () => {
        const { pointsBalance, pointsDebt } = await w.call(showWallet, { memberId })
        expect(pointsBalance - pointsDebt).toBe([...standing.values()].reduce((a, b) => a + b, 0))
        expect(Math.min(pointsBalance, pointsDebt)).toBe(0)
      }
      for (const { yuan, back, voids } of steps) {
        const wish = sale(w, { member: number, yuan, back })
        await w.work((work) => takeIn(work, [wish], { source: 'api' }))
        made.push(wish.id)
        standing.set(wish.id, back ? -yuan : yuan)
        const gone = voids === null ? undefined : made[voids % made.length]
        if (gone !== undefined) {
          await w.work((work) => voidSales(work, [gone], 'undone'))
          standing.delete(gone)
        }
        await check()
      }
      await w.work((work) => voidSales(work, made, 'undone'))
      expect(await w.call(showWallet, { memberId })).toMatchObject({ pointsBalance: 0, pointsDebt: 0 })
    }),
    { numRuns: 25, endOnFailure: true },
  )
})

test('what the chain owes is the sum over its members, and every line says what stands after it', async () => {
  const w = await world()
  const ids = [await member(w, '1'), await member(w, '2')]
  const wishes = ['1', '2', '1'].map((number, at) =>
    sale(w, { member: number, yuan: 10 * (at + 1), back: false }),
  )
  await w.work((work) => takeIn(work, wishes, { source: 'api' }))
  expect(await w.call(valueReport, {})).toMatchObject({ pointsOutstanding: 60, pointsIssued: 60 })
  const { rows } = await w.call(ledgerLines, { memberId: ids[0] ?? '' })
  expect(rows.map((row) => [row.amount, row.balanceAfter])).toEqual([
    [30, 40],
    [10, 10],
  ])
})

const names = { nameZh: '名', nameEn: 'Name' }
const tea = { productCode: 'TEA', quantity: 1, unitPriceMinor: 100_00 }
const asked = (w: TestWorld, of: Partial<SaleAsked>): SaleAsked => ({
  id: w.newId(),
  branchCode: 'S1',
  happenedAt: '2026-03-02T01:00:00Z',
  ...of,
})

test('lines that one pass paid for come back one by one, each with its unit of the pass', async () => {
  const w = await world()
  await publish(w, {
    passes: [{ code: 'TEN', ...names, productCodes: ['TEA'] }],
    topUps: [{ code: 'T', ...names, payMinor: 1, passes: [{ code: 'TEN', count: 3 }] }],
  })
  const { id: memberId, number: memberNumber } = await shopper(w, '1', { packageCode: 'T' })
  const left = async () => (await w.call(showWallet, { memberId })).counts[0]?.available
  const lines = [1, 2, 3].map(() => ({ ...tea, passCode: 'TEN' }))
  const sold = await w.call(recordSale, asked(w, { memberNumber, lines }))
  expect(await left()).toBeUndefined()
  for (const no of [2, 1, 3]) {
    const back = { kind: 'return' as const, returnsSaleId: sold.id, memberNumber }
    await w.call(recordSale, asked(w, { ...back, items: [{ no, quantity: 1 }] }))
  }
  expect(await left()).toBe(3)
})

test('what bonus pays earns no points, whichever part of stored value goes first', async () => {
  const w = await world()
  await publish(w, { storedValue: { order: 'bonus_first' } })
  const holdings = [
    { unit: 'principal', amount: 100_00 },
    { unit: 'bonus', amount: 30_00 },
  ] as const
  const { number: memberNumber } = await shopper(w, '1', ...holdings)
  const tenders = [{ kind: 'stored_value' as const, amountMinor: 100_00 }]
  const receipt = await w.call(recordSale, asked(w, { memberNumber, lines: [tea], tenders }))
  expect(receipt).toMatchObject({ points: 70, tenders: [{ principalMinor: 70_00, bonusMinor: 30_00 }] })
})

test('what comes back is judged by the rules it was sold under, not by those of today', async () => {
  const w = await world()
  const returns = { clawBack: 're_rate' as const }
  await publish(w, { returns })
  const { id: memberId, number: memberNumber } = await shopper(w, '1')
  const lines = [tea, tea]
  const sold = await w.call(recordSale, asked(w, { memberNumber, lines }))
  await publish(w, { returns, earning: { points: 10, perMinor: 100 } })
  const back = { kind: 'return' as const, returnsSaleId: sold.id, memberNumber }
  const receipt = await w.call(recordSale, asked(w, { ...back, items: [{ no: 1, quantity: 1 }] }))
  expect(receipt.points).toBe(-100)
  expect((await w.call(showWallet, { memberId })).pointsBalance).toBe(100)
})

test('re-rated, a sale half paid with points keeps only what the money in the kept half earns', async () => {
  const w = await world()
  await publish(w, { returns: { clawBack: 're_rate' }, pointsAsMoney: { points: 1, minor: 1_00 } })
  const { number: memberNumber } = await shopper(w, '1', { unit: 'points', amount: 100 })
  const tenders = [
    { kind: 'points' as const, amountMinor: 100_00 },
    { kind: 'cash' as const, amountMinor: 100_00 },
  ]
  const sold = await w.call(recordSale, asked(w, { memberNumber, lines: [tea, tea], tenders }))
  expect(sold.points).toBe(100)
  const back = { kind: 'return' as const, returnsSaleId: sold.id, memberNumber }
  const receipt = await w.call(recordSale, asked(w, { ...back, items: [{ no: 1, quantity: 1 }] }))
  expect(receipt).toMatchObject({ points: -50, pointsBurned: -50 })
})

test.each([
  { graceDays: 0, lots: [] },
  { graceDays: 5, lots: [{ remaining: 60, expiresOn: '2026-03-17', alive: true }] },
])('points of a lot that died meanwhile come back and die, or live $graceDays days more', async (of) => {
  const w = await world()
  await publish(w, { pointsAsMoney: { points: 1, minor: 1_00 }, returns: { graceDays: of.graceDays } })
  const holding = { unit: 'points', amount: 60, expiresOn: '2026-03-10' } as const
  const { id: memberId, number: memberNumber } = await shopper(w, '1', holding)
  const lines = [{ ...tea, unitPriceMinor: 60_00 }]
  const tenders = [{ kind: 'points' as const, amountMinor: 60_00 }]
  const sold = await w.call(recordSale, asked(w, { memberNumber, lines, tenders }))
  w.clock.set('2026-03-12T02:00:00Z')
  const back = { kind: 'return' as const, returnsSaleId: sold.id, memberNumber }
  const receipt = await w.call(recordSale, asked(w, { ...back, items: [{ no: 1, quantity: 1 }] }))
  expect(receipt.pointsBurned).toBe(-60)
  expect((await w.call(showWallet, { memberId })).lots).toMatchObject(of.lots)
  expect((await w.call(showWallet, { memberId })).pointsBalance).toBe(of.graceDays > 0 ? 60 : 0)
})
