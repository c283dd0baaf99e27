import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucket } from '#domain/insight/model/assign'
import { afterHandOff, armByHash, drawArms, isLong, usualShareBps } from './model.ts'
import { messageOfToken, unsubscribeToken } from './token.ts'
import { fill, isFlaw, withFarewell } from './wording.ts'

const list = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ memberId: `id${at}`, number: `N${at}`, stratum: `s${at % 4}` }))

test('the arms of a small list have exact shares, and each stratum has its own', () => {
  const drawn = drawArms('salt', 2000, list(1000))
  const held = drawn.filter((one) => one.arm === 'control')
  expect(held).toHaveLength(200)
  for (const stratum of ['s0', 's1', 's2', 's3'])
    expect(Math.abs(held.filter((one) => one.stratum === stratum).length - 50)).toBeLessThanOrEqual(1)
})

test('a draw can be repeated from the numbers alone, in any order', () => {
  const people = list(500)
  const arms = (of: typeof people) => new Map(drawArms('salt', 1000, of).map((one) => [one.number, one.arm]))
  const first = arms(people)
  fc.assert(
    fc.property(fc.shuffledSubarray(people, { minLength: people.length }), (shuffled) => {
      expect(arms(shuffled)).toEqual(new Map(shuffled.map((one) => [one.number, first.get(one.number)])))
    }),
    { numRuns: 20 },
  )
  expect(arms(people)).not.toEqual(new Map(drawArms('other', 1000, people).map((o) => [o.number, o.arm])))
})

test('a long list is dealt by murmur3("salt:number") below the share', () => {
  const drawn = drawArms('salt', 1000, list(20_000))
  expect(drawn.every((one) => (one.arm === 'control') === bucket('salt', one.number) < 0.1)).toBe(true)
  expect(drawn.filter((one) => one.arm === 'control').length / 20_000).toBeCloseTo(0.1, 1)
  // A slice of a long list is dealt without the rest of it, to the same arms.
  expect(drawn.every((one) => one.arm === armByHash('salt', 1000, one.number))).toBe(true)
  expect([isLong(39_999), isLong(40_000)]).toEqual([false, true])
  expect([usualShareBps(19_999), usualShareBps(20_000)]).toEqual([2000, 1000])
})

test('a letter is offered five times with growing pauses; a final no ends it at once', () => {
  const later = (attempts: number) => afterHandOff({ outcome: 'later', trouble: 'x' }, attempts)
  expect([1, 2, 3, 4].map((n) => later(n))).toMatchObject(
    [1, 5, 25, 125].map((minutes) => ({ state: 'queued', pauseMs: minutes * 60_000 })),
  )
  expect(later(5)).toEqual({ state: 'failed', trouble: 'x' })
  expect(afterHandOff({ outcome: 'refused', trouble: '550' }, 1)).toEqual({ state: 'failed', trouble: '550' })
  expect(afterHandOff({ outcome: 'taken' }, 5)).toEqual({ state: 'sent' })
})

test('an unsubscribe link cannot be made by anybody else', () => {
  const id = '019caa00-1234-7abc-8def-0123456789ab'
  const token = unsubscribeToken('secret', id)
  expect(messageOfToken('secret', token)).toBe(id)
  expect(messageOfToken('other', token)).toBeNull()
  const other = unsubscribeToken('secret', id.replace('9ab', '9ac'))
  expect(messageOfToken('secret', other.slice(0, 22) + token.slice(22))).toBeNull()
  expect(messageOfToken('secret', 'rubbish')).toBeNull()
  expect(token).not.toContain('019caa00')
})

const blanks = { member: { name: '李雷', number: 'C1' }, chain: { name: '茶铺' } }

test.each([
  ['an unknown variable', '{{ member.salary }}'],
  ['an unknown filter', '{{ member.name | shout }}'],
  ['the clock', "{{ 'now' | date: '%s' }}"],
  ['a file', "{% render '/etc/passwd' %}"],
  ['a prototype', '{{ member.constructor }}'],
  ['a loop without end', '{% for a in (1..9999999) %}{% for b in (1..9999999) %}x{% endfor %}{% endfor %}'],
  ['an open tag', '{% if member.name %}'],
])('words may not use %s', (_, body) => {
  expect(fill({ subject: '', body }, blanks)).toMatchObject({ field: 'body' })
})

test('words are filled in; a subject stays one line', () => {
  const words = fill(
    { subject: '{{ chain.name }}\r\nBcc: x', body: '{{member.name}} {{member.number}}' },
    blanks,
  )
  expect(isFlaw(words)).toBe(false)
  expect(words).toEqual({ subject: '茶铺 Bcc: x', body: '李雷 C1' })
})

test('every message says how to stop, once', () => {
  expect(withFarewell('新茶到店', 'zh-CN', null)).toBe('新茶到店 拒收请回复R')
  expect(withFarewell('新茶到店 拒收请回复R', 'zh-CN', null)).toBe('新茶到店 拒收请回复R')
  expect(withFarewell('New tea', 'en', null)).toContain('STOP')
  expect(withFarewell('New tea', 'en', { unsubscribe: 'https://x/u', preferences: 'https://x/p' })).toBe(
    'New tea\n\n--\nNo more of these e-mails? Unsubscribe: https://x/u\nOnly some of them? Choose: https://x/p\n',
  )
})
