import { must } from '#base/must'
import { inWork, house, type World } from '#db/work'
import { encodingOf, textOf, unpacked, withHead, type Bytes, type Encoding } from './bytes.ts'
import type { Row } from './model/row.ts'
import { csvRows, delimiterOf } from './table.ts'
import { unreadable } from './model/unreadable.ts'
import { looksZipped, xlsxRows } from './xlsx.ts'
import type { Shape } from './store/files.ts'
import * as store from './store/files.ts'

type Stored = Readonly<{ id: string; parts: number | null }>

/** The bytes as they were sent, a part at a time, each read in a short work of its own. */
export async function* bytesOf(world: World, file: Stored): AsyncGenerator<Uint8Array> {
  must(file.parts !== null, 'I5: a file is read when its upload has ended')
  for (let no = 1; no <= file.parts; no += 1) {
    const bytes = await inWork(world, house, (work) => store.partBytes(work.tx, file.id, no))
    must(bytes !== undefined, 'I5: a file has all its parts')
    yield bytes
  }
}

/** How much of the text is looked at for its delimiter. */
const FIRST_BYTES = 64 * 1024
const SAMPLE_ROWS = 50
/** A workbook is held whole while it is read; a larger table travels as CSV. */
const MOST_WORKBOOK = 32 * 1024 ** 2

/**
 * Reads the whole file once: what it is, its columns, its first rows, how many there are. Refuses
 * `file_unreadable`.
 */
export async function shapeOf(open: () => Bytes): Promise<{ shape: Shape; rows: number }> {
  const how = await howOf(open)
  let columns: string[] | null = null
  const sample: string[][] = []
  let rows = 0
  for await (const row of rowsOf(open(), how)) {
    if (columns === null) columns = named(row.cells)
    else {
      rows += 1
      if (sample.length < SAMPLE_ROWS) sample.push(row.cells)
    }
  }
  if (columns === null || rows === 0) throw unreadable('file_empty')
  return { shape: { ...how, columns, sample }, rows }
}

/** The names of the columns, without reading the rows below them. Refuses `file_unreadable`. */
export async function columnsOf(open: () => Bytes): Promise<string[]> {
  for await (const row of rowsOf(open(), await howOf(open))) return named(row.cells)
  throw unreadable('file_empty')
}

type How = Readonly<Pick<Shape, 'format' | 'encoding' | 'delimiter'>>

async function howOf(open: () => Bytes): Promise<How> {
  const { head } = await withHead(unpacked(open()), FIRST_BYTES)
  if (head.length === 0) throw unreadable('file_empty')
  const xlsx = looksZipped(head)
  const encoding: Encoding = xlsx ? 'utf-8' : await encodingOf(unpacked(open()))
  const delimiter = xlsx ? null : delimiterOf(new TextDecoder(encoding).decode(head))
  return { format: xlsx ? 'xlsx' : 'csv', encoding, delimiter }
}

/** Every column gets a name of its own: the empty ones a number, the repeated ones too. */
function named(header: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return header.map((name, at) => {
    const base = name === '' ? `#${at + 1}` : name
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return count === 1 ? base : `${base} (${count})`
  })
}

/** All rows with the header first, in the shape that was found. */
export async function* rowsOf(bytes: Bytes, shape: How): AsyncGenerator<Row> {
  if (shape.format === 'xlsx') {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > MOST_WORKBOOK) throw unreadable('file_too_large_inside')
      chunks.push(chunk)
    }
    yield* xlsxRows(Buffer.concat(chunks))
    return
  }
  const encoding: Encoding = shape.encoding === 'gb18030' ? 'gb18030' : 'utf-8'
  yield* csvRows(textOf(unpacked(bytes), encoding), shape.delimiter ?? ',')
}

/** The rows below the header. */
export async function* bodyOf(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  let header = true
  for await (const row of rows) {
    if (!header) yield row
    header = false
  }
}
