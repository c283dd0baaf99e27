import { expect, test } from 'vitest'
import { isProven, NONE_ANSWERED, withRow } from './old-events.ts'

test('O8 what is on the disk and what was forgotten come to what was answered, or nothing is forgotten', () => {
  const one = { outcome: 'applied' as const, minor: 80_00, points: 8 }
  const two = { outcome: 'refused' as const, minor: 5_00, points: 0 }
  const pending = { outcome: 'pending' as const, minor: 1_00, points: 1 }
  const answered = [one, one, two].reduce(withRow, NONE_ANSWERED)
  const onDisk = [one, two, pending].reduce(withRow, NONE_ANSWERED)
  const forgotten = [one].reduce(withRow, NONE_ANSWERED)
  expect(isProven(answered, { onDisk, forgotten })).toBe(true)
  expect(isProven(answered, { onDisk, forgotten: NONE_ANSWERED })).toBe(false)
  for (const wrong of [{ minor: 80_01 }, { points: 9 }])
    expect(
      isProven(answered, { onDisk, forgotten: [{ ...one, ...wrong }].reduce(withRow, NONE_ANSWERED) }),
    ).toBe(false)
})
