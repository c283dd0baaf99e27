import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { addDays, day as aDay } from '#base/instant'
import { useMe } from '../me.ts'
import type { FiltersInUse } from './use-filters.ts'

type SpanWords = Readonly<{
  use: FiltersInUse
  from: string | undefined
  to: string | undefined
  today: string | undefined
}>

const BACK = [1, 7, 30, 90, 365] as const

/** Which days: today, so many days back, or any two. */
export function SpanFilter({ use, from, to, today }: SpanWords) {
  const { t } = useTranslation()
  const presets = today
    ? BACK.map((days) => ({
        label: t('reports.span.days', { count: days, n: days }),
        value: [dayjs(addDays(aDay(today), 1 - days)), dayjs(today)] as [dayjs.Dayjs, dayjs.Dayjs],
      }))
    : []
  return (
    <DatePicker.RangePicker
      allowClear={use.span.from !== undefined}
      aria-label={t('reports.span.label')}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      presets={presets}
      placeholder={[t('reports.span.from'), t('reports.span.to')]}
      onChange={(days) => {
        const [first, last] = [days?.[0], days?.[1]].map((one) => one?.format('YYYY-MM-DD'))
        use.change({ from: first, to: last })
      }}
    />
  )
}

/** The chain, a region or a branch; whoever sees one branch only has nothing to choose. */
export function PlaceFilter({
  use,
  regions: withRegions = true,
}: Readonly<{ use: FiltersInUse; regions?: boolean }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  if (branches.length < 2) return null
  const regions = [...new Set(branches.map((branch) => branch.region).filter((region) => region !== ''))]
  const { branchId, region } = use.place
  const value = branchId ? `b ${branchId}` : region ? `r ${region}` : ''
  return (
    <Select
      className="list-choice"
      aria-label={t('reports.place.label')}
      value={value}
      options={[
        { value: '', label: t('reports.place.all') },
        ...(withRegions && regions.length > 1
          ? [
              {
                label: t('reports.place.regions'),
                options: regions.map((one) => ({ value: `r ${one}`, label: one })),
              },
            ]
          : []),
        {
          label: t('reports.place.branches'),
          options: branches.map((branch) => ({ value: `b ${branch.id}`, label: branch.name })),
        },
      ]}
      onChange={(chosen: string) =>
        use.change({
          branchId: chosen.startsWith('b ') ? chosen.slice(2) : undefined,
          region: chosen.startsWith('r ') ? chosen.slice(2) : undefined,
        })
      }
    />
  )
}

/** As of which day; the usual one is the last with a sale. */
export function DayFilter({ use, name }: Readonly<{ use: FiltersInUse; name: 'asOf' | 'on' }>) {
  const { t } = useTranslation()
  const chosen = use.day(name)
  return (
    <DatePicker
      aria-label={t('reports.asOf')}
      allowClear
      value={chosen ? dayjs(chosen) : null}
      placeholder={t('reports.asOf')}
      onChange={(day) => use.change({ [name]: day?.format('YYYY-MM-DD') })}
    />
  )
}
