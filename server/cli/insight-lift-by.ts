import { valueCuts } from '#domain/insight/model/rank'
import { cellsOf, splitsThatDiffer, type Cell } from '#domain/insight/model/uplift-cells'
import type { Names, Table } from './insight-columns.ts'
import { BadFile } from './insight-file.ts'

/** `a` splits by one column, `a,b` by both at once. */
export const groupsGiven = (wishes: readonly string[]): string[][] =>
  wishes.map((wish) => wish.split(',').map((column) => column.trim()))

/** Numbers with more values than this are cut into five bands of like size. */
const MOST_VALUES = 12
const BANDS = 5

type Of = Readonly<{
  rows: Readonly<{ treated: Int32Array; control: Int32Array }>
  kind: 'binary' | 'mean'
  metric: Float64Array
}>

/** For each way of splitting: lift per cell, and whether the cells differ at all. Null unless asked for. */
export function liftBy(table: Table, groups: readonly (readonly string[])[], of: Of) {
  if (groups.length === 0) return null
  if (of.kind !== 'binary')
    throw BadFile({ kind: 'one_of', option: 'kind', value: 'mean', choices: ['binary'] })
  const rows = [...of.rows.treated, ...of.rows.control]
  const treated = Uint8Array.from(rows, (_, i) => (i < of.rows.treated.length ? 1 : 0))
  const hit = Uint8Array.from(rows, (row) => of.metric[row] as number)
  const splits = groups.map((columns) => ({
    by: columns.join(', '),
    cells: cellsBy(
      columns.map((column) => banded(table.text(column), rows)),
      { treated, hit },
    ),
  }))
  return splitsThatDiffer(splits).map(({ by, story, adjustedP, spread, thin, cells }) => ({
    by,
    story,
    adjustedP,
    q: spread?.q ?? null,
    degrees: spread?.degrees ?? null,
    p: spread?.p ?? null,
    tauSquared: spread?.tauSquared ?? null,
    mean: spread?.mean ?? null,
    thin,
    cells: cells.map((c) => ({
      name: c.name,
      n: { control: c.control.n, treated: c.treated.n },
      diff: c.difference,
      se: c.se,
      interval: [c.low, c.high],
      shrunk: c.shrunk,
      adjustedP: c.adjustedP,
    })),
  }))
}

/** How one column parts the rows: the place of a row's part among all parts, and what each place is called. */
type Part = Readonly<{ place: (i: number) => number; names: readonly string[] }>

/** Cells of one or more columns crossed, in the order of their parts. */
function cellsBy(
  parts: readonly Part[],
  { treated, hit }: Readonly<{ treated: Uint8Array; hit: Uint8Array }>,
): Cell[] {
  const group = Int32Array.from(treated, (_, i) =>
    parts.reduce((code, part) => code * part.names.length + part.place(i), 0),
  )
  const nameOf = (code: number): string => {
    let rest = code
    const words = parts.toReversed().map(({ names }) => {
      const word = names[rest % names.length] as string
      rest = Math.floor(rest / names.length)
      return word
    })
    return words.toReversed().join(' · ')
  }
  return cellsOf(group, treated, hit).map((cell) => ({ ...cell, name: nameOf(cell.name) }))
}

/** A column by its values, or by five bands cut over the rows compared when it has many numbers. */
function banded({ codes, names }: Names, rows: readonly number[]): Part {
  const codeOf = (i: number): number => codes[rows[i] as number] as number
  const numbers = names.map(Number)
  const plain = names.length <= MOST_VALUES || numbers.some((v, i) => !Number.isFinite(v) || names[i] === '')
  if (plain) {
    const sorted = [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    const at = new Map(sorted.map((name, k) => [name, k]))
    const places = names.map((name) => at.get(name) as number)
    return { names: sorted, place: (i) => places[codeOf(i)] as number }
  }
  const values = Float64Array.from(rows, (_, i) => numbers[codeOf(i)] as number)
  const cuts = [...new Set(valueCuts(values, BANDS))]
  const between = cuts.slice(1).map((cut, k) => `${cuts[k]}–${cut}`)
  return {
    names: [`≤ ${cuts[0]}`, ...between, `> ${cuts.at(-1)}`],
    place: (i) => {
      const at = cuts.findIndex((cut) => (values[i] as number) <= cut)
      return at < 0 ? cuts.length : at
    },
  }
}
