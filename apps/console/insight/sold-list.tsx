import { Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { SOLD_BY } from '#domain/insight/contract/shop'
import type { SOLD_SORTS, soldReport } from '#domain/insight/contract/shop'
import { DataTable } from '#ui/kit/data-table.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, MoneyText, NumberText, Unknown } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import type { PlaceInUse } from './use-place.ts'

type Sold = Told<typeof soldReport>
type Row = Sold['rows'][number]
type By = (typeof SOLD_BY)[number]

export type SoldWish = Readonly<{
  by: By
  product: string
  billFromMinor?: number
  billToMinor?: number
  sort: (typeof SOLD_SORTS)[number]
  descending: boolean
  page: number
  rows: number
}>

type ListWords = Readonly<{ told: Sold; use: PlaceInUse; wish: SoldWish }>

/** What was sold, a row for each day, place, product, band or member; each leads to what is behind it. */
export function SoldList({ told, use, wish }: ListWords) {
  const { t } = useTranslation()
  const [state, change] = useListState()
  const columns = useColumns(told.by)
  const rowTo = rowLink(told, use)
  return (
    <DataTable<Row>
      name={`sold-${told.by}`}
      columns={columns}
      rows={told.rows}
      total={told.total}
      rowKey={(row) => row.key}
      {...(rowTo ? { rowTo } : {})}
      state={state}
      change={change}
      sorted={{ by: wish.sort, descending: wish.descending }}
      tools={<Choices use={use} wish={wish} />}
      empty={
        <>
          <Choices use={use} wish={wish} />
          <EmptyState title={t('shop.products.noneFits')} />
        </>
      }
    />
  )
}

/** What is behind a row: a day's receipts, a branch or a product by member, a member. Strangers have no page. */
function rowLink(told: Sold, use: PlaceInUse): ((row: Row) => string) | null {
  const { from, to } = told
  const { branchId } = use.place
  if (told.by === 'day')
    return (row) => paths.sales({ from: row.key, to: row.key, ...(branchId ? { branchId } : {}) })
  if (told.by === 'branch')
    return (row) =>
      use.here({ from, to, days: undefined, branchId: row.key, region: undefined, by: 'product' })
  if (told.by === 'product')
    return (row) => use.here({ from, to, days: undefined, product: row.key, by: 'member', sort: undefined })
  if (told.by === 'member')
    return (row) => (row.key === '' ? paths.sales({ from, to }) : paths.member(row.key))
  return (row) =>
    row.fromMinor === null
      ? paths.sales({ from, to })
      : use.here({
          from,
          to,
          days: undefined,
          by: 'member',
          billFromMinor: row.fromMinor,
          billToMinor: row.toMinor ?? undefined,
          sort: undefined,
          descending: undefined,
        })
}

function useRowName(by: By): (row: Row) => React.ReactNode {
  const { t } = useTranslation()
  const { shortMoney } = useFormats()
  return (row) => {
    if (by === 'day') return <DayText of={row.key as BusinessDay} />
    if (by === 'member') return row.key === '' ? t('shop.sold.strangers') : row.name || <Unknown />
    if (by !== 'amount') return row.name
    if (row.fromMinor === null) return t(row.key === 'returned' ? 'shop.bills.returned' : 'shop.bills.free')
    return t('shop.bills.band', { from: shortMoney(row.fromMinor), to: shortMoney(row.toMinor ?? 0) })
  }
}

function useColumns(by: By): readonly Column<Row>[] {
  const { t, i18n } = useTranslation()
  const name = useRowName(by)
  const zh = i18n.language === 'zh-CN'
  const numbered = by === 'member' || by === 'product'
  const tier = ({ tierNames }: Row) => (tierNames ? zh ? tierNames.nameZh : tierNames.nameEn : <Unknown />)
  const columns: (Column<Row> | null)[] = [
    { key: 'key', title: t(`shop.sold.by.${by}`), sortable: true, card: 'title', render: name },
    numbered
      ? {
          key: 'number',
          title: t(by === 'member' ? 'shop.column.number' : 'shop.column.code'),
          render: (row) => <span className="num">{row.number ?? '–'}</span>,
        }
      : null,
    by === 'member' ? { key: 'tier', title: t('shop.column.tier'), sortable: true, render: tier } : null,
    {
      key: 'amount',
      title: t('shop.column.amount'),
      number: true,
      sortable: true,
      card: 'end',
      render: (row) => <MoneyText of={row.amountMinor} />,
    },
    {
      key: 'units',
      title: t('shop.column.units'),
      number: true,
      sortable: true,
      render: (row) => <NumberText of={row.thousandths / 1_000} />,
    },
    {
      key: 'bills',
      title: t('shop.column.bills'),
      number: true,
      sortable: true,
      render: (row) => <NumberText of={row.bills} />,
    },
    by === 'member'
      ? null
      : {
          key: 'members',
          title: t('shop.column.members'),
          number: true,
          render: (row) => <MoneyText of={row.memberAmountMinor} />,
        },
  ]
  return columns.filter((column) => column !== null)
}

function Choices({ use, wish }: Readonly<{ use: PlaceInUse; wish: SoldWish }>) {
  const { t } = useTranslation()
  const { shortMoney } = useFormats()
  const [text, setText] = useState(wish.product)
  const { billFromMinor, billToMinor } = wish
  const fresh = { sort: undefined, descending: undefined }
  const sized = billFromMinor !== undefined || billToMinor !== undefined
  return (
    <>
      <Segmented
        options={SOLD_BY.map((value) => ({ value, label: t(`shop.sold.by.${value}`) }))}
        value={wish.by}
        onChange={(by) => use.change({ ...fresh, by, billFromMinor: undefined, billToMinor: undefined })}
      />
      {wish.by === 'amount' ? null : (
        <Input.Search
          allowClear
          className="sold-search"
          aria-label={t('shop.products.search')}
          placeholder={t('shop.products.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onSearch={(product) => use.change({ product: product.trim() || undefined })}
        />
      )}
      {sized ? (
        <Tag closable onClose={() => use.change({ billFromMinor: undefined, billToMinor: undefined })}>
          {t('shop.sold.bill', {
            from: shortMoney(billFromMinor ?? 0),
            to: billToMinor === undefined ? '∞' : shortMoney(billToMinor),
          })}
        </Tag>
      ) : null}
    </>
  )
}
