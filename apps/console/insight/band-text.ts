import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Band } from './bands.ts'

/** Writes what a score means: "443–486 days ago", "3–4 purchase days", "up to ¥15". */
export function useBandText(): (kind: 'r' | 'f' | 'm', band: Band) => string {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  return (kind, { from, to, empty }) => {
    if (empty) return t('insight.rfm.nobody')
    const write = kind === 'm' ? money : number
    const low = from === null || (kind === 'r' && from === 0) ? null : from
    if (kind === 'f' && low !== null && low === to)
      return t('insight.rfm.f.only', { count: low, n: number(low) })
    if (low === null) {
      const most = to ?? 0
      return kind === 'f'
        ? t('insight.rfm.f.to', { count: most, n: number(most) })
        : t(`insight.rfm.${kind}.to`, { to: write(most) })
    }
    if (to === null) return t(`insight.rfm.${kind}.from`, { from: write(low) })
    return t(`insight.rfm.${kind}.within`, { from: write(low), to: write(to) })
  }
}
