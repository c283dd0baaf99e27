import { createReadStream } from 'node:fs'
import { day } from '#base/instant'
import { currencyDigits, money, nothing, shareHalfUp, sum } from '#base/money'
import { Refusal } from '#base/refusal'
import { importOptions } from '#domain/import/contract'
import { rowsOf, shapeOf } from '#domain/import/index'
import { reader, saleRow, type Values } from '#domain/import/model/cells'
import { fieldsOf, missing, type Field } from '#domain/import/model/fields'
import { grouped, type Left, type Receipt } from '#domain/import/model/grouping'
import { guessDateFormat, guessMapping } from '#domain/import/model/guessing'
import type { PastSale } from '#domain/planning/model/past'
import { faulty } from './program-text.ts'

export type PastFile = Readonly<{
  /** In the order of their days. */
  sales: readonly PastSale[]
  /** Receipts of goods that came back: they are left out, with no sale to belong to. */
  returns: number
  /** Rows that cannot be read as a sale, or say nothing new. */
  rowsLeft: number
}>

const CATEGORY: Field = {
  key: 'category',
  type: 'text',
  zh: '类别',
  en: 'Category',
  required: false,
  aliases: ['分类', '商品类别', 'department', 'product_category'],
}

/** Reads past sales as the import does, its guesses of columns too; held in memory, for days may be mixed. */
export async function readPast(file: string, currency: string): Promise<PastFile> {
  const open = () => createReadStream(file)
  try {
    const { shape } = await shapeOf(open)
    const fields = fieldsOf('sales')
    const mapping = guessMapping([...fields, CATEGORY], shape.columns)
    const lacking = missing('sales', mapping)
    const found = { file, found: shape.columns }
    if (lacking !== null) {
      const field = fields.find(({ key }) => key === lacking)
      throw faulty({ kind: 'sales_column', ...found, field: field ? `${field.zh} ${field.en}` : lacking })
    }
    const soldAt = shape.columns.indexOf(mapping['soldAt'] ?? '')
    const dateFormat = guessDateFormat(shape.sample.map((cells) => cells[soldAt] ?? ''))
    const options = importOptions.parse({ dateFormat, roundFinerPrices: true })
    const digits = currencyDigits(currency)
    const read = reader({ kind: 'sales', columns: shape.columns, mapping, options, digits, own: [] })
    const at = {
      category: shape.columns.indexOf(mapping['category'] ?? ''),
      code: shape.columns.indexOf(mapping['code'] ?? ''),
    }
    return await gathered(rowsOf(open(), shape), { read, options, at })
  } catch (trouble) {
    throw said(trouble, file)
  }
}

type How = Readonly<{
  read: ReturnType<typeof reader>
  options: ReturnType<typeof importOptions.parse>
  at: Readonly<{ category: number; code: number }>
}>

async function gathered(rows: ReturnType<typeof rowsOf>, { read, options, at }: How): Promise<PastFile> {
  const categories = new Map<string, string>()
  const saleRows = async function* () {
    let isHeader = true
    for await (const row of rows) {
      if (isHeader) {
        isHeader = false
        continue
      }
      const category = row.cells[at.category] ?? ''
      if (category !== '') categories.set(row.cells[at.code] ?? '', category)
      const values = read(row)
      yield 'outcome' in values && 'row' in values ? (values as Left) : saleRow(row, values as Values)
    }
  }
  const receipts: Receipt[] = []
  let [returns, rowsLeft] = [0, 0]
  const printOf = (cells: readonly string[]) => JSON.stringify(cells)
  for await (const { receipt, left } of grouped(saleRows(), { ...options, printOf })) {
    rowsLeft += left.length
    if (receipt?.kind === 'sale') receipts.push(receipt)
    else if (receipt) returns += 1
  }
  const sales = receipts.map((one) => pastOf(one, categories))
  return { sales: sales.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)), returns, rowsLeft }
}

/** What was taken off the price is a discount by hand; a file knows neither coupons nor how it was paid. */
function pastOf(receipt: Receipt, categories: ReadonlyMap<string, string>): PastSale {
  return {
    id: receipt.receiptNo ?? receipt.naturalKey,
    day: day(receipt.soldAt.slice(0, 10)),
    branchCode: receipt.branchCode ?? '',
    memberId: receipt.memberNumber,
    birthOn: null,
    lines: receipt.lines.map((line, at) => {
      const thousandths = Math.round(line.quantity * 1000)
      const off = shareHalfUp(line.unitPriceMinor, thousandths, 1000) - line.chargedMinor
      return {
        no: at + 1,
        productCode: line.productCode,
        category: categories.get(line.productCode) ?? '',
        thousandths,
        unitPriceMinor: line.unitPriceMinor,
        costMinor: null,
        discount: off > 0 ? { minor: off } : null,
        passCode: null,
        addOnCode: null,
      }
    }),
    discountMinor: nothing,
    coupons: [],
    otherwiseMinor: 0,
    pointsPaidMinor: 0,
    points: 0,
    totalMinor: money(sum(receipt.lines.map((line) => line.chargedMinor))),
  }
}

function said(trouble: unknown, file: string): unknown {
  if (trouble instanceof Refusal) {
    const { reason, rowNo: row } = trouble.details
    return faulty({
      kind: 'sales_unreadable',
      file,
      code: typeof reason === 'string' ? reason : trouble.code,
      row: typeof row === 'number' ? row : null,
    })
  }
  const { code, message } = trouble as NodeJS.ErrnoException
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return trouble
  return faulty({ kind: 'unreadable', file, detail: message })
}
