import type { Language } from '../org/model.ts'

/** A phrase in both languages; a report is made in its reader's. */
export type Phrase = Readonly<{ zh: string; en: string }>
export const say = (phrase: Phrase, language: Language): string => (language === 'en' ? phrase.en : phrase.zh)

/**
 * What a column holds: `money` in minor units, `units` in thousandths, `share` in basis points, `day` and `month` as
 * YYYY-MM-DD.
 */
export const COLUMN_KINDS = ['text', 'day', 'month', 'money', 'count', 'units', 'number', 'share'] as const
export type ColumnKind = (typeof COLUMN_KINDS)[number]
export type Cell = string | number | null
export type Column = Readonly<{ kind: ColumnKind; title: Phrase }>

/** A table of a report; a cell may be a phrase too, such as the name of a kind. */
export type Part = Readonly<{
  title: Phrase
  columns: readonly Column[]
  rows: Iterable<readonly (Cell | Phrase)[]>
  /** The same as the page says it, not what the rows here happen to sum to; null where a sum says nothing. */
  totals: readonly (Cell | Phrase)[] | null
}>

export type Sheet = Readonly<{
  /** What was looked at: names and values, above the tables. */
  head: readonly (readonly [Phrase, string | Phrase])[]
  parts: readonly Part[]
  /** Of a report that is too long for one look: how many pages it has; the filter `page` turns them. */
  pages?: number
}>

/** Everything a file says, in one language and with its moment: what all three forms are made of. */
export type Printed = Readonly<{
  title: string
  language: Language
  /** Minor digits of the chain's currency. */
  digits: number
  head: readonly (readonly [string, string])[]
  parts: readonly PrintedPart[]
  pages?: number
}>
export type PrintedPart = Readonly<{
  title: string
  columns: readonly Readonly<{ kind: ColumnKind; title: string }>[]
  rows: Iterable<readonly Cell[]>
  totals: readonly Cell[] | null
}>

const isPhrase = (cell: Cell | Phrase): cell is Phrase => typeof cell === 'object' && cell !== null

export function printedPart(part: Part, language: Language): PrintedPart {
  const read = (row: readonly (Cell | Phrase)[]) =>
    row.map((cell) => (isPhrase(cell) ? say(cell, language) : cell))
  return {
    title: say(part.title, language),
    columns: part.columns.map(({ kind, title }) => ({ kind, title: say(title, language) })),
    rows: mapped(part.rows, read),
    totals: part.totals === null ? null : read(part.totals),
  }
}

/** Rows that may be gone through more than once, each time made anew. */
function mapped<A, B>(rows: Iterable<A>, by: (row: A) => B): Iterable<B> {
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield by(row)
    },
  }
}
