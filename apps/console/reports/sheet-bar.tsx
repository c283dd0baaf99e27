import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RANKED_BY, SOLD_BY } from '#domain/insight/contract/shop'
import type { ReportCode } from '#domain/report/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ALL_MONTHS, WINDOWS } from '../insight/lens.ts'
import { MONTHS_OFFERED } from '../insight/month-trend.ts'
import { MonthsChoice } from '../insight/months-choice.tsx'
import { useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'
import { DayFilter, PlaceFilter, SpanFilter } from './filters.tsx'
import type { FiltersInUse } from './use-filters.ts'

type BarWords = Readonly<{ code: ReportCode; names: readonly string[]; use: FiltersInUse }>

/** Only the filters that the report understands. */
export function SheetBar({ code, names, use }: BarWords) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const has = (name: string) => names.includes(name)
  const isSpan = has('from') && (has('to') || has('on'))
  const day = has('asOf') ? 'asOf' : has('on') && !isSpan ? 'on' : null
  return (
    <>
      {isSpan ? <SpanFilter use={use} from={use.span.from} to={use.span.to} today={today} /> : null}
      {day ? <DayFilter use={use} name={day} /> : null}
      <MonthsParts names={names} use={use} />
      {has('days') ? <DaysAhead use={use} /> : null}
      {has('by') ? <By code={code} use={use} /> : null}
      {has('q') ? <Searched use={use} name="q" label={t('shop.products.search')} /> : null}
      {has('product') ? <Searched use={use} name="product" label={t('shop.products.search')} /> : null}
      {has('branchId') ? <PlaceFilter use={use} regions={has('region')} /> : null}
    </>
  )
}

const USUAL_MONTHS = 12
const USUAL_WINDOW = 24

function MonthsParts({ names, use }: Omit<BarWords, 'code'>) {
  const { t } = useTranslation()
  const parts = [
    { name: 'months', usual: USUAL_MONTHS, offered: MONTHS_OFFERED, label: t('shop.place.span') },
    { name: 'windowMonths', usual: USUAL_WINDOW, offered: WINDOWS, label: t('insight.lens.window') },
  ]
  return parts
    .filter(({ name }) => names.includes(name))
    .map(({ name, usual, offered, label }) => (
      <MonthsChoice
        key={name}
        label={label}
        months={use.number(name) ?? usual}
        offered={offered}
        named={(count, n) =>
          count === ALL_MONTHS ? t('insight.lens.all') : t('insight.lens.months', { count, n })
        }
        change={(months) => use.change({ [name]: months === usual ? undefined : months })}
      />
    ))
}

const AHEAD = [7, 30, 90, 366] as const
const USUAL_AHEAD = 30

function DaysAhead({ use }: Readonly<{ use: FiltersInUse }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const days = use.number('days') ?? USUAL_AHEAD
  return (
    <Select
      className="list-choice"
      aria-label={t('shop.place.span')}
      value={days}
      options={[...new Set<number>([...AHEAD, days])].map((value) => ({
        value,
        label: t('shop.birthdays.ahead', { count: value, n: number(value) }),
      }))}
      onChange={(chosen) => use.change({ days: chosen === USUAL_AHEAD ? undefined : chosen })}
    />
  )
}

/** What a report is laid out by: products by what ranks them, what was sold by day, branch, product … */
function By({ code, use }: Readonly<{ code: ReportCode; use: FiltersInUse }>) {
  const { t } = useTranslation()
  const options: { value: string; label: string }[] =
    code === 'products'
      ? RANKED_BY.map((value) => ({ value, label: t(`shop.products.by.${value}`) }))
      : SOLD_BY.map((value) => ({ value, label: t('reports.by', { what: t(`shop.sold.by.${value}`) }) }))
  return (
    <Select
      className="list-choice"
      aria-label={t('reports.layout')}
      value={use.text('by') ?? (code === 'products' ? 'amount' : 'product')}
      options={options}
      onChange={(by: string) => use.change({ by })}
    />
  )
}

type Search = Readonly<{ use: FiltersInUse; name: string; label: string }>

function Searched({ use, name, label }: Search) {
  const [text, setText] = useState(use.text(name) ?? '')
  return (
    <Input.Search
      allowClear
      className="report-search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={(wanted) => use.change({ [name]: wanted.trim() || undefined })}
    />
  )
}
