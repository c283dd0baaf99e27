import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOfMs } from '#base/instant'
import { BODIES } from './bodies.ts'
import {
  closingOf,
  countShift,
  expectedCash,
  receiptsOf,
  totalOf,
  type TenderSum,
  type WrittenEvent,
} from './shift-sums.ts'

const ID = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const SHIFT = ID(1)
const cashier = { id: ID(2), name: '小王' }
const WAYS = ['cash', 'card', 'wechat', 'stored_value', 'points'] as const

type Body = { kind: WrittenEvent['kind']; body: object }
const shift = (body: object): Body => ({ kind: 'shift', body: { shift: SHIFT, cashier, ...body } })
const opened = (floatMinor: number) => shift({ what: 'opened', floatMinor })

/** Events as the log gives them back, each body one that its schema takes. */
const written = (bodies: readonly Body[]): WrittenEvent[] =>
  bodies.map(({ kind, body }, at) => ({
    id: ID(100 + at),
    seq: at + 1,
    epoch: 1,
    kind,
    at: instantOfMs(Date.UTC(2026, 2, 1, 9) + at * 60_000),
    body: BODIES[kind].parse(body) as Record<string, unknown>,
  }))

type Tender = { kind: (typeof WAYS)[number]; amountMinor: number }
const sale = (
  tenders: readonly Tender[],
  more: { kind?: 'sale' | 'return'; receiptNo?: string } = {},
): Body => {
  const totalMinor = tenders.reduce((minor, one) => minor + one.amountMinor, 0)
  return {
    kind: 'sale',
    body: {
      wish: {
        id: ID(9),
        branchCode: 'S1',
        happenedAt: '2026-03-01T09:00:00.000Z',
        lines: [{ productCode: 'tea', quantity: 1, unitPriceMinor: totalMinor }],
        tenders,
        ...more,
      },
      buyer: { member: false, tier: null },
      memberId: null,
      programVersion: 1,
      charged: [totalMinor],
      totalMinor,
      roundingMinor: 0,
      points: 0,
      burned: { minor: 0, points: 0 },
      way: null,
      cashier,
    },
  }
}
const topUp = (tender: 'cash' | 'wechat', paidMinor: number): Body => ({
  kind: 'top_up',
  body: {
    memberId: ID(5),
    memberNumber: 'M1',
    packageCode: null,
    paidMinor,
    tender,
    receiptNo: 'T-9',
    cashier,
  },
})

const minor = fc.nat({ max: 9_999_99 })
const tenders = fc.uniqueArray(fc.record({ kind: fc.constantFrom(...WAYS), amountMinor: minor }), {
  selector: (one) => one.kind,
  minLength: 1,
  maxLength: 3,
})
const happening = fc.oneof(
  tenders.map((of) => sale(of)),
  tenders.map((of) => sale(of, { kind: 'return' })),
  fc.tuple(fc.constantFrom('cash' as const, 'wechat' as const), minor).map(([way, paid]) => topUp(way, paid)),
  fc
    .tuple(fc.constantFrom('cash_in', 'cash_out'), minor)
    .map(([what, of]) => shift({ what, minor: of, reason: '零钱' })),
)
const day = fc.tuple(minor, fc.array(happening, { maxLength: 30 }))

/** The same, said in the shortest way there is: one number over everything that fits. */
type Of = { kind?: string; way?: string }
function straight(bodies: readonly Body[], { kind, way }: Of): number {
  let total = 0
  for (const { kind: what, body } of bodies) {
    if (what !== 'sale') continue
    const { wish } = body as { wish: { kind?: string; tenders: Tender[] } }
    if ((wish.kind ?? 'sale') !== kind) continue
    for (const one of wish.tenders) if (one.kind === way) total += one.amountMinor
  }
  return total
}
const of = (sums: readonly TenderSum[], way: string) => sums.find((one) => one.tender === way)?.minor ?? 0

test('the sums of a shift are the sums of its receipts, tender by tender', () => {
  fc.assert(
    fc.property(day, ([floatMinor, bodies]) => {
      const counted = countShift(written([opened(floatMinor), ...bodies]))
      for (const way of WAYS) {
        expect(of(counted?.shift.sales ?? [], way)).toBe(straight(bodies, { kind: 'sale', way }))
        expect(of(counted?.shift.returns ?? [], way)).toBe(straight(bodies, { kind: 'return', way }))
      }
    }),
  )
})

