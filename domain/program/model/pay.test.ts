import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money, type Money } from '#base/money'
import { runs } from '#test/world/runs'
import { programDocument, VALUE_ORDERS } from './document.ts'
import { payFor, pointsForMoney, splitValue, type TenderKind, type TenderWish } from './pay.ts'

const program = (of: object = {}) => programDocument.parse({ earning: { points: 1, perMinor: 100 }, ...of })
const tender = (kind: TenderKind, amount: number, given: number | null = null): TenderWish => ({
  kind,
  amountMinor: money(amount),
  givenMinor: given === null ? null : money(given),
  code: null,
  count: 1,
})
const MODES = ['half_up', 'down', 'up'] as const

/** Rounding worked out again from the words of the law: the nearest step, the step below, the step above. */
function rounded(due: number, step: number, mode: (typeof MODES)[number]): number {
  const below = Math.floor(due / step) * step
  const above = Math.ceil(due / step) * step
  if (mode === 'down') return below
  if (mode === 'up') return above
  return due - below < above - due ? below : above
}

test('cash is rounded to whole steps, the rest is paid to the fen, and the change is what was given too much', () => {
  const steps = fc.constantFrom(1, 5, 10, 50, 100)
  fc.assert(
    fc.property(
      fc.nat({ max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      steps,
      fc.constantFrom(...MODES),
      fc.nat({ max: 10_000 }),
      (total, share, stepMinor, mode, over) => {
        const rules = program({ cashRounding: { stepMinor, mode } })
        const card = Math.floor(total * share)
        const cash = rounded(total - card, stepMinor, mode)
        const wish = [tender('card', card), tender('cash', cash, cash + over)]
        expect(payFor(rules, money(total), wish)).toEqual({
          roundingMinor: cash - (total - card),
          changeMinor: over,
          points: 0,
        })
        for (const off of [-1, 1].filter((one) => cash + one >= 0))
          expect(payFor(rules, money(total), [tender('card', card), tender('cash', cash + off)])).toBe(
            'tenders_differ',
          )
        if (cash > 0)
          expect(payFor(rules, money(total), [tender('card', card), tender('cash', cash, cash - 1)])).toBe(
            'given_below_amount',
          )
      },
    ),
    { numRuns: runs('T01_RUNS', 500) },
  )
})

test('without cash nothing is rounded, and nobody pays more than is due', () => {
  const rules = program({ cashRounding: { stepMinor: 10 } })
  expect(payFor(rules, money(1_03), [tender('card', 1_03)])).toMatchObject({ roundingMinor: 0 })
  expect(payFor(rules, money(1_03), [tender('card', 1_04)])).toBe('tenders_differ')
  expect(payFor(rules, money(1_03), [tender('card', 1_04), tender('cash', 0)])).toBe('tenders_differ')
  expect(payFor(rules, money(1_03), [])).toEqual({ roundingMinor: 0, changeMinor: 0, points: 0 })
})

test('points pay in whole steps, from a least number on, up to a share of the total', () => {
  const least = fc.nat({ max: 50 })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      least,
      fc.nat({ max: 10_000 }),
      fc.nat({ max: 2_000 }),
      fc.nat({ max: 2_000 }),
      (points, minor, leastPoints, mostBps, amount, total) => {
        const rules = program({ pointsAsMoney: { points, minor, leastPoints, mostBps } })
        const needed = (amount / minor) * points
        const right = (): number | string => {
          if (amount === 0) return 0
          if (amount % minor !== 0) return 'points_not_in_steps'
          if (needed < leastPoints) return 'points_below_minimum'
          return amount * 10_000 > total * mostBps ? 'points_above_share' : needed
        }
        expect(pointsForMoney(rules, money(amount), money(total))).toBe(right())
      },
    ),
    { numRuns: runs('T01_RUNS', 500) },
  )
  expect(pointsForMoney(program(), money(1), money(1))).toBe('points_not_accepted')
})

test('a spend of stored value is split over principal and bonus exactly, by each order of the program', () => {
  const amounts = fc.nat({ max: 1_000_000 })
  fc.assert(
    fc.property(amounts, amounts, fc.double({ min: 0, max: 1, noNaN: true }), (principal, bonus, share) => {
      const held = { principal: money(principal), bonus: money(bonus) }
      const amount = Math.floor((principal + bonus) * share)
      const of = (order: (typeof VALUE_ORDERS)[number]) => {
        const split = splitValue(order, held, money(amount))
        if (split === null) throw new Error('there is enough')
        expect(split.principal + split.bonus).toBe(amount)
        for (const [part, whole] of [
          [split.principal, principal],
          [split.bonus, bonus],
        ] as const) {
          expect(part).toBeGreaterThanOrEqual(0)
          expect(part).toBeLessThanOrEqual(whole)
        }
        return split
      }
      expect(of('principal_first').principal).toBe(Math.min(amount, principal))
      expect(of('bonus_first').bonus).toBe(Math.min(amount, bonus))
      const exact = (BigInt(amount) * BigInt(bonus)) / BigInt(Math.max(1, principal + bonus))
      expect(of('proportional').bonus).toBe(Number(exact))
      for (const order of VALUE_ORDERS)
        expect(splitValue(order, held, money(principal + bonus + 1))).toBeNull()
    }),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

test('stored value spent bit by bit ends at nothing, whatever the order', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...VALUE_ORDERS),
      fc.nat({ max: 500 }),
      fc.nat({ max: 500 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 90 })),
      (order, principal, bonus, bits) => {
        const held: { principal: Money; bonus: Money } = { principal: money(principal), bonus: money(bonus) }
        for (const bit of bits) {
          const left = held.principal + held.bonus
          if (left === 0) break
          const split = splitValue(order, held, money(Math.min(bit, left)))
          held.principal = money(held.principal - (split?.principal ?? 0))
          held.bonus = money(held.bonus - (split?.bonus ?? 0))
          expect(Math.min(held.principal, held.bonus)).toBeGreaterThanOrEqual(0)
        }
        expect(held).toEqual({ principal: 0, bonus: 0 })
      },
    ),
    { numRuns: runs('T01_RUNS', 200) },
  )
})
