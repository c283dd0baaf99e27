import { headOf, textOf, unpacked, unreadable, type Bytes } from './bytes.ts'
import { csvRows, type Row } from './csv.ts'
import { xlsxRows } from './xlsx.ts'

export type { Row } from './csv.ts'
export type Table = Readonly<{
  /** Names of the columns; a nameless one is called after its place, a repeated one gets a number. */
  columns: readonly string[]
  /** The rows below the header; blank ones are left out but counted in the numbers. */
  rows: AsyncIterable<Row>
}>

/** Opens a file of rows, whatever it is: CSV in any of our encodings, packed or not, or a workbook. */
export async function openTable(bytes: Bytes, sheet?: string): Promise<Table> {
  const { head, rest } = await headOf(unpacked(bytes), 4)
  const workbook = head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4
  const rows = workbook ? xlsxRows(rest, sheet) : csvRows(textOf(rest))
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    if (isBlank(next.value)) continue
    return { columns: columnNames(next.value.cells), rows: filled(rows) }
  }
  throw unreadable('file_empty')
}

const isBlank = (row: Row): boolean => row.cells.every((cell) => cell.trim() === '')

async function* filled(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const row of rows) if (!isBlank(row)) yield row
}

export function columnNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell, at) => {
    const name = cell.normalize('NFKC').trim() || `#${at + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
