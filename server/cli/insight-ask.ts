import { parseArgs, type ParseArgsConfig } from 'node:util'
import { day, dayNumber, isDay } from '#base/instant'
import { terminalLanguage, type Language } from '../language.ts'
import type { Answer } from './insight-answers.ts'
import { BadFile, isBadFile } from './insight-file.ts'
import { explained } from './insight-text.ts'
import type { Io } from './insight.ts'

/** What was given for each option, before it is understood. */
export type Given = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export type Asking = Readonly<{
  /** Options beside --json, --lang and --help, all with a value; those in `many` may be given again and again. */
  options: readonly string[]
  many?: readonly string[]
  help: Readonly<Record<Language, string>>
  answer: (given: Given, language: Language) => Promise<Answer>
}>

/** One question with options of its own: the same help, languages, exit codes and refusals as the others. */
export async function ask(args: string[], io: Io, asking: Asking): Promise<number> {
  let language = terminalLanguage(process.env)
  try {
    const { values } = parseArgs({ args, options: optionsOf(asking), allowPositionals: false })
    const lang = values['lang']
    if (typeof lang === 'string') language = lang.toLowerCase().startsWith('zh') ? 'zh' : 'en'
    if (values['help']) {
      io.out.write(asking.help[language])
      return 0
    }
    const { json, text } = await asking.answer(values, language)
    io.out.write(values['json'] ? `${JSON.stringify(json)}\n` : text)
    return 0
  } catch (trouble) {
    const code = (trouble as { code?: unknown }).code
    if (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) {
      io.err.write(`${(trouble as Error).message}\n\n${asking.help[language]}`)
      return 2
    }
    if (!isBadFile(trouble)) throw trouble
    io.err.write(`${explained(trouble.fault, language)}\n`)
    return 2
  }
}

function optionsOf({ options, many = [] }: Asking): NonNullable<ParseArgsConfig['options']> {
  return {
    ...Object.fromEntries(options.map((name) => [name, { type: 'string', multiple: many.includes(name) }])),
    lang: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  }
}

export function textGiven(given: Given, name: string): string | null {
  const value = given[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export function needed(given: Given, name: string): string {
  const value = textGiven(given, name)
  if (value === null) throw BadFile({ kind: 'missing', option: name })
  return value
}

export const listGiven = (given: Given, name: string): string[] => {
  const value = given[name]
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []
}

/** A number strictly or not so strictly within its bounds; null when not given. */
export function numberGiven(
  given: Given,
  name: string,
  fits: (value: number) => boolean = Number.isFinite,
): number | null {
  const text = textGiven(given, name)
  if (text === null) return null
  const value = Number(text)
  if (!Number.isFinite(value) || !fits(value)) throw BadFile({ kind: 'share', option: name, value: text })
  return value
}

export function wholeGiven(
  given: Given,
  name: string,
  { least, most }: Readonly<{ least: number; most: number }>,
): number | null {
  const value = textGiven(given, name)
  if (value === null) return null
  const n = Number(value)
  if (!/^\d+$/.test(value) || n < least || n > most)
    throw BadFile({ kind: 'number', option: name, value, least, most })
  return n
}

export function dayGiven(given: Given, name: string): number | null {
  const value = textGiven(given, name)
  if (value === null) return null
  if (!isDay(value)) throw BadFile({ kind: 'day', option: name, value })
  return dayNumber(day(value))
}

export function choiceGiven<T extends string>(given: Given, name: string, choices: readonly T[]): T | null {
  const value = textGiven(given, name)
  if (value === null) return null
  const choice = choices.find((c) => c === value)
  if (choice === undefined) throw BadFile({ kind: 'one_of', option: name, value, choices })
  return choice
}

/** A share strictly between none and all. */
export const properShare = (value: number): boolean => value > 0 && value < 1
