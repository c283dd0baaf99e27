import { expect, test } from 'vitest'
import type { Caller } from '#test/world/caller'
import { dump } from '#test/world/dump'
import { cookieOf, PASSWORD, world } from '#test/world/world'
import { MOST_FAILURES } from './model.ts'

const HOUR = 3_600_000

const guess = (caller: Caller, login: string, password = 'wrong') =>
  caller.post('/sessions', { login, password })

test('an unknown login, a wrong password and a disabled person get one and the same answer', async () => {
  const w = await world()
  const cashier = await w.as('cashier')
  const { rows } = (await w.get<{ rows: { id: string; login: string }[] }>('/staff')).body
  const login = rows.find(({ id }) => id === cashier.staffId)?.login ?? ''
  await w.post(`/staff/${cashier.staffId}/disablement`)

  const replies = [
    await guess(w.anonymous, 'nobody'),
    await guess(w.anonymous, 'owner'),
    await guess(w.anonymous, login, PASSWORD),
  ]
  const plain = replies.map(({ status, body, text }) => [status, { ...body, requestId: '' }, text.length])
  expect(plain[1]).toEqual(plain[0])
  expect(plain[2]).toEqual(plain[0])
  expect(plain[0]?.[0]).toBe(401)
})

test('guesses are slowed down more and more, alike for a login that exists and one that does not', async () => {
  const w = await world()
  const sevenTimes = async (login: string) => {
    const told: unknown[] = []
    for (let n = 0; n < 7; n++) told.push((await guess(w.anonymous, login)).body['code'])
    return told
  }
  const known = await sevenTimes('owner')
  expect(known).toEqual([...Array(5).fill('sign_in_wrong'), 'sign_in_throttled', 'sign_in_throttled'])
  expect(await sevenTimes('nobody')).toEqual(known)

  const right = await guess(w.anonymous, 'owner', PASSWORD)
  expect(right.body).toMatchObject({ code: 'sign_in_throttled', status: 429 })
  expect(Number(right.headers['retry-after'])).toBe(1)
  w.clock.advance(1000)
  expect((await guess(w.anonymous, 'owner', PASSWORD)).status).toBe(200)
})

test('guesses at the same moment are counted one after another', async () => {
  const w = await world()
  const replies = await Promise.all(Array.from({ length: 8 }, () => guess(w.anonymous, 'owner')))
  expect(replies.filter((r) => r.body['code'] === 'sign_in_wrong')).toHaveLength(5)
})

test('a stranger who fails on and on never shuts out an address that signed in before', async () => {
  const w = await world()
  expect((await from(w, '10.0.0.7', PASSWORD)).statusCode).toBe(200)
  const codes = new Set<string>()
  for (let n = 0; n < MOST_FAILURES; n++) {
    codes.add((await from(w, `10.1.${n}.1`, 'wrong')).json().code)
    w.clock.advance(HOUR)
  }
  expect([...codes]).toEqual(['sign_in_wrong'])
  // Many strangers together have used up their guesses, until a day has passed.
  expect((await from(w, '10.0.0.8', PASSWORD)).json().code).toBe('sign_in_throttled')
  expect((await from(w, '10.0.0.7', PASSWORD)).statusCode).toBe(200)
})

type World = Awaited<ReturnType<typeof world>>
const from = (w: World, remoteAddress: string, password: string) =>
  w.app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    remoteAddress,
    headers: w.anonymous.headers,
    payload: { login: 'owner', password },
  })

test('a session ends after twelve hours unused, thirty days in any case, and at sign-out', async () => {
  const w = await world()
  const start = async () => cookieOf(await guess(w.anonymous, 'owner', PASSWORD))
  const alive = async (cookie: { cookie: string }) =>
    (await w.anonymous.get('/me', {}, cookie)).status === 200

  const idle = await start()
  w.clock.advance(12 * HOUR - 1)
  expect(await alive(idle)).toBe(true)
  w.clock.advance(12 * HOUR - 1)
  expect(await alive(idle)).toBe(true)
  w.clock.advance(12 * HOUR)
  expect(await alive(idle)).toBe(false)

  const busy = await start()
  for (let n = 0; n < 71; n++) {
    w.clock.advance(10 * HOUR)
    expect(await alive(busy)).toBe(true)
  }
  w.clock.advance(10 * HOUR)
  expect(await alive(busy)).toBe(false)

  const left = await start()
  const reply = await w.anonymous.del('/sessions/current', {}, left)
  expect(String(reply.headers['set-cookie'])).toMatch(/^zhiji_session=;/)
  expect(await alive(left)).toBe(false)
})

test('a change of password ends every other session and gives this one a new token', async () => {
  const w = await world()
  const other = cookieOf(await guess(w.anonymous, 'owner', PASSWORD))
  const next = 'another horse 8 battery'
  expect((await w.put('/me/password', { current: 'wrong', password: next })).body).toMatchObject({
    code: 'password_wrong',
  })
  const reply = await w.put('/me/password', { current: PASSWORD, password: next })
  expect(reply.body).toEqual({ changed: true })
  expect((await w.anonymous.get('/me', {}, other)).status).toBe(401)
  expect((await w.get('/me')).status).toBe(401)
  expect((await w.anonymous.get('/me', {}, cookieOf(reply))).status).toBe(200)
  expect((await guess(w.anonymous, 'owner', next)).status).toBe(200)
})

test('neither the token nor the password nor the secret of a key can be read from the database', async () => {
  const w = await world()
  const secret = (await w.post('/keys', { id: w.newId(), name: 'till', scopes: ['sale.record'] })).body[
    'secret'
  ]
  const token = w.headers['cookie']?.split('=')[1] ?? ''
  expect(token.length).toBeGreaterThan(20)
  const rows = await w.work((work) => dump(work, 'org', 'house'))
  expect(rows.length).toBeGreaterThan(200)
  for (const hidden of [String(secret), token, PASSWORD]) expect(rows).not.toContain(hidden)
})

test('what a caller writes about itself is not believed: failures count for the real address', async () => {
  const w = await world()
  for (let n = 0; n < 5; n++) {
    const caller = { address: `10.9.9.${n}`, token: null }
    await w.anonymous.post('/sessions', { login: 'owner', password: 'wrong', caller })
  }
  expect((await guess(w.anonymous, 'owner', PASSWORD)).body).toMatchObject({ code: 'sign_in_throttled' })
})
