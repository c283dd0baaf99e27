import { StarFilled, StarOutlined } from '@ant-design/icons'
import { App, Button, Segmented, Switch } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { markKeyProduct, productRanking, RANKED_BY } from '#domain/insight/contract/shop'
import { newId, useCommand } from '#ui/call.ts'
import { DataTable } from '#ui/kit/data-table.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { MoneyText, NumberText, Unknown } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { ChangeText } from './change-text.tsx'
import { MOST_MEMBER_DAYS, spanLength } from './place.ts'
import { questionPath } from './questions.ts'
import type { PlaceInUse } from './use-place.ts'

type Ranking = Told<typeof productRanking>
type Row = Ranking['rows'][number]

export type RankedBy = (typeof RANKED_BY)[number]
export type ProductWish = Readonly<{
  by: RankedBy
  keyOnly: boolean
  q: string
  page: number
  rows: number
}>

/** Who bought a product in the days that are looked at; over more than a quarter, when it was bought. */
export function productLink(told: Pick<Ranking, 'from' | 'to'>, use: PlaceInUse, code: string): string {
  const { from, to } = told
  const by = spanLength(told) > MOST_MEMBER_DAYS ? 'day' : 'member'
  return use.to(questionPath('sold'), { from, to, days: undefined, by, product: code })
}

type ListWords = Readonly<{ told: Ranking; use: PlaceInUse; wish: ProductWish }>

/** The ranking itself, a page at a time; its state lives in the address. */
export function ProductList({ told, use, wish }: ListWords) {
  const { t } = useTranslation()
  const [state, change] = useListState()
  const columns = useColumns()
  return (
    <DataTable<Row>
      name="products"
      columns={columns}
      rows={told.rows}
      total={told.total}
      rowKey={(row) => row.code}
      rowTo={(row) => productLink(told, use, row.code)}
      state={state}
      change={change}
      search={t('shop.products.search')}
      tools={<Choices use={use} wish={wish} />}
      empty={
        <>
          <Choices use={use} wish={wish} />
          <EmptyState title={t('shop.products.noneFits')}>{t('shop.products.noKeys')}</EmptyState>
        </>
      }
    />
  )
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation()
  const may = useMay()
  const column = (key: keyof typeof CELLS, more: Partial<Column<Row>> = { number: true }): Column<Row> => ({
    key,
    title: t(`shop.column.${key}`),
    render: CELLS[key],
    ...more,
  })
  return [
    column('product', { card: 'title' }),
    column('code', { card: 'none' }),
    column('amount', { number: true, card: 'end' }),
    column('before'),
    column('change'),
    column('units'),
    column('bills'),
    column('members'),
    ...(may('goods.write') ? [column('key', { card: 'none' })] : []),
  ]
}

const CELLS = {
  product: (row: Row) => (
    <>
      {row.rank}. {row.name}
    </>
  ),
  code: (row: Row) => <span className="num">{row.code}</span>,
  amount: (row: Row) => <MoneyText of={row.amountMinor} />,
  before: (row: Row) => (row.beforeMinor === 0 ? <Unknown /> : <MoneyText of={row.beforeMinor} />),
  change: (row: Row) => <ChangeText now={row.amountMinor} before={row.beforeMinor} />,
  units: (row: Row) => <NumberText of={row.thousandths / 1_000} />,
  bills: (row: Row) => <NumberText of={row.bills} />,
  members: (row: Row) => <MoneyText of={row.memberAmountMinor} />,
  key: (row: Row) => <KeyStar code={row.code} marked={row.key} name={row.name} />,
}

function Choices({ use, wish }: Readonly<{ use: PlaceInUse; wish: ProductWish }>) {
  const { t } = useTranslation()
  const options = RANKED_BY.map((value) => ({ value, label: t(`shop.products.by.${value}`) }))
  return (
    <>
      <Segmented
        options={options}
        value={wish.by}
        onChange={(by) => use.change({ by: by === 'amount' ? undefined : by })}
      />
      <label>
        <Switch
          size="small"
          checked={wish.keyOnly}
          onChange={(on) => use.change({ keyOnly: on ? 'true' : undefined })}
        />{' '}
        {t('shop.products.keyOnly')}
      </label>
    </>
  )
}

/** Watches a product as a key product, or watches it no longer; the id is made with each press. */
function KeyStar({ code, marked, name }: Readonly<{ code: string; marked: boolean; name: string }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const mark = useCommand(markKeyProduct, async () => {
    await queries.invalidateQueries({ queryKey: [productRanking.path] })
    void message.success(t(marked ? 'shop.products.unmarked' : 'shop.products.marked', { name }))
  })
  return (
    <Button
      type="text"
      size="small"
      icon={marked ? <StarFilled className="key-star" aria-hidden /> : <StarOutlined aria-hidden />}
      loading={mark.isPending}
      aria-pressed={marked}
      aria-label={t(marked ? 'shop.products.unmark' : 'shop.products.mark', { name })}
      onClick={() => mark.mutate({ id: newId(), code, marked: !marked })}
    />
  )
}
