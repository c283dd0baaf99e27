import { readSheet } from 'read-excel-file/node'
import { trueSize, unreadable, type Bytes } from './bytes.ts'
import { checked, type Row } from './csv.ts'

/** A workbook is read whole: what it unpacks to must fit in memory. Larger tables travel as CSV. */
export const MOST_WORKBOOK = 128 * 1024 * 1024
const MOST_PACKED = 32 * 1024 * 1024
/** Parts of a workbook; honest ones have a few dozen. */
const MOST_PARTS = 2_000

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/** The rows of a sheet (the first unless named); dates as ISO text, numbers as plain decimals. */
export async function* xlsxRows(bytes: Bytes, sheet?: string): AsyncGenerator<Row> {
  const book = await whole(bytes)
  guardZip(book, MOST_WORKBOOK)
  let no = 0
  for (const cells of await sheetOf(book, sheet)) yield checked(++no, cells.map(cellText))
}

async function sheetOf(book: Buffer, sheet: string | undefined) {
  // Numbers stay text, so that no cell goes through a float unseen; leading blank rows keep their numbers.
  const options = { parseNumber: plainNumber, trim: false }
  try {
    return sheet === undefined ? await readSheet(book, options) : await readSheet(book, sheet, options)
  } catch (trouble) {
    throw unreadable('xlsx_broken', { said: String((trouble as Error).message).slice(0, 200) })
  }
}

async function whole(bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MOST_PACKED) throw unreadable('workbook_too_large', { most: MOST_PACKED })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Sums what the zip's directory says its parts unpack to, before anything is unpacked, and then holds every part to
 * its word, because a bomb's directory may lie.
 */
export function guardZip(book: Buffer, most: number): void {
  const parts = directory(book)
  const said = parts.reduce((sum, part) => sum + part.plain, 0)
  if (said > most) throw unreadable('file_too_large_inside', { most })
  for (const part of parts) {
    if (part.method === 0) continue
    const found = trueSize(dataOf(book, part), Math.max(1, part.plain))
    if (found > part.plain) throw unreadable('file_too_large_inside', { most })
  }
}

type Part = Readonly<{ method: number; packed: number; plain: number; at: number }>

function directory(book: Buffer): Part[] {
  const end = book.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > book.length || book.readUInt32LE(end) !== END) throw unreadable('zip_broken')
  const count = book.readUInt16LE(end + 10)
  if (count > MOST_PARTS) throw unreadable('zip_broken')
  const parts: Part[] = []
  let at = book.readUInt32LE(end + 16)
  for (let n = 0; n < count; n++) {
    if (at + 46 > book.length || book.readUInt32LE(at) !== ENTRY) throw unreadable('zip_broken')
    const [method, packed, plain] = [
      book.readUInt16LE(at + 10),
      book.readUInt32LE(at + 20),
      book.readUInt32LE(at + 24),
    ]
    parts.push({ method, packed, plain, at: book.readUInt32LE(at + 42) })
    at += 46 + book.readUInt16LE(at + 28) + book.readUInt16LE(at + 30) + book.readUInt16LE(at + 32)
  }
  return parts
}

function dataOf(book: Buffer, part: Part): Buffer {
  if (part.at + 30 > book.length || book.readUInt32LE(part.at) !== LOCAL) throw unreadable('zip_broken')
  const from = part.at + 30 + book.readUInt16LE(part.at + 26) + book.readUInt16LE(part.at + 28)
  return book.subarray(from, from + part.packed)
}

/** Spreadsheets store 15 significant digits; what lies behind them is the float's noise. */
export function plainNumber(text: string): string {
  if (/^-?\d{1,15}$/.test(text)) return text
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const [mantissa = '', exponent = '0'] = value.toExponential(14).split('e')
  const negative = mantissa.startsWith('-')
  const digits = mantissa.replace(/[-.]/g, '')
  const point = 1 + Number(exponent)
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const cut = Math.max(1, point)
  const fraction = padded.slice(cut).replace(/0+$/, '')
  return `${negative ? '-' : ''}${padded.slice(0, cut)}${fraction === '' ? '' : `.${fraction}`}`
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell)
  const text = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}
