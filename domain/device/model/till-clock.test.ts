import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { tillClock } from './till-clock.ts'

const signed = instant('2026-01-02T03:00:00.000Z')
const at = (text: string) => Date.parse(text)

function clock(wall: string) {
  const reading = { wall: at(wall), mono: 1_000 }
  return { reading, clock: tillClock(signed, { wallMs: () => reading.wall, monoMs: () => reading.mono }) }
}

test('a clock that is years behind is not believed, and time goes on all the same', () => {
  const { clock: till, reading } = clock('2020-01-01T00:00:00.000Z')
  expect(till.now()).toBe(signed)
  expect(till.behind()).toBe(true)
  reading.mono += 60_000
  expect(till.now()).toBe('2026-01-02T03:01:00.000Z')
})

test('a clock that is right is believed', () => {
  const { clock: till } = clock('2026-01-02T04:00:00.000Z')
  expect(till.now()).toBe('2026-01-02T04:00:00.000Z')
  expect(till.behind()).toBe(false)
})

test('a clock set back while the till is open does not set the till back', () => {
  const { clock: till, reading } = clock('2026-01-02T04:00:00.000Z')
  expect(till.sign(instant('2026-01-02T04:00:00.000Z'))).toBe(true)
  reading.mono += 600_000
  reading.wall = at('2026-01-02T01:00:00.000Z')
  expect(till.now()).toBe('2026-01-02T04:10:00.000Z')
  expect(till.behind()).toBe(true)
})

test('a word that was long on its way does not take back the time that has passed since the last', () => {
  const { clock: till, reading } = clock('2020-01-01T00:00:00.000Z')
  reading.mono += 3_600_000
  expect(till.sign(instant('2026-01-02T03:20:00.000Z'))).toBe(true)
  expect(till.anchor()).toBe('2026-01-02T03:20:00.000Z')
  expect(till.now()).toBe('2026-01-02T04:00:00.000Z')
  reading.mono += 60_000
  expect(till.sign(instant('2026-01-02T05:00:00.000Z'))).toBe(true)
  reading.mono += 60_000
  expect(till.now()).toBe('2026-01-02T05:01:00.000Z')
})

test('what head office signed earlier does not take the till back', () => {
  const { clock: till } = clock('2020-01-01T00:00:00.000Z')
  expect(till.sign(instant('2025-01-01T00:00:00.000Z'))).toBe(false)
  expect(till.anchor()).toBe(signed)
})
