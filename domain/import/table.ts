import { CsvError, parse } from 'csv-parse'
import { Readable } from 'node:stream'
import type { Row } from './model/row.ts'
import { unreadable } from './model/unreadable.ts'

/** More than this is not a table a shop made. */
const MOST_COLUMNS = 1_000
const MOST_ROW_CHARACTERS = 1024 * 1024

/** `,`, `;` or tab: whichever stands most often in the first line outside quotes. */
export function delimiterOf(firstText: string): string {
  const line = (/^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(firstText)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '')
  const count = (mark: string) => line.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',')
}

/** Rows of a CSV, streamed: memory does not grow with the file. Empty lines are passed over but counted. */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MOST_ROW_CHARACTERS,
  })
  const source = Readable.from(text)
  source.on('error', (trouble) => parser.destroy(trouble))
  let no = 0
  try {
    for await (const record of source.pipe(parser) as AsyncIterable<string[]>) {
      no += 1
      yield* rowOf(record, no)
    }
  } catch (trouble) {
    const code = (trouble as { code?: string }).code
    // The parser's own count: rows it had read ahead are lost when it stops.
    const broken = parser.info.records + 1
    if (code === 'CSV_MAX_RECORD_SIZE') throw unreadable('row_too_long', broken)
    if (code === 'CSV_QUOTE_NOT_CLOSED') throw unreadable('quote_not_closed', broken)
    if (trouble instanceof CsvError) throw unreadable('file_broken', broken)
    throw trouble
  } finally {
    source.destroy()
  }
}

/** Checks a record and trims its cells; a record of nothing but emptiness is no row. */
export function* rowOf(record: readonly string[], no: number): Generator<Row> {
  if (record.length > MOST_COLUMNS) throw unreadable('too_many_columns', no)
  const cells = record.map((cell) => cell.trim())
  if (cells.some((cell) => cell.includes('\0'))) throw unreadable('nul_in_file', no)
  if (cells.some((cell) => cell !== '')) yield { no, cells }
}
