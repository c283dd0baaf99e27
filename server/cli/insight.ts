import { parseArgs } from 'node:util'
import { dayOfNumber, isDay, type BusinessDay } from '#base/instant'
import { parseMoney } from '#base/money'
import { columnsOf, type Days } from '#domain/insight/model/purchase-days'
import { windowOf } from '#domain/insight/model/calendar'
import type { CutWish } from '#domain/insight/model/quadrants'
import { terminalLanguage, type Language } from '../language.ts'
import { BadFile, isBadFile, readSales, type Sales } from './insight-file.ts'
import { answer, QUESTIONS, type Question } from './insight-answers.ts'
import { APART } from './insight-apart.ts'
import { explained, HELP } from './insight-text.ts'

/** Where a command writes: answers to `out`, everything else to `err`. */
export type Io = Readonly<{ out: { write(text: string): unknown }; err: { write(text: string): unknown } }>

const OPTIONS = {
  file: { type: 'string' },
  member: { type: 'string' },
  date: { type: 'string' },
  amount: { type: 'string' },
  'as-of': { type: 'string' },
  'window-months': { type: 'string' },
  groups: { type: 'string' },
  digits: { type: 'string' },
  'count-cut': { type: 'string' },
  'spend-cut': { type: 'string' },
  since: { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** What was asked, understood and checked. */
export type InsightWish = Readonly<{
  question: Question
  file: string
  columns: Readonly<{ member: string; date: string; amount: string }>
  asOf: BusinessDay | null
  windowMonths: number | null
  groups: number
  digits: number
  countCut: CutWish
  spendCut: CutWish
  since: BusinessDay | null
}>

/** `zhiji insight …` on the process's own streams. */
export const run = async (args: string[]): Promise<number> => {
  // Loaded when asked for: every other question needs no database.
  if (args[0] === 'rebuild') return (await import('./insight-rebuild.ts')).rebuild(args.slice(1))
  return runInsight(args, { out: process.stdout, err: process.stderr })
}

/**
 * Reads a sales file and answers one question about it, without a database. 0 when answered; 2 when the question or
 * the file is at fault, with a message that names the option, or the column and the row.
 */
export async function runInsight(args: string[], io: Io): Promise<number> {
  const apart = APART[args[0] ?? '']
  if (apart) return apart(args.slice(1), io)
  let language = terminalLanguage(process.env)
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
    if (values.lang !== undefined) language = values.lang.toLowerCase().startsWith('zh') ? 'zh' : 'en'
    if (values.help) {
      io.out.write(HELP[language])
      return 0
    }
    const wish = understand(values, positionals)
    const sales = await readSales(wish)
    const { json, text } = answer(wish, prepare(wish, sales), language)
    io.out.write(values.json ? `${JSON.stringify(json)}\n` : text)
    return 0
  } catch (trouble) {
    return atFault(trouble, language, io)
  }
}

function atFault(trouble: unknown, language: Language, io: Io): number {
  const code = (trouble as { code?: unknown }).code
  if (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) {
    io.err.write(`${(trouble as Error).message}\n\n${HELP[language]}`)
    return 2
  }
  if (!isBadFile(trouble)) throw trouble
  io.err.write(`${explained(trouble.fault, language)}\n`)
  return 2
}

type Given = Readonly<{ [K in keyof typeof OPTIONS]?: string | boolean | undefined }>

function understand(given: Given, positionals: readonly string[]): InsightWish {
  const [asked = '', ...more] = positionals
  const question = QUESTIONS.find((q) => q === asked)
  if (!question || more.length > 0) throw BadFile({ kind: 'question', value: positionals.join(' ') })
  return {
    question,
    file: needed(given, 'file'),
    columns: {
      member: needed(given, 'member'),
      date: needed(given, 'date'),
      amount: needed(given, 'amount'),
    },
    asOf: dayGiven(given, 'as-of'),
    windowMonths: whole(given, 'window-months', { least: 1, most: 1200 }),
    groups: whole(given, 'groups', { least: 2, most: 20 }) ?? 5,
    digits: whole(given, 'digits', { least: 0, most: 6 }) ?? 2,
    ...cutsGiven(given),
    since: dayGiven(given, 'since'),
  }
}

function needed(given: Given, name: keyof typeof OPTIONS): string {
  const value = given[name]
  if (typeof value !== 'string' || value === '') throw BadFile({ kind: 'missing', option: name })
  return value
}

function whole(
  given: Given,
  name: keyof typeof OPTIONS,
  { least, most }: Readonly<{ least: number; most: number }>,
): number | null {
  const value = given[name]
  if (typeof value !== 'string') return null
  const n = Number(value)
  if (!/^\d+$/.test(value) || n < least || n > most)
    throw BadFile({ kind: 'number', option: name, value, least, most })
  return n
}

function dayGiven(given: Given, name: keyof typeof OPTIONS): BusinessDay | null {
  const value = given[name]
  if (typeof value !== 'string') return null
  if (!isDay(value)) throw BadFile({ kind: 'day', option: name, value })
  return value as BusinessDay // isDay has just said so.
}

function cutsGiven(given: Given): Readonly<{ countCut: CutWish; spendCut: CutWish }> {
  const digits = whole(given, 'digits', { least: 0, most: 6 }) ?? 2
  const named = (value: string | boolean | undefined): 'mean' | 'median' | null =>
    value === undefined || value === 'mean' ? 'mean' : value === 'median' ? 'median' : null
  const spend = given['spend-cut']
  const parsed = typeof spend === 'string' && !named(spend) ? parseMoney(spend, digits) : null
  if (typeof parsed === 'string') throw BadFile({ kind: 'cut', option: 'spend-cut', value: String(spend) })
  const count = given['count-cut']
  if (!named(count) && !/^\d{1,9}$/.test(String(count)))
    throw BadFile({ kind: 'cut', option: 'count-cut', value: String(count) })
  return {
    countCut: named(count) ?? Number(count),
    spendCut: parsed ? parsed.amountMinor : (named(spend) ?? 'mean'),
  }
}

/** The file's rows as columns per member, as of the day asked for or else the last day in the file. */
function prepare(wish: InsightWish, sales: Sales) {
  if (sales.rows === 0) throw BadFile({ kind: 'empty' })
  const asOf = wish.asOf ?? dayOfNumber(sales.lastDay)
  const within: Days = windowOf(asOf, wish.windowMonths ?? undefined)
  const found = columnsOf(sales, sales.members.length, within)
  if (!found.columns.purchaseDays.some((n) => n > 0)) throw BadFile({ kind: 'nobody', asOf })
  return { ...found, asOf, rows: sales.rows }
}
export type Prepared = ReturnType<typeof prepare>
