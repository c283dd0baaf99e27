import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import type { memberInsight } from '#domain/insight/contract'
import { MEMBER_PERIODS, MEMBER_PURCHASES } from '#domain/insight/model/trend'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { trendOfMember } from './month-trend.ts'

type Known = Told<typeof memberInsight>

/** Whether one member spends more and more or less and less, in a sentence, with its doubt (C64). */
export function MemberTrend({ told }: Readonly<{ told: Known }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const { days, asOf } = told
  const { periods, purchases, trend } = useMemo(() => trendOfMember(days, asOf as BusinessDay), [days, asOf])
  if (!trend) {
    const words = { months: MEMBER_PERIODS, purchases: MEMBER_PURCHASES }
    const so = { n: number(periods), days: number(purchases) }
    return <p className="quiet">{t('shop.memberTrend.little', { ...words, ...so })}</p>
  }
  const { slope, direction } = trend
  // Where most months are empty the middle of all slopes is none, and so are its bounds.
  const sparse = slope.low === 0 && slope.high === 0
  // A fall is told as an amount, and so are its bounds.
  const [low, high] = direction === 'falling' ? [-slope.high, -slope.low] : [slope.low, slope.high]
  const words = {
    n: number(periods),
    slope: money(Math.abs(Math.round(slope.slope))),
    low: money(Math.round(low)),
    high: money(Math.round(high)),
  }
  return (
    <p>
      {t(`shop.memberTrend.${sparse ? 'sparse' : direction}`, words)}{' '}
      <span className="quiet">{t('shop.memberTrend.how', { day: day(asOf) })}</span>
    </p>
  )
}
