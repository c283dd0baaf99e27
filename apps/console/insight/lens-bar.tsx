import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ALL_MONTHS, USUAL_MONTHS, WINDOWS } from './lens.ts'
import { WhereChoice } from './place-bar.tsx'
import type { LensInUse } from './use-lens.ts'

type BarWords = Readonly<{
  use: LensInUse
  shown: string | undefined
  /** Whether the page looks at the members of a branch or a region too. */
  where?: boolean
}>

/** Chooses whose members, the day and how far back the figures of a page look. */
export function LensBar({ use, shown, where = false }: BarWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { lens, change } = use
  const asOf = lens.asOf ?? shown
  const windows = WINDOWS.map((value) => ({
    value: value as number,
    label:
      value === ALL_MONTHS
        ? t('insight.lens.all')
        : t('insight.lens.months', { count: value, n: number(value) }),
  }))
  const chosen = lens.windowMonths ?? USUAL_MONTHS
  const known = windows.some((one) => one.value === chosen)
  const own = { value: chosen, label: t('insight.lens.months', { count: chosen, n: number(chosen) }) }
  return (
    <div className="lens" role="group" aria-label={t('insight.lens.title')}>
      {where ? <WhereChoice use={use} /> : null}
      <label>
        <span>{t('insight.lens.asOf')}</span>
        <DatePicker
          allowClear={lens.asOf !== undefined}
          value={asOf ? dayjs(asOf) : null}
          placeholder={t('insight.lens.latest')}
          onChange={(day) => change({ asOf: day?.format('YYYY-MM-DD') })}
        />
      </label>
      <label>
        <span>{t('insight.lens.window')}</span>
        <Select
          className="list-choice"
          value={chosen}
          options={known ? windows : [own, ...windows]}
          onChange={(months) => change({ windowMonths: months === USUAL_MONTHS ? undefined : months })}
        />
      </label>
    </div>
  )
}
