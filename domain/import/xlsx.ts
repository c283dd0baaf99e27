import { readSheet } from 'read-excel-file/node'
import type { Row } from './model/row.ts'
import { rowOf } from './table.ts'
import { unreadable } from './model/unreadable.ts'

/** An XLSX is read whole; beyond this, unpacked, a CSV is the right form. */
const MOST_UNPACKED = 512 * 1024 ** 2
const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50

/** Whether the bytes begin like a ZIP, as every XLSX does. */
export const looksZipped = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b

/** What the ZIP says it holds when unpacked, from its central directory; read before anything is unpacked. */
export function unpackedSize(file: Buffer): number {
  // The end record is at most 65,557 bytes from the end, comment included.
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at -= 1) {
    if (file.readUInt32LE(at) !== END_OF_DIRECTORY) continue
    let total = 0
    let entry = file.readUInt32LE(at + 16)
    for (let left = file.readUInt16LE(at + 10); left > 0; left -= 1) {
      if (entry + 46 > file.length || file.readUInt32LE(entry) !== DIRECTORY_ENTRY)
        throw unreadable('file_broken')
      total += file.readUInt32LE(entry + 24)
      entry +=
        46 + file.readUInt16LE(entry + 28) + file.readUInt16LE(entry + 30) + file.readUInt16LE(entry + 32)
    }
    return total
  }
  throw unreadable('file_broken')
}

/** Rows of the first sheet; days become YYYY-MM-DD, moments get their time, numbers plain decimals. */
export async function* xlsxRows(file: Buffer): AsyncGenerator<Row> {
  if (unpackedSize(file) > MOST_UNPACKED) throw unreadable('file_too_large_inside')
  const rows = await readSheet(file).catch(() => {
    // Whatever the reader stumbles over, the file is not a workbook we can read.
    throw unreadable('file_broken')
  })
  for (const [at, cells] of rows.entries()) yield* rowOf(cells.map(cellText), at + 1)
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    const text = cell.toISOString()
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
  }
  if (typeof cell === 'number') return decimalOf(cell)
  return String(cell)
}

/** Shortest decimal of a double without an exponent: 1e21 and 1e-7 are written out. */
function decimalOf(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
}
