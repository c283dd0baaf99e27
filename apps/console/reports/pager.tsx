import { Pagination } from 'antd'
import type { FiltersInUse } from './use-filters.ts'

type PagerWords = Readonly<{ use: FiltersInUse; total: number; rows: number }>

/** The pages of a long list; the page lives in the address. */
export function Pager({ use, total, rows }: PagerWords) {
  if (total <= rows) return null
  return (
    <Pagination
      className="report-more"
      current={use.number('page') ?? 1}
      pageSize={rows}
      total={total}
      showSizeChanger={false}
      onChange={(next) => use.change({ page: next })}
    />
  )
}