test('the drawer holds the float and every coin that moved, and nothing that was paid in another way', () => {
  fc.assert(
    fc.property(day, ([floatMinor, bodies]) => {
      const counted = countShift(written([opened(floatMinor), ...bodies]))
      let cash = floatMinor
      for (const { kind, body } of bodies) {
        const b = body as { what?: string; minor?: number; tender?: string; paidMinor?: number }
        if (kind === 'shift') cash += (b.what === 'cash_in' ? 1 : -1) * (b.minor ?? 0)
        if (kind === 'top_up' && b.tender === 'cash') cash += b.paidMinor ?? 0
      }
      cash +=
        straight(bodies, { kind: 'sale', way: 'cash' }) - straight(bodies, { kind: 'return', way: 'cash' })
      expect(counted && expectedCash(counted.shift)).toBe(cash)
    }),
  )
})

test('whatever is rung up after the end of a shift leaves its figures alone and is told by itself', () => {
  fc.assert(
    fc.property(day, fc.array(happening, { maxLength: 10 }), ([floatMinor, bodies], later) => {
      const closing = shift({ ...CLOSED, countedMinor: 7 })
      const whole = countShift(written([opened(floatMinor), ...bodies, closing]))
      const after = countShift(written([opened(floatMinor), ...bodies, closing, ...later]))
      expect(after?.shift).toEqual(whole?.shift)
      expect(after?.shift.closed?.countedMinor).toBe(7)
      const money = later.filter(({ kind }) => kind === 'top_up')
      const paid = money.reduce((all, { body }) => all + (body as { paidMinor: number }).paidMinor, 0)
      const sold = WAYS.reduce((all, way) => all + straight(later, { kind: 'sale', way }), 0)
      expect(totalOf(after?.loose ?? [])).toBe(paid + sold)
    }),
  )
})

const CLOSED = {
  what: 'closed',
  openedAt: '2026-03-01T09:00:00.000Z',
  expectedMinor: 0,
  sales: [],
  topUps: [],
  returns: [],
  cashInMinor: 0,
  cashOutMinor: 0,
  receipts: 0,
  firstReceiptNo: null,
  lastReceiptNo: null,
}

test('a receipt paid in two ways is one receipt of the shift and one of each way', () => {
  const both = [
    { kind: 'cash' as const, amountMinor: 20_00 },
    { kind: 'wechat' as const, amountMinor: 5_50 },
  ]
  const counted = countShift(
    written([
      opened(100_00),
      sale(both, { receiptNo: 'T1-1' }),
      sale([{ kind: 'cash', amountMinor: 9_00 }], { receiptNo: 'T1-2' }),
      topUp('cash', 50_00),
    ]),
  )
  expect(counted?.shift.sales).toEqual([
    { tender: 'cash', receipts: 2, minor: 29_00 },
    { tender: 'wechat', receipts: 1, minor: 5_50 },
  ])
  expect(counted && receiptsOf(counted.shift)).toBe(3)
  expect([counted?.shift.firstReceiptNo, counted?.shift.lastReceiptNo]).toEqual(['T1-1', 'T-9'])
  expect(counted && expectedCash(counted.shift)).toBe(179_00)
  expect(counted && closingOf(counted.shift)).toMatchObject({
    shift: SHIFT,
    expectedMinor: 179_00,
    receipts: 3,
    topUps: [{ tender: 'cash', receipts: 1, minor: 50_00 }],
  })
})

test('a drawer move of another shift is not of this one, and a log that opens none has no shift', () => {
  const foreign = {
    kind: 'shift' as const,
    body: { what: 'cash_in', shift: ID(77), minor: 5_00, reason: '', cashier },
  }
  expect(countShift(written([opened(1_00), foreign]))?.shift.cashInMinor).toBe(0)
  expect(countShift(written([topUp('cash', 1_00)]))).toBeNull()
  expect(countShift([])).toBeNull()
})
