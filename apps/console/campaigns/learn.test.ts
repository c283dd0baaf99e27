import { expect, test } from 'vitest'
import { learning } from './learn-sums.ts'

const of = { members: 10_000, buyers: 500, meanMinor: 1_000, sdMinor: 5_000, correlation: 0.6 }

test('ten thousand members, one in twenty buys, a tenth held back: a lift of 41 % is the least that shows', () => {
  const found = learning(of, 10)
  if (typeof found === 'string') throw new Error(found)
  expect(found).toMatchObject({ treated: 9_000, control: 1_000, base: 0.05, verdict: 'together' })
  // The table of planned effects: 41 % at a tenth, 56 % at a twentieth, 24 % at a half.
  expect(Math.round(found.relativeMde * 100)).toBe(41)
  expect(found.held.map((one) => Math.round(one.relativeLift * 100))).toEqual([56, 41, 31, 27, 24])
  expect(found.mailings).toBe(Math.ceil((found.relativeMde / 0.2) ** 2))
  // With ρ = 0.6 four fifths of the spread are left.
  expect(found.mdeMinor).toBeCloseTo(2.8015853 * 5_000 * 0.8 * Math.sqrt(1 / 9_000 + 1 / 1_000), 1)
  expect(found.sizes.find((one) => one.lift === 0.2)?.members).toBe(42_201)
  const chance = (lift: number) => found.chances.find((one) => one.lift === lift)?.chance ?? 0
  expect(chance(0.05)).toBeLessThan(chance(0.2))
  // At the least that shows the chance is four in five, at a half more it is better.
  expect(chance(0.5)).toBeGreaterThan(0.8)
  expect(chance(0.3)).toBeLessThan(0.8)
})

test('a large list shows a fifth alone; a list where nobody buys, or all do, has no base', () => {
  expect(learning({ ...of, members: 200_000, buyers: 10_000 }, 10)).toMatchObject({
    verdict: 'alone',
    mailings: 1,
  })
  expect(learning({ ...of, buyers: 0 }, 10)).toBe('quiet')
  expect(learning({ ...of, buyers: 10_000 }, 10)).toBe('quiet')
})

test('an arm below a hundred is too few to plan by, and a rare purchase cannot be judged in any number', () => {
  expect(learning({ ...of, members: 900, buyers: 45 }, 10)).toBe('few')
  expect(learning({ ...of, members: 1_000, buyers: 2 }, 20)).toMatchObject({ verdict: 'never' })
})

test('a lift beyond everybody is no lift', () => {
  const found = learning({ ...of, buyers: 7_000 }, 10)
  if (typeof found === 'string') throw new Error(found)
  expect(found.chances.map((one) => one.lift)).toEqual([0.05, 0.1, 0.2, 0.3])
})
