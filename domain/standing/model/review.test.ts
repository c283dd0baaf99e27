import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
import { firstReview, review, reviewSpan } from './review.ts'
import { noMerits } from './tiers.ts'

const tier = (code: string, least: number | null, keep: number | null = least) => ({
  code,
  nameZh: code,
  nameEn: code,
  keep,
  ways:
    least === null
      ? []
      : [
          {
            by: 'spend',
            least,
          },
        ],
})
const tiersOf = (more: object = {}) =>
  programDocument.parse({
    earning: { points: 1, perMinor: 100 },
    tiers: {
      list: [tier('A', null), tier('B', 500), tier('C', 2e3), tier('D', 5e3)],
      window: 'rolling',
      windowMonths: 12,
      reviewMonths: 12,
      ...more,
    },
  }).tiers

const D = { rank: 3, reviewOn: day('2026-03-02'), graceTo: null }

test.each([
  ['one', 5000, { kind: 'kept' }],
  ['one', 4999, { kind: 'falls', to: 2 }],
  ['one', 0, { kind: 'falls', to: 2 }],
  ['all', 4999, { kind: 'falls', to: 2 }],
  ['all', 1999, { kind: 'falls', to: 1 }],
  ['all', 499, { kind: 'falls', to: 0 }],
] as const)('T6: falling %s with %d at review', (fall, spendMinor, verdict) => {
  expect(review(tiersOf({ fall }), D, { ...noMerits, spendMinor })).toEqual(verdict)
})

test('T6: a tier kept without proof catches whoever falls', () => {
  const tiers = tiersOf({
    fall: 'all',
    list: [tier('A', null), tier('B', 500, null), tier('C', 2000), tier('D', 5000)],
  })
  expect(review(tiers, D, noMerits)).toEqual({ kind: 'falls', to: 1 })
})

test('T6: grace is given once, and its days count', () => {
  const tiers = tiersOf({ graceDays: 30 })
  expect(review(tiers, D, noMerits)).toEqual({ kind: 'grace', to: '2026-03-31' })
  const late = { ...D, graceTo: day('2026-03-31') }
  expect(review(tiers, late, noMerits)).toEqual({ kind: 'falls', to: 2 })
  expect(reviewSpan(tiers, late.reviewOn, late.graceTo)).toEqual({ from: '2025-03-02', to: '2026-03-31' })
})

test.each([
  ['rolling', { from: '2025-03-02', to: '2026-03-01' }],
  ['ever', { from: '2025-03-02', to: '2026-03-01' }],
  ['calendar_year', { from: '2026-01-01', to: '2026-03-01' }],
] as const)('T6: a review of %s looks at the days before it', (window, span) => {
  expect(reviewSpan(tiersOf({ window }), D.reviewOn, null)).toEqual(span)
})

test('T6: years are judged when they are over', () => {
  const tiers = tiersOf({ window: 'calendar_year' })
  expect(firstReview(tiers, day('2025-06-15'))).toBe('2027-01-01')
  expect(firstReview(tiers, day('2025-01-01'))).toBe('2026-01-01')
  expect(reviewSpan(tiers, day('2027-01-01'), null)).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  expect(firstReview(tiersOf(), day('2025-06-15'))).toBe('2026-06-15')
  expect(firstReview(tiersOf({ reviewMonths: null }), day('2025-06-15'))).toBeNull()
})
