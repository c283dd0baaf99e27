import { expect, test } from 'vitest'
import { beatsAt } from './heartbeat.tsx'

test('a pulse runs from the first purchase to the day looked from, and silence stays empty', () => {
  const [first, last] = beatsAt(
    [
      { day: '1997-01-01', spendMinor: 100 },
      { day: '1997-07-02', spendMinor: 400 },
    ],
    '1998-01-01',
  )
  expect(first?.x).toBe(8)
  expect(last?.x).toBeCloseTo(8 + (182 / 365) * 704, 5)
  expect(last?.height).toBeGreaterThan(first?.height ?? 0)
})

test('a day with nothing but returns is still seen', () => {
  expect(beatsAt([{ day: '1997-01-01', spendMinor: -50 }], '1997-01-01')[0]?.height).toBeGreaterThan(0)
})
