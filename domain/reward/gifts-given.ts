import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import { productsByCode } from '#domain/goods/index'
import * as touches from './store/touches.ts'

/** Gifts that went to these members in a span of time, for points and on occasions (C45); each kind latest first. */
export async function giftsGiven(work: Work, of: Span): Promise<touches.GiftTouch[]> {
  const collected = await touches.goodsCollected(work.tx, of)
  const products = await productsByCode(work, [...new Set(collected.map((one) => one.productCode))])
  const named = collected.map(({ productCode, ...one }) => {
    const name = products.get(productCode)?.name ?? productCode
    return { ...one, nameZh: name, nameEn: name }
  })
  return [...(await touches.giftsGiven(work.tx, of)), ...named]
}
