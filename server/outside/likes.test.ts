import { expect, test } from 'vitest'
import { likeCollections, showLikeOffer } from '#domain/club/contract/likes'
import { enrolMember } from '#domain/member/contract'
import { memberCoupons } from '#domain/wallet/contract/coupon'
import { linkedMember } from '#test/world/club'
import { likesWorld, offered } from '#test/world/likes'
import type { TestWorld } from '#test/world/world'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** A phone of its own network that keeps its cookies as a browser does. */
function phone(w: TestWorld, nth: number, language = 'zh-CN') {
  const jar = new Map<string, string>()
  const ask = async (method: 'GET' | 'POST', url: string, payload?: string) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'accept-language': language, cookie, ...(payload === undefined ? {} : FORM) }
    const remoteAddress = `203.0.113.${nth}`
    const reply = await w.app.inject({ method, url, headers, remoteAddress, ...(payload && { payload }) })
    for (const { name, value } of reply.cookies) jar.set(name, value)
    return reply
  }
  const get = (url: string) => ask('GET', url)
  /** Fills in the form of a page with the id that stands in it. */
  const press = async (url: string, said: Record<string, string> = {}) => {
    const id = /name="id" value="([^"]+)"/.exec((await get(url)).body)?.[1] ?? w.newId()
    return ask('POST', url, new URLSearchParams({ id, ...said }).toString())
  }
  return { jar, get, press, ask }
}

async function begun(needed = 2, more: Parameters<typeof offered>[1] = {}) {
  const w = await likesWorld()
  const { id: offerId } = await offered(w, { needed, ...more })
  const li = await linkedMember(w, '1', { name: '李小明' })
  const own = phone(w, 1)
  const mine = `/forum/${li.token}/likes`
  const done = await own.press(mine, { offerId })
  expect([done.statusCode, done.headers.location]).toEqual([303, `${mine}?done=begun`])
  const path = /\/likes\/[0-9A-Z]{10}/.exec((await own.get(mine)).body)?.[0] ?? ''
  return { w, offerId, li, own, mine, path }
}

test('C44: a member shares a page, friends press its button once each, and the coupon is there', async () => {
  const { w, offerId, li, own, mine, path } = await begun()
  const shown = await own.get(mine)
  expect(shown.body).toContain(`value="http://localhost:80${path}"`)
  expect(shown.body).toContain('<svg')
  expect([shown.headers['cache-control'], shown.headers['referrer-policy']]).toEqual([
    'no-store',
    'no-referrer',
  ])
  // Whoever has opened the own page in this browser is asked to pass it on, and gives no like.
  expect((await own.get(path)).body).toContain('这是您自己的集赞页')
  expect((await own.press(path)).statusCode).toBe(409)

  const friend = phone(w, 2)
  const page = await friend.get(path)
  expect(page.body).toContain('李** 正在集赞')
  expect(page.body).not.toContain('李小明')
  const [mark] = page.cookies
  expect(mark).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  const pressed = await friend.press(path)
  expect([pressed.statusCode, pressed.headers.location]).toEqual([303, `${path}?done=liked`])
  expect((await friend.get(path)).body).toContain('您已经点过赞了')
  expect((await friend.press(path)).statusCode).toBe(409)
  expect((await phone(w, 3, 'en').press(path)).statusCode).toBe(303)
  expect((await phone(w, 4, 'en').get(path)).body).toContain('All likes are there. Thank you')
  expect((await own.get(mine)).body).toContain('已集满')
  expect((await w.call(memberCoupons, { memberId: li.id })).rows).toHaveLength(1)
  expect(await w.call(showLikeOffer, { offerId })).toMatchObject({ likes: 2, wins: 1 })
})

test('looking likes nothing; without our mark, or with one that was made up, nothing is taken', async () => {
  const { w, offerId, path } = await begun()
  const robot = phone(w, 5)
  for (let nth = 0; nth < 3; nth++) expect((await phone(w, 5).get(path)).statusCode).toBe(200)
  expect((await robot.ask('POST', path, `id=${w.newId()}`)).statusCode).toBe(422)
  robot.jar.set('zhiji_friend', 'AAAA')
  robot.jar.set('zhiji_friend_member', 'AAAA')
  expect((await robot.ask('POST', path, `id=${w.newId()}`)).statusCode).toBe(422)
  expect((await robot.ask('POST', path, 'id=1')).statusCode).toBe(422)
  for (const url of ['/likes/AAAAAAAAAA', '/likes/x', '/forum/nothing/likes'])
    expect([url, (await robot.get(url)).statusCode]).toEqual([url, 404])
  expect((await w.call(showLikeOffer, { offerId })).likes).toBe(0)
})

test('a script that presses from one network is shut out by the minute', async () => {
  const { w, path } = await begun(400)
  const told = []
  for (let nth = 0; nth < 31; nth++) told.push((await phone(w, 9).press(path)).statusCode)
  expect(told.slice(0, 10)).toEqual(Array(10).fill(303))
  expect(told.slice(10)).toEqual(Array(21).fill(429))
  expect((await phone(w, 10).press(path)).statusCode).toBe(303)
})

test('where members alone count, a friend says which member they are, by card and mobile together', async () => {
  const { w, offerId, path } = await begun(2, { membersOnly: true })
  await w.call(enrolMember, { id: w.newId(), number: '7', source: 'terminal', mobile: '13800000007' })
  const friend = phone(w, 6)
  const page = await friend.get(path)
  expect(page.body).toContain('本活动仅会员点赞有效')
  expect((await friend.ask('POST', path, `id=${w.newId()}`)).statusCode).toBe(403)
  const check = (number: string, mobile: string) =>
    friend.ask('POST', `${path}/member`, new URLSearchParams({ number, mobile }).toString())
  for (const [number, mobile] of [
    ['7', '13800000008'],
    ['8', '13800000007'],
    ['7', ' '],
  ] as const)
    expect((await check(number, mobile)).statusCode).toBe(422)
  expect((await check('7', '138 0000 0007')).headers.location).toBe(`${path}?done=known`)
  expect((await friend.press(path)).statusCode).toBe(303)
  const { rows } = await w.call(likeCollections, { offerId })
  expect([rows[0]?.likes, rows[0]?.ofMembers]).toEqual([1, 1])
})
