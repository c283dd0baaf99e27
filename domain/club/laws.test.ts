import { expect, test } from 'vitest'
import { findsEach } from '#test/world/breaks'
import { collector, likes, likesWorld, offered } from '#test/world/likes'

const BREAKS = [
  [
    'F8 a collection has the likes it counts',
    `update club.collection set likes = likes - 1 where coupon_id is null`,
  ],
  [
    'F9 who has them all has one coupon, and nobody else',
    `update club.collection set coupon_id = gen_random_uuid() where coupon_id is not null`,
  ],
  ['F9 no more have won than was offered', `update club.like_offer_wins set wins = wins + 1`],
] as const

test('the audit finds each law of likes broken, and nothing where one has won and one still collects', async () => {
  const w = await likesWorld()
  const { id: offerId } = await offered(w, { needed: 2 })
  const won = await collector(w, offerId, '1')
  const collects = await collector(w, offerId, '2')
  expect([await likes(w, won.code), await likes(w, won.code)]).toEqual(['liked', 'unlocked'])
  expect(await likes(w, collects.code)).toBe('liked')
  await findsEach(w, 'club.audit_likes', BREAKS)
})
