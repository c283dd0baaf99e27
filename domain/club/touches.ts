import type { Instant } from '#base/instant'
import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import { couponNames } from './like-offers.ts'
import { collectionStepsIn, type CollectionStep } from './store/collections.ts'

export type LikesTouch = Readonly<{
  id: string
  at: Instant
  step: CollectionStep['step']
  /** What was offered; once it is unlocked with the name of the coupon. */
  words: Readonly<{ zh: string; en: string }>
}>

/** Likes that members set out to collect in a span, and coupons that these unlocked, latest first (C44, C45). */
export async function likesIn(work: Work, span: Span): Promise<readonly LikesTouch[]> {
  const steps = await collectionStepsIn(work.tx, span)
  if (steps.length === 0) return []
  const nameOf = await couponNames(work)
  return steps.map(({ id, at, step, titleZh, titleEn, couponCode }) => {
    const [zh, en] = [titleZh || titleEn, titleEn || titleZh]
    if (step === 'begun') return { id, at, step, words: { zh, en } }
    const { couponNameZh, couponNameEn } = nameOf(couponCode)
    return { id, at, step, words: { zh: `${zh}：${couponNameZh}`, en: `${en}: ${couponNameEn}` } }
  })
}
