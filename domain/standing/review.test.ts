import { describe, expect, test } from 'vitest'
import { publish, shopper } from '#test/world/shop'
import { buy, FOUR, standingOf, tier, tierOf, told } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { archivedAmong, historyKnown } from './index.ts'
import { tierReport } from './contract.ts'

/** The four tiers, kept by what reached them, looked at every year. */
const KEPT = FOUR.map((one) => ({ ...one, keep: one.ways?.[0]?.least ?? null }))

const reviewed = async (more: object = {}): Promise<TestWorld> => {
  const w = await world()
  const tiers = { list: KEPT, window: 'rolling' as const, reviewMonths: 12, warnDays: 30, ...more }
  await publish(w, { tiers })
  return w
}

const night = async (w: TestWorld, day: string) => {
  w.clock.set(`${day}T18:30:00.000Z`)
  await w.job('standing.review')
}
describe('C14 tiers are kept or lost at review', () => {
  test('under the threshold at review it is one tier down; reading changes nothing before', async () => {
    const w = await reviewed()
    const a = await shopper(w, 'A')
    await buy(w, 'A', 2000)
    expect(await standingOf(w, a.id)).toMatchObject({ review: { on: '2027-03-02', kept: true } })
    await night(w, '2027-01-30')
    w.clock.set('2027-03-05T02:00:00.000Z')
    expect(await standingOf(w, a.id)).toMatchObject({ tier: { code: 'GOLD' } })
    // Bought on the day a year before the review, so within its year: kept. A year later nothing was.
    await night(w, '2027-03-02')
    expect(await tierOf(w, a.id)).toBe('GOLD')
    await night(w, '2028-03-01')
    expect(await standingOf(w, a.id)).toMatchObject({
      tier: { code: 'VIP' },
      review: { on: '2029-03-02' },
      moves: [{ from: 'GOLD', to: 'VIP', up: false, why: 'review' }, { why: 'merit' }],
    })
    // Twice in a night is once.
    await night(w, '2028-03-01')
    expect(await tierOf(w, a.id)).toBe('VIP')
  })

  test('a member is warned before, once, with what is missing', async () => {
    const w = await reviewed()
    await shopper(w, 'A')
    await buy(w, 'A', 500)
    w.clock.set('2027-02-28T02:00:00.000Z')
    await buy(w, 'A', 120)
    await night(w, '2028-01-30')
    expect(await told(w, 'standing.keep_warned')).toEqual([])
    await night(w, '2028-02-02')
    await night(w, '2028-02-03')
    const keep = [{ by: 'spend', least: 500_00, have: 0, missing: 500_00 }]
    expect(await told(w, 'standing.keep_warned')).toMatchObject([
      { body: { tier: 'VIP', reviewOn: '2028-03-02', keep } },
    ])
  })

  test('days of grace keep the tier, and what is bought in them keeps it for good', async () => {
    const w = await reviewed({ graceDays: 30 })
    const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
    await buy(w, 'A', 500)
    await buy(w, 'B', 500)
    await night(w, '2027-03-02')
    await night(w, '2028-03-02')
    expect(await standingOf(w, a.id)).toMatchObject({
      tier: { code: 'VIP' },
      review: { graceTo: '2028-03-31' },
    })
    expect(await told(w, 'standing.keep_missed')).toHaveLength(2)
    w.clock.set('2028-03-20T02:00:00.000Z')
    await buy(w, 'A', 500)
    await night(w, '2028-03-31')
    expect([await tierOf(w, a.id), await tierOf(w, b.id)]).toEqual(['VIP', 'PU'])
    expect(await standingOf(w, a.id)).toMatchObject({ review: { on: '2029-03-02', graceTo: null } })
    expect(await standingOf(w, b.id)).toMatchObject({ review: null })
  })

  test('a program may let members fall down to what they keep', async () => {
    const w = await reviewed({ fall: 'all' })
    const a = await shopper(w, 'A')
    await buy(w, 'A', 5000)
    w.clock.set('2027-06-01T02:00:00.000Z')
    await buy(w, 'A', 500)
    await night(w, '2028-03-02')
    expect(await tierOf(w, a.id)).toBe('VIP')
  })

  test('a job that did not run for years comes to the same', async () => {
    const w = await reviewed({ graceDays: 30 })
    const a = await shopper(w, 'A')
    await buy(w, 'A', 5000)
    await night(w, '2031-06-01')
    const { moves } = await standingOf(w, a.id)
    expect(moves.map(({ to }) => to)).toEqual(['PU', 'VIP', 'GOLD', 'ANGEL'])
  })

  test('where everything ever bought counts, what reached a tier once does not raise it again', async () => {
    const w = await reviewed({ window: 'ever' })
    const a = await shopper(w, 'A')
    await buy(w, 'A', 500)
    await night(w, '2028-03-02')
    expect(await tierOf(w, a.id)).toBe('PU')
    expect(await buy(w, 'A', 499)).toMatchObject({ tierMove: null })
    expect(await buy(w, 'A', 1)).toMatchObject({ tierMove: { to: 'VIP' } })
  })

  test('a program that reviews later than it has tiers reviews those who are there', async () => {
    const w = await reviewed({ reviewMonths: null })
    const a = await shopper(w, 'A')
    await buy(w, 'A', 500)
    await night(w, '2028-03-02')
    expect(await standingOf(w, a.id)).toMatchObject({ tier: { code: 'VIP' }, review: null })
    await publish(w, { tiers: { list: KEPT, window: 'rolling', reviewMonths: 12 } })
    await night(w, '2028-03-03')
    await night(w, '2028-03-05')
    expect(await tierOf(w, a.id)).toBe('PU')
  })

  test('a tier that needs no proof is never lost', async () => {
    const w = await reviewed({ list: FOUR.map((one) => ({ ...one, keep: null })) })
    const a = await shopper(w, 'A')
    await buy(w, 'A', 500)
    await night(w, '2032-03-02')
    expect(await tierOf(w, a.id)).toBe('VIP')
  })
})

