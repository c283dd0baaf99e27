import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { enrolMember } from '#domain/member/contract'
import { world, type TestWorld } from '#test/world/world'
import { ledgerLines, showWallet, valueReport } from '#domain/wallet/contract'
import { openBalances, voidOpenings, type Opening } from '#domain/wallet/index'
import { saleWish } from './contract.ts'
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
