import { negate, shareHalfUp, money } from '#base/money'
import { fingerprint, occurrences } from './keys.ts'
import { isLeft, refused, type Left, type Read } from './record.ts'

/**
 * How many rows may pass without a line of a receipt before it counts as complete. Files are written receipt by
 * receipt; tills that write at the same time mix a few. Waiting for the end of the file would hold all of it in memory.
 */
export const ROWS_APART = 5_000
/** The intake takes receipts of at most so many lines. */
export const MOST_LINES = 2_000

export type ReceiptLine = Readonly<{
  no: number
  productCode: string
  name: string
  /** Above zero; a return's lines say what came back. */
  quantityThousandths: number
  unitPriceMinor: number
  chargedMinor: number
}>
/** The sale or return that the rows of one receipt make. */
export type Receipt = Readonly<{
  /** What names it wherever it comes from: the number with its branch, or the content and how many-th it is. */
  key: string
  receiptNo: string | null
  kind: 'sale' | 'return'
  memberNumber: string | null
  branchCode: string | null
  till: string | null
  /** Wall-clock text of the branch. */
  at: string
  lines: readonly ReceiptLine[]
}>

export type ReceiptOptions = Readonly<{
  cancellationPrefix: string
  repeatedLines: 'duplicate' | 'real'
  /** Named in the keys, so that two systems with the same receipt numbers do not meet. */
  source: string
}>

type Line = ReceiptLine & Readonly<{ negative: boolean }>
type Open = {
  receiptNo: string
  memberNumber: string | null
  branchCode: string | null
  till: string | null
  at: string
  lastRow: number
  lines: Line[]
  prints: Set<string>
}

/** Groups rows of sales into receipts as they pass; what cannot be part of one comes out as a row left. */
export async function* receiptsOf(
  rows: AsyncIterable<Read | Left>,
  options: ReceiptOptions,
): AsyncGenerator<Receipt | Left> {
  // Oldest touched first, so that whoever waits longest is looked at first.
  const open = new Map<string, Open>()
  const closed = new Set<string>()
  const timesSeen = occurrences()
  for await (const row of rows) {
    if (isLeft(row)) {
      yield row
      continue
    }
    for (const [key, one] of open) {
      if (row.no - one.lastRow <= ROWS_APART) break
      open.delete(key)
      closed.add(key)
      yield* complete(key, one, options)
    }
    const line = lineOf(row, options)
    if (isLeft(line)) yield line
    else if (text(row, 'receiptNo') === null) yield* alone(row, line, { options, timesSeen })
    else yield* join(row, line, { open, closed, options })
  }
  for (const [key, one] of open) yield* complete(key, one, options)
}

const text = (row: Read, field: string): string | null => {
  const value = row.values[field]
  return typeof value === 'string' && value !== '' ? value : null
}
const number = (row: Read, field: string): number | null => {
  const value = row.values[field]
  return typeof value === 'number' ? value : null
}

const isCancellation = (receiptNo: string | null, prefix: string): boolean =>
  prefix !== '' && receiptNo !== null && receiptNo.startsWith(prefix)

/** One row as a line, by the laws of a line in order of precedence. */
function lineOf(row: Read, { cancellationPrefix }: ReceiptOptions): Line | Left {
  const price = number(row, 'unitPrice')
  const amount = number(row, 'amount')
  const quantity = number(row, 'quantity') ?? (amount !== null && amount < 0 ? -1000 : 1000)
  if (quantity === 0) return refused(row.no, 'quantity_zero')
  if (price === null && amount === null) return refused(row.no, 'value_missing', { field: 'amount' })
  if (price !== null && price < 0) return refused(row.no, 'price_negative')
  const negative = quantity < 0
  if (negative && (price ?? amount) === 0 && !isCancellation(text(row, 'receiptNo'), cancellationPrefix))
    return refused(row.no, 'not_a_sale')
  if (amount !== null && amount !== 0 && amount < 0 !== negative)
    return refused(row.no, 'amount_sign_differs')
  const count = Math.abs(quantity)
  const total = amount === null ? null : Math.abs(amount)
  const priced = amounts(count, price, total)
  if (priced === null) return refused(row.no, 'amount_above_price')
  const productCode = text(row, 'productCode') ?? '-'
  const name = text(row, 'productName') ?? ''
  return { no: row.no, productCode, name, quantityThousandths: count, ...priced, negative }
}

/**
 * Unit price and what was charged. With only a total, the unit price is the smallest that reaches it, so that the total
 * stays exact; with both, a lower total is a discount and a higher one is an error.
 */
