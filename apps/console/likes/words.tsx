import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LikeOffer } from '#domain/club/contract/likes'

/** Words of an offer in the reader's language, or in the other one where they are not given. */
export function useOfferWords() {
  const { i18n } = useTranslation()
  const isZh = i18n.language.startsWith('zh')
  const either = (zh: string, en: string): string => (isZh ? zh || en : en || zh)
  return (of: LikeOffer) => ({
    title: either(of.titleZh, of.titleEn),
    words: either(of.wordsZh, of.wordsEn),
    coupon: either(of.couponNameZh, of.couponNameEn),
  })
}

const COLOURS = { coming: 'blue', open: 'green', gone: 'gold', over: 'default', ended: 'default' } as const

export function OfferTag({ of }: Readonly<{ of: LikeOffer['state'] }>) {
  const { t } = useTranslation()
  return <Tag color={COLOURS[of]}>{t(`likes.state.${of}`)}</Tag>
}
