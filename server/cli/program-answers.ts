import { readFile } from 'node:fs/promises'
import { formatMoney } from '#base/money'
import { readProgramFile, templatesOf, type ProgramFile } from '#domain/program/index'
import { explain, type Explanation } from '#domain/program/model/explain'
import { saidOf } from '#domain/program/model/explain-words'
import { findingWords } from '#domain/program/model/finding-words'
import { shippedTemplates } from '../outside/program-templates.ts'
import { refusals } from '../refusals.ts'
import type { Io } from './insight.ts'
import { readBasket, todayHere } from './program-basket.ts'
import { faulty } from './program-text.ts'

/** What was asked on the command line. */
export type Ask = Readonly<{
  word: string
  basket: string | undefined
  /** Past sales to rehearse on, and what they are compared with. */
  sales: string | undefined
  live: string | undefined
  currency: string
  json: boolean
  language: 'en' | 'zh'
}>

const tongue = ({ language, currency }: Ask) =>
  ({ language: language === 'zh' ? 'zh-CN' : 'en', currency }) as const

const VERDICTS = {
  zh: { ready: '可以发布。', not: '还不能发布。' },
  en: { ready: 'It may go live.', not: 'It cannot go live yet.' },
} as const

/** Everything found in a program's file, by line. 1 when something keeps it from going live. */
export async function checkFile(ask: Ask, io: Io): Promise<number> {
  const read = await program(ask)
  const ready = read.document !== null && read.findings.every((one) => one.level === 'warn')
  if (ask.json) {
    io.out.write(`${JSON.stringify({ file: ask.word, ready, findings: findingsOf(read, ask) })}\n`)
    return ready ? 0 : 1
  }
  for (const line of findingLines(read, ask)) io.out.write(`${line}\n`)
  io.out.write(`${ask.word}: ${VERDICTS[ask.language][ready ? 'ready' : 'not']}\n`)
  return ready ? 0 : 1
}

/** What a basket costs and earns under a program, rule by rule. 1 when the program or the basket is refused. */
export async function explainFile(ask: Ask, io: Io): Promise<number> {
  if (ask.basket === undefined) throw faulty({ kind: 'no_basket' })
  const read = await program(ask)
  if (read.document === null || read.findings.some((one) => one.level === 'must')) {
    if (ask.json)
      io.out.write(`${JSON.stringify({ file: ask.word, ready: false, findings: findingsOf(read, ask) })}\n`)
    else for (const line of findingLines(read, ask)) io.err.write(`${line}\n`)
    return 1
  }
  const { basket, held } = readBasket(await textOf(ask.basket), { file: ask.basket, today: todayHere() })
  const answer = explain(read.document, basket, { held })
  const rules = answer.rules.map((one) => ({ ...one, said: saidOf(one, tongue(ask)) }))
  const { priced, points } = answer
  const refused = typeof priced === 'string'
  const json = refused ? { refused: priced, rules } : { ...priced, points, rules }
  io.out.write(ask.json ? `${JSON.stringify(json)}\n` : plain(answer, ask, rules))
  return refused ? 1 : 0
}

function plain(
  { priced, points }: Explanation,
  ask: Ask,
  rules: readonly Readonly<{ said: string }>[],
): string {
  const zh = ask.language === 'zh'
  const head =
    typeof priced === 'string'
      ? `${refusals[priced]?.[ask.language] ?? priced}\n`
      : `${zh ? '应收' : 'To pay'}: ${formatMoney(priced.totalMinor, ask.currency, tongue(ask).language)}` +
        `${zh ? '，积分' : ', points'}: ${points}\n`
  return head + rules.map(({ said }) => `  ${said}\n`).join('')
}

/** One ready-made program as it was written, remarks and all. */
export async function printTemplate({ word }: Ask, io: Io): Promise<number> {
  const all = templatesOf(shippedTemplates)
  const found = all.find(({ code }) => code === word)
  if (!found) throw faulty({ kind: 'template', value: word, known: all.map(({ code }) => code) })
  io.out.write(found.text)
  return 0
}

/** The ready-made programs by name. */
export async function listTemplates({ json, language }: Ask, io: Io): Promise<number> {
  const all = templatesOf(shippedTemplates)
  if (json) {
    const rows = all.map(({ code, name, about, industry }) => ({ code, name, about, industry }))
    io.out.write(`${JSON.stringify({ rows })}\n`)
    return 0
  }
  const width = Math.max(...all.map(({ code }) => code.length))
  for (const { code, name } of all) io.out.write(`${code.padEnd(width)}  ${name[language]}\n`)
  return 0
}

export async function program(ask: Ask): Promise<ProgramFile> {
  return readProgramFile(await textOf(ask.word), { currency: currencyOf(ask.currency) })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (trouble) {
    const { code, message } = trouble as NodeJS.ErrnoException
    if (code === undefined) throw trouble
    throw faulty({ kind: 'unreadable', file, detail: message })
  }
}

function currencyOf(text: string): string {
  if (!Intl.supportedValuesOf('currency').includes(text)) throw faulty({ kind: 'currency', value: text })
  return text
}

export const findingsOf = ({ findings }: ProgramFile, ask: Ask) =>
  findings.map(({ place, level, code, path, details, ...one }) => ({
    level,
    code,
    path,
    line: place.line,
    column: place.column,
    details,
    words: findingWords({ ...one, level, code, path, details }, tongue(ask)),
  }))

/** As compilers say it, so that editors find the place: file, line, column, what. */
export const findingLines = (read: ProgramFile, ask: Ask): string[] =>
  findingsOf(read, ask).map(({ level, path, line, column, words }) => {
    const zh = ask.language === 'zh'
    const grade = level === 'must' ? (zh ? '错误' : 'error') : zh ? '提醒' : 'warning'
    return `${ask.word}:${line}:${column} ${grade} ${path.join('.')}: ${words}`
  })
