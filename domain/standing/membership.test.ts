import { describe, expect, test } from 'vitest'
import { day } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
import { publish, shopper } from '#test/world/shop'
import { buy, FOUR, standingOf, tier, tierOf } from '#test/world/standing'
import { world } from '#test/world/world'
import { buyerOf, giveTier, rebuildMerits, standingsOf, startMembership, voidMembership } from './index.ts'

const rules = {
  since: '2024-01-01',
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
const { joining } = programDocument.parse({ earning: { points: 1, perMinor: 100 }, joining: rules })

describe('C11 a membership has an end', () => {
  test('48 paid on 2024-03-01 ends with 2025-02-28; the day after one buys as anybody else until renewed', async () => {
    const w = await world({ at: '2024-03-01T02:00:00.000Z' })
    await publish(w, {
      joining: rules,
      tiers: { list: [tier('PU', [], { discountBps: 500 })] },
    })
    const { id: memberId } = await shopper(w, 'A')
    const causeId = w.newId()
    const start = (from: string, cause: string) =>
      w.work((work) =>
        startMembership(work, { memberId, from: day(from), way: 'FEE', months: 12, causeId: cause }),
      )
    expect(await buy(w, 'A', 100)).toMatchObject({ tier: null, totalMinor: 100_00 })
    expect(await start('2024-03-01', causeId)).toEqual({ from: '2024-03-01', to: '2025-02-28' })
    expect(await start('2024-03-01', causeId)).toEqual({ from: '2024-03-01', to: '2025-02-28' })
    expect(await buy(w, 'A', 100)).toMatchObject({ tier: 'PU', totalMinor: 95_00 })

    w.clock.set('2025-02-28T10:00:00.000Z')
    expect(await buy(w, 'A', 100)).toMatchObject({ totalMinor: 95_00 })
    w.clock.set('2025-03-01T02:00:00.000Z')
    expect(await standingOf(w, memberId)).toMatchObject({
      membership: { state: 'expired', validTo: '2025-02-28' },
    })
    expect(await buy(w, 'A', 100)).toMatchObject({ tier: null, totalMinor: 100_00, points: 0 })
    await start('2025-03-01', w.newId())
    expect(await buy(w, 'A', 100)).toMatchObject({ totalMinor: 95_00 })
    expect(await standingOf(w, memberId)).toMatchObject({ membership: { validTo: '2026-02-28' } })
  })

  test('two renewals at once are two periods in a row; a fee paid back takes its own', async () => {
    const w = await world()
    const { id: memberId } = await shopper(w, 'A')
    const from = day('2026-03-02')
    const causes = [w.newId(), w.newId()]
    const periods = await Promise.all(
      causes.map((causeId) =>
        w.work((work) => startMembership(work, { memberId, from, way: 'FEE', months: 12, causeId })),
      ),
    )
    expect(periods.map(({ to }) => to).sort()).toEqual(['2027-03-01', '2028-03-01'])
    const last = causes[periods.findIndex(({ to }) => to === '2028-03-01')] ?? ''
    const takeBack = () => w.work((work) => voidMembership(work, { causeId: last, reason: '退费' }))
    expect([await takeBack(), await takeBack()]).toEqual([true, false])
    expect((await standingOf(w, memberId)).membership.periods).toHaveLength(1)
  })

  test('one asks for any day: as whom somebody buys is said of the day of the sale', async () => {
    const w = await world()
    const { id: memberId } = await shopper(w, 'A')
    const from = day('2026-03-02')
    await w.work((work) =>
      startMembership(work, { memberId, from, way: 'FEE', months: 1, causeId: w.newId() }),
    )
    const document = programDocument.parse({
      earning: { points: 1, perMinor: 100 },
      joining,
      tiers: { list: FOUR },
    })
    const found = await w.work((work) => standingsOf(work, [memberId], document))
    const standing = found.get(memberId)
    if (!standing) throw new Error('the member stands somewhere')
    expect(standing).toMatchObject({ membership: 'active', validTo: '2026-04-01', tier: 'PU' })
    expect(buyerOf(standing)).toEqual({ tier: 'PU' })
    expect(buyerOf(standing, day('2026-04-02'))).toBeNull()
    expect(buyerOf(standing, day('2026-03-01'))).toBeNull()
  })
})

test('T3: the tier one joins at is a floor, given once', async () => {
  const w = await world()
  await publish(w, { tiers: { list: FOUR } })
  const { id: memberId } = await shopper(w, 'A')
  const gift = { id: w.newId(), fingerprint: '', kind: 'joining' as const, memberId, tier: 'VIP', reason: '' }
  const give = () => w.work((work) => giveTier(work, gift))
  expect(await give()).toMatchObject({ from: 'PU', to: 'VIP', why: 'joining' })
  expect(await give()).toBeNull()
  expect(await standingOf(w, memberId)).toMatchObject({ floor: 'VIP', moves: [{ why: 'joining' }] })
})

test('T11: what was bought before there were tiers counts once, however often it is told', async () => {
  const w = await world()
  await publish(w, { tiers: { list: FOUR } })
  const { id: memberId } = await shopper(w, 'A')
  await buy(w, 'A', 100)
  const totals = [
    { memberId, day: day('2026-01-05'), spendMinor: 1900_00, visits: 3, points: 1900 },
    { memberId, day: day('2026-03-02'), spendMinor: 100_00, visits: 1, points: 100 },
  ]
  const tell = () =>
    w.work((work) =>
      rebuildMerits(work, {
        memberIds: [memberId],
        from: 'sales',
        totals: async () => totals,
        causeId: w.newId(),
      }),
    )
  await tell()
  await tell()
  expect(await tierOf(w, memberId)).toBe('GOLD')
  expect(await standingOf(w, memberId)).toMatchObject({
    next: { ways: [{ have: 2000_00 }] },
    moves: [{ from: 'PU', to: 'GOLD', why: 'rebuilt' }],
    lastBoughtOn: '2026-03-02',
  })
})
