import { readSheet } from 'read-excel-file/node'
import { instantOfMs } from '#base/instant'
import { inflatedSize } from './bytes.ts'
import type { Row } from './model/row.ts'
import { rowOf } from './table.ts'
import { unreadable } from './model/unreadable.ts'

/** An XLSX is read whole; beyond this, unpacked, a CSV is the right form. */
const MOST_UNPACKED = 128 * 1024 ** 2
const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50

/** Whether the bytes begin like a ZIP, as every XLSX does. */
export const looksZipped = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b

type Part = Readonly<{ stored: boolean; packed: number; unpacked: number; at: number }>

/** What the ZIP says it holds, from its central directory; read before anything is unpacked. */
function partsOf(file: Buffer): Part[] {
  // The end record is at most 65,557 bytes from the end, comment included.
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at -= 1) {
    if (file.readUInt32LE(at) !== END_OF_DIRECTORY) continue
    const parts: Part[] = []
    let entry = file.readUInt32LE(at + 16)
    for (let left = file.readUInt16LE(at + 10); left > 0; left -= 1) {
      if (entry + 46 > file.length || file.readUInt32LE(entry) !== DIRECTORY_ENTRY)
        throw unreadable('file_broken')
      parts.push({
        stored: file.readUInt16LE(entry + 10) === 0,
        packed: file.readUInt32LE(entry + 20),
        unpacked: file.readUInt32LE(entry + 24),
        at: file.readUInt32LE(entry + 42),
      })
      entry +=
        46 + file.readUInt16LE(entry + 28) + file.readUInt16LE(entry + 30) + file.readUInt16LE(entry + 32)
    }
    return parts
  }
  throw unreadable('file_broken')
}

/** Refuses a workbook that unpacks to more than `most`, and one whose parts unpack to more than they announce. */
export function guardZip(file: Buffer, most: number): void {
  const parts = partsOf(file)
  if (parts.reduce((total, part) => total + part.unpacked, 0) > most)
    throw unreadable('file_too_large_inside')
  for (const part of parts) {
    // The reader unpacks on trust, so a part that lies must be found before.
    const found = part.stored ? part.packed : inflatedSize(dataOf(file, part), Math.max(1, part.unpacked))
    if (found > part.unpacked) throw unreadable('file_too_large_inside')
  }
}

function dataOf(file: Buffer, { at, packed }: Part): Buffer {
  if (at + 30 > file.length) throw unreadable('file_broken')
  const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  return file.subarray(from, from + packed)
}

/** Rows of the first sheet; days become YYYY-MM-DD, moments get their time, numbers plain decimals. */
export async function* xlsxRows(file: Buffer): AsyncGenerator<Row> {
  guardZip(file, MOST_UNPACKED)
  const rows = await readSheet(file, { parseNumber: plainNumber, trim: false }).catch(() => {
    // Whatever the reader stumbles over, the file is not a workbook we can read.
    throw unreadable('file_broken')
  })
  for (const [at, cells] of rows.entries()) yield* rowOf(cells.map(cellText), at + 1)
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    // Days are stored as fractions; rounding brings back the second that was meant.
    const text = instantOfMs(Math.round(cell.getTime() / 1000) * 1000)
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
  }
  return String(cell)
}

/**
 * A stored number as a plain decimal of at most 15 significant digits, which is what a spreadsheet shows: the rest is
 * the double's noise, and 0.1 + 0.2 would be a price finer than the fen.
 */
export function plainNumber(text: string): string {
  if (/^-?\d{1,15}$/.test(text)) return text
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const [mantissa = '', exponent = '0'] = value.toExponential(14).split('e')
  const digits = mantissa.replace(/[-.]/g, '')
  const point = 1 + Number(exponent)
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const whole = padded.slice(0, Math.max(1, point))
  const fraction = padded.slice(whole.length).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
