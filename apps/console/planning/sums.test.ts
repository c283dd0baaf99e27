import { expect, test } from 'vitest'
import { lastQuarter } from './period.ts'
import { costMore, refusedBy, tierPlaces } from './sums.ts'
import type { Side } from './sums.ts'

const side = (of: Partial<Side>): Side => ({
  sales: 10,
  chargedMinor: 900_00,
  givenMinor: 100_00,
  pointsIssued: 0,
  pointsBurned: 0,
  pointsCostMinor: null,
  periodRewardMinor: 0,
  costMinor: 100_00,
  liabilityPoints: 0,
  liabilityMinor: null,
  tiers: [],
  refused: [],
  ...of,
})

test('the cost is told as what is more, and as a share of list prices', () => {
  const live = side({ chargedMinor: 1_000_00, givenMinor: 0, costMinor: 0 })
  expect(costMore({ live, draft: side({}) })).toEqual({ more: 100_00, share: 0.1 })
  expect(costMore({ live: side({}), draft: live })).toEqual({ more: -100_00, share: 0 })
})

test('nothing sold is no share of anything', () => {
  const none = side({ chargedMinor: 0, givenMinor: 0, costMinor: 0 })
  expect(costMore({ live: none, draft: none }).share).toBe(0)
})

test('a tier that only one program has is unknown to the other, not empty', () => {
  const tier = (code: string, members: number) => ({ code, nameZh: code, nameEn: code, members })
  const live = side({ tiers: [tier('base', 8), tier('old', 2)] })
  const draft = side({ tiers: [tier('base', 6), tier('gold', 4)] })
  expect(tierPlaces({ live, draft }).map(({ code, live: a, draft: b }) => [code, a, b])).toEqual([
    ['base', 8, 6],
    ['gold', null, 4],
    ['old', 2, null],
  ])
})

test('refused baskets of both programs stand in one list', () => {
  const live = side({ refused: [{ code: 'members_only', sales: 1 }] })
  const draft = side({ refused: [{ code: 'coupon_unknown', sales: 3 }] })
  expect(refusedBy({ live, draft })).toEqual([
    { code: 'coupon_unknown', live: 0, draft: 3 },
    { code: 'members_only', live: 1, draft: 0 },
  ])
})

test('the quarter to look at ends with the last sale', () => {
  expect(lastQuarter('2026-11-25', undefined)).toEqual({ from: '2026-08-26', to: '2026-11-25' })
  expect(lastQuarter('2026-11-25', '1998-06-30')).toEqual({ from: '1998-03-31', to: '1998-06-30' })
})
