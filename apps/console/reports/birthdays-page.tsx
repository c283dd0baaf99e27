import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { birthdays } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { PlaceFilter } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Pager } from './pager.tsx'
import { useFilters } from './use-filters.ts'

type Calendar = Told<typeof birthdays>
const CHOICES = [7, 14, 30, 60, 90] as const
const ROWS = 50

/** Whose birthday comes next. */
export function BirthdaysPage() {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const use = useFilters()
  const days = use.number('days') ?? 30
  const page = use.number('page') ?? 1
  const asked = { days, ...use.place }
  const ask = useCall(birthdays, { ...asked, page, rows: ROWS } as never, { keep: true })
  const answer = (told: Calendar) =>
    t('reports.birthdays.answer', {
      count: told.total,
      n: number(told.total),
      days: number(days),
      known: percent(told.members > 0 ? told.withBirthday / told.members : 0, 0),
    })
  return (
    <ReportPage
      code="birthdays"
      ask={ask}
      filters={asked}
      bar={
        <>
          <Select
            className="list-choice"
            aria-label={t('reports.birthdays.days')}
            value={days}
            options={CHOICES.map((n) => ({ value: n, label: t('reports.birthdays.next', { count: n, n }) }))}
            onChange={(chosen) => use.change({ days: chosen })}
          />
          <PlaceFilter use={use} />
        </>
      }
      answer={answer}
      empty={(told) => told.total === 0}
      emptyWords={(told) =>
        t('reports.birthdays.none', { n: number(told.withBirthday), all: number(told.members) })
      }
    >
      {(told) => (
        <Section title={t('reports.birthdays.list')}>
          <List told={told} />
          <Pager use={use} total={told.total} rows={ROWS} />
        </Section>
      )}
    </ReportPage>
  )
}

function List({ told }: Readonly<{ told: Calendar }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const head = [
    t('reports.column.name'),
    t('reports.column.day'),
    t('reports.column.turns'),
    t('reports.column.number'),
    t('reports.column.mobile'),
    t('reports.column.branch'),
  ]
  return (
    <NumbersTable
      caption={t('reports.birthdays.list')}
      head={head}
      words={[3, 5]}
      rows={told.rows.map((row) => ({
        key: row.memberId,
        cells: [
          row.name || row.number,
          day(row.day),
          number(row.turns),
          row.number,
          row.mobile ?? '–',
          row.branchName ?? '–',
        ],
        to: paths.member(row.memberId),
      }))}
    />
  )
}
