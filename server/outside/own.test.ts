import { expect, test } from 'vitest'
import { listBookings } from '#domain/booking/contract/booking'
import { bookingWorld, offered, owner } from '#test/world/booking'
import { buy } from '#test/world/standing'
import type { TestWorld } from '#test/world/world'
import { OWN_WORDS as words } from './own-words.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const look = async (w: TestWorld, url: string, language = 'zh-CN') => {
  const { statusCode, body } = await w.app.inject({ url, headers: { 'accept-language': language } })
  return { statusCode, body }
}
const press = (w: TestWorld, url: string, said: Record<string, string>) =>
  w.app.inject({ method: 'POST', url, headers: FORM, payload: new URLSearchParams(said).toString() })
const idIn = (body: string): string => /name="id" value="([^"]+)"/.exec(body)?.[1] ?? ''

test('C90 service, day, time, confirmed, seen and cancelled: plain pages by the member’s own link', async () => {
  const w = await bookingWorld({ at: '2026-03-02T02:00:00.000Z' })
  const offerId = await offered(w, { cancelHours: 1 })
  const a = await owner(w, 'A', { name: '李小明<b>' })
  await buy(w, 'A', 30)
  const base = `/own/${a.token}`
  const home = await look(w, base)
  expect(home.body).toContain(`href="${base}/offers/${offerId}"`)
  expect(home.body).toContain('¥30.00')
  expect(home.body).not.toContain('李小明')
  const days = await look(w, `${base}/offers/${offerId}`)
  expect(days.body).toContain(`${base}/offers/${offerId}/days/2026-03-03`)
  expect(days.body).toContain('3月3日')
  const at = `${base}/offers/${offerId}/days/2026-03-03`
  const slots = await look(w, at, 'en')
  expect(slots.body).toContain('<button name="startsAt" value="2026-03-03T02:00:00.000Z">10:00</button>')
  const id = idIn(slots.body)
  const held = await press(w, at, { id, startsAt: '2026-03-03T02:00:00.000Z' })
  expect([held.statusCode, held.headers.location]).toEqual([303, `${base}/bookings/${id}`])
  // Pressed twice it is one booking.
  expect((await press(w, at, { id, startsAt: '2026-03-03T02:00:00.000Z' })).statusCode).toBe(303)
  const check = await look(w, `${base}/bookings/${id}`)
  expect(check.body).toContain(words.check.zh)
  expect(check.body).toContain('10:15')
  expect(check.body).toContain('李**')
  const confirmed = await press(w, `${base}/bookings/${id}/confirm`, { id: idIn(check.body) })
  expect(confirmed.statusCode).toBe(303)
  const done = await look(w, `${base}/bookings/${id}`)
  expect(done.body).toContain(words.done.zh)
  await press(w, `${base}/bookings/${id}/cancel`, { id: idIn(done.body) })
  const { rows } = await w.call(listBookings, {})
  expect(rows.map((one) => one.state)).toEqual(['cancelled'])
})

test('what is refused is said on the page with the way on; a foreign link opens nothing', async () => {
  const w = await bookingWorld({ at: '2026-03-02T02:00:00.000Z' })
  const offerId = await offered(w)
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  const startsAt = '2026-03-03T02:00:00.000Z'
  const at = (token: string) => `/own/${token}/offers/${offerId}/days/2026-03-03`
  const id = w.newId()
  await press(w, at(a.token), { id, startsAt })
  const late = await press(w, at(b.token), { id: w.newId(), startsAt })
  expect([late.statusCode, late.body.includes('已被约满') || late.body.includes('just been taken')]).toEqual([
    409,
    true,
  ])
  expect(late.body).toContain(`value="${startsAt}" disabled`)
  expect((await look(w, `/own/${b.token}/bookings/${id}`)).statusCode).toBe(404)
  expect((await look(w, `/own/${a.token.slice(0, -3)}AAA`)).statusCode).toBe(404)
  expect((await look(w, `/own/${a.token}/bookings/none`)).statusCode).toBe(422)
  w.clock.set('2026-03-02T02:15:00.000Z')
  const over = await press(w, `/own/${a.token}/bookings/${id}/confirm`, { id: w.newId() })
  expect(over.statusCode).toBe(409)
  expect(over.body).toContain(words.over.en)
})
