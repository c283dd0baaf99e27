import PaperDocument from 'pdfkit'
import { dateOf, type Instant } from '#base/instant'
import { paperCell } from './cells.ts'
import type { Printed, PrintedPart } from './model.ts'
import { shortened, wrapped } from './wrapped.ts'

/** Paper is for reading: a longer list is a CSV or a workbook. */
export const MOST_PDF_ROWS = 3_000

const MARGIN = 40
const SIZE = 9
const LINE = 15
const GAP = 6

type Paper = Readonly<{ doc: PDFKit.PDFDocument; printed: Printed; width: number; bottom: number }>

/** A4, lying where a table is wide; the head on the first page, the titles of the columns on every page. */
export async function* pdfOf(
  printed: Printed,
  of: Readonly<{ font: Uint8Array; at: Instant }>,
): AsyncIterable<Uint8Array> {
  const wide = printed.parts.some((part) => part.columns.length > 6)
  const doc = new PaperDocument({
    size: 'A4',
    layout: wide ? 'landscape' : 'portrait',
    margin: MARGIN,
    font: '',
    info: { Title: printed.title, CreationDate: dateOf(of.at), ModDate: dateOf(of.at) },
  })
  doc.registerFont('paper', Buffer.from(of.font))
  doc.font('paper')
  const paper = { doc, printed, width: doc.page.width - 2 * MARGIN, bottom: doc.page.height - MARGIN - LINE }
  number(paper, 1)
  head(paper)
  let page = 1
  for (const part of printed.parts) page = table(paper, part, page)
  doc.end()
  for await (const piece of doc) yield piece as Uint8Array
}

function head({ doc, printed }: Paper): void {
  doc.fontSize(16).text(printed.title, MARGIN, MARGIN, { lineBreak: false })
  let y = MARGIN + 26
  for (const [name, value] of printed.head) {
    doc.fontSize(SIZE).fillColor('#5a5f57').text(`${name}  ${value}`, MARGIN, y, { lineBreak: false })
    y += LINE - 2
  }
  doc.fillColor('#1f2723')
  doc.y = y + GAP
}

/** The page's number below; then back to the top of what is written. */
function number({ doc, bottom }: Paper, page: number): void {
  doc
    .fontSize(SIZE - 1)
    .fillColor('#5a5f57')
    .text(String(page), MARGIN, bottom + GAP, { lineBreak: false })
  doc.fillColor('#1f2723').fontSize(SIZE)
  doc.y = MARGIN
}

function turn(paper: Paper, page: number): number {
  paper.doc.addPage()
  number(paper, page + 1)
  return page + 1
}

function table(paper: Paper, part: PrintedPart, from: number): number {
  const { doc, printed, bottom } = paper
  let page = doc.y + 4 * LINE > bottom ? turn(paper, from) : from
  if (printed.parts.length > 1) {
    doc.fontSize(12).text(part.title, MARGIN, doc.y + GAP, { lineBreak: false })
    doc.y += LINE + GAP
  }
  const columns = columnsOf(paper, part)
  titles(paper, part, columns)
  const line = (cells: readonly (string | number | null)[], strong: boolean) => {
    if (doc.y + LINE > bottom) {
      page = turn(paper, page)
      titles(paper, part, columns)
    }
    if (strong) rule(paper, doc.y - 2)
    row(
      paper,
      columns,
      part.columns.map((column, at) => paperCell(cells[at] ?? null, column.kind, printed)),
    )
  }
  for (const cells of part.rows) line(cells, false)
  if (part.totals) line(part.totals, true)
  doc.y += GAP
  return page
}

type Place = Readonly<{ x: number; width: number; right: boolean }>

/** Words get twice the room of numbers. */
function columnsOf({ width }: Paper, part: PrintedPart): Place[] {
  const shares = part.columns.map((column) => (column.kind === 'text' ? 2 : 1.15))
  const all = shares.reduce((sum, share) => sum + share, 0)
  let x = MARGIN
  return shares.map((share, at) => {
    const own = (share / all) * width
    const place = { x, width: own - GAP, right: part.columns[at]?.kind !== 'text' }
    x += own
    return place
  })
}

function titles(paper: Paper, part: PrintedPart, columns: readonly Place[]): void {
  const { doc } = paper
  doc.fontSize(SIZE).fillColor('#5a5f57')
  const texts = part.columns.map((column, at) => titleLines(doc, column.title, columns[at]?.width ?? 0))
  const most = Math.max(...texts.map((lines) => lines.length))
  for (let at = 0; at < most; at += 1)
    row(
      paper,
      columns,
      texts.map((lines) => lines[at - most + lines.length] ?? ''),
    )
  paper.doc.fillColor('#1f2723')
  rule(paper, paper.doc.y - 3)
}

const rule = ({ doc, width }: Paper, y: number): void => {
  doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + width, y)
    .lineWidth(0.5)
    .stroke('#8d8877')
}

function row({ doc }: Paper, columns: readonly Place[], texts: readonly string[]): void {
  const { y } = doc
  for (const [at, { x, width, right }] of columns.entries()) {
    const text = fitting(doc, texts[at] ?? '', width)
    const left = right ? x + width - doc.widthOfString(text) : x
    doc.text(text, left, y, { lineBreak: false })
  }
  doc.y = y + LINE
}

/** A title that does not fit goes on in a second line. */
const titleLines = (doc: PDFKit.PDFDocument, title: string, width: number): string[] =>
  wrapped(title, { width, most: 2, measure: (text) => doc.widthOfString(text) })

/** Words that do not fit end in …; a number is never cut. */
const fitting = (doc: PDFKit.PDFDocument, text: string, width: number): string =>
  /^[\d.,%–-]*$/.test(text) ? text : shortened(text, width, (part) => doc.widthOfString(part))
