import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  currencyDigits,
  formatMoney,
  money,
  parseMoney,
  plainMoney,
  shareDown,
  shareHalfUp,
  splitByLargestRemainder,
  splitInTurn,
} from '#base/money'
import { runs } from '#test/world/runs'

test('a share goes through exact integers: doubles would come out one fen short', () => {
  expect(shareDown(money(8_696_401_560), 25_364_156_902, 27_099_598_460)).toBe(
    Number((8_696_401_560n * 25_364_156_902n) / 27_099_598_460n),
  )
})

test('a split sums to the whole exactly, by largest remainder, whatever its sign', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.integer(), weights, (amount, parts) => {
      fc.pre(parts.some((p) => p > 0))
      const split = splitByLargestRemainder(money(amount), parts)
      expect(split.reduce((a, b) => a + b, 0)).toBe(amount)
      split.forEach((part, at) => {
        const exact = (amount * (parts[at] ?? 0)) / parts.reduce((a, b) => a + b, 0)
        expect(Math.abs(part - exact)).toBeLessThanOrEqual(1 + Math.abs(exact) * 1e-12)
      })
    }),
  )
  expect(splitByLargestRemainder(money(100), [1, 1, 1])).toEqual([34, 33, 33])
})

test('small and large shares alike are those of exact integers, to the last safe one', () => {
  const whole = fc.oneof(
    fc.integer({ min: 1, max: 10_000 }),
    fc.maxSafeNat().map((n) => n + (n === 0 ? 1 : 0)),
  )
  const fair = (amount: number, part: number, of: number) => {
    const product = BigInt(amount) * BigInt(part)
    const half = product < 0n ? -BigInt(of) : BigInt(of)
    return { down: product / BigInt(of), halfUp: (product * 2n + half) / (BigInt(of) * 2n) }
  }
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.oneof(fc.nat(10_000), fc.maxSafeInteger()),
      whole,
      (amount, part, of) => {
        const { down, halfUp } = fair(amount, part, of)
        fc.pre(halfUp <= BigInt(Number.MAX_SAFE_INTEGER) && halfUp >= -BigInt(Number.MAX_SAFE_INTEGER))
        expect(BigInt(shareDown(money(amount), part, of))).toBe(down)
        expect(BigInt(shareHalfUp(money(amount), part, of))).toBe(halfUp)
      },
    ),
    { numRuns: 2_000 },
  )
  // Just below and just above what a double holds: a rounded quotient would be one too many.
  const edge = 2 ** 53 - 1
  expect(shareDown(money(edge), 1, edge)).toBe(1)
  expect(shareDown(money(edge - 1), 1, edge)).toBe(0)
  expect(shareHalfUp(money(2 ** 51 - 1), 1, 2 ** 50)).toBe(2)
  expect(() => shareDown(money(2), 0.5, 1)).toThrow(RangeError)
})

test('halves go away from zero', () => {
  expect([5, 15, -5, -15].map((n) => shareHalfUp(money(n), 1, 10))).toEqual([1, 2, -1, -2])
})

test.each([
  ['1234.5', 2, { amountMinor: 123_450 }],
  ['-0.01', 2, { amountMinor: -1 }],
  ['1.10', 1, { amountMinor: 11 }],
  ['0.001', 2, 'too_many_decimals'],
  ['1,234.5', 2, 'not_a_number'],
  ['', 2, 'not_a_number'],
  ['90071992547409.92', 2, 'too_large'],
])('%s with %i digits is read as %o', (text, digits, expected) => {
  expect(parseMoney(text, digits)).toEqual(expected)
})

test('what is written is read back, to the last safe fen', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3), (minor, digits) => {
      expect(parseMoney(plainMoney(money(minor), digits), digits)).toEqual({ amountMinor: minor })
    }),
  )
})

test('people read their own currency in their own way', () => {
  expect(formatMoney(money(123_456), 'CNY', 'zh-CN')).toBe('¥1,234.56')
  expect(formatMoney(money(123_456), 'JPY', 'en')).toBe('¥123,456')
  expect([currencyDigits('CNY'), currencyDigits('JPY'), currencyDigits('KWD')]).toEqual([2, 0, 3])
})

test('money is a safe integer or a bug', () => {
  expect(() => money(0.1)).toThrow('M5')
  expect(() => money(2 ** 53)).toThrow('M5')
})

const held = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 8 })
const total = (of: readonly number[]) => of.reduce((a, b) => a + b, 0)

test('a split in turn is exact, fits its parts, fills them all at the end, and grows in every part', () => {
  fc.assert(
    fc.property(
      held,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat({ max: 1_000 }),
      (parts, share, more) => {
        const whole = total(parts)
        const amount = Math.floor(whole * share)
        const later = Math.min(whole, amount + more)
        const [now, then] = [amount, later].map((of) => splitInTurn(money(of), parts.map(money)))
        expect(total(now ?? [])).toBe(amount)
        now?.forEach((part, at) => {
          expect(part).toBeGreaterThanOrEqual(0)
          expect(part).toBeLessThanOrEqual(parts[at] ?? 0)
          expect(then?.[at]).toBeGreaterThanOrEqual(part)
        })
        expect(splitInTurn(money(whole), parts.map(money))).toEqual(parts)
      },
    ),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

test('a split in turn goes through exact integers, and is never of more than there is', () => {
  const whole = 27_099_598_460
  const part = 25_364_156_902
  // With doubles the first part comes out one fen short.
  const first = Number((8_696_401_560n * BigInt(part)) / BigInt(whole))
  expect(splitInTurn(money(8_696_401_560), [money(part), money(whole - part)])).toEqual([
    first,
    8_696_401_560 - first,
  ])
  expect(() => splitInTurn(money(3), [money(1), money(1)])).toThrow('M5')
  expect(() => splitInTurn(money(-1), [money(1)])).toThrow('M5')
})
