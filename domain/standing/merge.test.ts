import { expect, test } from 'vitest'
import { publish, shopper } from '#test/world/shop'
import { buy, FOUR, mergeInto, standingOf, takeApart, tierOf } from '#test/world/standing'
import { world } from '#test/world/world'
import { setTier } from './contract.ts'
import { useBenefit } from './contract/benefit.ts'
import { startMembership } from './index.ts'
import { day } from '#base/instant'

const joining = {
  since: '2020-01-01',
  periodMonths: 12,
  ways: [
    {
      code: 'FEE',
      nameZh: '会费',
      nameEn: 'Fee',
      kind: 'fee' as const,
      leastMinor: 48_00,
      productCode: 'FEE',
    },
  ],
}
const benefits = [{ code: 'TOUR', nameZh: '旅游', nameEn: 'Tour', most: 1 }]

test('T12: what the gone one did counts for who stayed, until the merge is undone', async () => {
  const w = await world()
  await publish(w, { tiers: { list: FOUR }, joining, benefits })
  const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
  for (const { id: memberId } of [a, b]) {
    const from = day('2026-03-02')
    await w.work((work) =>
      startMembership(work, {
        memberId,
        from,
        way: 'FEE',
        months: memberId === a.id ? 12 : 1,
        causeId: w.newId(),
      }),
    )
  }
  await buy(w, 'A', 300)
  await buy(w, 'B', 200)
  const tour = { benefitCode: 'TOUR', branchCode: 'S1' }
  await w.call(useBenefit, { ...tour, id: w.newId(), memberNumber: 'A' })
  await w.settle()
  const before = await standingOf(w, a.id)
  expect([await tierOf(w, a.id), await tierOf(w, b.id)]).toEqual(['PU', 'PU'])

  const mergeId = await mergeInto(w, { keepId: b.id, goneId: a.id })
  expect(await standingOf(w, b.id)).toMatchObject({
    tier: { code: 'VIP' },
    membership: { state: 'active', validTo: '2027-03-01' },
    benefits: [{ used: 1, left: 0 }],
    moves: [{ why: 'merge', causeId: mergeId }],
  })
  // The gone one's number leads to who stayed, and so does what is bought with it.
  expect(await buy(w, 'A', 1500)).toMatchObject({ tierMove: { from: 'VIP', to: 'GOLD' } })
  const refused = await w.ask(useBenefit, { ...tour, id: w.newId(), memberNumber: 'B' })
  expect(refused.body?.['code']).toBe('benefit_used_up')

  await takeApart(w, mergeId)
  // 200 and 1,500 are its own now, 300 are the other's again.
  expect(await standingOf(w, b.id)).toMatchObject({
    tier: { code: 'VIP' },
    next: { ways: [{ have: 1700_00 }] },
    membership: { validTo: '2026-04-01' },
    benefits: [{ used: 0, left: 1 }],
  })
  expect(await standingOf(w, a.id)).toEqual(before)
})

test('T12: the higher tier stays, and goes back with its owner', async () => {
  const w = await world()
  await publish(w, { tiers: { list: FOUR } })
  const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
  await w.call(setTier, { id: w.newId(), memberId: a.id, tier: 'GOLD', reason: '老顾客' })
  await w.settle()
  const mergeId = await mergeInto(w, { keepId: b.id, goneId: a.id })
  expect(await standingOf(w, b.id)).toMatchObject({ tier: { code: 'GOLD' }, floor: 'GOLD' })
  await takeApart(w, mergeId)
  expect(await standingOf(w, b.id)).toMatchObject({ tier: { code: 'PU' }, floor: null })
  expect(await standingOf(w, a.id)).toMatchObject({ tier: { code: 'GOLD' }, floor: 'GOLD' })
})