function amounts(count: number, price: number | null, total: number | null) {
  const listed = price === null ? null : shareHalfUp(money(price), count, 1000)
  if (price !== null && listed !== null) {
    if (total !== null && total > listed) return null
    return { unitPriceMinor: price, chargedMinor: total ?? listed }
  }
  const least = Number((BigInt(total ?? 0) * 1000n + BigInt(count) - 1n) / BigInt(count))
  return { unitPriceMinor: least, chargedMinor: total ?? 0 }
}

const contentOf = (row: Read, line: Line) => {
  const { no: _, ...rest } = line
  return { ...rest, at: row.values['happenedAt'] ?? null, member: row.values['memberNumber'] ?? null }
}

/** Without a receipt number each row is its own sale, and the same row twice is two sales. */
function* alone(
  row: Read,
  line: Line,
  { options, timesSeen }: { options: ReceiptOptions; timesSeen: (print: string) => number },
): Generator<Receipt | Left> {
  const branchCode = text(row, 'branchCode')
  const print = fingerprint({ ...contentOf(row, line), branchCode, till: text(row, 'till') })
  yield {
    key: keyOf(options.source, branchCode, `${print}/${timesSeen(print)}`),
    receiptNo: null,
    kind: line.negative ? 'return' : 'sale',
    memberNumber: text(row, 'memberNumber'),
    branchCode,
    till: text(row, 'till'),
    at: text(row, 'happenedAt') ?? '',
    lines: [bare(line)],
  }
}

const keyOf = (source: string, branchCode: string | null, name: string): string =>
  JSON.stringify([source, branchCode ?? '', name])

type Desk = { open: Map<string, Open>; closed: ReadonlySet<string>; options: ReceiptOptions }

/** Adds a line to its receipt, opening it at its first line. */
function* join(row: Read, line: Line, { open, closed, options }: Desk): Generator<Left> {
  const receiptNo = text(row, 'receiptNo') ?? ''
  const branchCode = text(row, 'branchCode')
  const key = keyOf(options.source, branchCode, receiptNo)
  if (closed.has(key)) return yield refused(row.no, 'receipt_rows_apart', { receiptNo })
  const one = open.get(key) ?? begin(row, receiptNo)
  // Taken out and put back: the map keeps the order of last touch.
  open.delete(key)
  open.set(key, one)
  one.lastRow = row.no
  if (one.memberNumber !== text(row, 'memberNumber'))
    return yield refused(row.no, 'receipt_two_members', { receiptNo })
  if (one.lines.length >= MOST_LINES) return yield refused(row.no, 'receipt_too_long', { receiptNo })
  const at = text(row, 'happenedAt') ?? ''
  const print = fingerprint(contentOf(row, line))
  if (options.repeatedLines === 'duplicate' && one.prints.has(print))
    return yield { no: row.no, outcome: 'duplicate', code: 'repeated_line', details: { receiptNo } }
  one.prints.add(print)
  one.lines.push(line)
  if (at < one.at) one.at = at
}

const begin = (row: Read, receiptNo: string): Open => ({
  receiptNo,
  memberNumber: text(row, 'memberNumber'),
  branchCode: text(row, 'branchCode'),
  till: text(row, 'till'),
  at: text(row, 'happenedAt') ?? '',
  lastRow: row.no,
  lines: [],
  prints: new Set(),
})

/** A receipt whose rows have all passed: a return when it says so or when everything on it came back. */
function* complete(key: string, one: Open, options: ReceiptOptions): Generator<Receipt | Left> {
  const returned =
    isCancellation(one.receiptNo, options.cancellationPrefix) || one.lines.every((line) => line.negative)
  const kept = one.lines.filter((line) => line.negative === returned)
  for (const line of one.lines.filter((line) => line.negative !== returned))
    yield refused(line.no, returned ? 'sold_in_return' : 'returned_in_sale', { receiptNo: one.receiptNo })
  if (kept.length === 0) return
  const { receiptNo, memberNumber, branchCode, till, at } = one
  const kind = returned ? 'return' : 'sale'
  yield { key, receiptNo, kind, memberNumber, branchCode, till, at, lines: kept.map(bare) }
}

const bare = ({ negative: _, ...line }: Line): ReceiptLine => line

/** What a receipt's lines come to, negative for a return. */
export function totalOf(receipt: Receipt): number {
  const total = receipt.lines.reduce((sum, line) => money(sum + line.chargedMinor), money(0))
  return receipt.kind === 'sale' ? total : negate(total)
}
