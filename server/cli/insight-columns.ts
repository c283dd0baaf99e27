import { BadFile, dayIn, eachRow, growing, type CellProblem } from './insight-file.ts'

/** A column of names, numbered in order of appearance. */
export type Names = Readonly<{ codes: Int32Array; names: readonly string[] }>

/** How a column is read. An empty cell of `text` is the name "", an empty number or day is at fault. */
export type Kind = 'text' | 'number' | 'day'
export type Table = Readonly<{
  rows: number
  text: (column: string) => Names
  numbers: (column: string) => Float64Array
  days: (column: string) => Int32Array
}>

/**
 * Reads the named columns of a CSV, gzipped or plain. Faults name the column and the row. A number is as programs
 * write it, e.g. 12, −3.5, 1e-3.
 */
export async function readColumns(file: string, wanted: Readonly<Record<string, Kind>>): Promise<Table> {
  const columns = Object.entries(wanted).map(([name, kind]) => ({ name, ...readerOf(name, kind) }))
  let places: number[] | null = null
  let rows = 0
  await eachRow(file, (record, line) => {
    if (!places) {
      const found = record.map((name) => name.trim())
      places = columns.map(({ name }) => {
        const at = found.indexOf(name)
        if (at < 0) throw BadFile({ kind: 'column', column: name, found })
        return at
      })
      return
    }
    for (let k = 0; k < columns.length; k += 1) columns[k]?.read(record[places[k] as number] ?? '', line)
    rows += 1
  })
  if (rows === 0) throw BadFile({ kind: 'empty' })
  const by = new Map(columns.map(({ name, done }) => [name, done()]))
  return {
    rows,
    text: (column) => by.get(column) as Names,
    numbers: (column) => by.get(column) as Float64Array,
    days: (column) => by.get(column) as Int32Array,
  }
}

type Reader = Readonly<{
  read: (cell: string, line: number) => void
  done: () => Names | Float64Array | Int32Array
}>

function readerOf(column: string, kind: Kind): Reader {
  const bad = (value: string, row: number, problem: CellProblem) =>
    BadFile({ kind: 'cell', column, row, value, problem })
  if (kind === 'text') return namesReader()
  if (kind === 'number') {
    const values = growing(Float64Array)
    const read = (cell: string, line: number): void => {
      const value = cell.trim() === '' ? Number.NaN : Number(cell)
      if (!Number.isFinite(value)) throw bad(cell, line, 'not_a_number')
      values.push(value)
    }
    return { read, done: values.taken }
  }
  const values = growing(Int32Array)
  const known = new Map<string, number>()
  const read = (cell: string, line: number): void => {
    const day = known.get(cell) ?? dayIn(cell)
    if (day === null) throw bad(cell, line, 'not_a_date')
    known.set(cell, day)
    values.push(day)
  }
  return { read, done: values.taken }
}

function namesReader(): Reader {
  const codes = growing(Int32Array)
  const numbers = new Map<string, number>()
  const read = (cell: string): void => {
    const name = cell.trim()
    const code = numbers.get(name) ?? numbers.size
    if (code === numbers.size) numbers.set(name, code)
    codes.push(code)
  }
  return { read, done: () => ({ codes: codes.taken(), names: [...numbers.keys()] }) }
}
