import { parseMoney } from '#base/money'

/** What a cashier typed into the one field of the checkout. */
export type Entry =
  /** `3*`: so many of the selected line. */
  | Readonly<{ kind: 'quantity'; thousandths: number }>
  /** `3*6901234567892`, or a code or words alone: so many of what they find. */
  | Readonly<{ kind: 'find'; text: string; thousandths: number }>

const TIMES = /^(\d{1,6}(?:\.\d{1,3})?)\s*[*×xX]\s*(.*)$/

/** Reads what was typed; null for nothing. */
export function readEntry(typed: string): Entry | null {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return null
  const [, count, rest] = TIMES.exec(text) ?? []
  if (count === undefined || rest === undefined) return { kind: 'find', text, thousandths: 1000 }
  const thousandths = readQuantity(count)
  if (thousandths === null) return { kind: 'find', text, thousandths: 1000 }
  return rest === '' ? { kind: 'quantity', thousandths } : { kind: 'find', text: rest, thousandths }
}

/** What stood in the field when the scanner began: a quantity, or anything else. */
export type Typed = Readonly<{ thousandths: number; before: string }>
export const NOTHING_TYPED: Typed = { thousandths: 1000, before: '' }

/** What is typed before a scan, such as `3*`: so many of what the scanner reads. */
export function typedBefore(text: string): Typed {
  const entry = readEntry(text)
  if (entry === null) return NOTHING_TYPED
  if (entry.kind === 'quantity') return { thousandths: entry.thousandths, before: '' }
  return { thousandths: entry.thousandths, before: entry.text }
}

/** A quantity as thousandths; null for nothing, less than nothing, or more than three decimals. */
export function readQuantity(text: string): number | null {
  const read = parseMoney(text.normalize('NFKC').trim(), 3)
  if (typeof read === 'string' || read.amountMinor <= 0) return null
  return read.amountMinor
}

/** Thousandths as people write them: `2`, `0.535`. */
export const quantityText = (thousandths: number): string => String(thousandths / 1000)

/** A percentage as basis points; null when it is none of 0 to 100. */
export function readPercent(text: string): number | null {
  const read = parseMoney(text.normalize('NFKC').trim(), 2)
  return typeof read === 'string' || read.amountMinor < 0 || read.amountMinor > 10_000
    ? null
    : read.amountMinor
}

/**
 * A label of the store's own scales: EAN-13 beginning with 20 to 29, five digits of the product's code, five of grams,
 * the check digit. Null for anything else.
 */
export function readScaleLabel(code: string): Readonly<{ code: string; thousandths: number }> | null {
  if (!/^2\d{12}$/.test(code) || !checks(code)) return null
  const thousandths = Number(code.slice(7, 12))
  return thousandths === 0 ? null : { code: code.slice(2, 7), thousandths }
}

/** The check digit of an EAN-13 (GS1 General Specifications, 7.9). */
function checks(code: string): boolean {
  const total = [...code].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return total % 10 === 0
}
