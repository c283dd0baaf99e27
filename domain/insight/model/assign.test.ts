import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucket, heldOut, stratifiedHoldout } from './assign.ts'
import { splitCheck } from './srm.ts'

const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `m${i}`)

test('a member stays where the salt put it, and a larger share keeps all who were held', () => {
  for (const id of ids(2000)) {
    expect(bucket('spring', id)).toBe(bucket('spring', id))
    if (heldOut('spring', id, 0.05)) expect(heldOut('spring', id, 0.2)).toBe(true)
  }
})

test('hashing holds the share, and another salt holds others', () => {
  const all = ids(100_000)
  const held = all.filter((id) => heldOut('a', id, 0.1))
  expect(splitCheck([held.length, all.length - held.length], [0.1, 0.9]).light).toBe('green')
  const again = held.filter((id) => heldOut('b', id, 0.1)).length
  expect(again / held.length).toBeGreaterThan(0.08)
  expect(again / held.length).toBeLessThan(0.12)
})

const lists = fc.record({
  share: fc.constantFrom(0.02, 0.05, 0.1, 0.2, 0.5),
  strata: fc.array(fc.constantFrom('gold/5', 'gold/1', 'plain/5', 'plain/2'), {
    minLength: 1,
    maxLength: 300,
  }),
  salt: fc.string(),
})

test('every stratum and the whole list hold their share to the member', () => {
  fc.assert(
    fc.property(lists, ({ share, strata, salt }) => {
      const held = stratifiedHoldout({ salt, share, ids: ids(strata.length), strata })
      const fair = (n: number, of: number): boolean => Math.abs(n - share * of) < 1 + 1e-9
      for (const name of new Set(strata)) {
        const rows = strata.flatMap((s, i) => (s === name ? [i] : []))
        expect(
          fair(
            rows.reduce((n, i) => n + (held[i] ?? 0), 0),
            rows.length,
          ),
        ).toBe(true)
      }
      expect(
        fair(
          held.reduce((a, b) => a + b, 0),
          strata.length,
        ),
      ).toBe(true)
    }),
  )
})

test('the draw does not depend on the order of the list', () => {
  fc.assert(
    fc.property(lists, ({ share, strata, salt }) => {
      const all = ids(strata.length)
      const held = stratifiedHoldout({ salt, share, ids: all, strata })
      const back = stratifiedHoldout({ salt, share, ids: all.toReversed(), strata: strata.toReversed() })
      expect([...back].toReversed()).toEqual([...held])
    }),
  )
})
