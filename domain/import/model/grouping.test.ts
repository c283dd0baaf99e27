import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from '#base/money'
import {
  grouped,
  OPEN_ROWS,
  type GroupingOptions,
  type Left,
  type Receipt,
  type SaleRow,
} from './grouping.ts'

const OPTIONS: GroupingOptions = {
  sourceName: '',
  receiptNumbersRestart: 'never',
  repeatedLines: 'duplicate',
  cancellationPrefix: 'C',
  printOf: (cells) => cells.join('|'),
}
type More = Partial<Omit<SaleRow, 'row' | 'receiptNo'>>
const row = (no: number, receiptNo: string | null, more: More = {}, cells = [String(no)]): SaleRow => ({
  row: { no, cells },
  receiptNo,
  memberNumber: 'A1',
  soldAt: '2026-03-01 10:00:00',
  code: 'P',
  productName: '',
  quantity: 1000,
  unitPrice: money(250),
  amount: null,
  branchCode: null,
  ...more,
})
async function group(rows: readonly SaleRow[], more: Partial<GroupingOptions> = {}) {
  async function* stream() {
    yield* rows
  }
  const receipts: Receipt[] = []
  const left: Left[] = []
  for await (const one of grouped(stream(), { ...OPTIONS, ...more })) {
    left.push(...one.left)
    if (one.receipt) receipts.push(one.receipt)
  }
  return { receipts, codes: left.map((one) => [one.row.no, one.code]) }
}
const totalOf = (receipt: Receipt) => receipt.lines.reduce((sum, line) => sum + line.chargedMinor, 0)

test('rows of one receipt meet although others stand between; the earliest time counts', async () => {
  const { receipts, codes } = await group([
    row(2, 'R1', { soldAt: '2026-03-01 10:02:00' }),
    row(3, 'R2'),
    row(4, 'R1', { soldAt: '2026-03-01 10:01:00' }),
  ])
  expect(codes).toEqual([])
  const first = receipts.find((one) => one.receiptNo === 'R1')
  expect(first?.soldAt).toBe('2026-03-01 10:01:00')
  expect(first?.rows.map((one) => one.no)).toEqual([2, 4])
})

test('a receipt is closed after so many rows, and a later row of it is refused', async () => {
  const between = Array.from({ length: OPEN_ROWS }, (_, at) => row(3 + at, `B${at}`))
  const near = await group([row(2, 'R1'), ...between.slice(1), row(2 + OPEN_ROWS, 'R1')])
  expect(near.codes).toEqual([])
  const far = await group([row(2, 'R1'), ...between, row(3 + OPEN_ROWS, 'R1')])
  expect(far.codes).toEqual([[3 + OPEN_ROWS, 'receipt_rows_apart']])
})

test('two branches with the same receipt number are two receipts with two keys', async () => {
  const { receipts, codes } = await group([
    row(2, '0001', { branchCode: 'S1' }),
    row(3, '0001', { branchCode: 'S2', memberNumber: 'A2' }),
    row(4, '0001', { branchCode: 'S1' }),
  ])
  expect(codes).toEqual([])
  expect(receipts.map((one) => [one.branchCode, one.memberNumber, one.lines.length]).toSorted()).toEqual([
    ['S1', 'A1', 2],
    ['S2', 'A2', 1],
  ])
  expect(new Set(receipts.map((one) => one.naturalKey)).size).toBe(2)
})

test.each<[string, More]>([
  ['price_negative', { quantity: 0, unitPrice: money(-1) }],
  ['quantity_zero', { quantity: 0 }],
  ['not_a_sale', { quantity: -1000, unitPrice: money(0) }],
])('a row is refused: %s', async (code, more) => {
  const { codes, receipts } = await group([row(2, 'R1', more)])
  expect({ codes, receipts }).toEqual({ codes: [[2, code]], receipts: [] })
})

test('two members never share a receipt, and the first one keeps it', async () => {
  const { codes, receipts } = await group([row(2, 'R1'), row(3, 'R1', { memberNumber: 'A2' })])
  expect(codes).toEqual([[3, 'receipt_two_members']])
  expect(receipts[0]?.memberNumber).toBe('A1')
})

