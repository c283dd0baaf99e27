import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { productRanking, soldReport } from '#domain/insight/contract/shop'
import { audience } from '#domain/insight/contract'
import { salesByDay } from '#domain/sale/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { pdfText } from '#test/world/pdf'
import { publish } from '#test/world/shop'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { FORMATS, listReports, REPORT_CODES, reportFile, type Filters, type ReportCode } from './contract.ts'

let w: TestWorld
const MARCH = { from: '2026-02-01', to: '2026-03-01' }

/** What each report needs to have something to say. */
const filtersOf = (code: ReportCode): Filters => {
  if (code === 'reconciliation') return { ...MARCH, branchId: w.branchId }
  if (code === 'sold') return { ...MARCH, by: 'member' }
  if (code === 'birthdays') return { from: '2026-02-20', days: '30' }
  if (code === 'liability') return { from: '2026-02-01', on: '2026-03-01' }
  if (code === 'breakage') return { on: '2026-03-01' }
  return ['products', 'hours', 'bills', 'places'].includes(code) ? MARCH : {}
}

beforeAll(async () => {
  w = await world({ closing: 'by hand' })
  await publish(w)
  for (let at = 0; at < 24; at += 1)
    await enrol(w, {
      number: `M${at}`,
      name: at === 0 ? '=1+1' : `会员${at}`,
      birthOn: '1990-03-05',
      gender: 'female',
    })
  const sales = Array.from({ length: 60 }, (_, at) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      happenedAt: `2026-02-${String(1 + (at % 28)).padStart(2, '0')}T0${1 + (at % 8)}:15:00Z`,
      ...(at % 3 === 0 ? {} : { memberNumber: `M${at % 24}` }),
      lines: [
        { productCode: '=cmd', name: '@SUM(A1)', quantity: 1, unitPriceMinor: 19_99 },
        { productCode: 'T', name: '龙井', quantity: 2.5, unitPriceMinor: 1_234_56 },
      ],
    }),
  )
  const answers = await w.work((work) => takeIn(work, sales, { source: 'import' }))
  expect(answers.every((answer) => answer.outcome === 'applied')).toBe(true)
  await w.settle()
})
afterAll(() => w.close())

const bytes = async (code: ReportCode, format: (typeof FORMATS)[number], filters = filtersOf(code)) => {
  const reply = await w.ask(reportFile, {
    code,
    format,
    language: 'zh-CN',
    filters: JSON.stringify(filters) as never,
  })
  expect([code, format, reply.status, reply.text.slice(0, reply.status === 200 ? 0 : 300)]).toEqual([
    code,
    format,
    200,
    '',
  ])
  return reply.bytes
}
const csvRows = (file: Buffer): string[][] =>
  parse(file, { bom: true, relax_column_count: true }) as string[][]

describe.each(REPORT_CODES)('%s', (code) => {
  test('says the same as CSV, workbook and paper', async () => {
    const rows = csvRows(await bytes(code, 'csv'))
    const sheet = (await readSheet(await bytes(code, 'xlsx'))) as unknown[][]
    const paper = pdfText(await bytes(code, 'pdf'))
    expect(rows.length).toBeGreaterThan(4)
    expect(sheet[0]?.[0]).toBe(rows[0]?.[0])
    expect(paper).toContain(rows[0]?.[0])
    // Every word and number of the last line of the first table stands in the workbook and on paper too.
    const last = sheet.at(-1) ?? []
    const line = rows.find((row) => row.every((cell, at) => sameCell(cell, last[at])))
    expect([code, last, line === undefined]).toEqual([code, last, false])
    const drawn = paper.map((text) => text.replaceAll(',', ''))
    for (const cell of line ?? []) if (/^-?[\d.]+%?$/.test(cell)) expect(drawn).toContain(cell)
    // Every table has its rows on paper: a number for each line of the CSV below the head.
    expect(drawn.length).toBeGreaterThan(rows.length)
  })
})

/** A cell of a CSV and of a workbook: numbers by value, a share as percent, a day as a date. */
function sameCell(csv: string, book: unknown): boolean {
  if (book === null || book === undefined) return csv === ''
  if (book instanceof Date) return book.toISOString().slice(0, 10) === csv
  if (typeof book !== 'number') return csv === String(book)
  if (csv.endsWith('%')) return Math.abs(Number(csv.slice(0, -1)) / 100 - book) < 1e-9
  return Number(csv) === book
}

