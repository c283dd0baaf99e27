import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { day } from '#base/instant'
import { withdraw } from '#domain/member/index'
import { memberCoupons, voidCoupon } from '#domain/wallet/contract/coupon'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { linkedMember, tokenOf } from '#test/world/club'
import { collector, friend, likes, likesWorld, offered } from '#test/world/likes'
import { publish } from '#test/world/shop'
import {
  beginCollection,
  endLikeOffer,
  likeCollections,
  likeOffers,
  makeLikeOffer,
  memberLikeOffers,
  showLikeOffer,
} from './contract/likes.ts'
import { judgeLike, MOST_OF_A_DEVICE, MOST_OF_A_NETWORK, networkOf, offerStateOn } from './model/likes.ts'

describe('F9 so many likes unlock the coupon (C44)', () => {
  test.each([2, 3, 7])('%i likes unlock the special-price dish, once', async (needed) => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { needed })
    const li = await collector(w, offerId, '1')
    for (let nth = 1; nth < needed; nth++) expect(await likes(w, li.code)).toBe('liked')
    expect((await w.call(memberCoupons, { memberId: li.id })).rows).toEqual([])
    expect(await likes(w, li.code)).toBe('unlocked')
    expect(await likes(w, li.code)).toBe('collection_full')
    const { rows } = await w.call(memberCoupons, { memberId: li.id })
    expect(rows.map(({ code, state }) => [code, state])).toEqual([['DISH', 'issued']])
    const mine = await w.anonymous.call(memberLikeOffers, { token: li.token })
    expect(mine.rows[0]?.collection).toEqual({ code: li.code, likes: needed, won: true })
  })

  test('what was won as often as it was offered is won by nobody else, and their last like is not taken', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { needed: 2, most: 1 })
    const [li, wang] = [await collector(w, offerId, '1'), await collector(w, offerId, '2')]
    expect(await likes(w, wang.code)).toBe('liked')
    expect([await likes(w, li.code), await likes(w, li.code)]).toEqual(['liked', 'unlocked'])
    expect(await likes(w, wang.code)).toBe('like_offer_gone')
    expect(await w.call(showLikeOffer, { offerId })).toMatchObject({ state: 'gone', wins: 1, likes: 3 })
    const { token } = await linkedMember(w, '3')
    const late = await w.anonymous.ask(beginCollection, { id: w.newId(), token, offerId })
    expect(late.body['code']).toBe('like_offer_gone')
  })

  test('a coupon that the program has no more of leaves the last like untaken', async () => {
    const w = await likesWorld({ most: 1 })
    const { id: offerId } = await offered(w, { needed: 2 })
    const [li, wang] = [await collector(w, offerId, '1'), await collector(w, offerId, '2')]
    expect([await likes(w, li.code), await likes(w, li.code)]).toEqual(['liked', 'unlocked'])
    expect([await likes(w, wang.code), await likes(w, wang.code)]).toEqual(['liked', 'coupon_used_up'])
    await publish(w, { coupons: [] })
    expect(await likes(w, wang.code)).toBe('coupon_unknown')
    const { rows } = await w.call(likeCollections, { offerId })
    expect(rows.map((one) => [one.memberNumber, one.likes, one.coupon])).toEqual([
      ['2', 1, null],
      ['1', 2, 'issued'],
    ])
  })

  test('whoever has won by one collection does not win by that of somebody who has gone into them', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { needed: 2 })
    const [li, wang] = [await collector(w, offerId, '1'), await collector(w, offerId, '2')]
    expect(await likes(w, wang.code)).toBe('liked')
    expect([await likes(w, li.code), await likes(w, li.code)]).toEqual(['liked', 'unlocked'])
    await w.call(mergeMembers, { id: w.newId(), keepId: li.id, goneId: wang.id, reason: '同一人' })
    expect(await likes(w, wang.code)).toBe('collection_full')
    expect((await w.call(memberCoupons, { memberId: li.id })).rows).toHaveLength(1)
    const mine = await w.anonymous.call(memberLikeOffers, { token: await tokenOf(w, li.id) })
    expect(mine.rows[0]?.collection?.won).toBe(true)
  })
})

