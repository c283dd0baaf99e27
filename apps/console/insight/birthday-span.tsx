import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { PlaceInUse } from './use-place.ts'

const OFFERED = [7, 30, 60, 366] as const

type SpanWords = Readonly<{ use: PlaceInUse; shown: string | undefined; days: number; usualDays: number }>

/** From which day on, and how many days: birthdays are looked at ahead, sales behind. */
export function BirthdaySpan({ use, shown, days, usualDays }: SpanWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const offered = [...new Set([...OFFERED, days])].toSorted((a, b) => a - b)
  const from = use.place.from ?? shown
  return (
    <>
      <DatePicker
        allowClear={use.place.from !== undefined}
        aria-label={t('shop.birthdays.from')}
        value={from ? dayjs(from) : null}
        onChange={(day) => {
          const text = day?.format('YYYY-MM-DD')
          // The address names both ends of a span; only its first day counts here.
          use.change({ from: text, to: text })
        }}
      />
      <Select
        className="list-choice"
        aria-label={t('shop.place.span')}
        value={days}
        options={offered.map((value) => ({
          value: value as number,
          label: t('shop.birthdays.ahead', { count: value, n: number(value) }),
        }))}
        onChange={(value) => use.change({ days: value === usualDays ? undefined : value })}
      />
    </>
  )
}
