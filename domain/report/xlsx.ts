import { dayNumber, isDay, type BusinessDay } from '#base/instant'
import { escaped } from '#base/markup'
import { monthOr, plainText } from './cells.ts'
import type { Cell, ColumnKind, Printed, PrintedPart } from './model.ts'
import { zipOf, type Entry } from './zip.ts'

/**
 * A workbook written row by row (ECMA-376), a sheet for each table: the library at hand keeps all cells in memory and
 * takes ten seconds and 450 MB for 100,000 rows.
 */
export const xlsxOf = (printed: Printed): AsyncIterable<Uint8Array> => zipOf(entries(printed))

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function* entries(printed: Printed): Iterable<Entry> {
  const names = sheetNames(printed.parts)
  yield { name: '[Content_Types].xml', content: [contentTypes(names.length)] }
  yield { name: '_rels/.rels', content: [relations([['officeDocument', 'xl/workbook.xml']])] }
  yield { name: 'xl/workbook.xml', content: [workbook(names)] }
  const own = names.map((_, at): Relation => ['worksheet', `worksheets/sheet${at + 1}.xml`])
  yield { name: 'xl/_rels/workbook.xml.rels', content: [relations([...own, ['styles', 'styles.xml']])] }
  yield { name: 'xl/styles.xml', content: [styles(printed.digits)] }
  for (const [at, part] of printed.parts.entries())
    yield { name: `xl/worksheets/sheet${at + 1}.xml`, content: sheet(printed, part) }
}

/** Sheet names are at most 31 marks, without some of them, and each once. */
function sheetNames(parts: readonly PrintedPart[]): string[] {
  const seen = new Set<string>()
  return parts.map((part, at) => {
    const name =
      part.title
        .replaceAll(/[\\/?*[\]:']/g, ' ')
        .slice(0, 28)
        .trim() || `${at + 1}`
    const own = seen.has(name) ? `${name} ${at + 1}` : name
    seen.add(own)
    return own
  })
}

function contentTypes(sheets: number): string {
  const own = Array.from(
    { length: sheets },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${SHEET}.worksheet+xml"/>`,
  )
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/>${own.join('')}</Types>`
  )
}

type Relation = readonly [kind: string, target: string]
function relations(of: readonly Relation[]): string {
  const all = of.map(
    ([kind, target], at) => `<Relationship Id="r${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  )
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function workbook(names: readonly string[]): string {
  const all = names.map(
    (name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`,
  )
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${all.join('')}</sheets></workbook>`
}

/** Places in `cellXfs` below: plain, bold, and each kind of number plain and bold. */
const KINDS = ['text', 'count', 'money', 'units', 'share', 'day', 'number'] as const
const styleOf = (kind: ColumnKind, bold: boolean): number =>
  KINDS.indexOf(kind === 'month' ? 'text' : kind) * 2 + (bold ? 1 : 0)

function styles(digits: number): string {
  const decimals = digits > 0 ? `.${'0'.repeat(digits)}` : ''
  const formats = ['General', '#,##0', `#,##0${decimals}`, '#,##0.###', '0.00%', 'yyyy-mm-dd', '#,##0.##']
  const own = formats.map((code, at) => `<numFmt numFmtId="${at + 164}" formatCode="${escaped(code)}"/>`)
  const cells = formats.flatMap((_, at) =>
    [0, 1].map(
      (font) =>
        `<xf numFmtId="${at === 0 ? 0 : at + 164}" fontId="${font}" fillId="0" borderId="0" xfId="0" ` +
        'applyNumberFormat="1" applyFont="1"/>',
    ),
  )
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`
  return (
    `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${own.length}">${own.join('')}</numFmts>` +
    `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs></styleSheet>`
  )
}

const ROWS_AT_ONCE = 500

async function* sheet(printed: Printed, part: PrintedPart): AsyncIterable<string> {
  const widths = part.columns.map(
    (column, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${column.kind === 'text' ? 26 : 16}" customWidth="1"/>`,
  )
  yield `${XML}<worksheet xmlns="${MAIN}"><cols>${widths.join('')}</cols><sheetData>`
  let place = 0
  const row = (cells: readonly Inside[]) => {
    place += 1
    const all = cells.map((inside, at) =>
      inside === null ? '' : `<c r="${columnName(at)}${place}" ${inside}</c>`,
    )
    return `<row r="${place}">${all.join('')}</row>`
  }
  const words = (texts: readonly string[], bold: boolean) => row(texts.map((text) => textCell(text, bold)))
  const cellsOf = (cells: readonly Cell[], bold: boolean) =>
    row(
      part.columns.map((column, at) =>
        cellOf(cells[at] ?? null, column.kind, { digits: printed.digits, bold }),
      ),
    )
  yield words([printed.title], true)
  for (const line of printed.head) yield words(line, false)
  if (printed.parts.length > 1) yield words([part.title], true)
  yield row([])
  yield words(
    part.columns.map((column) => column.title),
    true,
  )
  let waiting: string[] = []
  for (const cells of part.rows) {
    waiting.push(cellsOf(cells, false))
    if (waiting.length < ROWS_AT_ONCE) continue
    yield waiting.join('')
    waiting = []
  }
  if (part.totals) waiting.push(cellsOf(part.totals, true))
  yield `${waiting.join('')}</sheetData></worksheet>`
}

/** A cell after its place: its attributes, `>` and what it holds; null is an empty one. */
type Inside = string | null

/** A, B … Z, AA … */
function columnName(at: number): string {
  const rest = Math.floor(at / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (at % 26))
}

const textCell = (text: string, bold: boolean): Inside =>
  `t="inlineStr" s="${bold ? 1 : 0}"><is><t xml:space="preserve">${escaped(plainText(text))}</t></is>`

/** Days since 30 December 1899, which is how a workbook counts. */
const dayOfBook = (day: BusinessDay): number => dayNumber(day) + 25_569

function cellOf(cell: Cell, kind: ColumnKind, of: Readonly<{ digits: number; bold: boolean }>): Inside {
  if (cell === null) return null
  const style = styleOf(kind, of.bold)
  if (typeof cell === 'number') return `s="${style}"><v>${bookNumber(cell, kind, of.digits)}</v>`
  if (kind === 'day' && isDay(cell)) return `s="${style}"><v>${dayOfBook(cell as BusinessDay)}</v>`
  return textCell(monthOr(cell, kind), of.bold)
}

/** A decimal that a workbook reads back exactly: money of a safe integer has at most sixteen digits. */
function bookNumber(value: number, kind: ColumnKind, digits: number): number {
  if (kind === 'money') return value / 10 ** digits
  if (kind === 'units') return value / 1000
  return kind === 'share' ? value / 10_000 : value
}