describe('F8 one like of each friend', () => {
  test('a browser gives one, and a member gives one from all their browsers', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { needed: 9 })
    const li = await collector(w, offerId, '1')
    const wang = await linkedMember(w, '2')
    const somebody = await friend(w)
    expect(await likes(w, li.code, { friend: somebody })).toBe('liked')
    expect(await likes(w, li.code, { friend: somebody })).toBe('like_given')
    expect(await likes(w, li.code, { friend: await friend(w, wang.id) })).toBe('liked')
    expect(await likes(w, li.code, { friend: await friend(w, wang.id) })).toBe('like_given')
    // Pressed twice: the same like.
    const [id, again] = [w.newId(), await friend(w)]
    expect(await likes(w, li.code, { id, friend: again })).toBe('liked')
    expect(await likes(w, li.code, { id, friend: again })).toBe('liked')
    expect(await likes(w, li.code, { id, friend: somebody })).toBe('like_id_reused')
    const { rows } = await w.call(likeCollections, { offerId })
    expect([rows[0]?.likes, rows[0]?.ofMembers]).toEqual([3, 1])
  })

  test('nobody likes their own collection, not after a merge either', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { needed: 9 })
    const li = await collector(w, offerId, '1')
    expect(await likes(w, li.code, { friend: await friend(w, li.id) })).toBe('like_own')
    const wang = await linkedMember(w, '2')
    await w.call(mergeMembers, { id: w.newId(), keepId: li.id, goneId: wang.id, reason: '同一人' })
    expect(await likes(w, li.code, { friend: await friend(w, wang.id) })).toBe('like_own')
  })

  test('where only members’ likes count, a stranger and whoever has left give none', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { membersOnly: true })
    const li = await collector(w, offerId, '1')
    const [wang, zhao] = [await linkedMember(w, '2'), await linkedMember(w, '3')]
    expect(await likes(w, li.code)).toBe('like_members_only')
    expect(await likes(w, li.code, { friend: await friend(w, wang.id) })).toBe('liked')
    const left = await friend(w, zhao.id)
    await w.work((work) => withdraw(work, [zhao.id], '不再需要'))
    expect(await likes(w, li.code, { friend: left })).toBe('liked')
    expect(await likes(w, li.code, { friend: await friend(w, zhao.id) })).toBe('like_members_only')
  })

  test('a network and a browser give so many a day, and more on the next', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { needed: 100 })
    const li = await collector(w, offerId, '1')
    // Of one household by IPv6, though every phone has an address of its own.
    const told: string[] = []
    for (let nth = 0; nth <= MOST_OF_A_NETWORK; nth++)
      told.push(await likes(w, li.code, { address: `2001:db8:1:2::${nth.toString(16)}` }))
    expect(told).toEqual([...Array(MOST_OF_A_NETWORK).fill('liked'), 'like_limit_reached'])
    expect(await likes(w, li.code, { address: '2001:db8:1:3::1' })).toBe('liked')
    w.clock.advance(86_400_000)
    expect(await likes(w, li.code, { address: '2001:db8:1:2::1' })).toBe('liked')

    const busy = await friend(w)
    const codes = []
    for (let nth = 0; nth <= MOST_OF_A_DEVICE; nth++)
      codes.push((await collector(w, offerId, `9${nth}`)).code)
    const given = []
    for (const code of codes) given.push(await likes(w, code, { friend: busy }))
    expect(given).toEqual([...Array(MOST_OF_A_DEVICE).fill('liked'), 'like_limit_reached'])
  })

  const FINE = {
    own: false,
    given: false,
    full: false,
    state: 'open',
    membersOnly: false,
    isMember: false,
    ofNetwork: 0,
    ofDevice: 0,
  } as const
  // Each row breaks its own law and every law below it: the answer must be the first one broken.
  const ORDER = [
    ['like_limit_reached', { ofNetwork: MOST_OF_A_NETWORK, ofDevice: MOST_OF_A_DEVICE }],
    ['like_members_only', { membersOnly: true }],
    ['like_offer_closed', { state: 'over' }],
    ['collection_full', { full: true }],
    ['like_given', { given: true }],
    ['like_own', { own: true }],
  ] as const
  test.each(ORDER.map(([code], at) => ({ code, at })))(
    'refused before all below it: $code',
    ({ code, at }) => {
      const broken = Object.assign({}, FINE, ...ORDER.slice(0, at + 1).map(([, of]) => of))
      expect(judgeLike(broken)).toBe(code)
      expect(judgeLike(FINE)).toBeNull()
    },
  )
})

