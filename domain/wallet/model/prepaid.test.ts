import { assert, constantFrom, integer, property, record, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { money } from '#base/money'
import {
  bearerActiveUntil,
  bearerCap,
  bearsInterest,
  interestOn,
  listedPrice,
  namedCap,
  PACKS,
  passRefund,
  prepaidPacks,
  roomUnder,
  takeOut,
  topUpRefund,
  type Consumption,
} from './prepaid.ts'

const cn = prepaidPacks.cn
const RUNS = { numRuns: 20_000, seed: 20_250_501 }

const so = (more: Partial<Record<keyof Consumption, unknown>>): Consumption => ({
  paid: money(1_000_00),
  gift: money(200_00),
  usedCharged: money(0),
  usedListed: (more.usedCharged as Consumption['usedCharged'] | undefined) ?? money(0),
  cause: 'consumer',
  daysSincePaid: 30,
  untouched: false,
  ...(more as Partial<Consumption>),
})

// 法释〔2025〕4号, the vectors of the promises: 1,000.00 paid, 200.00 given.
test.each([
  { used: 600_00, cause: 'trader', counted: 500_00, refund: 500_00, rule: 'gift_in_proportion' },
  { used: 600_00, cause: 'consumer', counted: 600_00, refund: 400_00, rule: 'undiscounted' },
  { used: 1_100_00, cause: 'trader', counted: 916_67, refund: 83_33, rule: 'gift_in_proportion' },
  { used: 1_100_00, cause: 'consumer', counted: 1_100_00, refund: 0, rule: 'undiscounted' },
] as const)(
  'W7: of 1,000 + 200 used $used by the $cause: $refund comes back',
  ({ used, cause, counted, refund, rule }) => {
    const answer = topUpRefund(cn, so({ usedCharged: money(used), cause }))
    expect(answer).toEqual({ rule, countedMinor: counted, refundMinor: refund })
  },
)

test('W7: untouched, the seventh day brings back all that was paid; the eighth does not, nor what was touched', () => {
  const untouched = { cause: 'withdrawal_7_days', untouched: true }
  const whole = { rule: 'withdrawal', countedMinor: 0, refundMinor: 1_000_00 }
  expect(topUpRefund(cn, so({ ...untouched, daysSincePaid: 7 }))).toEqual(whole)
  expect(topUpRefund(cn, so({ ...untouched, daysSincePaid: 8 }))).toBe('withdrawal_too_late')
  // Late and touched: the day is asked first.
  expect(topUpRefund(cn, so({ cause: 'withdrawal_7_days', daysSincePaid: 8 }))).toBe('withdrawal_too_late')
  expect(topUpRefund(cn, so({ cause: 'withdrawal_7_days', daysSincePaid: 0 }))).toBe('withdrawal_touched')
  expect(topUpRefund(cn, so({ ...untouched, daysSincePaid: 0, usedCharged: money(1) }))).toBe(
    'withdrawal_touched',
  )
  expect(topUpRefund(prepaidPacks.none, so({ ...untouched, daysSincePaid: 0 }))).toBe('withdrawal_too_late')
})

test('W7: discounts are the trader’s to bear and the consumer’s to lose', () => {
  const used = { usedCharged: money(300_00), usedListed: money(400_00) }
  expect(topUpRefund(cn, so({ ...used, cause: 'trader' }))).toMatchObject({ refundMinor: 750_00 })
  expect(topUpRefund(cn, so({ ...used, cause: 'consumer' }))).toMatchObject({ refundMinor: 600_00 })
  expect(topUpRefund(prepaidPacks.none, so({ ...used, cause: 'trader' }))).toMatchObject({
    refundMinor: 700_00,
  })
})

const anyTopUp = tuple(integer({ min: 1, max: 10 ** 9 }), integer({ min: 0, max: 10 ** 9 })).chain(
  ([paid, gift]) =>
    record({
      paid: constantFrom(money(paid)),
      gift: constantFrom(money(gift)),
      usedCharged: integer({ min: 0, max: paid + gift }).map(money),
      dearer: integer({ min: 0, max: 10 ** 9 }),
      cause: constantFrom('trader' as const, 'consumer' as const),
      pack: constantFrom(...PACKS),
      died: integer({ min: 0, max: gift }),
      bonusShare: integer({ min: 0, max: 1000 }),
      more: integer({ min: 0, max: 10 ** 6 }),
    }),
)

const refundOf = (pack: (typeof PACKS)[number], of: Consumption): number => {
  const answer = topUpRefund(prepaidPacks[pack], of)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.refundMinor
}

test('W7: a refund is never negative, never above what was paid, and never grows with what was used', () => {
  assert(
    property(anyTopUp, ({ pack, dearer, more, ...of }) => {
      const listed = money(of.usedCharged + dearer)
      const refund = refundOf(pack, so({ ...of, usedListed: listed }))
      expect(refund).toBeGreaterThanOrEqual(0)
      expect(refund).toBeLessThanOrEqual(of.paid)
      // No pump (promises L6): whoever wishes it has no more in goods and money together than was paid.
      if (of.cause === 'consumer' || pack === 'none')
        expect(refund + Math.min(of.usedCharged, of.paid)).toBeLessThanOrEqual(of.paid)
      const usedMore = money(Math.min(of.paid + of.gift, of.usedCharged + more))
      const listedMore = money(Math.max(listed, usedMore))
      expect(
        refundOf(pack, so({ ...of, usedCharged: usedMore, usedListed: listedMore })),
      ).toBeLessThanOrEqual(refund)
    }),
    RUNS,
  )
})

test('W7: the trader’s doing never brings back less than the consumer’s wish', () => {
  assert(
    property(anyTopUp, ({ dearer, ...of }) => {
      const used = so({ ...of, usedListed: money(of.usedCharged + dearer) })
      const [trader, consumer] = [
        refundOf('cn', { ...used, cause: 'trader' }),
        refundOf('cn', { ...used, cause: 'consumer' }),
      ]
      expect(trader).toBeGreaterThanOrEqual(consumer)
    }),
    RUNS,
  )
})

test('W8: whatever was spent first, a refund and what is void empty the lots exactly', () => {
  assert(
    property(anyTopUp, ({ pack, died, bonusShare, ...of }) => {
      // Some of the gift died; what remains lies in principal and bonus as any order of spending may leave it.
      const used = Math.min(of.usedCharged, of.paid + of.gift - died)
      const rest = of.paid + of.gift - died - used
      const most = Math.min(rest, of.gift - died)
      const least = Math.max(0, rest - of.paid)
      const bonus = least + Math.floor(((most - least) * bonusShare) / 1000)
      const left = { principal: money(rest - bonus), bonus: money(bonus), bonusDied: money(died) }
      const refund = money(refundOf(pack, so({ ...of, usedCharged: money(used), usedListed: money(used) })))
      const out = takeOut(refund, left)
      expect(Object.values(out).every((part) => part >= 0)).toBe(true)
      expect(out.principalRefunded + out.bonusRefunded + out.diedRefunded).toBe(refund)
      expect(out.principalRefunded + out.principalKept).toBe(left.principal)
      expect(out.bonusRefunded + out.bonusVoid).toBe(left.bonus)
    }),
    RUNS,
  )
})

test('W7: interest is simple, by days of a year of 365, halves of a fen up; second thoughts bear none', () => {
  // 500.00 at 3.10 % for 90 days: 3.8219 yuan.
  expect(interestOn(money(500_00), { bps: 310, days: 90 })).toBe(3_82)
  expect(interestOn(money(500_00), { bps: 310, days: 0 })).toBe(0)
  expect(interestOn(money(73), { bps: 10_000, days: 5 })).toBe(1)
  expect(bearsInterest('withdrawal_7_days')).toBe(false)
  expect(bearsInterest('consumer')).toBe(true)
})

test('W6: caps are the law’s unless the chain sets lower ones', () => {
  const rules = { pack: 'cn', namedMostMinor: null, bearerMostMinor: null } as const
  expect([namedCap(rules), bearerCap(rules)]).toEqual([5_000_00, 1_000_00])
  expect(namedCap({ ...rules, namedMostMinor: 3_000_00 })).toBe(3_000_00)
  expect(namedCap({ ...rules, namedMostMinor: 9_000_00 })).toBe(5_000_00)
  expect(bearerCap({ ...rules, bearerMostMinor: 500_00 })).toBe(500_00)
  expect(namedCap({ ...rules, pack: 'none' })).toBe(null)
  expect(namedCap({ ...rules, pack: 'none', namedMostMinor: 9_000_00 })).toBe(9_000_00)
  expect([roomUnder(null, money(1)), roomUnder(money(5), money(3)), roomUnder(money(5), money(9))]).toEqual([
    null,
    2,
    0,
  ])
})

test('W9: a bearer card asks for reactivation after three years at the least, a named one never', () => {
  expect(bearerActiveUntil(cn, day('2024-02-29'))).toBe('2027-02-28')
  expect(bearerActiveUntil(prepaidPacks.none, day('2024-02-29'))).toBe(null)
  expect(cn.namedNeverEnds).toBe(true)
})

test('W7: a pass is worth what is left of it, by count or by days', () => {
  expect(passRefund({ paid: money(500_00), whole: 10, used: 3 })).toBe(350_00)
  expect(passRefund({ paid: money(365_00), whole: 365, used: 100 })).toBe(265_00)
  expect(passRefund({ paid: money(100_00), whole: 3, used: 1 })).toBe(66_67)
  expect(passRefund({ paid: money(100_00), whole: 3, used: 4 })).toBe(0)
})

test('W7: what a discount saved is counted by each receipt; returns take theirs off', () => {
  const spent = [
    { causeId: 'sale', amount: money(90_00) },
    { causeId: 'return', amount: money(-30_00) },
    { causeId: 'handed on', amount: money(40_00) },
    { causeId: 'full price', amount: money(10_00) },
  ]
  const known = new Map([
    ['sale', { listedMinor: 200_00, chargedMinor: 180_00 }],
    ['return', { listedMinor: 60_00, chargedMinor: 50_00 }],
    ['full price', { listedMinor: 10_00, chargedMinor: 10_00 }],
  ])
  // 90 of 180 that cost 200: 10 more; 30 of 50 that cost 60: 6 less.
  expect(listedPrice(money(110_00), spent, known)).toBe(114_00)
  expect(listedPrice(money(110_00), spent, new Map())).toBe(110_00)
  expect(listedPrice(money(5_00), [{ causeId: 'return', amount: money(-30_00) }], known)).toBe(5_00)
})