test('Z1: totals are the very numbers of the page and of the receipts', async () => {
  const page = await w.call(productRanking, { ...MARCH, rows: 200 })
  const receipts = await w.call(salesByDay, MARCH)
  const rows = csvRows(await bytes('products', 'csv'))
  const total = rows.at(-1) ?? []
  expect(total[1]).toBe('合计')
  expect(Math.round(Number(total[4]) * 100)).toBe(page.sold.amountMinor)
  expect(page.sold.amountMinor).toBe(receipts.totalMinor)
  const lines = rows.filter((row) => /^\d+$/.test(row[0] ?? ''))
  expect(lines).toHaveLength(page.total)
  expect(lines.reduce((all, row) => all + Math.round(Number(row[4]) * 100), 0)).toBe(receipts.totalMinor)

  const people = await w.call(soldReport, { ...MARCH, by: 'member', rows: 200 })
  const sold = csvRows(await bytes('sold', 'csv'))
  expect(Math.round(Number(sold.at(-1)?.[4]) * 100)).toBe(people.sold.amountMinor)
  const list = await w.call(audience, { rows: 200 })
  const members = csvRows(await bytes('audience', 'csv'))
  expect(members.filter((row) => /^M\d+$/.test(row[0] ?? ''))).toHaveLength(list.total)
})

test('Z2: no cell is a formula, in no form of file', async () => {
  const csv = csvRows(await bytes('products', 'csv')).flat()
  expect(csv).toContain("'=cmd")
  expect(csv).toContain("'@SUM(A1)")
  expect(csv.filter((cell) => /^[=+@]|^-(?!\d)/.test(cell))).toEqual([])
  const sheet = ((await readSheet(await bytes('products', 'xlsx'))) as unknown[][]).flat()
  expect(sheet).toContain("'=cmd")
  expect(csvRows(await bytes('birthdays', 'csv')).flat()).toContain("'=1+1")
})

test('a file is in its reader’s language, with filters and the moment in its head', async () => {
  const english = await w.call(listReports, {})
  expect(english.rows.map((row) => row.code)).toEqual([...REPORT_CODES])
  const filters = JSON.stringify({ ...MARCH, branchId: w.branchId }) as never
  const reply = await w.ask(reportFile, { code: 'bills', format: 'csv', language: 'en', filters })
  const rows = csvRows(reply.bytes)
  expect(rows.slice(0, 6)).toEqual([
    ['How large receipts are'],
    ['Chain', '知己茶铺'],
    ['Days', '2026-02-01 – 2026-03-01'],
    ['Branch', '人民路店'],
    ['Made at', 'Mar 2, 2026, 10:00 AM'],
    ['Made for', '王老板'],
  ])
  expect(String(reply.headers['content-disposition'])).toContain('2026-03-02.csv')
  const own = csvRows((await w.ask(reportFile, { code: 'bills', format: 'csv', filters })).bytes)
  expect(own[0]).toEqual(['客单金额分布'])
})

test('whoever may not read or not export gets no file, and wrong filters are named', async () => {
  const asked = async (by: TestWorld | Awaited<ReturnType<TestWorld['as']>>, wish: object) =>
    (await by.ask(reportFile, { format: 'csv', filters: {}, ...wish } as never)).body['code']
  const auditor = await w.as('auditor')
  const cashier = await w.as('cashier')
  expect(await asked(cashier, { code: 'bills' })).toBe('not_allowed')
  expect(await asked(auditor, { code: 'audience' })).toBe('not_allowed')
  expect(await asked(auditor, { code: 'sold', filters: JSON.stringify({ by: 'member' }) })).toBe(
    'not_allowed',
  )
  expect((await auditor.ask(reportFile, { code: 'bills', format: 'csv', filters: {} })).status).toBe(200)
  expect(await asked(w, { code: 'bills', filters: JSON.stringify({ from: 'soon' }) })).toBe(
    'report_filters_wrong',
  )
  expect(await asked(w, { code: 'reconciliation' })).toBe('report_filters_wrong')
  const bound = await w.as('manager', { branchIds: [w.branchId] })
  const strange = JSON.stringify({ branchId: w.newId() })
  expect(await asked(bound, { code: 'bills', filters: strange })).toBe('branch_unknown')
})
