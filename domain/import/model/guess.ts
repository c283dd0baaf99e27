import { FIELDS, KINDS, missingFields, sameName, type Field, type Kind, type Mapping } from './kinds.ts'
import {
  DATE_FORMATS,
  parseAmount,
  parseGender,
  parseLocal,
  parsePhone,
  parseWhole,
  type DateFormat,
} from './values.ts'

export type Sample = Readonly<{ columns: readonly string[]; rows: readonly (readonly string[])[] }>
export type FieldGuess = Readonly<{ field: string; column: string; confidence: number }>
export type Guess = Readonly<{
  kind: Kind
  /** The guess for each kind, so that a person may choose another kind and lose nothing. */
  mappings: Readonly<Record<Kind, readonly FieldGuess[]>>
}>

/** How sure a name alone makes us: the very word, or a word that contains it. */
const SAME = 0.9
const CONTAINS = 0.5
/** Below this a column is left to the person. */
const LEAST = 0.4

/** Guesses what a file is and which column is what, by the names of the columns and by the values below them. */
export function guess(sample: Sample): Guess {
  const mappings = {
    members: guessFields('members', sample),
    products: guessFields('products', sample),
    sales: guessFields('sales', sample),
    balances: guessFields('balances', sample),
  }
  const kind = KINDS.reduce((best, one) =>
    scoreOf(one, mappings[one]) > scoreOf(best, mappings[best]) ? one : best,
  )
  return { kind, mappings }
}

/** A kind is likely when what it needs is there and little of the file is left over. */
function scoreOf(kind: Kind, guesses: readonly FieldGuess[]): number {
  const missing = missingFields(kind, mappingOf(guesses)).length
  const telling = guesses.filter((one) => one.field !== 'memberNumber' && one.field !== 'number')
  return telling.reduce((sum, one) => sum + one.confidence, 0) - missing * 2
}

export const mappingOf = (guesses: readonly FieldGuess[]): Mapping =>
  Object.fromEntries(guesses.map((one) => [one.field, one.column]))

/** The best pairs first; every column and every field is used once. */
export function guessFields(kind: Kind, sample: Sample): FieldGuess[] {
  const pairs = FIELDS[kind].flatMap((field, rank) =>
    sample.columns.map((column, at) => {
      const named = nameScore(field, column)
      const confidence = named === 0 ? 0 : named * fit(field, valuesOf(sample, at))
      return { field: field.key, column, confidence, order: rank * 1000 + at }
    }),
  )
  pairs.sort((a, b) => b.confidence - a.confidence || a.order - b.order)
  const chosen: FieldGuess[] = []
  for (const { field, column, confidence } of pairs) {
    if (confidence < LEAST || chosen.some((one) => one.field === field || one.column === column)) continue
    chosen.push({ field, column, confidence: Math.round(confidence * 100) / 100 })
  }
  return chosen
}

function nameScore(field: Field, column: string): number {
  const name = sameName(column)
  const place = field.aliases.indexOf(name)
  // An earlier alias is the better word, so that of two columns the nearer one wins.
  if (place >= 0) return Math.min(1, SAME + 0.1 / (1 + place))
  const long = field.aliases.filter((alias) => alias.length > 2 || /\p{Script=Han}{2}/u.test(alias))
  return long.some((alias) => name.includes(alias)) ? CONTAINS : 0
}

const valuesOf = (sample: Sample, at: number): string[] =>
  sample.rows.map((cells) => cells[at]?.trim() ?? '').filter(Boolean)

/** The share of values that can be read as the field's type; nothing to see neither helps nor harms. */
function fit(field: Field, values: readonly string[]): number {
  if (values.length === 0) return 1
  return values.filter((value) => reads(field, value)).length / values.length
}

function reads(field: Field, value: string): boolean {
  if (field.type === 'text') return true
  if (field.type === 'choice') return parseGender(value) !== 'not_a_gender'
  if (field.type === 'phone') return parsePhone(value) !== 'not_a_phone'
  if (field.type === 'integer') return typeof parseWhole(value) === 'number'
  if (field.type === 'date' || field.type === 'datetime')
    return DATE_FORMATS.some((format) => parseLocal(value, format) !== 'not_a_date')
  return typeof parseAmount(value, { digits: 6, round: true }) === 'number'
}

/** `ask`: both orders of day and month read every value, and only a person knows which is meant. */
export type DateGuess = Readonly<{ format: DateFormat | null; ask: boolean }>

/** The format that reads every value; day before month and month before day are told apart by evidence only. */
export function guessDateFormat(values: readonly string[]): DateGuess {
  const filled = values.filter((value) => value.trim() !== '')
  if (filled.length === 0) return { format: null, ask: false }
  const share = (format: DateFormat): number =>
    filled.filter((value) => parseLocal(value, format) !== 'not_a_date').length / filled.length
  const shares = DATE_FORMATS.map((format) => ({ format, share: share(format) })).sort(
    (a, b) => b.share - a.share,
  )
  const best = shares[0]
  if (!best || best.share < 0.5) return { format: null, ask: false }
  const both = share('dmy') === share('mdy') && (best.format === 'dmy' || best.format === 'mdy')
  return both ? { format: null, ask: true } : { format: best.format, ask: false }
}

/** The guess over all date columns of a mapping: one file writes its dates one way. */
export function guessDates(kind: Kind, sample: Sample, mapping: Mapping): DateGuess {
  const dates = FIELDS[kind].filter((one) => one.type === 'date' || one.type === 'datetime')
  const columns = dates.map((one) => sample.columns.indexOf(mapping[one.key] ?? '')).filter((at) => at >= 0)
  return guessDateFormat(columns.flatMap((at) => valuesOf(sample, at)))
}
