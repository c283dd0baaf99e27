import { Pagination, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { MouseEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from './error-notice.tsx'
import { Go, useGo } from './go.tsx'
import type { ListState } from './list-state.ts'
import { useNarrow } from './surroundings.tsx'
import { TableBar } from './table-bar.tsx'
import type { FilterField } from './filter-chips.tsx'

export type Column<Row> = Readonly<{
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** Numbers stand at the end of their column, in tabular figures. */
  number?: boolean
  sortable?: boolean
  /** Not shown until the reader chooses it. */
  spare?: boolean
  /** On a phone a row is a card: its title, one of its lines (the usual), or not shown. */
  card?: 'title' | 'end' | 'none'
  width?: number
}>

type TableWords<Row> = Readonly<{
  /** Names the reader's choice of columns. */
  name: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  total: number | undefined
  rowKey: (row: Row) => string
  /** What is behind a row. */
  rowTo?: (row: Row) => string
  state: ListState
  change: (part: Partial<ListState>) => void
  waiting?: boolean
  trouble?: unknown
  again?: () => unknown
  /** Shown when there is nothing at all; teaches how to get the first row. */
  empty: ReactNode
  search?: string
  filterFields?: readonly FilterField[]
  onExport?: () => Promise<void>
  tools?: ReactNode
  sorted?: Readonly<{ by: string; descending: boolean }>
}>

/** A list: searched, filtered by any field, sorted, paged by the server; cards on a phone. */
export function DataTable<Row extends object>(words: TableWords<Row>) {
  const { columns, rows, total, state, trouble } = words
  const narrow = useNarrow()
  const [shown, setShown] = useShownColumns(words.name, columns)
  const asked = state.q !== '' || state.filters.length > 0
  if (trouble) return <ErrorNotice of={trouble} again={words.again} />
  if (rows?.length === 0 && total === 0 && !asked) return <>{words.empty}</>
  const visible = columns.filter((column) => shown.includes(column.key))
  return (
    <div className="list" aria-busy={words.waiting ?? false}>
      <TableBar {...words} shown={shown} setShown={setShown} />
      {rows?.length === 0 ? (
        <NothingFound clear={() => words.change({ q: '', filters: [] })} />
      ) : narrow ? (
        <Cards words={words} />
      ) : (
        <Rows words={words} visible={visible} />
      )}
      <Pages state={state} total={total} change={words.change} narrow={narrow} />
    </div>
  )
}

function NothingFound({ clear }: Readonly<{ clear: () => void }>) {
  const { t } = useTranslation()
  return (
    <div className="nothing">
      {t('kit.list.nothing')}{' '}
      <button type="button" className="as-link" onClick={clear}>
        {t('kit.list.clear')}
      </button>
    </div>
  )
}

type RowsWords<Row> = Readonly<{ words: TableWords<Row>; visible: readonly Column<Row>[] }>

function Rows<Row extends object>({ words, visible }: RowsWords<Row>) {
  const go = useGo()
  const { rowTo } = words
  const open = (row: Row) => ({
    className: 'row-opens',
    onClick: (event: MouseEvent) => rowTo && isPlainClick(event) && go(rowTo(row)),
  })
  return (
    <Table<Row>
      size="middle"
      columns={tableColumns(words, visible)}
      dataSource={words.rows as Row[] | undefined}
      rowKey={words.rowKey}
      loading={words.rows === undefined || (words.waiting ?? false)}
      pagination={false}
      scroll={{ x: 'max-content' }}
      sortDirections={['descend', 'ascend']}
      onChange={(_pages, _filters, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        const sort = one?.order ? String(one.columnKey) : undefined
        words.change({ sort, descending: sort === undefined ? undefined : one?.order === 'descend' })
      }}
      {...(rowTo ? { onRow: open } : {})}
    />
  )
}

/** Our columns in the kit's terms; the first leads to what is behind the row. */
function tableColumns<Row>(words: TableWords<Row>, visible: readonly Column<Row>[]): TableColumnsType<Row> {
  const { rowTo, sorted, state } = words
  const by = state.sort ?? sorted?.by
  const order = (state.descending ?? sorted?.descending ?? false) ? ('descend' as const) : ('ascend' as const)
  return visible.map((column, at) => ({
    key: column.key,
    title: column.title,
    align: column.number ? 'end' : 'start',
    ...(column.number ? { className: 'num' } : {}),
    ...(column.width ? { width: column.width } : {}),
    ...(column.sortable ? { sorter: true, sortOrder: by === column.key ? order : null } : {}),
    render: (_: unknown, row: Row) =>
      at === 0 && rowTo ? (
        <Go to={rowTo(row)} className="row-link">
          {column.render(row)}
        </Go>
      ) : (
        column.render(row)
      ),
  }))
}

/** A click on the row itself: not on a link or control in it, and not the end of marking text. */
function isPlainClick(event: MouseEvent): boolean {
  const on = event.target instanceof Element && event.target.closest('a, button, input, label')
  return !on && (getSelection()?.isCollapsed ?? true)
}

function Cards<Row extends object>({ words }: Readonly<{ words: TableWords<Row> }>) {
  const { columns, rows = [], rowTo } = words
  const title = columns.find((column) => column.card === 'title') ?? columns[0]
  const end = columns.find((column) => column.card === 'end')
  const lines = columns.filter(
    (column) => column !== title && column !== end && column.card !== 'none' && !column.spare,
  )
  return (
    <ul className="cards">
      {rows.map((row) => {
        const inside = (
          <>
            <span className="card-head">
              <strong>{title?.render(row)}</strong>
              {end ? <span className="num">{end.render(row)}</span> : null}
            </span>
            <span className="card-lines">
              {lines.map((line) => (
                <span key={line.key}>
                  <small>{line.title}</small> {line.render(row)}
                </span>
              ))}
            </span>
          </>
        )
        return (
          <li key={words.rowKey(row)}>{rowTo ? <Go to={rowTo(row)}>{inside}</Go> : <div>{inside}</div>}</li>
        )
      })}
    </ul>
  )
}

type PagesWords = Readonly<{
  state: ListState
  total: number | undefined
  change: TableWords<object>['change']
  narrow: boolean
}>

function Pages({ state, total, change, narrow }: PagesWords) {
  if (total === undefined || total <= Math.min(state.rows, 20)) return null
  return (
    <Pagination
      className="pages num"
      current={state.page}
      pageSize={state.rows}
      total={total}
      simple={narrow}
      showSizeChanger={!narrow}
      pageSizeOptions={[20, 50, 100, 200]}
      onChange={(page, rows) => change({ page: rows === state.rows ? page : 1, rows })}
    />
  )
}

/** Which columns the reader sees, remembered per list on this device. */
function useShownColumns<Row>(
  name: string,
  columns: readonly Column<Row>[],
): [readonly string[], (keys: readonly string[]) => void] {
  const place = `zhiji.columns.${name}`
  const usual = columns.filter((column) => !column.spare).map((column) => column.key)
  const [chosen, setChosen] = useState<readonly string[] | undefined>(() => {
    const kept = localStorage.getItem(place)
    return kept ? kept.split(',') : undefined
  })
  const known = chosen?.filter((key) => columns.some((column) => column.key === key)) ?? []
  const keep = (keys: readonly string[]) => {
    localStorage.setItem(place, keys.join(','))
    setChosen(keys)
  }
  return [known.length > 0 ? known : usual, keep]
}
