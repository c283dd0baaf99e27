import { columnsOf, printable, wrap } from './columns.ts'

/** Width of the roll in millimetres. */
export type Roll = 58 | 80

/** Half-width columns of the usual font of 12 dots: 384 dots on 58 mm, 576 on 80 mm. */
export const COLUMNS: Readonly<Record<Roll, number>> = { 58: 32, 80: 48 }

export type Cell = Readonly<{ text: string; columns: number; align: 'left' | 'centre' | 'right' }>
/** Size 2 is double in both directions: each of its columns takes two of the roll. */
export type Style = Readonly<{ bold?: boolean; size?: 1 | 2 }>

/** What is printed, top to bottom; printers and the print dialog draw the same rows. */
export type Row =
  | Readonly<{ kind: 'line'; cells: readonly Cell[]; bold: boolean; size: 1 | 2 }>
  | Readonly<{ kind: 'rule'; columns: number }>
  | Readonly<{ kind: 'gap' }>
  | Readonly<{ kind: 'qr'; text: string }>

export const rule = (roll: Roll): Row => ({ kind: 'rule', columns: COLUMNS[roll] })
export const gap: Row = { kind: 'gap' }

const lineOf = (cells: readonly Cell[], style: Style): Row => ({
  kind: 'line',
  cells,
  bold: style.bold ?? false,
  size: style.size ?? 1,
})

/** One text over the whole width, wrapped; nothing where there is no text. */
export function across(roll: Roll, text: string, style: Style & { align?: Cell['align'] } = {}): Row[] {
  const columns = COLUMNS[roll] / (style.size ?? 1)
  const clean = printable(text).trimEnd()
  if (clean.trim() === '') return []
  return wrap(clean, columns).map((line) =>
    lineOf([{ text: line, columns, align: style.align ?? 'left' }], style),
  )
}

/**
 * A label and, at the right edge, its amount. A long label wraps and the amount stands on its last line; where there
 * is no room beside it, on a line of its own. In double size a pair that does not fit on one line falls back to single.
 */
export function pair(roll: Roll, of: Readonly<{ label: string; amount: string }>, style: Style = {}): Row[] {
  const columns = COLUMNS[roll] / (style.size ?? 1)
  const label = printable(of.label).trimEnd()
  const amount = printable(of.amount).trim()
  const fits = columnsOf(label) + 1 + columnsOf(amount) <= columns
  if (!fits && style.size === 2) return pair(roll, of, { ...style, size: 1 })

  const labels = wrap(label, columns)
  const last = labels.at(-1) ?? ''
  const beside = columnsOf(last) + 1 + columnsOf(amount) <= columns
  const above = beside ? labels.slice(0, -1) : labels
  const rows = above.map((text) => lineOf([{ text, columns, align: 'left' }], style))
  if (!beside) {
    const own = wrap(amount, columns).map((text) => lineOf([{ text, columns, align: 'right' }], style))
    return [...rows, ...own]
  }
  const right = columnsOf(amount)
  const cells: Cell[] = [
    { text: last, columns: columns - right, align: 'left' },
    { text: amount, columns: right, align: 'right' },
  ]
  return [...rows, lineOf(cells, style)]
}

/** A cell filled up to its columns with spaces. */
export function padded({ text, columns, align }: Cell): string {
  const spare = Math.max(0, columns - columnsOf(text))
  const before = align === 'left' ? 0 : align === 'right' ? spare : Math.floor(spare / 2)
  return ' '.repeat(before) + text + ' '.repeat(spare - before)
}
