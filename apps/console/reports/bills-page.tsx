import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { billsReport } from '#domain/insight/contract/shop'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useBandName } from './band-name.ts'
import { SpanPlace } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Bars, Totals } from './measures.tsx'
import { useFilters } from './use-filters.ts'

type Bills = Told<typeof billsReport>

/** How large bills are (C70). */
export function BillsPage() {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const name = useBandName()
  const use = useFilters()
  const asked = { ...use.span, ...use.place }
  const ask = useCall(billsReport, asked as never, { keep: true })
  const answer = (told: Bills) => {
    const most = told.rows.reduce((a, b) => (b.bills > a.bills ? b : a))
    const share = told.sold.bills > 0 ? most.bills / told.sold.bills : 0
    return t('reports.bills.answer', { band: name(most), share: percent(share, 0) })
  }
  return (
    <ReportPage
      code="bills"
      ask={ask}
      filters={asked}
      bar={<SpanPlace use={use} told={ask.data} />}
      answer={answer}
      empty={(told) => told.sold.bills === 0}
    >
      {(told) => (
        <>
          <Totals sold={told.sold} before={told.before} than={t('reports.than')} />
          <Bands told={told} />
        </>
      )}
    </ReportPage>
  )
}

type BandsWords = Readonly<{ told: Bills }>

function Bands({ told }: BandsWords) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const name = useBandName()
  const rows = told.rows.map((row) => ({
    key: `${row.kind} ${row.fromMinor}`,
    cells: [
      name(row),
      number(row.bills),
      told.sold.bills > 0 ? percent(row.bills / told.sold.bills) : '–',
      money(row.amountMinor),
    ],
  }))
  const total = {
    key: 'total',
    cells: [t('reports.total'), number(told.sold.bills), percent(1, 0), money(told.sold.amountMinor)],
  }
  const head = [
    t('reports.column.band'),
    t('reports.column.bills'),
    t('reports.column.share'),
    t('reports.column.amount'),
  ]
  const caption = t('reports.bills.title')
  return (
    <Section title={t('reports.bills.bands')} note={t('reports.bills.note')}>
      <WithTable drawing={<Drawing told={told} />} table={{ caption, head, rows: [...rows, total] }} />
    </Section>
  )
}

function Drawing({ told }: BandsWords) {
  const { t } = useTranslation()
  const { number, short } = useFormats()
  const name = useBandName()
  const bars = useMemo(
    () =>
      told.rows
        .filter((row) => row.kind !== 'returned')
        .map((row) => ({
          key: String(row.fromMinor),
          label: name(row),
          value: row.bills,
          before: row.beforeBills,
        })),
    [told.rows, name],
  )
  return (
    <Bars
      label={t('reports.bills.title')}
      bars={bars}
      title={t('reports.column.bills')}
      beforeTitle={t('reports.before')}
      write={number}
      writeAxis={short}
    />
  )
}
