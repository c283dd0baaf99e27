import { expect, test } from 'vitest'
import { advertAt, isOpen, timeOfDay, type Advert } from './playlist.ts'

const advert = (id: string, seconds: number): Advert => ({
  id,
  kind: 'text',
  url: '',
  textZh: id,
  textEn: id,
  seconds,
})
const list = [advert('a', 5), advert('b', 10)]

test.each([
  [0, 'a'],
  [4_999, 'a'],
  [5_000, 'b'],
  [14_999, 'b'],
  [15_000, 'a'],
  [15_000 * 4_000 + 6_000, 'b'],
])('after %i ms the advert is %s', (elapsedMs, id) => {
  expect(advertAt(list, elapsedMs)?.id).toBe(id)
})

test('without adverts there is none', () => {
  expect(advertAt([], 1_000)).toBeNull()
})

test.each([
  ['08:59', '09:00', '21:00', false],
  ['09:00', '09:00', '21:00', true],
  ['20:59', '09:00', '21:00', true],
  ['21:00', '09:00', '21:00', false],
  ['01:30', '18:00', '02:00', true],
  ['02:00', '18:00', '02:00', false],
  ['17:59', '18:00', '02:00', false],
  ['04:00', '00:00', '00:00', true],
])('at %s a shop open from %s to %s is open: %s', (time, opensAt, closesAt, open) => {
  expect(isOpen(time, { opensAt, closesAt })).toBe(open)
})

test('the time of day is the store’s', () => {
  expect(timeOfDay(Date.UTC(2026, 2, 1, 16, 5), 'Asia/Shanghai')).toBe('00:05')
})
