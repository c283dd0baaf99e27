import { useState } from 'react'
import type { ReactNode } from 'react'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table.tsx'
import { LIST_ROWS } from './list-state.ts'
import type { ListState } from './list-state.ts'

type PlainWords<Row> = Readonly<{
  name: string
  rows: readonly Row[] | undefined
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  rowTo?: (row: Row) => string
  empty: ReactNode
  trouble?: unknown
  again?: () => unknown
  /** Text of a row that a search looks through; absent where lists are always short. */
  searchText?: (row: Row) => string
  search?: string
}>

/** A DataTable over rows that came whole, such as branches and staff. */
export function PlainList<Row extends object>(words: PlainWords<Row>) {
  const { rows, searchText, ...table } = words
  const [state, setState] = useState<ListState>({
    q: '',
    page: 1,
    rows: LIST_ROWS,
    sort: undefined,
    descending: undefined,
    filters: [],
  })
  const wanted = state.q.toLowerCase()
  const found = rows?.filter((row) => !wanted || (searchText?.(row) ?? '').toLowerCase().includes(wanted))
  const from = (state.page - 1) * state.rows
  return (
    <DataTable<Row>
      {...table}
      rows={found?.slice(from, from + state.rows)}
      total={found?.length}
      state={state}
      change={(part) => setState((now) => ({ ...now, page: 1, ...part }))}
    />
  )
}
