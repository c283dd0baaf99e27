import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { unreadable } from './bytes.ts'

/** A row of the file: its number as a spreadsheet shows it (the header is row 1) and its cells as text. */
export type Row = Readonly<{ no: number; cells: readonly string[] }>

/** Wider than any table people keep by hand; more is a mistake or an attack. */
export const MOST_COLUMNS = 1_000
/** One row of a table is never a mebibyte of text; a quote left open would be. */
export const MOST_ROW = 1024 * 1024
/** Enough to see the first line of a file. */
const HEAD = 64 * 1024

export const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** The delimiter seen most often outside quotes in the first line; a comma when there is none. */
export function guessDelimiter(head: string): Delimiter {
  const counts = new Map<string, number>()
  let quoted = false
  for (const letter of head) {
    if (letter === '"') quoted = !quoted
    else if (!quoted && letter === '\n' && counts.size > 0) break
    else if (!quoted) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  const times = (one: string): number => counts.get(one) ?? 0
  return DELIMITERS.reduce((best, one) => (times(one) > times(best) ? one : best), ',')
}

/** Streams the rows of a CSV, header included; every error names its row. */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<Row> {
  const source = text[Symbol.asyncIterator]()
  let head = ''
  while (head.length < HEAD) {
    const next = await source.next()
    if (next.done === true) break
    head += next.value
  }
  async function* again(): AsyncGenerator<string> {
    yield head
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
  }
  const parser = parse({
    delimiter: guessDelimiter(head),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MOST_ROW,
  })
  const pipe = Readable.from(again())
  pipe.on('error', (trouble) => parser.destroy(trouble))
  pipe.pipe(parser)
  let no = 0
  try {
    for await (const cells of parser) yield checked(++no, cells as string[])
  } catch (trouble) {
    if (!(trouble instanceof CsvError)) throw trouble
    const reason = trouble.code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'csv_broken'
    throw unreadable(reason, { row: trouble.records + 1 })
  } finally {
    pipe.destroy()
    parser.destroy()
    await source.return?.(undefined)
  }
}

/** What no honest row has, whatever file it comes from. */
export function checked(no: number, cells: readonly string[]): Row {
  if (cells.length > MOST_COLUMNS) throw unreadable('too_many_columns', { row: no, most: MOST_COLUMNS })
  if (cells.some((cell) => cell.includes('\0'))) throw unreadable('row_has_nul', { row: no })
  return { no, cells }
}
