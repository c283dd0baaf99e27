import { FIELDS, type Field, type Kind, type Mapping } from './kinds.ts'
import {
  parseAmount,
  parseGender,
  parseLocal,
  parsePhone,
  parseThousandths,
  parseWhole,
  plain,
  type DateFormat,
  type Reason,
} from './values.ts'

/** A row of the file: its number as a spreadsheet shows it (the header is row 1) and its cells as text. */
export type Row = Readonly<{ no: number; cells: readonly string[] }>

/** How the values of a file are written. */
export type Reading = Readonly<{ digits: number; roundMoney: boolean; dateFormat: DateFormat }>

/** What a row says, by field: text, whole numbers (money in minor units, quantities in thousandths), or nothing. */
export type Values = Readonly<Record<string, string | number | null>>
export type Read = Readonly<{ no: number; values: Values }>
/** A row that is not imported, and why. */
export type Left = Readonly<{
  no: number
  outcome: 'refused' | 'duplicate'
  code: string
  details: Readonly<Record<string, unknown>>
}>

export const refused = (no: number, code: string, details: Readonly<Record<string, unknown>> = {}): Left => ({
  no,
  outcome: 'refused',
  code,
  details,
})
export const isLeft = (one: object): one is Left => 'outcome' in one

/** Prepares the reading of rows: which cell is which field is found once, not for every row. */
export function reader(
  so: Readonly<{ kind: Kind; columns: readonly string[]; mapping: Mapping; reading: Reading }>,
): (row: Row) => Read | Left {
  const places = FIELDS[so.kind].flatMap((field) => {
    const at = so.columns.indexOf(so.mapping[field.key] ?? '')
    return at < 0 ? [] : [{ field, at }]
  })
  return (row) => {
    const values: Record<string, string | number | null> = {}
    for (const { field, at } of places) {
      const value = valueOf(field, row.cells[at] ?? '', so.reading)
      if (typeof value === 'object' && value !== null)
        return refused(row.no, value.reason, { field: field.key, value: (row.cells[at] ?? '').slice(0, 80) })
      values[field.key] = value
    }
    return { no: row.no, values }
  }
}

type Failed = Readonly<{ reason: Reason }>

function valueOf(field: Field, cell: string, reading: Reading): string | number | null | Failed {
  const text = cell.trim()
  if (text === '') return field.required ? { reason: 'value_missing' } : null
  if (field.type === 'text') return plain(text)
  if (field.type === 'choice') {
    const gender = parseGender(text)
    return gender === 'not_a_gender' ? { reason: gender } : gender
  }
  if (field.type === 'phone') {
    const phone = parsePhone(text)
    return phone === 'not_a_phone' ? { reason: phone } : phone
  }
  if (field.type === 'date' || field.type === 'datetime') return dateOf(field, text, reading)
  const value = numberOf(field, text, reading)
  return typeof value === 'number' ? value : { reason: value }
}

function numberOf(field: Field, text: string, reading: Reading): number | Reason {
  if (field.type === 'integer') return parseWhole(text)
  if (field.type === 'decimal') return parseThousandths(text)
  return parseAmount(text, { digits: reading.digits, round: reading.roundMoney })
}

/** A sale without a time is at noon: the shop's day is then that date, whatever hour the shop closes its day. */
const NOON = '12:00:00'

function dateOf(field: Field, text: string, reading: Reading): string | Failed {
  const local = parseLocal(text, reading.dateFormat)
  if (local === 'not_a_date') return { reason: local }
  return field.type === 'date' ? local.day : `${local.day} ${local.time ?? NOON}`
}