test('a cancellation and a receipt of negative rows are returns; a row against the rest is refused', async () => {
  const minus = { quantity: -2000 }
  const { receipts, codes } = await group([
    row(2, 'C1', minus),
    row(3, 'R1', minus),
    row(4, 'R2'),
    row(5, 'R2', minus),
    row(6, 'C2'),
    row(7, 'C3'),
    row(8, 'C3', minus),
  ])
  expect(receipts.map((one) => [one.receiptNo, one.kind, totalOf(one)])).toEqual([
    ['C1', 'return', 500],
    ['R1', 'return', 500],
    ['R2', 'sale', 250],
    ['C2', 'return', 250],
    ['C3', 'return', 500],
  ])
  expect(codes).toEqual([
    [5, 'negative_in_sale'],
    [7, 'positive_in_return'],
  ])
})

test('a repeated line is a duplicate, unless the file is said to mean it', async () => {
  const rows = [row(2, 'R1', {}, ['same']), row(3, 'R1', {}, ['same'])]
  expect((await group(rows)).codes).toEqual([[3, 'repeated_line']])
  const real = await group(rows, { repeatedLines: 'real' })
  expect(real.codes).toEqual([])
  expect(real.receipts[0]?.lines).toHaveLength(2)
})

test('without receipt numbers two equal purchases are two, with the same keys on reading again', async () => {
  const rows = [row(2, null, {}, ['x']), row(3, null, {}, ['x']), row(4, null, {}, ['y'])]
  const keys = (await group(rows)).receipts.map((one) => one.naturalKey)
  expect(new Set(keys).size).toBe(3)
  expect((await group(rows)).receipts.map((one) => one.naturalKey)).toEqual(keys)
})

test('a total without a price stays exact, and its price reaches it', async () => {
  const amounts = fc.tuple(fc.integer({ min: 1, max: 99_000 }), fc.integer({ min: 0, max: 10 ** 9 }))
  await fc.assert(
    fc.asyncProperty(amounts, async ([quantity, amount]) => {
      const { receipts } = await group([row(2, 'R1', { quantity, amount: money(amount), unitPrice: null })])
      const line = receipts[0]?.lines[0]
      expect(line?.chargedMinor).toBe(amount)
      expect(BigInt(line?.unitPriceMinor ?? 0) * BigInt(quantity)).toBeGreaterThanOrEqual(
        BigInt(amount) * 1000n,
      )
    }),
  )
})

test('whatever the rows, each is in one receipt or left with a reason', async () => {
  const wish = fc.record({
    receipt: fc.constantFrom('R1', 'R2', 'C1', null),
    quantity: fc.constantFrom(-2000, -1000, 0, 1000, 1500),
    unitPrice: fc.constantFrom(money(-1), money(0), money(99), money(250)),
    memberNumber: fc.constantFrom('A1', 'A2', null),
    branchCode: fc.constantFrom('S1', 'S2', null),
    cell: fc.constantFrom('a', 'b'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { maxLength: 40 }), async (wishes) => {
      const rows = wishes.map(({ receipt, cell, ...more }, at) => row(at + 2, receipt, more, [cell]))
      const { receipts, codes } = await group(rows)
      const seen = [
        ...receipts.flatMap((one) => one.rows.map((r) => r.no)),
        ...codes.map(([no]) => Number(no)),
      ]
      expect(seen.toSorted((a, b) => a - b)).toEqual(rows.map((one) => one.row.no))
    }),
  )
})

test('where tills begin again every morning, the same number on two days is two receipts', async () => {
  const rows = [row(2, '0001'), row(3, '0001', { soldAt: '2026-03-02 09:00:00' })]
  const daily = await group(rows, { receiptNumbersRestart: 'daily' })
  expect(daily.receipts.map((one) => [one.receiptNo, one.naturalKey])).toEqual([
    ['0001', '|2026-03-01|0001'],
    ['0001', '|2026-03-02|0001'],
  ])
  expect((await group(rows)).receipts).toHaveLength(1)
})