describe('C14 members who do not buy are archived', () => {
  const archiving = async (): Promise<TestWorld> => {
    const w = await world()
    await publish(w, { tiers: { list: [tier('PU')], archiveAfterMonths: 6 } })
    return w
  }
  const atNight = async (w: TestWorld, day: string) => {
    w.clock.set(`${day}T18:30:00.000Z`)
    await w.settle()
    await w.job('standing.archive')
  }

  test('past the removal period, left out of counts, and back with the next purchase', async () => {
    const w = await archiving()
    const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
    await atNight(w, '2026-03-03')
    w.clock.set('2026-06-01T02:00:00.000Z')
    await buy(w, 'B', 10)
    await atNight(w, '2026-09-01')
    const archived = () => w.work((work) => archivedAmong(work, [a.id, b.id]))
    expect([...(await archived())]).toEqual([])
    await atNight(w, '2026-09-02')
    expect([...(await archived())]).toEqual([a.id])
    expect(await standingOf(w, a.id)).toMatchObject({ membership: { state: 'archived' } })
    expect(await w.call(tierReport, {})).toMatchObject({ tiers: [{ members: 1 }], archived: 1 })

    expect(await buy(w, 'A', 10)).toMatchObject({ tier: 'PU' })
    expect([...(await archived())]).toEqual([])
    expect(await standingOf(w, a.id)).toMatchObject({ membership: { state: 'active' }, archivedOn: null })
    expect(await told(w, 'standing.revived')).toHaveLength(1)
  })

  test('nobody is archived for the time before purchases were known, unless all of it is', async () => {
    const w = await world()
    const a = await shopper(w, 'A')
    await buy(w, 'A', 10)
    await w.settle()
    w.clock.set('2027-01-01T02:00:00.000Z')
    await publish(w, { tiers: { archiveAfterMonths: 6 } })
    // The purchases of before have not been told yet.
    await w.job('standing.archive')
    await w.job('standing.archive')
    expect(await standingOf(w, a.id)).toMatchObject({ archivedOn: null })
    await w.work(historyKnown)
    await w.job('standing.archive')
    expect(await standingOf(w, a.id)).toMatchObject({ archivedOn: '2027-01-01' })
  })
})
