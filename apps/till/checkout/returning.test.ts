import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { saleBody } from '#domain/device/model/bodies'
import { firstProgram } from '#domain/program/model/rates'
import type { ReceiptRow } from '../till-context.ts'
import {
  clawedBack,
  leftOf,
  returnBodyOf,
  returningOf,
  soldOf,
  type Item,
  type ReturnWish,
} from './returning.ts'

const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const NOW = instant('2026-03-04T05:06:07.000Z')
const STORE = { zone: 'Asia/Shanghai', closingHour: 0 }
const program = { document: firstProgram('CNY'), version: 1 }

/** 30.01 for three, 5.00 for half a kilo; paid 20.01 by WeChat and 15.00 in cash. */
const body = saleBody.parse({
  wish: {
    id: id(1),
    branchCode: 'S1',
    receiptNo: 'A01-260304-0001',
    memberNumber: 'AH1',
    happenedAt: NOW,
    lines: [
      { productCode: 'P1', name: '茶', quantity: 3, unitPriceMinor: 12_00 },
      { productCode: 'P2', name: '米', quantity: 0.5, unitPriceMinor: 10_00 },
    ],
    tenders: [
      { kind: 'wechat', amountMinor: 20_01 },
      { kind: 'cash', amountMinor: 15_00, givenMinor: 20_00 },
    ],
  },
  buyer: { member: true, tier: null },
  memberId: id(9),
  programVersion: 1,
  charged: [30_01, 5_00],
  totalMinor: 35_01,
  roundingMinor: 0,
  points: 35,
  burned: { minor: 0, points: 0 },
  way: null,
  cashier: { id: id(8), name: '伯牙' },
})

const rowOf = (of: typeof body, kind: 'sale' | 'return'): ReceiptRow => ({
  id: of.wish.id,
  seq: 1,
  receiptNo: of.wish.receiptNo ?? '',
  kind,
  day: '2026-03-04',
  at: NOW,
  memberId: of.memberId,
  memberNumber: of.wish.memberNumber ?? null,
  totalMinor: of.totalMinor,
  returns: of.wish.returnsSaleId ?? null,
  body: of,
  words: {},
  outcome: null,
  code: null,
  finalPoints: null,
})
const sale = rowOf(body, 'sale')

const wishFor = (nth: number, items: readonly Item[]): ReturnWish => ({
  id: id(100 + nth),
  row: sale,
  items,
  branchCode: 'S1',
  till: 'A01',
  receiptNo: `A01-260304-1${nth}`,
  happenedAt: NOW,
  reason: '尺寸不合',
})

/** Takes goods back and answers the receipt of it, or why not. */
function takeBack(before: readonly ReceiptRow[], nth: number, items: readonly Item[]): ReceiptRow | string {
  const sold = soldOf(sale, before, STORE)
  const wish = wishFor(nth, items)
  const back = returningOf(sold, wish)
  if (typeof back === 'string') return back
  const clawed = clawedBack(sold, back, program)
  const cashier = { id: id(8), name: '伯牙' }
  return rowOf(saleBody.parse(returnBodyOf({ wish, back, clawed, programVersion: 1, cashier })), 'return')
}

test('one of three comes back: its share of the money to each tender, and its points', () => {
  const back = takeBack([], 1, [{ no: 1, thousandths: 1000 }])
  if (typeof back === 'string') throw new Error(back)
  expect(back.body).toMatchObject({ charged: [10_00], totalMinor: 10_00, points: -10 })
  const tenders = back.body.wish.tenders ?? []
  expect(tenders.map((one) => one.kind)).toEqual(['wechat', 'cash'])
  expect(tenders.reduce((all, one) => all + one.amountMinor, 0)).toBe(10_00)
  expect(back.body.wish).toMatchObject({
    kind: 'return',
    returnsSaleId: id(1),
    reason: '尺寸不合',
    memberNumber: 'AH1',
  })
})

test('no more comes back than was sold, however often it is asked', () => {
  const first = takeBack([], 1, [{ no: 1, thousandths: 3000 }])
  if (typeof first === 'string') throw new Error(first)
  expect(takeBack([first], 2, [{ no: 1, thousandths: 1000 }])).toBe('return_exceeds_line')
  expect(takeBack([first], 2, [{ no: 3, thousandths: 1000 }])).toBe('return_line_unknown')
  expect(leftOf(soldOf(sale, [first], STORE))).toEqual([
    { no: 1, thousandths: 0 },
    { no: 2, thousandths: 500 },
  ])
  // What head office refused did not come back.
  expect(leftOf(soldOf(sale, [{ ...first, outcome: 'refused' }], STORE))[0]?.thousandths).toBe(3000)
})

test('in whatever parts a sale comes back, the parts sum to the whole of it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 4 }), (cuts) => {
      const before: ReceiptRow[] = []
      const give = (items: readonly Item[]) => {
        const back = takeBack(before, before.length, items)
        if (typeof back !== 'string') before.push(back)
      }
      for (const thousandths of cuts) give([{ no: 1, thousandths }])
      give(leftOf(soldOf(sale, before, STORE)).filter((one) => one.thousandths > 0))
      const total = (of: (row: ReceiptRow) => number) => before.reduce((all, row) => all + of(row), 0)
      expect(total((row) => row.body.totalMinor)).toBe(35_01)
      expect(total((row) => row.body.points)).toBe(-35)
      const to = (kind: string) =>
        total((row) =>
          (row.body.wish.tenders ?? [])
            .filter((one) => one.kind === kind)
            .reduce((all, one) => all + one.amountMinor, 0),
        )
      expect([to('wechat'), to('cash')]).toEqual([20_01, 15_00])
    }),
    { numRuns: 100 },
  )
})
