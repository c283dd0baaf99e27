import { parseArgs } from 'node:util'
import { terminalLanguage } from '../language.ts'
import type { Io } from './insight.ts'
import { checkFile, explainFile, listTemplates, printTemplate, type Ask } from './program-answers.ts'
import { rehearseFile } from './program-rehearse.ts'
import { HELP, isFault, saidFault } from './program-text.ts'

const OPTIONS = {
  basket: { type: 'string' },
  sales: { type: 'string' },
  live: { type: 'string' },
  currency: { type: 'string', default: 'CNY' },
  lang: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

type Answer = (ask: Ask, io: Io) => Promise<number>

/** What can be asked, and how many words it takes beside its name. */
const QUESTIONS: Readonly<Record<string, Readonly<{ words: number; answer: Answer }>>> = {
  check: { words: 1, answer: checkFile },
  explain: { words: 1, answer: explainFile },
  rehearse: { words: 1, answer: rehearseFile },
  template: { words: 1, answer: printTemplate },
  list: { words: 0, answer: listTemplates },
}

/** `zhiji program …` on the process's own streams. */
export const run = (args: string[]): Promise<number> =>
  runProgram(args, { out: process.stdout, err: process.stderr })

/**
 * Answers one question about a program's file, without a database. 0 when it may go live or was answered, 1 when
 * something keeps it from that, 2 when the question was not understood or a file cannot be read.
 */
export async function runProgram(args: string[], io: Io): Promise<number> {
  let language = terminalLanguage(process.env)
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
    if (values.lang !== undefined) language = values.lang.toLowerCase().startsWith('zh') ? 'zh' : 'en'
    const [name = '', ...words] = positionals
    const question = Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined
    if (values.help || question === undefined || words.length !== question.words) {
      ;(values.help ? io.out : io.err).write(HELP[language])
      return values.help ? 0 : 2
    }
    const { basket, sales, live, currency, json } = values
    return await question.answer({ word: words[0] ?? '', basket, sales, live, currency, json, language }, io)
  } catch (trouble) {
    const { code, message } = trouble as Error & { code?: unknown }
    if (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) {
      io.err.write(`${message}\n\n${HELP[language]}`)
      return 2
    }
    if (!isFault(trouble)) throw trouble
    io.err.write(`${saidFault(trouble.fault, language)}\n`)
    return 2
  }
}
