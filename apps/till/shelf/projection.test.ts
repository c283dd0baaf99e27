import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { BODIES } from '#domain/device/model/bodies'
import type { EventKind } from '#domain/device/model/event'
import { programDocument } from '#domain/program/contract'
import { followsOf, type Happened } from './projection.ts'

const id = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const cashier = { id: id(9), name: '伯牙' }
const program = programDocument.parse({
  earning: { points: 1, perMinor: 100 },
  topUps: [
    {
      code: 'p300',
      nameZh: '充300送30',
      nameEn: '300 and 30',
      payMinor: 300_00,
      bonusMinor: 30_00,
      points: 7,
      passes: [{ code: 'CUT', count: 5 }],
    },
  ],
  passes: [{ code: 'CUT', nameZh: '剪发', nameEn: 'Cut' }],
})

const happened = (kind: EventKind, body: unknown, more: Partial<Happened> = {}): Happened => ({
  id: id(1),
  seq: 4,
  kind,
  body: BODIES[kind].parse(body),
  at: instant('2026-01-02T20:30:00.000Z'),
  reservation: null,
  words: { printed: 1 },
  zone: 'Asia/Shanghai',
  closingHour: 5,
  program,
  ...more,
})
const sale = (wish: object, more: object = {}) => ({
  wish: {
    id: id(1),
    branchCode: 'S1',
    receiptNo: 'A01-260102-0001',
    happenedAt: '2026-01-02T20:30:00.000Z',
    lines: [{ productCode: 'P1', quantity: 1 }],
    ...wish,
  },
  buyer: { member: true, tier: null },
  memberId: id(5),
  programVersion: 1,
  charged: [100_00],
  totalMinor: 100_00,
  roundingMinor: 0,
  points: 100,
  burned: { minor: 40_00, points: 10 },
  way: 'voucher',
  cashier,
  ...more,
})

test('a sale is a receipt of its business day, takes what was burned off the member and off what was set aside', () => {
  const { receipt, move, burned } = followsOf(happened('sale', sale({}), { reservation: id(7) }))
  // Half past four in Shanghai: the day that closes at five is still the one before.
  expect(receipt).toMatchObject({
    day: '2026-01-02',
    receiptNo: 'A01-260102-0001',
    kind: 'sale',
    words: { printed: 1 },
  })
  expect(move).toMatchObject({ memberId: id(5), minor: -40_00, points: -10, earned: 100, byLimitMinor: 0 })
  expect(burned).toEqual({ reservation: id(7), units: { minor: 40_00, points: 10 }, passes: [] })
})

test('what a sale paid in money counts towards a tier, and a return takes it off', () => {
  const tenders = [
    { kind: 'points', amountMinor: 10_00 },
    { kind: 'cash', amountMinor: 90_00 },
  ]
  expect(followsOf(happened('sale', sale({ tenders }))).move).toMatchObject({ spentMinor: 90_00, visits: 1 })
  const back = sale({ kind: 'return', returnsSaleId: id(2) })
  expect(followsOf(happened('sale', back)).move).toMatchObject({ spentMinor: -100_00, visits: 0 })
})

test('a pass that pays a line is taken off the member and off what was set aside, a package brings uses', () => {
  const lines = [{ productCode: 'P1', quantity: 2, passCode: 'CUT' }]
  const { move, burned } = followsOf(happened('sale', sale({ lines }), { reservation: id(7) }))
  expect(move?.passes).toEqual([{ code: 'CUT', count: -2 }])
  expect(burned?.passes).toEqual([{ code: 'CUT', count: 2 }])
  const paid = {
    memberId: id(5),
    memberNumber: 'M',
    paidMinor: 300_00,
    tender: 'cash',
    receiptNo: 'T',
    cashier,
  }
  const topUp = followsOf(happened('top_up', { ...paid, packageCode: 'p300' }))
  expect(topUp.move?.passes).toEqual([{ code: 'CUT', count: 5 }])
})

test('what was burned on the limit counts against the limit', () => {
  const body = sale({}, { way: 'limit', burned: { minor: 40_00, points: 0 } })
  expect(followsOf(happened('sale', body)).move).toMatchObject({ byLimitMinor: 40_00 })
})

test('a return brings stored value back', () => {
  const wish = {
    kind: 'return',
    returnsSaleId: id(2),
    tenders: [{ kind: 'stored_value', amountMinor: 25_00 }],
  }
  const body = sale(wish, { burned: { minor: 0, points: 0 }, way: null, points: -25 })
  const { receipt, move } = followsOf(happened('sale', body))
  expect(receipt).toMatchObject({ kind: 'return', returns: id(2) })
  expect(move).toMatchObject({ minor: 25_00, earned: -25 })
})

test('nobody’s sale moves nobody’s value', () => {
  const body = sale({}, { memberId: null, burned: { minor: 0, points: 0 }, way: null })
  expect(followsOf(happened('sale', body)).move).toBeNull()
})

test.each([
  ['p300', 300_00, 330_00, 7],
  [null, 350_00, 380_00, 7],
  [null, 299_00, 299_00, 0],
  ['gone', 300_00, 300_00, 0],
])('a top-up by %s of %i brings %i and %i points', (packageCode, paidMinor, minor, earned) => {
  const body = {
    memberId: id(5),
    memberNumber: 'M1',
    packageCode,
    paidMinor,
    tender: 'cash',
    receiptNo: 'R1',
    cashier,
  }
  expect(followsOf(happened('top_up', body)).move).toMatchObject({ minor, earned })
})

test('who joins here is known here at once, under the printed number and by the tail of the mobile', () => {
  const enrolment = { id: id(5), number: 'CARD1', source: 'terminal', name: '钟子期', mobile: '13800138000' }
  expect(followsOf(happened('enrolment', { enrolment, cashier })).member).toMatchObject({
    id: id(5),
    cards: ['CARD1'],
    tail: '8000',
    initials: 'zzq',
    at: null,
    minor: 0,
  })
})
