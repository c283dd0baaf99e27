import type { ReactNode } from 'react'
import type { Asked, Endpoint, Told } from '#base/endpoint'
import { download, useCall } from '../call.ts'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table.tsx'
import type { FilterField } from './filter-chips.tsx'
import { useListState } from './list-state.ts'
import type { ListState } from './list-state.ts'

export type RowOf<E extends Endpoint> = Told<E> extends { rows: readonly (infer Row)[] } ? Row : never

type AskListWords<E extends Endpoint, Row> = Readonly<{
  name: string
  /** A list endpoint: answers `rows` and `total`; understands page, rows, and what of q, filters, sort it declares. */
  ask: E
  /** Fixed parts of the question. */
  also?: Partial<Asked<E>>
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  rowTo?: (row: Row) => string
  empty: ReactNode
  search?: string
  filterFields?: readonly FilterField[]
  /** An endpoint that answers the same question as a file. */
  exports?: Endpoint
  tools?: ReactNode
  sorted?: Readonly<{ by: string; descending: boolean }>
  everyMs?: number | false
}>

type Page<Row> = { rows: readonly Row[]; total: number }

/** A DataTable that asks a list endpoint; its state lives in the address. */
export function AskList<const E extends Endpoint, Row extends object = RowOf<E> & object>(
  words: AskListWords<E, Row>,
) {
  const { ask, also, exports, everyMs, ...table } = words
  const [state, change] = useListState()
  const question = { ...questionOf(state, words), ...also }
  // The state of a list is built of names the endpoint itself declares, so the host's parse is the judge.
  const input = { ...question, page: state.page, rows: state.rows } as Asked<E>
  const asking = useCall(ask, input, { keep: true, everyMs: everyMs ?? false })
  const page = asking.data as Page<Row> | undefined
  const file = exports ? { onExport: () => download(exports, question as Asked<Endpoint>) } : {}
  return (
    <DataTable<Row>
      {...table}
      {...file}
      rows={page?.rows}
      total={page?.total}
      state={state}
      change={change}
      waiting={asking.isPlaceholderData}
      trouble={asking.data ? undefined : asking.error}
      again={asking.refetch}
    />
  )
}

type Offers = Readonly<{
  search?: string
  filterFields?: readonly FilterField[]
  sorted?: Readonly<{ by: string; descending: boolean }>
}>

function questionOf(state: ListState, offers: Offers): Record<string, unknown> {
  const sort = state.sort ?? offers.sorted?.by
  const descending = state.descending ?? offers.sorted?.descending
  return {
    ...(offers.search === undefined ? {} : { q: state.q }),
    ...(offers.filterFields && state.filters.length > 0 ? { filters: state.filters } : {}),
    ...(sort === undefined ? {} : { sort, descending: descending ?? false }),
  }
}
