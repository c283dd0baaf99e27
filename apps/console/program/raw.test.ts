import { expect, test } from 'vitest'
import { programDocument } from '#domain/program/contract'
import { changedParts, partAt } from './parts.ts'
import { choicesAt, freshAt, get, put, readable, same, writtenOut } from './raw.ts'

const live = programDocument.parse({
  earning: { points: 1, perMinor: 1_00, expiresAfterMonths: 12 },
  storedValue: { order: 'bonus_first', anyAmount: false },
  passes: [{ code: 'WASH', nameZh: '洗车', nameEn: 'Wash', productCodes: ['W1'] }],
  plans: { care: { calls: 3 } },
})

test('a new version keeps every setting that was not touched', () => {
  const raw = put(live, ['earning', 'points'], 2)
  expect(readable(raw, live)).toEqual({ ...live, earning: { ...live.earning, points: 2 } })
  expect(live.earning.points).toBe(1)
})

test('what the forms hold of the live program publishes the same program', () => {
  expect(readable(writtenOut(live), live)).toEqual(live)
  expect(changedParts(writtenOut(live), live)).toEqual([])
})

test('a part that is half typed stays as it was, and the others are read', () => {
  const raw = put(put(live, ['passes', 1], { code: 'CUT' }), ['earning', 'points'], 3)
  const read = readable(raw, live)
  expect([read.passes, read.earning.points]).toEqual([live.passes, 3])
  expect(changedParts(raw, live)).toEqual(['earning', 'passes'])
})

test('every default is written out, and a blank stays a blank', () => {
  const raw = writtenOut({
    earning: { points: null, perMinor: 100, events: [{ code: 'WEB', points: 5 }] },
    joining: null,
  })
  expect(get(raw, ['earning', 'points'])).toBe(null)
  expect(get(raw, ['earning', 'combine'])).toBe('best')
  expect(get(raw, ['earning', 'events', 0])).toEqual({
    code: 'WEB',
    points: 5,
    mostPerDay: null,
    mostPerMonth: null,
    mostEver: null,
  })
  expect([get(raw, ['storedValue', 'anyAmount']), get(raw, ['joining'])]).toEqual([true, null])
})

test('a new item begins with its defaults', () => {
  expect(freshAt(['claims', 0], { occasion: 'birthday' })).toMatchObject({
    occasion: 'birthday',
    daysAfter: 30,
    bands: [{ fromMinor: 0, count: 1 }],
  })
})

test('what can be chosen comes from the schema itself', () => {
  expect(choicesAt(['earning', 'multipliers', 4, 'birthday'])).toEqual(['any', 'day', 'month'])
  expect(choicesAt(['claims', 0, 'festivals'])).toContain('spring_festival')
  expect(choicesAt(['nothing', 'such'])).toEqual([])
})

test('two documents are the same whatever the order of their keys', () => {
  expect(same({ a: [1, { b: 2, c: 3 }] }, { a: [1, { c: 3, b: 2 }] })).toBe(true)
  expect(same({ a: [1] }, { a: [1, undefined] })).toBe(false)
})

test('every place of the document is edited in one part, but for what other rooms keep there', () => {
  const lost = Object.keys(programDocument.shape).filter((key) => partAt([key]) === undefined)
  expect(lost).toEqual(['plans'])
})
