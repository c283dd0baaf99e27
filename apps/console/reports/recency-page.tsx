import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { recency } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Quiet } from './activity-page.tsx'
import { DayFilter } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Bars } from './measures.tsx'
import { useFilters } from './use-filters.ts'

type Recency = Told<typeof recency>

/** When members last came, and whether that is getting better (C61). */
export function RecencyPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const use = useFilters()
  const asOf = use.day('asOf')
  const asked = asOf ? { asOf } : {}
  const ask = useCall(recency, asked as never, { keep: true })
  const answer = (told: Recency) =>
    t(`reports.recency.${told.health}`, {
      n: number(told.withinMonth),
      before: number(told.withinMonthBefore),
    })
  return (
    <ReportPage
      code="recency"
      ask={ask}
      filters={asked}
      bar={<DayFilter use={use} shown={ask.data?.asOf} />}
      answer={answer}
    >
      {(told) => (
        <>
          <Months told={told} />
          <Quiet
            title={t('reports.recency.bands')}
            bands={told.bands}
            asOf={told.asOf}
            before={told.before}
          />
        </>
      )}
    </ReportPage>
  )
}

function Months({ told }: Readonly<{ told: Recency }>) {
  const { t } = useTranslation()
  const { day, shortDay, number, short } = useFormats()
  const bars = useMemo(
    () => told.months.map((row) => ({ key: row.until, label: shortDay(row.until), value: row.members })),
    [told.months, shortDay],
  )
  const drawing = (
    <Bars
      label={t('reports.recency.months')}
      bars={bars}
      title={t('reports.column.people')}
      write={number}
      writeAxis={short}
    />
  )
  const table = {
    caption: t('reports.recency.months'),
    head: [t('reports.column.until'), t('reports.column.people')],
    rows: told.months
      .toReversed()
      .map((row) => ({ key: row.until, cells: [day(row.until), number(row.members)] })),
  }
  return (
    <Section title={t('reports.recency.months')} note={t('reports.recency.monthsNote')}>
      <WithTable drawing={drawing} table={table} />
    </Section>
  )
}
