import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { day, instant, type Instant } from '#base/instant'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { inWork, house } from '#db/work'
import { world, type TestWorld } from '#test/world/world'
import { memberCards, resetPin } from './contract/card.ts'
import { enrolMember } from './contract.ts'
import { verifyPin, withdraw, type PinAnswer } from './index.ts'
import { afterWrongTry, pinLocked, weakPin, type Tries } from './model/pin.ts'

const MINUTE = 60_000
const PIN = '739162'
const WRONG = '739163'

const enrol = (w: TestWorld) =>
  w.call(enrolMember, {
    id: w.newId(),
    source: 'terminal',
    birthOn: '1990-02-28',
    mobile: '13800135792',
    idNumber: '340102199002286417',
  })

const wish = (w: TestWorld, memberId: string, pin = PIN) => ({ memberId, id: w.newId(), pin })

async function withPin(w: TestWorld): Promise<string> {
  const { id } = await enrol(w)
  await w.call(resetPin, wish(w, id))
  return id
}

const tried = (w: TestWorld, memberId: string, pin: string): Promise<PinAnswer> =>
  inWork(w.world, house, (work) => verifyPin(work, memberId, pin))

test('N8: a member’s PIN is right, another is wrong, and who has none is told apart', async () => {
  const w = await world()
  const memberId = await withPin(w)
  const { id: bare } = await enrol2(w)
  expect(await tried(w, memberId, PIN)).toBe('right')
  expect(await tried(w, memberId, WRONG)).toBe('wrong')
  expect(await tried(w, bare, PIN)).toBe('none')
  expect((await w.call(memberCards, { memberId })).pin).toMatchObject({ state: 'set', lockedUntil: null })
  expect((await w.call(memberCards, { memberId: bare })).pin).toMatchObject({ state: 'none', resetAt: null })
})

const enrol2 = (w: TestWorld) => w.call(enrolMember, { id: w.newId(), source: 'terminal' })

test('N9: of thirty wrong PINs at once five are looked at and the rest meet the lock', async () => {
  const w = await world()
  const memberId = await withPin(w)
  const answers = await Promise.all(Array.from({ length: 30 }, () => tried(w, memberId, WRONG)))
  expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(5)
  expect(answers.filter((answer) => answer === 'locked')).toHaveLength(25)
  // While it lasts, the right PIN is not looked at either: else the lock would tell a guesser when to stop.
  expect(await tried(w, memberId, PIN)).toBe('locked')
  const locked = (await w.call(memberCards, { memberId })).pin
  expect(locked).toMatchObject({ state: 'locked', lockedUntil: '2026-03-02T02:15:00.000Z' })
})

test('N9: the lock grows from 15 to 60 minutes and after twenty wrong tries ends only by a reset', async () => {
  const w = await world()
  const memberId = await withPin(w)
  for (const minutes of [15, 30, 60]) {
    for (let n = 0; n < 5; n++) expect(await tried(w, memberId, WRONG)).toBe('wrong')
    w.clock.advance(minutes * MINUTE - 1)
    expect(await tried(w, memberId, PIN)).toBe('locked')
    w.clock.advance(1)
  }
  for (let n = 0; n < 5; n++) expect(await tried(w, memberId, WRONG)).toBe('wrong')
  w.clock.advance(400 * 24 * 60 * MINUTE)
  expect(await tried(w, memberId, PIN)).toBe('locked')
  expect((await w.call(memberCards, { memberId })).pin).toMatchObject({ state: 'locked', lockedUntil: null })

  await w.call(resetPin, wish(w, memberId, '482917'))
  expect(await tried(w, memberId, '482917')).toBe('right')
  expect(await tried(w, memberId, PIN)).toBe('wrong')
})

test('N9: the right PIN forgives the wrong tries before it', async () => {
  const w = await world()
  const memberId = await withPin(w)
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 4; n++) expect(await tried(w, memberId, WRONG)).toBe('wrong')
    expect(await tried(w, memberId, PIN)).toBe('right')
  }
})

test('N9: a caller that keeps its refusal keeps the count; one that does not lets a guesser go on', async () => {
  const w = await world()
  const memberId = await withPin(w)
  const refuse = (kept: boolean) =>
    inWork(w.world, house, async (work) => {
      await verifyPin(work, memberId, WRONG)
      throw new Refusal('pin_wrong', { kept })
    })
  const failures = async () => {
    const { rows } = await sql<{ failures: number }>`select failures from member.pin`.execute(w.database)
    return rows[0]?.failures
  }
  await expect(refuse(true)).rejects.toThrow('pin_wrong')
  expect(await failures()).toBe(1)
  await expect(refuse(false)).rejects.toThrow('pin_wrong')
  expect(await failures()).toBe(1)
})

