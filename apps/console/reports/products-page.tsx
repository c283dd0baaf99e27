import { StarFilled, StarOutlined } from '@ant-design/icons'
import { Button, Input, Segmented } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { markKeyProduct, productRanking, RANKED_BY } from '#domain/insight/contract/shop'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { SpanPlace } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Bars, Totals, useChange, useUnits } from './measures.tsx'
import { Pager } from './pager.tsx'
import { useFilters, type FiltersInUse } from './use-filters.ts'

type Ranking = Told<typeof productRanking>

/** As often as somebody behind the counter looks; the projection itself follows a sale within a moment. */
const LIVE_MS = 1_500
const ROWS = 20

/** Which products sell, now (C72). */
export function ProductsPage() {
  const { t } = useTranslation()
  const { money } = useFormats()
  const use = useFilters()
  const by = RANKED_BY.find((one) => one === use.text('by')) ?? 'amount'
  const page = use.number('page') ?? 1
  const q = use.text('q') ?? ''
  const asked = {
    ...use.span,
    ...use.place,
    by,
    q,
    keyOnly: use.text('keyOnly') === 'true',
    page,
    rows: ROWS,
  }
  // Only today changes while one looks.
  const ask = useCall(productRanking, asked as never, {
    keep: true,
    everyMs: (told) => (told === undefined || told.to >= told.today ? LIVE_MS : false),
  })
  const answer = (told: Ranking) => {
    const [first] = told.rows
    const words = {
      name: first?.name || first?.code || '',
      money: money(first?.amountMinor ?? 0),
      all: money(told.sold.amountMinor),
    }
    return told.from === told.today
      ? t('reports.products.answerToday', words)
      : t('reports.products.answer', words)
  }
  return (
    <ReportPage
      code="products"
      ask={ask}
      filters={{ ...use.span, ...use.place, by, q: q || undefined, keyOnly: use.text('keyOnly') }}
      bar={<SpanPlace use={use} told={ask.data} />}
      answer={answer}
    >
      {(told) => <Parts told={told} use={use} by={by} q={q} again={ask.refetch} />}
    </ReportPage>
  )
}

type PartsWords = Readonly<{
  told: Ranking
  use: FiltersInUse
  by: (typeof RANKED_BY)[number]
  q: string
  again: () => unknown
}>

function Parts({ told, use, by, q, again }: PartsWords) {
  const { t } = useTranslation()
  return (
    <>
      <Totals
        sold={told.sold}
        before={told.before}
        than={t('reports.than')}
        receipts={q === '' && use.text('keyOnly') !== 'true'}
      />
      <Keys told={told} />
      <Section
        title={t('reports.products.ranking')}
        note={t('reports.products.rankingNote')}
        actions={<Tools use={use} by={by} q={q} />}
      >
        {told.rows.length === 0 ? (
          <p className="quiet">{t('reports.products.none')}</p>
        ) : (
          <Ranked told={told} by={by} again={again} />
        )}
        <Pager use={use} total={told.total} rows={ROWS} />
      </Section>
    </>
  )
}

function Tools({ use, by, q }: Pick<PartsWords, 'use' | 'by' | 'q'>) {
  const { t } = useTranslation()
  const keyOnly = use.text('keyOnly') === 'true'
  return (
    <>
      <Segmented
        value={by}
        options={RANKED_BY.map((one) => ({ value: one, label: t(`reports.by.${one}`) }))}
        onChange={(chosen) => use.change({ by: chosen })}
      />
      <Input.Search
        allowClear
        className="list-choice"
        defaultValue={q}
        placeholder={t('reports.products.search')}
        onSearch={(text) => use.change({ q: text || undefined })}
      />
      <Button
        type={keyOnly ? 'primary' : 'default'}
        icon={<StarOutlined aria-hidden />}
        onClick={() => use.change({ keyOnly: keyOnly ? undefined : 'true' })}
      >
        {t('reports.products.keyOnly')}
      </Button>
    </>
  )
}

function Keys({ told }: Readonly<{ told: Ranking }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const units = useUnits()
  const { products, today, month } = told.keys
  if (products === 0) return <p className="hint">{t('reports.products.noKeys')}</p>
  return (
    <p className="hint">
      {t('reports.products.keys', {
        count: products,
        n: number(products),
        today: money(today.amountMinor),
        todayUnits: units(today.thousandths),
        month: money(month.amountMinor),
        monthUnits: units(month.thousandths),
      })}
    </p>
  )
}

const DRAWN = 10

type RankedWords = Readonly<{ told: Ranking; by: PartsWords['by']; again: () => unknown }>

function Ranked({ told, by, again }: RankedWords) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const units = useUnits()
  const change = useChange()
  const head = [
    t('reports.column.product'),
    t('reports.column.units'),
    t('reports.column.amount'),
    t('reports.column.bills'),
    t('reports.column.change'),
    t('reports.column.key'),
  ]
  const rows = told.rows.map((row) => ({
    key: row.code,
    cells: [
      `${row.rank}. ${row.name || row.code}`,
      units(row.thousandths),
      money(row.amountMinor),
      number(row.bills),
      change(row.amountMinor, row.beforeMinor),
      <Mark key="mark" code={row.code} name={row.name} marked={row.key} again={again} />,
    ],
    to: paths.report('sold', { by: 'day', product: row.code, from: told.from, to: told.to }),
  }))
  return (
    <WithTable
      drawing={<Drawing rows={told.rows} by={by} />}
      table={{ caption: t('reports.products.ranking'), head, rows }}
    />
  )
}

const VALUES = { amount: 'amountMinor', units: 'thousandths', bills: 'bills' } as const

function Drawing({ rows, by }: Readonly<{ rows: Ranking['rows']; by: PartsWords['by'] }>) {
  const { t } = useTranslation()
  const { money, number, shortMoney, short } = useFormats()
  const units = useUnits()
  const bars = useMemo(
    () =>
      rows.slice(0, DRAWN).map((row) => ({
        key: row.code,
        label: row.name || row.code,
        value: row[VALUES[by]],
        ...(by === 'amount' ? { before: row.beforeMinor } : {}),
      })),
    [rows, by],
  )
  const write = { amount: money, units, bills: number }[by]
  const writeAxis = { amount: shortMoney, units: (n: number) => short(n / 1000), bills: short }[by]
  return (
    <Bars
      label={t('reports.products.title')}
      bars={bars}
      title={t(`reports.by.${by}`)}
      {...(by === 'amount' ? { beforeTitle: t('reports.before') } : {})}
      write={write}
      writeAxis={writeAxis}
      lying
    />
  )
}

type MarkWords = Readonly<{ code: string; name: string; marked: boolean; again: () => unknown }>

function Mark({ code, name, marked, again }: MarkWords) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const mark = useCommand(markKeyProduct, async () => {
    await queries.invalidateQueries({ queryKey: [productRanking.path] })
    again()
  })
  if (!may('goods.write'))
    return marked ? <StarFilled aria-label={t('reports.products.marked', { name })} /> : <>–</>
  const label = t(marked ? 'reports.products.unmark' : 'reports.products.mark', { name })
  return (
    <>
      <Button
        type="text"
        size="small"
        aria-label={label}
        title={label}
        loading={mark.isPending}
        icon={marked ? <StarFilled /> : <StarOutlined />}
        onClick={() => mark.mutate({ id: newId() as never, code, marked: !marked })}
      />
      <ErrorNotice of={mark.error} />
    </>
  )
}
