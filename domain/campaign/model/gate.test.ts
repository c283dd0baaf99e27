import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { MEDIA, type Standing } from '#domain/member/model/consent'
import type { Person } from '#domain/member/model/reach'
import { allowed, atTheGate, quietFor, type GateCase } from './gate.ts'
import { stopsOn, writings } from './stop-words.ts'

const said = (channel: Standing['channel'], more: Partial<Standing> = {}): Standing => ({
  id: `${channel} consent`,
  channel,
  purpose: 'marketing',
  granted: true,
  textVersion: 'v1',
  givenBy: 'member',
  ...more,
})

const person: Person = {
  email: 'a@b.cn',
  mobile: '13800138000',
  phone: null,
  address: '人民路 1 号',
  birthOn: day('1990-05-01'),
  ageYears: null,
  extra: { openid: 'o1' },
  withdrawnAt: null,
  consents: MEDIA.map((medium) => said(medium)),
  noSalesCalls: false,
}

const fine: GateCase = {
  medium: 'sms',
  purpose: 'marketing',
  addressField: null,
  person,
  treated: true,
  stopped: false,
  over: false,
  heldOut: false,
  today: day('2026-03-02'),
  minute: 10 * 60,
  sentLately: 0,
  budgetSpent: false,
  attempts: 1,
  respect: { quietFrom: 21 * 60, quietTo: 8 * 60, capMessages: 5, capDays: 30 },
}

/** Each row breaks its own rule; taken together from the bottom up, the first of the table must win. */
const RULES: readonly (readonly [trouble: string, breaking: Partial<GateCase>])[] = [
  ['control', { treated: false }],
  ['stopped', { stopped: true }],
  ['no_consent', { person: { ...person, consents: [said('sms', { granted: false })], mobile: null } }],
  ['minor', { person: { ...person, birthOn: day('2012-03-03'), mobile: null } }],
  ['no_address', { person: { ...person, mobile: null } }],
  ['holdout', { heldOut: true }],
  ['frequency_cap', { sentLately: 5 }],
  ['never_answered', { attempts: 6 }],
  ['too_late', { over: true }],
  ['quiet_hours', { minute: 23 * 60 }],
  ['budget_spent', { budgetSpent: true }],
]

test('the gate asks in its order: what the member wills, what cannot be, what must wait', () => {
  expect(atTheGate(fine)).toEqual({ pass: 'go', address: '13800138000', consentId: 'sms consent' })
  let broken = fine
  for (const [trouble, breaking] of RULES.toReversed()) {
    broken = { ...broken, ...breaking }
    expect(atTheGate({ ...fine, ...breaking })).toMatchObject({ trouble })
    expect(atTheGate(broken)).toMatchObject({ trouble })
  }
})

test('G7: a child gets marketing with a guardian’s consent only, from the fourteenth birthday on with its own', () => {
  const child = { ...person, birthOn: day('2012-03-03') }
  const on = (today: string, consents = child.consents) =>
    allowed({ ...fine, today: day(today), person: { ...child, consents } }).pass
  expect(on('2026-03-02')).toBe('never')
  expect(on('2026-03-02', [said('sms', { givenBy: 'guardian' })])).toBe('go')
  expect(on('2026-03-03')).toBe('go')
  expect(allowed({ ...fine, person: { ...person, birthOn: null, ageYears: 13 } }).pass).toBe('never')
})

test('C47: who wants no sales calls gets greetings by phone all the same', () => {
  const shy = { ...person, noSalesCalls: true }
  const call = { ...fine, medium: 'call' as const, person: shy }
  expect(atTheGate(call)).toMatchObject({ trouble: 'no_sales_calls' })
  expect(atTheGate({ ...call, purpose: 'greeting' })).toMatchObject({ pass: 'go' })
  expect(atTheGate({ ...fine, person: shy })).toMatchObject({ pass: 'go' })
})

