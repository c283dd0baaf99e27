import { Input, InputNumber, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { currencyDigits } from '#base/money'
import { SOLD_BY, SOLD_SORTS, soldReport } from '#domain/insight/contract/shop'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { useBandName } from './band-name.ts'
import { SpanPlace } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Bars, Totals, useUnits } from './measures.tsx'
import { Pager } from './pager.tsx'
import { useFilters, type FiltersInUse } from './use-filters.ts'

type Sold = Told<typeof soldReport>
type Row = Sold['rows'][number]
const ROWS = 20
const DRAWN = 12

/** What was sold on any day, and where: by day, place, product, amount or member (C74). */
export function SoldPage() {
  const { t } = useTranslation()
  const { day, money } = useFormats()
  const units = useUnits()
  const use = useFilters()
  const by = SOLD_BY.find((one) => one === use.text('by')) ?? 'product'
  const sort = SOLD_SORTS.find((one) => one === use.text('sort')) ?? 'amount'
  const product = by === 'amount' ? undefined : use.text('product')
  const billFromMinor = by === 'member' ? use.number('billFromMinor') : undefined
  const descending = sort !== 'key'
  const page = use.number('page') ?? 1
  const asked = { ...use.span, ...use.place, by, sort, descending, product, billFromMinor }
  const ask = useCall(soldReport, { ...asked, page, rows: ROWS } as never, { keep: true })
  const answer = (told: Sold) => {
    const words = { units: units(told.sold.thousandths), money: money(told.sold.amountMinor) }
    return told.from === told.to
      ? t('reports.sold.answerDay', { ...words, day: day(told.from) })
      : t('reports.sold.answer', { ...words, from: day(told.from), to: day(told.to) })
  }
  return (
    <ReportPage
      code="sold"
      ask={ask}
      filters={asked}
      bar={<SpanPlace use={use} told={ask.data} />}
      answer={answer}
    >
      {(told) => (
        <>
          <Totals sold={told.sold} before={told.before} than={t('reports.than')} />
          <Section
            title={t('reports.sold.rows')}
            actions={<Tools use={use} by={by} sort={sort} product={product} />}
          >
            {told.rows.length === 0 ? (
              <p className="quiet">{t('reports.none.span')}</p>
            ) : (
              <Rows told={told} />
            )}
            <Pager use={use} total={told.total} rows={ROWS} />
          </Section>
        </>
      )}
    </ReportPage>
  )
}

type ToolsWords = Readonly<{
  use: FiltersInUse
  by: Sold['by']
  sort: (typeof SOLD_SORTS)[number]
  product: string | undefined
}>

function Tools({ use, by, sort, product }: ToolsWords) {
  const { t } = useTranslation()
  const sorts = SOLD_SORTS.filter((one) => one !== 'tier' || by === 'member')
  return (
    <>
      <Segmented
        value={by}
        options={SOLD_BY.map((one) => ({ value: one, label: t(`reports.sold.by.${one}`) }))}
        onChange={(chosen) => use.change({ by: chosen, sort: undefined })}
      />
      <Select
        className="list-choice"
        aria-label={t('reports.sold.sort')}
        value={sort}
        options={sorts.map((one) => ({
          value: one,
          label: t(
            one === 'key' && by === 'member' ? 'reports.sold.sortBy.number' : `reports.sold.sortBy.${one}`,
          ),
        }))}
        onChange={(chosen) => use.change({ sort: chosen })}
      />
      {by === 'amount' ? null : (
        <Input.Search
          allowClear
          className="list-choice"
          key={product}
          defaultValue={product}
          placeholder={t('reports.products.search')}
          onSearch={(text) => use.change({ product: text || undefined })}
        />
      )}
      {by === 'member' ? <BillFrom use={use} /> : null}
    </>
  )
}

/** Whose single receipt came to at least so much, in whole units of the currency. */
function BillFrom({ use }: Readonly<{ use: FiltersInUse }>) {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const unit = 10 ** currencyDigits(manner.currency)
  const least = use.number('billFromMinor')
  return (
    <InputNumber
      className="list-choice"
      min={0}
      precision={0}
      value={least === undefined ? null : least / unit}
      placeholder={t('reports.sold.billFrom')}
      aria-label={t('reports.sold.billFrom')}
      onBlur={(event) => {
        const value = event.target.value.replaceAll(/\D/g, '')
        use.change({ billFromMinor: value === '' ? undefined : Number(value) * unit })
      }}
    />
  )
}

function useRowName(told: Sold): (row: Row) => string {
  const { t } = useTranslation()
  const { day } = useFormats()
  const band = useBandName()
  return (row) => {
    if (told.by === 'day') return day(row.key)
    if (told.by === 'amount') {
      const kind = row.key === 'returned' || row.key === 'free' ? row.key : 'bill'
      return band({ ...row, kind })
    }
    if (told.by === 'member')
      return row.key === '' ? t('reports.sold.strangers') : row.name || (row.number ?? '')
    return row.name || (row.number ?? row.key)
  }
}

/** A day leads to its receipts, a branch to its products, a member to the member. */
function placeOf(told: Sold, row: Row): string | undefined {
  const { from, to } = told
  if (told.by === 'day') return paths.sales({ from: row.key, to: row.key })
  if (told.by === 'branch') return paths.report('sold', { from, to, branchId: row.key })
  if (told.by === 'product') return paths.report('sold', { from, to, by: 'branch', product: row.key })
  return told.by === 'member' && row.key !== '' ? paths.member(row.key) : undefined
}

function Rows({ told }: Readonly<{ told: Sold }>) {
  const { t, i18n } = useTranslation()
  const { money, number, shortMoney } = useFormats()
  const units = useUnits()
  const name = useRowName(told)
  const labels = told.rows.map(name).join('\n')
  const bars = useMemo(() => {
    const names = labels.split('\n')
    return told.rows
      .slice(0, DRAWN)
      .map((row, at) => ({ key: row.key, label: names[at] ?? '', value: row.amountMinor }))
  }, [told.rows, labels])
  const members = told.by === 'member'
  const zh = i18n.language.startsWith('zh')
  const tier = (row: Row) => (row.tierNames ? (zh ? row.tierNames.nameZh : row.tierNames.nameEn) : '–')
  const head = [
    t(`reports.sold.by.${told.by}`),
    ...(members ? [t('reports.column.number'), t('reports.column.tier')] : []),
    t('reports.column.units'),
    t('reports.column.amount'),
    t('reports.column.bills'),
  ]
  const rows = told.rows.map((row) => {
    const to = placeOf(told, row)
    return {
      key: row.key,
      cells: [
        name(row),
        ...(members ? [row.number ?? '–', tier(row)] : []),
        units(row.thousandths),
        money(row.amountMinor),
        number(row.bills),
      ],
      ...(to === undefined ? {} : { to }),
    }
  })
  const drawing = (
    <Bars
      label={t('reports.sold.rows')}
      bars={bars}
      title={t('reports.column.amount')}
      write={money}
      writeAxis={shortMoney}
      lying
    />
  )
  const words = members ? { words: [1, 2] } : {}
  return <WithTable drawing={drawing} table={{ caption: t('reports.sold.rows'), head, rows, ...words }} />
}
