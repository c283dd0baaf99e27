import type { ReactNode } from 'react'
import { Go } from '../go.tsx'

export type TableCell = ReactNode
type TableWords = Readonly<{
  caption: string
  head: readonly string[]
  /** Columns, counted from 0, that hold words and not numbers. */
  words?: readonly number[]
  rows: readonly Readonly<{ key: string; cells: readonly TableCell[]; to?: string }>[]
}>

/** The numbers of a drawing as a table: first column names the row, the others are numbers. */
export function NumbersTable({ caption, head, words = [], rows }: TableWords) {
  const kind = (at: number) => (words.includes(at) ? 'numbers-words' : 'num')
  return (
    <div className="numbers">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((title, at) => (
              <th key={title} scope="col" className={kind(at)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, at) =>
                at === 0 ? (
                  <th key={head[at]} scope="row">
                    {row.to === undefined ? cell : <Go to={row.to}>{cell}</Go>}
                  </th>
                ) : (
                  <td key={head[at]} className={kind(at)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A drawing with its numbers beside it, below it on a phone. */
export function WithTable({ drawing, table }: Readonly<{ drawing: ReactNode; table: TableWords }>) {
  return (
    <div className="with-table">
      <div className="with-table-drawing">{drawing}</div>
      <NumbersTable {...table} />
    </div>
  )
}
