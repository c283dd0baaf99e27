import type { Answer, FileReply, Wish } from '#base/endpoint'
import { currencyDigits } from '#base/money'
import { Refusal } from '#base/refusal'
import { oneSnapshot } from '#db/read-only'
import { may, type Work } from '#db/work'
import { actorOfStaff, chain } from '#domain/org/index'
import { phrase } from './asked.ts'
import { REPORTS } from './catalogue.ts'
import type { Filters, Format, reportFile, ReportCode, reportSheet } from './contract.ts'
import { MOST_SHOWN } from './contract.ts'
import { csvOf } from './csv.ts'
import { printedPart, say, type Printed } from './model.ts'
import { MOST_PDF_ROWS, pdfOf } from './pdf.ts'
import { xlsxOf } from './xlsx.ts'

/** The bytes of the font that paper is printed in; handed in, because a room reaches no disk. */
export type Font = () => Promise<Uint8Array>

type SheetAsked = Readonly<{
  code: ReportCode
  language: 'zh-CN' | 'en'
  filters: Filters
}>
export type FileAsked = SheetAsked & Readonly<{ format: Format }>

const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

/** Z1, Z2: a report as a file, by whoever may read its page; all of it from one state of the house. */
export async function file(work: Work, wish: Wish<typeof reportFile>, font: Font): Promise<FileReply> {
  await oneSnapshot(work)
  refuseStrangers(work, wish)
  const language = wish.language ?? (await readersLanguage(work))
  const reply = await fileOf(work, { ...wish, language }, font)
  work.record({
    kind: 'report.exported',
    subjectId: null,
    body: { report: wish.code, format: wish.format, filters: Object.keys(wish.filters) },
  })
  return reply
}

/** Z1: the same as tables for a page; of a long one as much as a page shows. */
export async function sheet(work: Work, wish: Wish<typeof reportSheet>): Promise<Answer<typeof reportSheet>> {
  await oneSnapshot(work)
  refuseStrangers(work, wish)
  const language = wish.language ?? (await readersLanguage(work))
  const { title, head, parts, pages } = await print(work, { ...wish, language })
  return {
    title,
    question: say(REPORTS[wish.code].question, language),
    head: head.map(([label, value]) => [label, value]),
    pages: pages ?? 1,
    parts: parts.map((part) => {
      const rows = [...part.rows]
      return {
        title: part.title,
        columns: part.columns.map((one) => ({ ...one })),
        rows: rows.slice(0, MOST_SHOWN).map((row) => [...row]),
        total: rows.length,
        totals: part.totals && [...part.totals],
      }
    }),
  }
}

/** Refuses whoever may not read a report with these filters. */
export function refuseStrangers(work: Work, { code, filters }: Pick<FileAsked, 'code' | 'filters'>): void {
  if (!mayRead(work.by, { code, filters })) throw new Refusal('not_allowed')
}

export const mayRead = (by: Work['by'], { code, filters }: Pick<FileAsked, 'code' | 'filters'>): boolean =>
  REPORTS[code].can(filters).every((permission) => may(by, permission))

async function readersLanguage(work: Work): Promise<'zh-CN' | 'en'> {
  const person =
    work.by.kind === 'staff' && work.by.id !== null ? await actorOfStaff(work, work.by.id) : undefined
  return person?.language ?? (await chain(work)).language
}

/** Makes the file while its rows are read. */
export async function fileOf(work: Work, of: FileAsked, font: Font): Promise<FileReply> {
  const printed = await print(work, of)
  return {
    name: `${printed.title}-${work.at.slice(0, 10)}.${of.format}`,
    type: TYPES[of.format],
    content: await contentOf(printed, { work, format: of.format, font }),
  }
}

async function contentOf(
  printed: Printed,
  { work, format, font }: Readonly<{ work: Work; format: Format; font: Font }>,
): Promise<AsyncIterable<string | Uint8Array>> {
  if (format === 'csv') return csvOf(printed)
  if (format === 'xlsx') return xlsxOf(printed)
  const rows = printed.parts.reduce((all, part) => all + countTo(part.rows, MOST_PDF_ROWS), 0)
  if (rows > MOST_PDF_ROWS) throw new Refusal('too_long_for_pdf', { rows: MOST_PDF_ROWS })
  return pdfOf(printed, { font: await font(), at: work.at })
}

function countTo(rows: Iterable<unknown>, most: number): number {
  let count = 0
  for (const _ of rows) {
    count += 1
    if (count > most) return count
  }
  return count
}

async function print(work: Work, { code, language, filters }: SheetAsked): Promise<Printed> {
  const report = REPORTS[code]
  const sheet = await report.make(work, filters)
  const { name, currency, zone } = await chain(work)
  const moment = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  })
  const told = (words: Readonly<{ zh: string; en: string }>) => say(words, language)
  return {
    title: told(report.title),
    language,
    digits: currencyDigits(currency),
    head: [
      [told(phrase('商家', 'Chain')), name],
      ...sheet.head.map(
        ([label, value]) => [told(label), typeof value === 'string' ? value : told(value)] as const,
      ),
      [told(phrase('生成时间', 'Made at')), moment.format(Date.parse(work.at))],
      [told(phrase('生成人', 'Made for')), work.by.name],
    ],
    parts: sheet.parts.map((part) => printedPart(part, language)),
    ...(sheet.pages === undefined ? {} : { pages: sheet.pages }),
  }
}
