import { instantFromLocal, type BusinessDay } from '#base/instant'
import { fingerprint } from '#db/fingerprint'
import type { Branch } from '#domain/org/index'
import { reader, saleRow, type Reading, type Values } from './model/cells.ts'
import { grouped, type Left, type Receipt } from './model/grouping.ts'
import { pastKey, pastOf, type Past } from './model/past.ts'
import type { Row } from './model/row.ts'

export type MemberContent = Readonly<{
  kind: 'members'
  number: string | null
  branchCode: string | null
  values: Values
}>
export type ProductContent = Readonly<{ kind: 'products'; values: Values }>
export type SaleContent = Readonly<{ kind: 'sales'; receipt: Omit<Receipt, 'rows' | 'naturalKey'> }>
export type BalanceContent = Readonly<{ kind: 'balances'; number: string; values: Values }>
export type PastContent = Readonly<{ kind: 'pastCoupons'; past: Past }>
export type Content = MemberContent | ProductContent | SaleContent | BalanceContent | PastContent

/** One thing to import with the rows it stands on. */
export type Item = Readonly<{
  naturalKey: string
  fingerprint: string
  rows: readonly Row[]
  content: Content
}>
/** What the file yields, in an order that never changes: at most one thing, and rows left out on the way. */
export type Unit = Readonly<{ item: Item | null; left: readonly Left[] }>

/** Reads rows into things to import; the same file with the same mapping always yields the same units. */
export function unitsOf(rows: AsyncIterable<Row>, reading: Reading): AsyncGenerator<Unit> {
  return reading.kind === 'sales' ? receipts(rows, reading) : singles(rows, reading)
}

async function* receipts(rows: AsyncIterable<Row>, reading: Reading): AsyncGenerator<Unit> {
  const read = reader(reading)
  const saleRows = async function* () {
    for await (const row of rows) {
      const values = read(row)
      yield 'outcome' in values && 'row' in values ? (values as Left) : saleRow(row, values as Values)
    }
  }
  const { sourceName, receiptNumbersRestart, repeatedLines, cancellationPrefix } = reading.options
  const rules = { receiptNumbersRestart, repeatedLines, cancellationPrefix }
  const options = { sourceName, ...rules, printOf: fingerprint }
  for await (const { receipt, left } of grouped(saleRows(), options)) {
    if (!receipt) yield { item: null, left }
    else {
      const { rows: of, naturalKey, ...words } = receipt
      const content: SaleContent = { kind: 'sales', receipt: words }
      yield { item: { naturalKey, fingerprint: fingerprint(content), rows: of, content }, left }
    }
  }
}

async function* singles(rows: AsyncIterable<Row>, reading: Reading): AsyncGenerator<Unit> {
  const read = reader(reading)
  const seen: Seen = new Map()
  for await (const row of rows) {
    const values = read(row)
    if ('outcome' in values && 'row' in values) {
      yield { item: null, left: [values as Left] }
      continue
    }
    const content = contentOf(reading, values as Values)
    const naturalKey = keyOf(content, reading, seen) ?? nthOf(fingerprint(row.cells), seen)
    yield { item: { naturalKey, fingerprint: fingerprint(content), rows: [row], content }, left: [] }
  }
}

const text = (values: Values, key: string): string | null =>
  typeof values[key] === 'string' ? values[key] : null

function contentOf({ kind, options }: Reading, values: Values): Exclude<Content, SaleContent> {
  if (kind === 'products') return { kind, values }
  if (kind === 'pastCoupons') return { kind, past: pastOf(values) }
  const number = text(values, 'memberNumber')
  if (kind === 'balances') return { kind, number: number ?? '', values }
  return { kind: 'members', number, branchCode: text(values, 'branchCode') ?? options.branchCode, values }
}

type Seen = Map<string, number>

function keyOf(content: Exclude<Content, SaleContent>, { options }: Reading, seen: Seen): string | null {
  if (content.kind === 'pastCoupons') {
    const key = pastKey(content.past)
    // Told as real, two equal uses on a day are two; else the second is the first once more.
    const real = options.repeatedLines === 'real' && content.past.redeemedOn !== null
    return real ? nthOf(key, seen) : key
  }
  if (content.kind === 'products') return `code:${text(content.values, 'code')}`
  if (content.number !== null) return `number:${content.number}`
  const mobile = text(content.values, 'mobile')
  return mobile === null ? null : `mobile:${mobile}`
}

/** A row without any name of its own: what it says, and the how manieth such row it is. */
function nthOf(print: string, seen: Seen): string {
  const nth = (seen.get(print) ?? 0) + 1
  seen.set(print, nth)
  return `row:${print}#${nth}`
}

const optional = <T>(value: T | null): T | undefined => value ?? undefined

/** The sale that a receipt becomes; the caller has found its branch. */
export function saleOf(
  { receipt }: SaleContent,
  branch: Branch,
  id: string,
): Readonly<Record<string, unknown>> | 'not_a_time' {
  const happenedAt = instantFromLocal(receipt.soldAt, branch.zone)
  if (happenedAt === 'not_a_time') return 'not_a_time'
  return {
    id,
    kind: receipt.kind,
    branchCode: branch.code,
    receiptNo: optional(receipt.receiptNo),
    memberNumber: optional(receipt.memberNumber),
    happenedAt,
    lines: receipt.lines,
  }
}

const PROFILE = [
  'name',
  'gender',
  'birthOn',
  'ageYears',
  'mobile',
  'phone',
  'email',
  'idNumber',
  'education',
  'income',
  'address',
  'postcode',
  'joinedOn',
]

/** The enrolment that a members row becomes. */
export function enrolmentOf(
  content: MemberContent,
  branchId: string | null,
  id: string,
): Readonly<Record<string, unknown>> {
  const { values, number } = content
  const profile = Object.fromEntries(
    PROFILE.flatMap((key) => (values[key] == null ? [] : [[key, values[key]]])),
  )
  const own = Object.entries(values).filter(([key, value]) => key.startsWith('extra.') && value !== null)
  const extra = Object.fromEntries(own.map(([key, value]) => [key.slice('extra.'.length), value]))
  const channels = (['email', 'sms'] as const).filter((channel) => values[`${channel}Consent`] === true)
  const consent = channels.length > 0 ? { channels, textVersion: 'import' } : null
  return { ...profile, id, number, branchId, source: 'import', consent, extra }
}

/** The product that a products row becomes. */
export function productOf({ values }: ProductContent, id: string): Readonly<Record<string, unknown>> {
  const { code, productName, category, barcode, price } = values
  return { id, code, name: productName ?? '', category: category ?? '', barcode, priceMinor: price }
}

export type OpeningPart = Readonly<{
  unit: 'points' | 'principal' | 'bonus'
  amount: number
  expiresOn: BusinessDay | null
}>

/** The opening balances of a row; zero is nothing to take over, less than zero is refused. */
export function openingsOf({ values }: BalanceContent): OpeningPart[] | 'balance_negative' {
  const units = ['points', 'principal', 'bonus'] as const
  const parts = units.flatMap((unit) => {
    const amount = values[unit]
    return typeof amount === 'number' && amount !== 0
      ? [{ unit, amount, expiresOn: expiry(unit, values) }]
      : []
  })
  return parts.some((part) => part.amount < 0) ? 'balance_negative' : parts
}

const expiry = (unit: string, values: Values): BusinessDay | null =>
  unit === 'points' ? (text(values, 'pointsExpireOn') as BusinessDay | null) : null

export const openedOn = ({ values }: BalanceContent, today: BusinessDay): BusinessDay =>
  (text(values, 'openedOn') as BusinessDay | null) ?? today
