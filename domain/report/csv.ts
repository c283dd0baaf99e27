import { stringify } from 'csv-stringify/sync'
import { csvCell, plainText } from './cells.ts'
import type { Printed } from './model.ts'

const ROWS_AT_ONCE = 1_000
const rows = (lines: readonly (readonly string[])[]): string =>
  stringify(
    lines.map((line) => [...line]),
    { record_delimiter: '\r\n' },
  )

/** Head, then each table under its title, a blank line between; with the mark by which Excel knows UTF-8. */
export async function* csvOf(printed: Printed): AsyncIterable<string> {
  const head = [[printed.title], ...printed.head].map((line) => line.map(plainText))
  yield `\uFEFF${rows(head)}`
  for (const part of printed.parts) {
    const titles = part.columns.map((column) => plainText(column.title))
    yield `\r\n${rows([...(printed.parts.length > 1 ? [[plainText(part.title)]] : []), titles])}`
    const line = (cells: readonly (string | number | null)[]) =>
      part.columns.map((column, at) => csvCell(cells[at] ?? null, column.kind, printed))
    let waiting: string[][] = []
    for (const cells of part.rows) {
      waiting.push(line(cells))
      if (waiting.length < ROWS_AT_ONCE) continue
      yield rows(waiting)
      waiting = []
    }
    if (part.totals) waiting.push(line(part.totals))
    if (waiting.length > 0) yield rows(waiting)
  }
}
