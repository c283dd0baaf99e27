import { expect, test } from 'vitest'
import { collector, likes, likesWorld, offered } from '#test/world/likes'
import { mergeInto } from '#test/world/standing'
import type { TestWorld } from '#test/world/world'
import { memberHistory } from './contract/history.ts'

const shown = async (w: TestWorld, memberId: string, more: object = {}) =>
  (await w.call(memberHistory, { memberId, types: ['likes'], ...more })).rows.map(
    ({ direction, step, words }) => `${direction} ${step} ${words.zh} | ${words.en}`,
  )

const BEGUN = 'in begun 集赞吃招牌菜 | Likes for our signature dish'
const UNLOCKED =
  'out unlocked 集赞吃招牌菜：招牌菜特价券 | Likes for our signature dish: Signature dish at a special price'

test('C45: a collection of likes and the coupon it unlocked stand in the contact history', async () => {
  const w = await likesWorld()
  const { id: offerId } = await offered(w, { needed: 2 })
  const li = await collector(w, offerId, '1')
  const wang = await collector(w, offerId, '2')
  w.clock.advance(24 * 60 * 60_000)
  expect(await likes(w, li.code)).toBe('liked')
  expect(await shown(w, li.id)).toEqual([BEGUN])
  w.clock.advance(60_000)
  const on = w.clock.now()
  expect(await likes(w, li.code)).toBe('unlocked')
  expect(await shown(w, li.id)).toEqual([UNLOCKED, BEGUN])
  expect(await shown(w, wang.id)).toEqual([BEGUN])
  const { rows } = await w.call(memberHistory, { memberId: li.id, types: ['likes'] })
  expect(rows[0]?.at).toBe(on)
  expect(new Set(rows.map((one) => one.id)).size).toBe(2)
  // By days, and no further than is shown.
  expect(await shown(w, li.id, { from: on.slice(0, 10) })).toEqual([UNLOCKED])
  expect(await w.call(memberHistory, { memberId: li.id, rows: 1 })).toMatchObject({ more: true })
  // What somebody began who has gone into the member is the member’s.
  await mergeInto(w, { keepId: wang.id, goneId: li.id })
  expect(await shown(w, wang.id)).toEqual([UNLOCKED, BEGUN, BEGUN])
})
