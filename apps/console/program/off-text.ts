import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'

/** 1,500 basis points off is 8.5折 to one reader and 15% off to another. */
export function useOffText(): (bps: number) => string {
  const { t, i18n } = useTranslation()
  const { number, percent } = useFormats()
  return (bps) => {
    const off = i18n.language === 'zh-CN' ? number((10_000 - bps) / 1000) : percent(bps / 10_000, 2)
    return t('program.coupon.percent', { percent: off })
  }
}