test('a reset is refused for the first law it breaks', async () => {
  const w = await world()
  const memberId = await withPin(w)
  const { id: gone } = await enrol2(w)
  await w.work((work) => withdraw(work, [gone], 'undone'))
  const first = wish(w, memberId)
  await w.call(resetPin, first)
  const answers = [
    { ...first, memberId: w.newId(), pin: '123456', code: 'pin_reset_id_reused' },
    { ...first, pin: '482917', code: 'pin_reset_id_reused' },
    { ...wish(w, gone, '123456'), code: 'member_unknown' },
    { ...wish(w, w.newId(), '123456'), code: 'member_unknown' },
    { ...wish(w, memberId, '123456'), code: 'pin_weak' },
    { ...wish(w, memberId, '900228'), code: 'pin_weak' },
  ]
  for (const { code, ...asked } of answers) {
    expect((await w.ask(resetPin, asked)).body).toMatchObject({ code })
  }
  for (const pin of ['123', '1234567890123', '12a456', '']) {
    const reply = await w.ask(resetPin, wish(w, memberId, pin))
    expect(reply.body).toMatchObject({ code: 'invalid' })
    expect(pin !== '' && reply.text.includes(pin)).toBe(false)
  }
  expect(await tried(w, memberId, PIN)).toBe('right')
})

test('a reset that is retried has one effect and one answer, also when a later one has come', async () => {
  const w = await world()
  const { id: memberId } = await enrol(w)
  const first = wish(w, memberId)
  const replies = await Promise.all([1, 2, 3].map(() => w.call(resetPin, first)))
  expect(replies.map((reply) => reply.replayed).sort()).toEqual([false, true, true])
  const answers = replies.map((reply) => ({ ...reply, replayed: true }))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  w.clock.advance(MINUTE)
  await w.call(resetPin, wish(w, memberId, '482917'))
  expect(await w.call(resetPin, first)).toEqual(answers[0])
  expect(await tried(w, memberId, '482917')).toBe('right')
  const { rows } = await sql`select from house.event where kind = 'member.pin_reset'`.execute(w.database)
  expect(rows).toHaveLength(2)
})

test('N8: the PIN is in no row, in no event and in no fingerprint', async () => {
  const w = await world()
  const asked = wish(w, await withPin(w))
  await w.call(resetPin, asked)
  // Who reads the row could try a million PINs against a fingerprint that has one in it.
  const { pin: _pin, ...rest } = { ...asked, reason: '' }
  const { rows: kept } = await sql<{ fingerprint: string }>`
    select fingerprint from member.pin_reset where id = ${asked.id}`.execute(w.database)
  expect(kept[0]?.fingerprint).toBe(fingerprint(rest))
  const { rows } = await sql<{ text: string }>`
    select (select jsonb_agg(to_jsonb(e)) from house.event e)::text
        || (select jsonb_agg(to_jsonb(r)) from member.pin_reset r)::text
        || (select jsonb_agg(to_jsonb(p) - 'hash') from member.pin p)::text as text`.execute(w.database)
  expect(rows[0]?.text).toContain('member.pin_reset')
  expect(rows[0]?.text).not.toContain(PIN)
})

test('a full-width PIN, as Chinese input methods write it, is the same PIN', async () => {
  const w = await world()
  const { id } = await enrol(w)
  await w.call(resetPin, wish(w, id, '７３９１６２'))
  expect(await tried(w, id, PIN)).toBe('right')
})

const owner = {
  number: 'AH000071845',
  birthOn: day('1990-02-28'),
  mobile: '13800135792',
  phone: '0551-6248 1937',
  idNumber: '340102199002286417',
}

test.each([
  ['0000', 'one digit'],
  ['888888', 'one digit'],
  ['123456', 'a run'],
  ['987654', 'a run down'],
  ['678901', 'a run past nine'],
  ['121212', 'a repetition'],
  ['520520', 'a repetition'],
  ['5201314', 'a first guess'],
  ['900228', 'yymmdd'],
  ['0228', 'mmdd'],
  ['1990', 'the year'],
  ['280290', 'ddmmyy'],
  ['022890', 'mmddyy'],
  ['135792', 'the tail of the mobile'],
  ['481937', 'the tail of the phone'],
  ['286417', 'the tail of the identity card'],
  ['071845', 'the tail of the card'],
])('N8: %s is refused as %s', (pin) => {
  expect(weakPin(pin, owner)).toBe(true)
})

test('N8: an ordinary PIN is taken, and what is not known of a member forbids nothing', () => {
  expect(['739162', '4071', '900229', '13579246'].map((pin) => weakPin(pin, owner))).toEqual([
    false,
    false,
    false,
    false,
  ])
  const bare = { number: 'VIP', birthOn: null, mobile: null, phone: null, idNumber: null }
  expect(weakPin('739162', bare)).toBe(false)
})

test('N9: twenty tries in all, whenever they come', () => {
  const at: Instant = instant('2026-01-01T00:00:00.000Z')
  let tries: Tries = { failures: 0, lockedUntil: null }
  const pauses: boolean[] = []
  for (let n = 1; n <= 20; n++) {
    tries = afterWrongTry(tries, at)
    pauses.push(pinLocked({ ...tries }, at))
    if (n < 20) tries = { ...tries, lockedUntil: null }
  }
  expect(pauses.flatMap((locked, index) => (locked ? [index + 1] : []))).toEqual([5, 10, 15, 20])
  expect(pinLocked(tries, instant('2099-01-01T00:00:00.000Z'))).toBe(true)
})
