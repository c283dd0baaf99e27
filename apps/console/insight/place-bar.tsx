import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { listBranches } from '#domain/org/contract'
import { useCall } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { SPAN_DAYS } from './place.ts'
import type { Dated } from './place.ts'
import type { PlaceInUse } from './use-place.ts'

type BarWords = Readonly<{
  use: PlaceInUse
  shown: Pick<Dated, 'from' | 'to' | 'today'> | undefined
  usualDays: number
  children?: ReactNode
}>

/** Which days, and the chain, a region or a branch. */
export function PlaceBar({ use, shown, usualDays, children }: BarWords) {
  const { t } = useTranslation()
  return (
    <div className="place-bar" role="group" aria-label={t('shop.place.title')}>
      <WhereChoice use={use} />
      <SpanChoice use={use} usualDays={usualDays} />
      <DatePicker.RangePicker
        allowClear={use.place.from !== undefined}
        value={shown ? [dayjs(shown.from), dayjs(shown.to)] : null}
        placeholder={[t('shop.place.from'), t('shop.place.to')]}
        {...(shown ? { maxDate: dayjs(shown.today) } : {})}
        onChange={(days) => {
          const [from, to] = [days?.[0], days?.[1]].map((day) => day?.format('YYYY-MM-DD'))
          use.change({ from, to, days: undefined })
        }}
      />
      {children}
    </div>
  )
}

const OWN = 0

/** So many days up to today; days of one's own are chosen beside it. */
export function SpanChoice({ use, usualDays }: Readonly<{ use: PlaceInUse; usualDays: number }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { from, days } = use.place
  const named = (value: number) =>
    value === 1 ? t('shop.place.today') : t('shop.place.days', { count: value, n: number(value) })
  const offered = [...new Set([...SPAN_DAYS, usualDays, ...(days === undefined ? [] : [days])])]
    .toSorted((a, b) => a - b)
    .map((value) => ({ value: value as number, label: named(value) }))
  const own = { value: OWN, label: t('shop.place.own'), disabled: true }
  return (
    <Select
      className="list-choice"
      aria-label={t('shop.place.span')}
      value={from === undefined ? (days ?? usualDays) : OWN}
      options={from === undefined ? offered : [...offered, own]}
      onChange={(value) =>
        use.change({ from: undefined, to: undefined, days: value === usualDays ? undefined : value })
      }
    />
  )
}

const REGION = 'region '

/** What a page has that looks at a place: where it looks, and how to look elsewhere. */
type Choosing = Readonly<{
  place: Readonly<{ branchId?: string; region?: string }>
  change: (part: Readonly<Record<string, string | undefined>>) => void
}>

/** The whole chain, a region or a branch; nothing to choose where there is one branch. */
export function WhereChoice({
  use,
  regions: withRegions = true,
}: Readonly<{ use: Choosing; regions?: boolean }>) {
  const { t } = useTranslation()
  const { branches, branchIds } = useMe()
  const may = useMay()
  const { data } = useCall(listBranches, {}, { enabled: may('org.read') })
  const names = [...new Set((data?.rows ?? []).map((branch) => branch.region).filter(Boolean))]
  const { branchId, region } = use.place
  const regions = region !== undefined && !names.includes(region) ? [...names, region] : names
  if (branches.length < 2) return null
  const all = { value: '', label: t(branchIds === null ? 'shop.place.chain' : 'shop.place.mine') }
  const asOption = (of: { id: string; name: string }) => ({ value: of.id, label: of.name })
  const groups = [
    {
      label: t('shop.place.regions'),
      options: withRegions ? regions.map((one) => ({ value: REGION + one, label: one })) : [],
    },
    { label: t('shop.place.branches'), options: branches.map(asOption) },
  ].filter((group) => group.options.length > 0)
  return (
    <Select
      className="list-choice"
      aria-label={t('shop.place.where')}
      value={branchId ?? (region === undefined ? '' : REGION + region)}
      options={[all, ...groups]}
      onChange={(value: string) =>
        use.change({
          branchId: value === '' || value.startsWith(REGION) ? undefined : value,
          region: value.startsWith(REGION) ? value.slice(REGION.length) : undefined,
        })
      }
    />
  )
}
