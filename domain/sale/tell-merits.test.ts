import { expect, test } from 'vitest'
import { showStanding } from '#domain/standing/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { publish, shopper, type Rules } from '#test/world/shop'
import { world } from '#test/world/world'
import { recordSale } from './contract.ts'

const names = { nameZh: '等级', nameEn: 'Tier' }
const TIERS: Rules = {
  tiers: {
    list: [
      { ...names, code: 'PLAIN' },
      {
        ...names,
        code: 'VIP',
        ways: [
          { by: 'spend', least: 500_00 },
          { by: 'one_top_up', least: 1_000_00 },
        ],
      },
    ],
  },
}

test('S11 what was bought and topped up before there were tiers counts, once and less what came back', async () => {
  const w = await world()
  await publish(w)
  const [big, back, card, small] = await Promise.all(
    ['big', 'back', 'card', 'small'].map((one) => shopper(w, one)),
  )
  const sell = (memberNumber: string, unitPriceMinor: number, of: object = {}) =>
    w.call(recordSale, {
      id: w.newId(),
      branchCode: 'S1',
      happenedAt: w.clock.now(),
      memberNumber,
      lines: [{ productCode: 'TEA', quantity: 1, unitPriceMinor }],
      ...of,
    })
  await sell('big', 300_00)
  await sell('big', 200_00)
  const { id: returnsSaleId } = await sell('back', 500_00)
  await sell('back', 1, { kind: 'return', returnsSaleId, lines: [], items: [{ no: 1, quantity: 1 }] })
  await sell('small', 499_99)
  const topUp = { id: w.newId(), memberId: card?.id ?? '', tender: 'cash' as const, branchCode: 'S1' }
  await w.call(topUpMember, { ...topUp, amountMinor: 1_000_00 })
  await publish(w, TIERS)
  await w.settle()
  const tier = async (of: { id: string } | undefined) =>
    (await w.call(showStanding, { memberId: of?.id ?? '' })).tier?.code
  expect([await tier(big), await tier(back), await tier(card), await tier(small)]).toEqual([
    'VIP',
    'PLAIN',
    'VIP',
    'PLAIN',
  ])
  // A fen more, on top of what was told, takes the last one there at once.
  expect((await sell('small', 1)).tierMove).toEqual({ from: 'PLAIN', to: 'VIP' })
  await publish(w, TIERS)
  await w.settle()
  expect([await tier(big), await tier(back), await tier(card), await tier(small)]).toEqual([
    'VIP',
    'PLAIN',
    'VIP',
    'VIP',
  ])
})