test('G2: what was said of greetings counts for greetings; else what was said of offers', () => {
  const greeting = { ...fine, purpose: 'greeting' as const }
  const own = (granted: boolean, id: string) => said('sms', { purpose: 'greeting', granted, id })
  expect(atTheGate(greeting)).toMatchObject({ consentId: 'sms consent' })
  const no = { ...person, consents: [said('sms'), own(false, 'g')] }
  expect(atTheGate({ ...greeting, person: no })).toMatchObject({ trouble: 'no_consent' })
  expect(atTheGate({ ...fine, person: no })).toMatchObject({ pass: 'go' })
  const only = { ...person, consents: [said('sms', { granted: false }), own(true, 'g')] }
  expect(atTheGate({ ...greeting, person: only })).toMatchObject({ consentId: 'g' })
  expect(atTheGate({ ...fine, person: only })).toMatchObject({ trouble: 'no_consent' })
})

test('G4: quiet hours end when they end, over midnight or not, and no minute is both', () => {
  const night = { ...fine.respect }
  expect([21 * 60 - 1, 21 * 60, 0, 8 * 60 - 1, 8 * 60].map((minute) => quietFor(minute, night))).toEqual([
    0, 660, 480, 1, 0,
  ])
  const noon = { ...night, quietFrom: 12 * 60, quietTo: 14 * 60 }
  expect([0, 12 * 60, 13 * 60, 14 * 60].map((minute) => quietFor(minute, noon))).toEqual([0, 120, 60, 0])
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(minute, minute, minute, (at, quietFrom, quietTo) => {
      const rules = { ...night, quietFrom, quietTo }
      const wait = quietFor(at, rules)
      expect(quietFor((at + wait) % 1440, rules)).toBe(0)
      if (quietFrom === quietTo) expect(wait).toBe(0)
    }),
  )
  expect(atTheGate({ ...fine, minute: 0, medium: 'post' })).toMatchObject({ pass: 'go' })
})

test('every way has its own address', () => {
  const to = (of: Partial<GateCase>) => allowed({ ...fine, ...of })
  expect(to({ medium: 'email' })).toMatchObject({ address: 'a@b.cn' })
  expect(to({ medium: 'post' })).toMatchObject({ address: '人民路 1 号' })
  expect(to({ medium: 'call' })).toMatchObject({ address: '13800138000' })
  expect(to({ medium: 'wechat', addressField: 'openid' })).toMatchObject({ address: 'o1' })
  expect(to({ medium: 'wechat' })).toMatchObject({ trouble: 'no_address' })
  expect(to({ person: { ...person, withdrawnAt: '2026-01-01' } })).toMatchObject({ trouble: 'no_consent' })
})

test.each([
  'STOP',
  ' stop. ',
  'ＳＴＯＰ',
  '退订',
  '“退订”',
  '回复TD',
  'td',
  'R',
  'ｒ',
  '拒收请回复R',
  'Unsubscribe!',
])('G5: %s is heard as a no on the way it came by', (text) => expect(stopsOn(text, 'sms')).toEqual(['sms']))

test('G5: a no to everything is heard as one, and a question is none', () => {
  for (const text of ['STOP ALL', '全部退订', 'stopall']) expect(stopsOn(text, 'sms')).toEqual(MEDIA)
  for (const text of ['几点开门？', 'Can you stop by?', '好的', 'Really?', ''])
    expect(stopsOn(text, 'sms')).toEqual([])
})

test.each([
  ['+8613800138000', '86'],
  ['8613800138000', '86'],
  ['13800138000', '86'],
  ['008613800138000', '86'],
])('whoever writes from %s is found however the number is kept', (from, country) => {
  const found = writings(from, country)
  for (const kept of ['13800138000', '+8613800138000', '8613800138000']) expect(found).toContain(kept)
})

test('a number from abroad is not taken for one at home', () => {
  expect(writings('+447700900123', '44')).toEqual(expect.arrayContaining(['07700900123', '+447700900123']))
  expect(writings('+447700900123', '86')).toContain('+447700900123')
})
