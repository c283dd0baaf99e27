import { money, shareHalfUp, type Money } from '#base/money'
import type { Row } from './row.ts'

/**
 * One row of a sales file, read but not yet judged with its neighbours. Money in minor units, quantity in
 * thousandths.
 */
export type SaleRow = Readonly<{
  row: Row
  receiptNo: string | null
  memberNumber: string | null
  /** Wall-clock text of the branch. */
  soldAt: string
  code: string
  productName: string
  quantity: number | null
  unitPrice: Money | null
  amount: Money | null
  branchCode: string | null
}>

export type Left = Readonly<{
  row: Row
  outcome: 'refused' | 'duplicate'
  code: string
  details: Record<string, unknown>
}>

export type Line = Readonly<{
  productCode: string
  name: string
  quantity: number
  unitPriceMinor: Money
  chargedMinor: Money
}>

/** Rows that belong together: one receipt, or one row without a receipt number. */
export type Receipt = Readonly<{
  /**
   * Receipt number with its source, or a fingerprint of the row with its occurrence; what makes a second
   * import harmless.
   */
  naturalKey: string
  kind: 'sale' | 'return'
  receiptNo: string | null
  memberNumber: string | null
  soldAt: string
  branchCode: string | null
  lines: readonly Line[]
  /** The rows that became lines. */
  rows: readonly Row[]
}>

/** What comes out of grouping: at most one receipt, and the rows left out on the way. */
export type Group = Readonly<{ receipt: Receipt | null; left: readonly Left[] }>

export type GroupingOptions = Readonly<{
  sourceName: string
  receiptNumbersRestart: 'never' | 'daily'
  repeatedLines: 'duplicate' | 'real'
  cancellationPrefix: string
  /** Fingerprint of a row's cells, for rows without a receipt number. */
  printOf: (cells: readonly string[]) => string
}>

/**
 * A receipt stays open until so many rows have passed without one of its own: tills of a shop take turns, nobody
 * waits longer. So memory stays flat, and a row that comes later is refused instead of making a second receipt.
 */
export const OPEN_ROWS = 5_000

type Open = { key: string; receiptNo: string; rows: SaleRow[]; lastNo: number }

/**
 * Groups rows into receipts in the order in which receipts are complete; the same file always gives the same
 * groups.
 */
export async function* grouped(
  rows: AsyncIterable<SaleRow | Left>,
  options: GroupingOptions,
): AsyncGenerator<Group> {
  const open = new Map<string, Open>()
  const closed = new Set<string>()
  const seen = new Map<string, number>()
  for await (const one of rows) {
    if ('outcome' in one) {
      yield { receipt: null, left: [one] }
      continue
    }
    yield* stale(open, closed, one.row.no, options)
    if (one.receiptNo === null) yield alone(one, seen, options)
    else yield* join(one, one.receiptNo, { open, closed, options })
  }
  for (const receipt of open.values()) yield complete(receipt, options)
}

/**
 * A map keeps the order of insertion, and a receipt is put last whenever it gets a row: the first ones are
 * the stalest.
 */
function* stale(
  open: Map<string, Open>,
  closed: Set<string>,
  no: number,
  options: GroupingOptions,
): Generator<Group> {
  for (const receipt of open.values()) {
    if (no - receipt.lastNo <= OPEN_ROWS) return
    open.delete(receipt.key)
    closed.add(receipt.key)
    yield complete(receipt, options)
  }
}

/**
 * Branches number their receipts alike, so where the file names the branch, the number counts within it; and within the
 * day where tills begin again every morning.
 */
function* join(
  row: SaleRow,
  receiptNo: string,
  { open, closed, options }: { open: Map<string, Open>; closed: Set<string>; options: GroupingOptions },
): Generator<Group> {
  const within = row.branchCode === null ? receiptNo : `${row.branchCode}|${receiptNo}`
  const key = options.receiptNumbersRestart === 'daily' ? `${row.soldAt.slice(0, 10)}|${within}` : within
  if (closed.has(key)) {
    yield { receipt: null, left: [refused(row, 'receipt_rows_apart', { receiptNo })] }
    return
  }
  const receipt = open.get(key) ?? { key, receiptNo, rows: [], lastNo: 0 }
  receipt.rows.push(row)
  receipt.lastNo = row.row.no
  open.delete(key)
  open.set(key, receipt)
}

/**
 * Two equal rows without a receipt number are two purchases; their occurrence tells them apart, now and when
 * imported again.
 */
