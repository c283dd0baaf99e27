import { encode as encodeQr } from 'uqr'
import { must } from '#base/must'
import { encodeGb18030 } from './gb18030.ts'
import { padded } from './rows.ts'
import type { Roll, Row } from './rows.ts'

/** What goes to a receipt printer in one piece. */
export type PrintOrder = Readonly<{ rows: readonly Row[]; roll: Roll; drawer: boolean }>

/** Print dots across the roll at 203 dpi. */
const DOTS: Readonly<Record<Roll, number>> = { 58: 384, 80: 576 }
/** A module of six dots is 0.75 mm: read by every phone from a hand's distance. */
const MODULE_MOST = 6
/** White modules that ISO 18004 asks for on each side. */
const QUIET = 4
/** Bytes of the largest code at correction level M. */
const QR_MOST_BYTES = 2_331

/** The commands, by the names of the Epson reference; other makers of receipt printers follow it. */
const ESC_AT = [0x1b, 0x40]
const FS_AND = [0x1c, 0x26]
const LF = [0x0a]
const escE = (bold: boolean): number[] => [0x1b, 0x45, bold ? 1 : 0]
const gsSize = (size: 1 | 2): number[] => [0x1d, 0x21, size === 2 ? 0x11 : 0x00]
const escAlign = (side: 'left' | 'centre'): number[] => [0x1b, 0x61, side === 'centre' ? 1 : 0]
const escFeed = (lines: number): number[] => [0x1b, 0x64, lines]
/** Feeds to the knife and leaves a bridge, so that receipts do not fall to the floor. */
const GS_CUT = [0x1d, 0x56, 0x42, 0x00]
/** Pin 2, 50 ms on and 500 ms off: the pulse common drawers ask for. */
const ESC_DRAWER = [0x1b, 0x70, 0x00, 0x19, 0xfa]

/**
 * The bytes of one receipt: exactly one cut, at the end; the drawer only where asked, and first, so that the cashier
 * has the change ready while the paper runs.
 */
export function encodeEscPos({ rows, roll, drawer }: PrintOrder): Uint8Array<ArrayBuffer> {
  const bytes = [
    ...ESC_AT,
    ...FS_AND,
    ...(drawer ? ESC_DRAWER : []),
    ...rows.flatMap((row) => rowBytes(row, roll)),
    // Printers without a knife ignore the cut; these lines bring the last words past their tear bar.
    ...escFeed(3),
    ...GS_CUT,
  ]
  return Uint8Array.from(bytes)
}

/** Opens the drawer without printing: for cash in and out. */
export const drawerKick = (): Uint8Array<ArrayBuffer> => Uint8Array.from([...ESC_AT, ...ESC_DRAWER])

function rowBytes(row: Row, roll: Roll): number[] {
  switch (row.kind) {
    case 'gap':
      return LF
    case 'rule':
      return [...encodeGb18030('-'.repeat(row.columns)), ...LF]
    case 'qr':
      return [...escAlign('centre'), ...qrBytes(row.text, roll), ...escAlign('left')]
    case 'line': {
      const text = encodeGb18030(row.cells.map(padded).join('').trimEnd())
      const on = [...(row.bold ? escE(true) : []), ...(row.size === 2 ? gsSize(2) : [])]
      // The line ends before the style does: some printers size the feed by the style at that moment.
      const off = [...(row.size === 2 ? gsSize(1) : []), ...(row.bold ? escE(false) : [])]
      return [...on, ...text, ...LF, ...off]
    }
  }
}

function qrBytes(text: string, roll: Roll): number[] {
  const data = new TextEncoder().encode(text)
  must(data.length > 0, 'R2: a QR code says something')
  must(data.length <= QR_MOST_BYTES, `R2: a QR code holds ${QR_MOST_BYTES} bytes, got ${data.length}`)
  return [
    ...gsQr(0x41, [0x32, 0x00]),
    ...gsQr(0x43, [moduleDots(data, roll)]),
    ...gsQr(0x45, [0x31]),
    ...gsQr(0x50, [0x30, ...data]),
    ...gsQr(0x51, [0x30]),
  ]
}

/** GS ( k for the symbol 49 (QR): length low and high, symbol, function, parameters. */
function gsQr(fn: number, parameters: readonly number[]): number[] {
  const length = parameters.length + 2
  return [0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn, ...parameters]
}

/** The largest module with which the code and its quiet zone fit on the roll; most printers drop one that does not. */
function moduleDots(data: Uint8Array, roll: Roll): number {
  // As bytes, because a printer may not pack digits as tightly as we would.
  const { size } = encodeQr([...data], { ecc: 'M', border: 0 })
  return Math.max(1, Math.min(MODULE_MOST, Math.floor(DOTS[roll] / (size + 2 * QUIET))))
}
