import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { day, dayNumber, isDay } from '#base/instant'
import { parseMoney } from '#base/money'
import type { SpendRows } from '#domain/insight/model/purchase-days'

/** What is wrong with the question or the file. Rows count the header as 1, as spreadsheets do. */
export type Fault =
  | Readonly<{ kind: 'question'; value: string }>
  | Readonly<{ kind: 'missing'; option: string }>
  | Readonly<{ kind: 'number'; option: string; value: string; least: number; most: number }>
  | Readonly<{ kind: 'day' | 'cut'; option: string; value: string }>
  | Readonly<{ kind: 'one_of'; option: string; value: string; choices: readonly string[] }>
  | Readonly<{ kind: 'share'; option: string; value: string }>
  | Readonly<{ kind: 'unreadable'; file: string; detail: string }>
  | Readonly<{ kind: 'column'; column: string; found: readonly string[] }>
  | Readonly<{ kind: 'cell'; column: string; row: number; value: string; problem: CellProblem }>
  | Readonly<{ kind: 'csv'; row: number; detail: string }>
  | Readonly<{ kind: 'empty' }>
  | Readonly<{ kind: 'nobody'; asOf: string }>
export type CellProblem = 'no_member' | 'not_a_date' | 'not_a_number' | 'too_many_decimals' | 'too_large'

type Bad = Error & Readonly<{ fault: Fault }>

/** An error that carries the fault, so that the one place that prints can say it in the reader's language. */
export const BadFile = (fault: Fault): Bad => Object.assign(new Error(`insight: ${fault.kind}`), { fault })

export const isBadFile = (trouble: unknown): trouble is Bad => trouble instanceof Error && 'fault' in trouble

/** Members in order of appearance and their transactions as columns. */
export type Sales = SpendRows & Readonly<{ members: readonly string[]; rows: number; lastDay: number }>

type Wish = Readonly<{
  file: string
  columns: Readonly<{ member: string; date: string; amount: string }>
  digits: number
}>

/** Streams the sales file into columns. */
export async function readSales(wish: Wish): Promise<Sales> {
  const gather = gathering(wish)
  await eachRow(wish.file, gather.row)
  return gather.done()
}

/** Streams the CSV, gzipped or plain (told by its first bytes, not by its name), row by row, the header first. */
export async function eachRow(
  file: string,
  row: (record: readonly string[], line: number) => void,
): Promise<void> {
  const parser = parse({ bom: true, relax_column_count: false, skip_empty_lines: true, info: true })
  // A fault found in a row stops the stream, which may then complain of being stopped: the first cause is kept.
  let cause: unknown
  const rows = async (records: AsyncIterable<Read>): Promise<void> => {
    try {
      for await (const { record, info } of records) row(record, info.lines)
    } catch (trouble) {
      cause = trouble
      throw trouble
    }
  }
  try {
    const gzip = await isGzip(file)
    const source = createReadStream(file)
    if (gzip) await pipeline(source, createGunzip(), parser, rows)
    else await pipeline(source, parser, rows)
  } catch (trouble) {
    throw readable(isBadFile(cause) ? cause : trouble, file)
  }
}

type Read = Readonly<{ record: string[]; info: Readonly<{ lines: number }> }>

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

function readable(trouble: unknown, file: string): unknown {
  if (isBadFile(trouble)) return trouble
  const { code, message, lines } = trouble as Error & { code?: unknown; lines?: unknown }
  if (typeof code !== 'string') return trouble
  if (code.startsWith('CSV_')) return BadFile({ kind: 'csv', row: Number(lines ?? 0), detail: message })
  // Files and gzip streams fail with a code of the system or of zlib; both are the file's fault, not ours.
  if (/^E[A-Z]+$|^Z_/.test(code)) return BadFile({ kind: 'unreadable', file, detail: message })
  return trouble
}

function gathering({ columns, digits }: Wish) {
  const places = new Map<string, number>()
  const days = new Map<string, number>()
  const member = growing(Int32Array)
  const dayOf = growing(Int32Array)
  const spend = growing(Float64Array)
  let at: Readonly<{ member: number; date: number; amount: number }> | undefined
  let lastDay = -Infinity
  const row = (record: readonly string[], line: number): void => {
    if (!at) {
      at = header(record, columns)
      return
    }
    const bad = (column: string, value: string, problem: CellProblem) =>
      BadFile({ kind: 'cell', column, row: line, value, problem })
    const id = (record[at.member] ?? '').trim()
    if (id === '') throw bad(columns.member, id, 'no_member')
    const dateText = record[at.date] ?? ''
    const number = days.get(dateText) ?? dayIn(dateText)
    if (number === null) throw bad(columns.date, dateText, 'not_a_date')
    days.set(dateText, number)
    const amountText = record[at.amount] ?? ''
    const amount = parseMoney(amountText, digits)
    if (typeof amount === 'string') throw bad(columns.amount, amountText, amount)
    const place = places.get(id) ?? places.size
    if (place === places.size) places.set(id, place)
    member.push(place)
    dayOf.push(number)
    spend.push(amount.amountMinor)
    lastDay = Math.max(lastDay, number)
  }
  const done = (): Sales => ({
    members: [...places.keys()],
    member: member.taken(),
    day: dayOf.taken(),
    spendMinor: spend.taken(),
    rows: spend.taken().length,
    lastDay,
  })
  return { row, done }
}

function header(record: readonly string[], columns: Wish['columns']) {
  const found = record.map((name) => name.trim())
  const place = (column: string): number => {
    const at = found.indexOf(column)
    if (at < 0) throw BadFile({ kind: 'column', column, found })
    return at
  }
  return { member: place(columns.member), date: place(columns.date), amount: place(columns.amount) }
}

/**
 * A date with or without a time of day after it; the day is taken as it is written. Also `14-Jan-15`, as old exports
 * write it: years up to 69 are of this century.
 */
export function dayIn(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  )
  const date = match?.[1] ?? shortDate(text)
  return date !== undefined && isDay(date) ? dayNumber(day(date)) : null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function shortDate(text: string): string | undefined {
  const [, date, name = '', year] = /^(\d{2})-([A-Za-z]{3})-(\d{2})$/.exec(text.trim()) ?? []
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  if (date === undefined || year === undefined || month === 0) return undefined
  return `${Number(year) < 70 ? '20' : '19'}${year}-${String(month).padStart(2, '0')}-${date}`
}

/** A typed column that doubles when full: ten million rows are three arrays, not ten million objects. */
export function growing<T extends Int32Array | Float64Array>(Kind: new (size: number) => T) {
  let values = new Kind(1024)
  let size = 0
  const push = (value: number): void => {
    if (size === values.length) {
      const larger = new Kind(size * 2)
      larger.set(values)
      values = larger
    }
    values[size] = value
    size += 1
  }
  return { push, taken: (): T => values.slice(0, size) as T }
}
