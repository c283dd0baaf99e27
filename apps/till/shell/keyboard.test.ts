import { expect, test } from 'vitest'
import { grown, nameOf, scanned, type Stroke } from './keyboard.ts'

type Burst = ReturnType<typeof grown>
const typed = (text: string, gapMs: number): { burst: Burst; at: number } => {
  let at = 1_000
  let burst: Burst = null
  for (const key of text) {
    const stroke: Stroke = { key, at }
    burst = grown(burst, stroke)
    at += gapMs
  }
  return { burst, at }
}

test('what comes faster than a hand and ends by Enter was scanned', () => {
  const { burst, at } = typed('6901234567892', 5)
  expect(scanned(burst, at)).toBe('6901234567892')
})

test('a slow machine that passes some strokes on late does not tear a scan apart', () => {
  const { burst } = typed('69012345', 5)
  const late = grown(burst, { key: '6', at: 1_100 })
  expect(scanned(late, 1_105)).toBe('690123456')
})

test('what a hand types was not scanned', () => {
  const { burst, at } = typed('6901234567892', 90)
  expect(scanned(burst, at)).toBeNull()
})

test('a hand that types before a scan is not part of it', () => {
  const slow = typed('12', 90)
  let burst = slow.burst
  let { at } = slow
  for (const key of 'ABCD') burst = grown(burst, { key, at: (at += 4) })
  expect(scanned(burst, at + 4)).toBe('ABCD')
})

test('a hand that is as fast as hands get was not a scanner', () => {
  const { burst, at } = typed('6901234', 60)
  expect(scanned(burst, at)).toBeNull()
})

test('two keys hit at once are no scan', () => {
  const { burst, at } = typed('12', 1)
  expect(scanned(burst, at)).toBeNull()
})

test('a key that writes nothing ends a burst', () => {
  const { burst, at } = typed('6901', 5)
  expect(grown(burst, { key: 'F2', at })).toBeNull()
})

test('keys are named with what is held', () => {
  expect(nameOf({ key: 'Enter', ctrlKey: true, altKey: false, metaKey: false })).toBe('Control+Enter')
  expect(nameOf({ key: 'F9', ctrlKey: false, altKey: false, metaKey: false })).toBe('F9')
})
