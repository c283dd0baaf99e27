import type { ImportOptions } from '../contract.ts'
import type { Mapping } from './guessing.ts'
import { fieldsOf, type Field, type Kind } from './fields.ts'
import type { Left, SaleRow } from './grouping.ts'
import type { Row } from './row.ts'
import { dayOf, flagOf, genderOf, integerOf, momentOf, moneyOf, numberOf, thousandthsOf } from './reading.ts'

/** How rows of a file become values. */
export type Reading = Readonly<{
  kind: Kind
  columns: readonly string[]
  mapping: Mapping
  options: ImportOptions
  digits: number
  own: readonly Field[]
}>

export type Values = Readonly<Record<string, string | number | boolean | null>>

/** Reads the mapped cells of a row; an empty cell is null; the first cell that cannot be read refuses the row. */
export function reader(reading: Reading): (row: Row) => Values | Left {
  const place = new Map(reading.columns.map((name, at) => [name, at]))
  const wanted = fieldsOf(reading.kind, reading.own).flatMap((field) => {
    const column = reading.mapping[field.key]
    const at = typeof column === 'string' ? place.get(column) : undefined
    return at === undefined ? [] : [{ field, at }]
  })
  return (row) => {
    const values: Record<string, string | number | boolean | null> = {}
    for (const { field, at } of wanted) {
      const text = row.cells[at] ?? ''
      const value = text === '' ? null : valueOf(text, field, reading)
      if (value === null && field.required) return refused(row, 'cell_empty', field)
      if (isTrouble(value)) return refused(row, value.trouble, field, text)
      values[field.key] = value
    }
    return values
  }
}

type Trouble = Readonly<{ trouble: string }>
const isTrouble = (value: unknown): value is Trouble => typeof value === 'object' && value !== null

function valueOf(
  text: string,
  field: Field,
  { options, digits }: Reading,
): string | number | boolean | null | Trouble {
  const { type } = field
  if (type === 'text') return text
  if (type === 'money') return known(moneyOf(text, digits, options.roundFinerPrices), 'number')
  if (type === 'integer') return known(integerOf(text), 'number')
  if (type === 'decimal') return known(thousandthsOf(text), 'number')
  if (type === 'number') return known(numberOf(text), 'number')
  if (type === 'flag') return known(flagOf(text), 'boolean')
  const read =
    type === 'day'
      ? dayOf(text, options.dateFormat)
      : type === 'gender'
        ? genderOf(text)
        : momentOf(text, options.dateFormat)
  return read?.startsWith('not_a_') === true ? { trouble: read } : read
}

const known = <T>(read: T | string, type: 'number' | 'boolean'): T | Trouble =>
  typeof read === type ? (read as T) : { trouble: String(read) }

function refused(row: Row, code: string, field: Field, text = ''): Left {
  return { row, outcome: 'refused', code, details: { field: field.key, value: text.slice(0, 100) } }
}

/** A row of a sales file with its values in place. */
export function saleRow(row: Row, values: Values): SaleRow {
  const text = (key: string): string | null => (typeof values[key] === 'string' ? values[key] : null)
  const number = (key: string): number | null => (typeof values[key] === 'number' ? values[key] : null)
  return {
    row,
    receiptNo: text('receiptNo'),
    memberNumber: text('memberNumber'),
    soldAt: text('soldAt') ?? '',
    code: text('code') ?? '',
    productName: text('productName') ?? '',
    quantity: number('quantity'),
    unitPrice: number('unitPrice') as SaleRow['unitPrice'],
    amount: number('amount') as SaleRow['amount'],
    branchCode: text('branchCode'),
  }
}