function alone(row: SaleRow, seen: Map<string, number>, options: GroupingOptions): Group {
  const print = options.printOf(row.row.cells)
  const occurrence = (seen.get(print) ?? 0) + 1
  seen.set(print, occurrence)
  const kind = isBack(row) ? 'return' : 'sale'
  const naturalKey = `${options.sourceName}|row:${print}#${occurrence}`
  return built([row], { kind, naturalKey, receiptNo: null, left: [] })
}

function complete({ key, rows, receiptNo }: Open, options: GroupingOptions): Group {
  const left: Left[] = []
  const kept = distinct(rows, options, left)
  const cancels = options.cancellationPrefix !== '' && receiptNo.startsWith(options.cancellationPrefix)
  const paid = kept.filter((row) => !isFree(row))
  const back = paid.length > 0 && paid.every(isBack)
  const kind = cancels || back ? 'return' : 'sale'
  return built(kept, { kind, naturalKey: `${options.sourceName}|${key}`, receiptNo, left })
}

const isBack = (row: SaleRow): boolean => (row.quantity ?? 0) < 0 || (row.amount ?? 0) < 0
const isFree = (row: SaleRow): boolean => (row.unitPrice ?? row.amount) === 0

/** Rows of one member, each once: a line that repeats another to the letter was most likely exported twice. */
function distinct(rows: readonly SaleRow[], options: GroupingOptions, left: Left[]): SaleRow[] {
  const member = rows[0]?.memberNumber ?? null
  const seen = new Map<string, number>()
  return rows.filter((row) => {
    if (row.memberNumber !== member) {
      left.push(refused(row, 'receipt_two_members', { memberNumber: row.memberNumber }))
      return false
    }
    const text = JSON.stringify(row.row.cells)
    const earlier = seen.get(text)
    if (earlier === undefined) seen.set(text, row.row.no)
    if (earlier === undefined || options.repeatedLines === 'real') return true
    left.push({ row: row.row, outcome: 'duplicate', code: 'repeated_line', details: { rowNo: earlier } })
    return false
  })
}

type Words = Readonly<{ kind: 'sale' | 'return'; naturalKey: string; receiptNo: string | null; left: Left[] }>

function built(rows: readonly SaleRow[], { kind, naturalKey, receiptNo, left }: Words): Group {
  const lines: Line[] = []
  const kept: SaleRow[] = []
  // Some systems write what came back without a sign; where one row has it, a row without was sold.
  const signed = kind === 'return' && rows.some(isBack)
  for (const row of rows) {
    const line = signed && !isBack(row) && !isFree(row) ? 'positive_in_return' : lineOf(row, kind)
    if (typeof line === 'string') left.push(refused(row, line, {}))
    else {
      lines.push(line)
      kept.push(row)
    }
  }
  const first = kept[0]
  if (!first) return { receipt: null, left }
  // A till writes its lines within minutes; the receipt's time is the first of them.
  const soldAt = kept.reduce((early, row) => (row.soldAt < early ? row.soldAt : early), first.soldAt)
  const { memberNumber, branchCode } = first
  const receipt = {
    naturalKey,
    kind,
    receiptNo,
    memberNumber,
    soldAt,
    branchCode,
    lines,
    rows: kept.map((r) => r.row),
  }
  return { receipt, left }
}

/** Refusals of a row, in order of precedence. */
function lineOf(row: SaleRow, kind: 'sale' | 'return'): Line | string {
  const quantity = row.quantity ?? 1_000
  if ((row.unitPrice ?? 0) < 0) return 'price_negative'
  if (quantity === 0) return 'quantity_zero'
  // A write-off of stock, as some systems keep among their sales.
  if (kind === 'sale' && quantity < 0 && isFree(row)) return 'not_a_sale'
  if (kind === 'sale' && (quantity < 0 || (row.amount ?? 0) < 0)) return 'negative_in_sale'
  const size = Math.abs(quantity)
  const productCode = row.code === '' ? '-' : row.code
  const words = { productCode, name: row.productName, quantity: size / 1000 }
  if (row.amount === null) {
    const unitPriceMinor = row.unitPrice ?? money(0)
    return { ...words, unitPriceMinor, chargedMinor: shareHalfUp(unitPriceMinor, size, 1000) }
  }
  // Without a price the dearest fen decides, so that what was charged never exceeds price × quantity.
  const charged = money(Math.abs(row.amount))
  return {
    ...words,
    unitPriceMinor: row.unitPrice ?? money(Math.ceil((charged * 1000) / size)),
    chargedMinor: charged,
  }
}

const refused = (row: SaleRow, code: string, details: Record<string, unknown>): Left => ({
  row: row.row,
  outcome: 'refused',
  code,
  details,
})
