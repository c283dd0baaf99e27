import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Dated } from './place.ts'

/** When, as a sentence begins: "Today", "On 30 Jun 1998", "From 1 Jun to 30 Jun 1998". */
export function useSpanWords(): (told: Pick<Dated, 'from' | 'to' | 'today'>) => string {
  const { t } = useTranslation()
  const { day } = useFormats()
  return ({ from, to, today }) => {
    if (from !== to) return t('shop.span.days', { from: day(from), to: day(to) })
    return from === today ? t('shop.span.today') : t('shop.span.day', { day: day(from) })
  }
}

/** Hours of the clock, neighbours joined: 11, 12, 13 and 17 are "11:00–14:00, 17:00–18:00". */
export function hourSpans(hours: readonly number[]): readonly Readonly<{ from: number; to: number }>[] {
  const spans: { from: number; to: number }[] = []
  for (const hour of hours) {
    const last = spans.at(-1)
    if (last && last.to === hour) last.to = hour + 1
    else spans.push({ from: hour, to: hour + 1 })
  }
  return spans
}

export const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
