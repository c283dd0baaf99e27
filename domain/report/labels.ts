import PaperDocument from 'pdfkit'
import type { FileReply, Wish } from '#base/endpoint'
import { dateOf } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { mailListOf, stepListOf, type MailList } from '#domain/campaign/index'
import { chain } from '#domain/org/index'
import { withoutMarks } from './cells.ts'
import type { postLabels, stepPostLabels } from './contract.ts'
import type { Font } from './file.ts'
import { wrapped } from './wrapped.ts'

/** More than any office prints at once; a printer's shop takes the list as CSV. */
export const MOST_LABELS = 10_000

const MM = 72 / 25.4
/** Sheets of 24 labels as every stationer has them: A4, 3 × 8 of 70 × 37 mm, half a millimetre left above and below. */
const SHEET = { across: 3, down: 8, width: 70 * MM, height: 37 * MM, top: 0.5 * MM }
/** Printers do not reach the edge of a sheet. */
const INSIDE = { x: 6 * MM, y: 5 * MM }
const SIZE = 10
const LINE = 13
const ADDRESS_LINES = 3

type Label = Readonly<{ name: string; postcode: string; address: string }>

/** C41: the mail list of a campaign as sheets of labels; the same hand-off as its CSV, by the same last look. */
export async function labels(work: Work, { id }: Wish<typeof postLabels>, font: Font): Promise<FileReply> {
  return labelsOf(work, await mailListOf(work, id, 'post'), font)
}

/** The same of a list that journeys have handed over (K23). */
export async function stepLabels(
  work: Work,
  { id }: Wish<typeof stepPostLabels>,
  font: Font,
): Promise<FileReply> {
  return labelsOf(work, await stepListOf(work, id, 'post'), font)
}

async function labelsOf(work: Work, { name, lines }: MailList, font: Font): Promise<FileReply> {
  if (lines.length > MOST_LABELS) throw new Refusal('too_long_for_pdf')
  const { language } = await chain(work)
  const all = lines.map(({ address, person }) => ({
    name: withoutMarks(person.name),
    postcode: withoutMarks(person.postcode ?? ''),
    address: withoutMarks(address),
  }))
  return {
    name: `labels-${name}.pdf`,
    type: 'application/pdf',
    content: sheets(all, { font: await font(), work, language }),
  }
}

type Printing = Readonly<{ font: Uint8Array; work: Work; language: 'zh-CN' | 'en' }>

async function* sheets(all: readonly Label[], of: Printing): AsyncIterable<Uint8Array> {
  const at = dateOf(of.work.at)
  const doc = new PaperDocument({ size: 'A4', margin: 0, font: '', info: { CreationDate: at, ModDate: at } })
  doc.registerFont('paper', Buffer.from(of.font))
  doc.font('paper').fontSize(SIZE)
  const each = SHEET.across * SHEET.down
  for (const [no, label] of all.entries()) {
    if (no > 0 && no % each === 0) doc.addPage()
    const place = no % each
    const x = (place % SHEET.across) * SHEET.width + INSIDE.x
    const y = SHEET.top + Math.floor(place / SHEET.across) * SHEET.height + INSIDE.y
    linesOf(doc, label, of.language).forEach((text, line) =>
      doc.text(text, x, y + line * LINE, { lineBreak: false }),
    )
  }
  doc.end()
  for await (const piece of doc) yield piece as Uint8Array
}

/** In the order of the country: from the large to the small in Chinese, the other way round in English. */
function linesOf(doc: PDFKit.PDFDocument, { name, postcode, address }: Label, language: 'zh-CN' | 'en') {
  const measure = (text: string) => doc.widthOfString(text)
  const where = wrapped(address, { width: SHEET.width - 2 * INSIDE.x, most: ADDRESS_LINES, measure })
  const lines = language === 'en' ? [name, ...where, postcode] : [postcode, ...where, `${name}（收）`]
  return lines.filter((line) => line !== '')
}
