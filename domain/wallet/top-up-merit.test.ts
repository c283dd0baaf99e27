import { describe, expect, test } from 'vitest'
import type { Rules } from '#test/world/shop'
import { publish, shopper } from '#test/world/shop'
import { CARDS, standingOf, tier, tierOf } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { previewTopUp, refundTopUp, topUpMember } from './contract/top-up.ts'
import { showWallet } from './contract.ts'

const chain = async (of: Rules): Promise<TestWorld> => {
  const w = await world()
  await publish(w, of)
  return w
}
const paying = (w: TestWorld, memberId: string, yuan: number) => ({
  id: w.newId(),
  memberId,
  amountMinor: yuan * 100,
  tender: 'cash' as const,
  branchCode: 'S1',
})
const refunding = (w: TestWorld, topUpId: string) => ({
  id: w.newId(),
  topUpId,
  cause: 'consumer' as const,
})

describe('C30 the card is the level that was paid in at once', () => {
  test.each([
    [1999, 'NONE'],
    [2000, 'C2000'],
    [4000, 'C4000'],
    [4500, 'C4000'],
    [5000, 'C5000'],
    [9999, 'C5000'],
    [10_000, 'C10000'],
  ])('%d yuan is %s', async (yuan, code) => {
    const w = await chain({ tiers: { list: CARDS } })
    const { id } = await shopper(w, 'A')
    const wish = paying(w, id, yuan)
    const moved = code === 'NONE' ? null : { from: 'NONE', to: code, up: true, why: 'merit' }
    const { id: _, ...words } = wish
    expect(await w.call(previewTopUp, words)).toMatchObject({ tierMove: moved })
    expect(await w.call(topUpMember, wish)).toMatchObject({ tierMove: moved })
    expect(await w.call(topUpMember, wish)).toMatchObject({ tierMove: moved, replayed: true })
    expect(await tierOf(w, id)).toBe(code)
  })

  test('two halves are no card, unless top-ups count together', async () => {
    const w = await chain({ tiers: { list: CARDS } })
    const { id } = await shopper(w, 'A')
    await w.call(topUpMember, paying(w, id, 1000))
    expect(await w.call(topUpMember, paying(w, id, 1000))).toMatchObject({ tierMove: null })

    const together = await chain({
      tiers: { list: [tier('A'), tier('B', [{ by: 'top_up', least: 2000_00 }])] },
    })
    const b = await shopper(together, 'B')
    await together.call(topUpMember, paying(together, b.id, 1000))
    expect(await together.call(topUpMember, paying(together, b.id, 1000))).toMatchObject({
      tierMove: { to: 'B' },
    })
  })

  test('a card that is paid back is none; the smaller one of before is back', async () => {
    const w = await chain({ tiers: { list: CARDS } })
    const { id } = await shopper(w, 'A')
    await w.call(topUpMember, paying(w, id, 2000))
    const big = paying(w, id, 5000)
    await w.call(topUpMember, big)
    w.clock.set('2026-03-05T02:00:00.000Z')
    await w.call(refundTopUp, refunding(w, big.id))
    expect(await standingOf(w, id)).toMatchObject({
      tier: { code: 'C2000' },
      moves: [{ from: 'C5000', to: 'C2000', why: 'return', causeKind: 'top_up_refund' }, {}, {}],
    })
  })

  test('a top-up of before there were cards takes nothing when it is paid back', async () => {
    const w = await chain({})
    const { id } = await shopper(w, 'A')
    const early = paying(w, id, 2000)
    await w.call(topUpMember, early)
    w.clock.set('2026-03-05T02:00:00.000Z')
    await publish(w, { tiers: { list: CARDS } })
    await w.call(topUpMember, paying(w, id, 2000))
    await w.call(refundTopUp, refunding(w, early.id))
    expect(await tierOf(w, id)).toBe('C2000')
  })
})

describe('C23 points for a top-up', () => {
  test.each([
    [true, 299, 0],
    [true, 300, 100],
    [true, 900, 300],
    [false, 900, 100],
    [false, 299, 0],
  ])(
    'repeating %s, %d yuan bring %d points, and take them again when paid back',
    async (repeats, yuan, points) => {
      const topUp = { perMinor: 300_00, points: 100, repeats }
      const w = await chain({ earning: { points: 1, perMinor: 100, topUp } })
      const { id: memberId } = await shopper(w, 'A')
      const wish = paying(w, memberId, yuan)
      expect(await w.call(topUpMember, wish)).toMatchObject({ points, pointsAfter: points })
      await w.call(refundTopUp, refunding(w, wish.id))
      expect(await w.call(showWallet, { memberId })).toMatchObject({ pointsBalance: 0, pointsDebt: 0 })
    },
  )
})