describe('F7 what is offered', () => {
  test('stays as it is said, is ended once, and takes no like after that', async () => {
    const w = await likesWorld()
    const made = await offered(w)
    expect(made).toMatchObject({ state: 'open', couponNameZh: '招牌菜特价券', collections: 0, wins: 0 })
    const li = await collector(w, made.id, '1')
    const ending = { id: w.newId(), offerId: made.id }
    expect((await w.call(endLikeOffer, ending)).state).toBe('ended')
    expect((await w.call(endLikeOffer, ending)).replayed).toBe(true)
    expect((await w.ask(endLikeOffer, { ...ending, id: w.newId() })).body['code']).toBe('like_offer_ended')
    expect(await likes(w, li.code)).toBe('like_offer_closed')
    expect((await w.call(likeOffers, {})).rows.map(({ state }) => state)).toEqual(['ended'])
    const rewrite = (text: string) => w.work(({ tx }) => sql.raw(text).execute(tx))
    await expect(rewrite('update club.like_offer set needed = 2')).rejects.toThrow()
    await expect(rewrite('update club.collection set likes = likes + 2')).rejects.toThrow('F7')
    await expect(
      rewrite('update club.collection set likes = likes + 1, coupon_id = gen_random_uuid()'),
    ).rejects.toThrow()
    await expect(rewrite('delete from club.collection')).rejects.toThrow('F7')
  })

  test('an offer whose coupon cannot be given, whose days are over or whose form is none is not made', async () => {
    const w = await likesWorld({ to: '2026-03-15' })
    const base = { needed: 3, couponCode: 'DISH', firstOn: '2026-03-01', lastOn: '2026-03-31', most: 9 }
    const ask = (more: object) =>
      w.ask(makeLikeOffer, { id: w.newId(), titleZh: '集赞', ...base, ...more } as never)
    expect((await ask({ couponCode: 'NONE' })).body['code']).toBe('coupon_unknown')
    expect((await ask({ firstOn: '2026-03-20' })).body['code']).toBe('coupon_not_valid_today')
    expect((await ask({ firstOn: '2026-02-01', lastOn: '2026-02-20' })).body['code']).toBe('like_offer_past')
    expect((await ask({ formCode: 'nowhere' })).body['code']).toBe('form_unknown')
    for (const more of [{ needed: 1 }, { titleZh: '' }, { lastOn: '2026-02-28' }, { most: 0 }])
      expect((await ask(more)).status).toBe(422)
    expect((await w.call(likeOffers, {})).total).toBe(0)
  })

  test('a member begins once, a child does not, and whoever has left has no page any more', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w)
    const li = await collector(w, offerId, '1')
    const begin = async (token: string) =>
      (await w.anonymous.ask(beginCollection, { id: w.newId(), token, offerId })).body['code']
    expect(await begin(li.token)).toBe('collection_begun')
    expect(await begin((await linkedMember(w, '2', { birthOn: '2015-05-01' })).token)).toBe('club_child')
    await w.work((work) => withdraw(work, [li.id], '不再需要'))
    expect(await likes(w, li.code)).toBe('like_link_unknown')
    expect(await likes(w, 'AAAAAAAAAA')).toBe('like_link_unknown')
  })

  test('the coupons that were used are counted, and those taken back are not', async () => {
    const w = await likesWorld()
    const { id: offerId } = await offered(w, { needed: 2 })
    const li = await collector(w, offerId, '1')
    await likes(w, li.code)
    await likes(w, li.code)
    expect((await w.call(showLikeOffer, { offerId })).couponsUsed).toBe(0)
    const [coupon] = (await w.call(memberCoupons, { memberId: li.id })).rows
    await w.call(voidCoupon, { couponId: coupon?.id ?? '', reason: '发错' })
    expect((await w.call(showLikeOffer, { offerId })).couponsUsed).toBe(0)
    expect((await w.call(likeCollections, { offerId })).rows[0]?.coupon).toBe('void')
  })

  const stands = { firstOn: day('2026-03-01'), lastOn: day('2026-03-31'), ended: false, most: 5, wins: 0 }
  test.each([
    ['2026-02-28', {}, 'coming'],
    ['2026-03-01', {}, 'open'],
    ['2026-03-31', {}, 'open'],
    ['2026-04-01', {}, 'over'],
    ['2026-03-10', { wins: 5 }, 'gone'],
    ['2026-04-01', { wins: 5, ended: true }, 'ended'],
  ])('on %s, %j: %s', (on, more, state) => {
    expect(offerStateOn({ ...stands, ...more }, day(on))).toBe(state)
  })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['2001:0db8:0001:0002:aaaa::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
