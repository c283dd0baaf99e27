import { isDay } from '#base/instant'
import { decimalText } from '#base/money'
import { harmless } from '#domain/member/index'
import type { Cell, ColumnKind, Printed } from './model.ts'

/** What a spreadsheet would run or cannot keep is made harmless (Z2); control marks no form can hold go. */
export const plainText = (text: string): string => harmless(withoutMarks(text))

/** Without the control marks that no form of file can hold. */
export const withoutMarks = (text: string): string =>
  [...text]
    .filter((mark) => mark >= ' ' || mark === '\t')
    .join('')
    .replaceAll(/[\uFFFE\uFFFF]/g, '')

/** A number of a cell as decimal text, exact: money with its digits, units with three at most, shares as percent. */
export function numberText(kind: ColumnKind, value: number, digits: number): string {
  if (kind === 'money') return decimalText(value, digits)
  if (kind === 'units') return decimalText(value, 3).replace(/\.?0+$/, '')
  if (kind === 'share') return `${decimalText(value, 2)}%`
  if (kind === 'number') return String(Math.round(value * 100) / 100)
  return String(value)
}

/** The month of a day where a column holds months; its total is a word. */
export const monthOr = (text: string, kind: ColumnKind): string =>
  kind === 'month' && isDay(text) ? text.slice(0, 7) : text

/** A cell as a CSV has it. */
export function csvCell(cell: Cell, kind: ColumnKind, { digits }: Pick<Printed, 'digits'>): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return numberText(kind, cell, digits)
  return plainText(monthOr(cell, kind))
}

/** A cell as people read it on paper: thousands apart. */
export function paperCell(cell: Cell, kind: ColumnKind, { digits }: Pick<Printed, 'digits'>): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return withoutMarks(monthOr(cell, kind))
  const text = numberText(kind, cell, digits)
  const [whole = '', ...rest] = text.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  return [grouped, ...rest].join('.')
}
