import { useTranslation } from 'react-i18next'
import type { CouponRule } from '#domain/program/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'

/** A coupon in one sentence: what it gives, for what, when, and whether it comes back. */
export function useCouponText(): (of: CouponRule) => string {
  const { t } = useTranslation()
  const { money, number, day } = useFormats()
  const worth = useWorth()
  return (of) =>
    [
      worth(of),
      ...(of.leastMinor > 0 ? [t('program.coupon.least', { money: money(of.leastMinor) })] : []),
      ...(of.productCodes.length > 0
        ? [t('program.coupon.products', { count: of.productCodes.length, n: number(of.productCodes.length) })]
        : []),
      ...(of.regularPriceOnly ? [t('program.coupon.regular')] : []),
      ...(of.open ? [t('program.coupon.open')] : []),
      ...(of.stacks ? [t('program.coupon.stacks')] : []),
      ...(of.daysAlive === null ? [] : [t('program.coupon.days', { n: number(of.daysAlive) })]),
      ...(of.from === null ? [] : [t('program.coupon.from', { day: day(of.from) })]),
      ...(of.to === null ? [] : [t('program.coupon.to', { day: day(of.to) })]),
      ...(of.onReturn === 'when_all_returned' ? [t('program.coupon.back')] : []),
    ].join(t('program.and'))
}

/** 1,500 basis points off is 8.5折 to one reader and 15% off to another. */
function useWorth(): (of: CouponRule) => string {
  const { t, i18n } = useTranslation()
  const { money, number, percent } = useFormats()
  return ({ kind, minor, bps, mostMinor }) => {
    if (kind !== 'percent') return t(`program.coupon.${kind}`, { money: money(minor) })
    const off = i18n.language === 'zh-CN' ? number((10_000 - bps) / 1000) : percent(bps / 10_000)
    const most = mostMinor === null ? '' : t('program.coupon.percentMost', { money: money(mostMinor) })
    return t('program.coupon.percent', { percent: off }) + most
  }
}
