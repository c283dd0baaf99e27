import { describe, expect, test } from 'vitest'
import { recordSale } from '#domain/sale/contract'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { buys, clubWorld, linkedMember } from '#test/world/club'
import { product } from '#test/world/shop'
import type { TestWorld } from '#test/world/world'
import { answerPost, moderatePost, sayClubRules } from './contract/moderation.ts'
import { clubPurchases, publicReviews, writeReview } from './contract/review.ts'

const wish = (w: TestWorld, token: string, stars = 5) => ({
  id: w.newId(),
  token,
  productCode: 'CREAM',
  stars,
  body: '很滋润。',
})

async function buyer() {
  const w = await clubWorld()
  const li = await linkedMember(w, '1', { name: '李小明' })
  const saleId = await buys(w, '1', 'CREAM')
  return { w, li, saleId, visitor: w.anonymous }
}

describe('F3 reviews of what was bought (C46)', () => {
  test('a buyer reviews once, and every visitor reads it with the mean and the masked name', async () => {
    const { w, li, visitor } = await buyer()
    const other = await linkedMember(w, '2')
    await buys(w, '2', 'CREAM')
    await visitor.call(writeReview, wish(w, li.token, 5))
    await visitor.call(writeReview, wish(w, other.token, 2))
    const told = await visitor.call(publicReviews, { productCode: 'CREAM' })
    expect(told.products).toEqual([{ productCode: 'CREAM', name: 'CREAM', reviews: 2, mean: 3.5 }])
    expect(told.rows.map((one) => [one.stars, one.author.name])).toEqual([
      [2, ''],
      [5, '李**'],
    ])
    expect((await visitor.ask(writeReview, wish(w, li.token, 4))).body['code']).toBe('review_given')
  })

  test('nobody reviews what they have not bought, or have brought back', async () => {
    const { w, li, saleId, visitor } = await buyer()
    const stranger = await linkedMember(w, '2')
    expect((await visitor.ask(writeReview, wish(w, stranger.token))).body['code']).toBe('product_not_bought')
    const back = { kind: 'return' as const, returnsSaleId: saleId, reason: '不合适' }
    const lines = [{ productCode: 'CREAM', quantity: 1 }]
    const of = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), memberNumber: '1' }
    await w.call(recordSale, { ...of, ...back, lines })
    expect((await visitor.call(clubPurchases, { token: li.token })).rows).toEqual([])
    expect((await visitor.ask(writeReview, wish(w, li.token))).body['code']).toBe('product_not_bought')
  })

  test('what a member bought is listed with the stars given; a merge brings purchases and reviews along', async () => {
    const { w, li, visitor } = await buyer()
    await product(w, 'SOAP', 10_00)
    const keep = await linkedMember(w, '2')
    await buys(w, '2', 'SOAP')
    await visitor.call(writeReview, wish(w, li.token, 4))
    await w.call(mergeMembers, { id: w.newId(), keepId: keep.id, goneId: li.id, reason: '重复办卡' })
    const { rows } = await visitor.call(clubPurchases, { token: keep.token })
    expect(rows.map((one) => [one.productCode, one.stars]).sort()).toEqual([
      ['CREAM', 4],
      ['SOAP', null],
    ])
    expect((await visitor.ask(writeReview, wish(w, keep.token))).body['code']).toBe('review_given')
  })

  // Each row breaks its own law and every law below it: the answer must be the first one broken.
  test.each([
    ['club_link_unknown', { link: false, child: true, bought: false }],
    ['club_child', { link: true, child: true, bought: false }],
    ['product_not_bought', { link: true, child: false, bought: false }],
    ['club_limit_reached', { link: true, child: false, bought: true }],
  ])('a review is refused in order: %s', async (code, { link, child, bought }) => {
    const w = await clubWorld()
    await product(w, 'SOAP', 10_00)
    await w.call(sayClubRules, { id: w.newId(), postsADay: 1, reviewsADay: 1 })
    const one = await linkedMember(w, '1', child ? { birthOn: '2016-01-01' } : {})
    if (bought) {
      await buys(w, '1', 'CREAM')
      await buys(w, '1', 'SOAP')
      await w.anonymous.call(writeReview, { ...wish(w, one.token), productCode: 'SOAP' })
    }
    const asked = await w.anonymous.ask(writeReview, wish(w, link ? one.token : 'none'))
    expect(asked.body['code']).toBe(code)
  })
})

describe('F5 what the house does about a review', () => {
  test('a hidden one is gone with its stars; the answer of the house stands under one that is shown', async () => {
    const { w, li, visitor } = await buyer()
    const asked = wish(w, li.token, 1)
    await visitor.call(writeReview, asked)
    await w.call(answerPost, { id: w.newId(), postId: asked.id, body: '谢谢，我们会改进。' })
    const [shown] = (await visitor.call(publicReviews, {})).rows
    expect(shown?.answers.map((one) => [one.author, one.body])).toEqual([
      [{ kind: 'house', name: '知己茶铺' }, '谢谢，我们会改进。'],
    ])
    await w.call(moderatePost, { id: w.newId(), postId: asked.id, act: 'hidden', reason: '含辱骂' })
    const after = await visitor.call(publicReviews, {})
    expect([after.rows, after.products]).toEqual([[], []])
  })
})
