import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isDay } from '#base/instant'
import type { BusinessDay } from '#base/instant'
import { listPath } from '#ui/kit/list-state.ts'

type Change = (day: string | undefined) => void

/** The day as of which a page looks, kept in its address; undefined is the last day with a sale. */
export function useAsOf(): readonly [BusinessDay | undefined, Change] {
  const router = useRouter()
  const { pathname, search } = useRouterState({ select: (state) => state.location })
  const all = search as Readonly<Record<string, unknown>>
  const wanted = all['asOf']
  const asOf = typeof wanted === 'string' && isDay(wanted) ? (wanted as BusinessDay) : undefined
  return [asOf, (day) => router.history.replace(listPath(pathname, { ...all, asOf: day }))]
}

type ChoiceWords = Readonly<{ chosen: string | undefined; shown: string | undefined; change: Change }>

/** Chooses the day as of which a page looks. */
export function AsOfChoice({ chosen, shown, change }: ChoiceWords) {
  const { t } = useTranslation()
  const asOf = chosen ?? shown
  return (
    <div className="lens" role="group" aria-label={t('insight.lens.title')}>
      <label>
        <span>{t('insight.lens.asOf')}</span>
        <DatePicker
          allowClear={chosen !== undefined}
          value={asOf ? dayjs(asOf) : null}
          placeholder={t('insight.lens.latest')}
          onChange={(day) => change(day?.format('YYYY-MM-DD'))}
        />
      </label>
    </div>
  )
}
