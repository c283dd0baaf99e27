import { expect, test } from 'vitest'
import { likeCollections, showLikeOffer } from '#domain/club/contract/likes'
import { memberCoupons } from '#domain/wallet/contract/coupon'
import { collector, friend, likes, likesWorld, offered } from '#test/world/likes'

const many = <T>(count: number, of: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_, nth) => of(nth))
const count = (told: readonly string[], word: string) => told.filter((one) => one === word).length

test('forty friends press at once when one like is missing: exactly one coupon', async () => {
  const w = await likesWorld()
  const { id: offerId } = await offered(w, { needed: 5 })
  const li = await collector(w, offerId, '1')
  for (let nth = 1; nth < 5; nth++) expect(await likes(w, li.code)).toBe('liked')
  const told = await Promise.all(many(40, () => likes(w, li.code)))
  expect([count(told, 'unlocked'), count(told, 'collection_full')]).toEqual([1, 39])
  expect((await w.call(memberCoupons, { memberId: li.id })).rows).toHaveLength(1)
  expect((await w.call(showLikeOffer, { offerId })).likes).toBe(5)
})

test('of twelve collections that fill up at the same moment as many win as were offered, and no more', async () => {
  const w = await likesWorld()
  const { id: offerId } = await offered(w, { needed: 3, most: 4 })
  const people = []
  for (let nth = 0; nth < 12; nth++) people.push(await collector(w, offerId, String(nth)))
  const told = await Promise.all(people.flatMap(({ code }) => many(4, () => likes(w, code))))
  expect(count(told, 'unlocked')).toBe(4)
  expect(await w.call(showLikeOffer, { offerId })).toMatchObject({ wins: 4, state: 'gone' })
  const held = await Promise.all(people.map(({ id }) => w.call(memberCoupons, { memberId: id })))
  expect(held.flatMap(({ rows }) => rows)).toHaveLength(4)
  const { rows } = await w.call(likeCollections, { offerId })
  for (const { likes: got, coupon } of rows) expect([got < 3, coupon]).toEqual([coupon === null, coupon])
})

test('one browser that presses thirty times at once, and two browsers of one member, give one like', async () => {
  const w = await likesWorld()
  const { id: offerId } = await offered(w, { needed: 50 })
  const [li, wang] = [await collector(w, offerId, '1'), await collector(w, offerId, '2')]
  const browser = await friend(w)
  const pressed = await Promise.all(many(30, () => likes(w, li.code, { friend: browser })))
  expect([count(pressed, 'liked'), count(pressed, 'like_given')]).toEqual([1, 29])
  const browsers = await Promise.all(many(10, () => friend(w, wang.id)))
  const told = await Promise.all(browsers.map((one) => likes(w, li.code, { friend: one })))
  expect([count(told, 'liked'), count(told, 'like_given')]).toEqual([1, 9])
})
