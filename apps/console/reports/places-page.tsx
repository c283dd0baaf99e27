import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { placesReport } from '#domain/insight/contract/shop'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { SpanPlace } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Bars, Totals, useChange } from './measures.tsx'
import { useFilters } from './use-filters.ts'

type Places = Told<typeof placesReport>

/** Where is bought. */
export function PlacesPage() {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const use = useFilters()
  const asked = { ...use.span, ...use.place }
  const ask = useCall(placesReport, asked as never, { keep: true })
  const answer = (told: Places) => {
    const [first] = told.branches
    const share = told.sold.amountMinor > 0 ? (first?.amountMinor ?? 0) / told.sold.amountMinor : 0
    return told.branches.length < 2
      ? t('reports.places.one', { name: first?.name ?? '' })
      : t('reports.places.answer', { name: first?.name ?? '', share: percent(share, 0) })
  }
  return (
    <ReportPage
      code="places"
      ask={ask}
      filters={asked}
      bar={<SpanPlace use={use} told={ask.data} />}
      answer={answer}
      empty={(told) => told.sold.bills === 0}
    >
      {(told) => (
        <>
          <Totals sold={told.sold} before={told.before} than={t('reports.than')} />
          {told.regions.length > 1 ? (
            <Where
              title={t('reports.places.regions')}
              first={t('reports.column.region')}
              span={{ from: told.from, to: told.to }}
              rows={told.regions.map((row) => ({
                ...row,
                key: row.region,
                name: row.region,
                by: 'region' as const,
              }))}
            />
          ) : null}
          <Where
            title={t('reports.places.branches')}
            first={t('reports.column.branch')}
            span={{ from: told.from, to: told.to }}
            rows={told.branches.map((row) => ({ ...row, key: row.branchId, by: 'branchId' as const }))}
          />
        </>
      )}
    </ReportPage>
  )
}

type Row = Readonly<{
  key: string
  name: string
  by: 'region' | 'branchId'
  amountMinor: number
  memberAmountMinor: number
  bills: number
  beforeMinor: number
  members: number
}>
type WhereWords = Readonly<{
  title: string
  first: string
  span: Readonly<{ from: string; to: string }>
  rows: readonly Row[]
}>
const DRAWN = 15

const productsAt = (span: WhereWords['span'], row: Row): string =>
  paths.report('products', { ...span, [row.by]: row.key })

function Where({ title, first, span, rows }: WhereWords) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const change = useChange()
  const head = [
    first,
    t('reports.column.amount'),
    t('reports.column.change'),
    t('reports.column.bills'),
    t('reports.column.members'),
    t('reports.column.joined'),
  ]
  const lines = rows.map((row) => ({
    key: row.key,
    cells: [
      row.name || '–',
      money(row.amountMinor),
      change(row.amountMinor, row.beforeMinor),
      number(row.bills),
      row.amountMinor > 0 ? percent(row.memberAmountMinor / row.amountMinor) : '–',
      number(row.members),
    ],
    to: productsAt(span, row),
  }))
  return (
    <Section title={title} note={t('reports.places.note')}>
      <WithTable
        drawing={<Drawing title={title} span={span} rows={rows} />}
        table={{ caption: title, head, rows: lines }}
      />
    </Section>
  )
}

function Drawing({ title, span, rows }: Omit<WhereWords, 'first'>) {
  const { t } = useTranslation()
  const go = useGo()
  const { money, shortMoney } = useFormats()
  const bars = useMemo(
    () =>
      rows
        .slice(0, DRAWN)
        .map((row) => ({ key: row.key, label: row.name, value: row.amountMinor, before: row.beforeMinor })),
    [rows],
  )
  const open = (key: string) => {
    const row = rows.find((one) => one.key === key)
    if (row) go(productsAt(span, row))
  }
  return (
    <Bars
      label={title}
      bars={bars}
      title={t('reports.column.amount')}
      beforeTitle={t('reports.before')}
      write={money}
      writeAxis={shortMoney}
      lying
      onClick={open}
    />
  )
}
