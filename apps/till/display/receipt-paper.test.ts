import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { layOut } from '../printing/layout.ts'
import { padded } from '../printing/rows.ts'
import type { ReceiptRow } from '../till-context.ts'
import { maskName } from '#domain/member/model/mask-name'
import { movesCash } from './any-paper.ts'
import { receiptPaper, type PaperWish } from './receipt-paper.ts'
import type { SaleReceiptWords } from './receipt-words.ts'

const policy: PaperWish['policy'] = {
  chainName: '知己茶铺',
  storeName: '人民路店',
  deviceCode: 'T2',
  currency: 'CNY',
  zone: 'Asia/Shanghai',
  language: 'zh-CN',
  publicUrl: 'https://club.example.com/',
}
const ID = '018f0000-0000-7000-8000-000000000001'

const words: SaleReceiptWords = {
  lines: [
    {
      name: '龙井',
      quantity: '2',
      unitPriceMinor: 128_00,
      chargedMinor: 230_40,
      deductions: [{ name: '会员9折', offMinor: 25_60 }],
    },
    { name: '茉莉花茶', quantity: '0.535 kg', unitPriceMinor: 96_00, chargedMinor: 51_36 },
  ],
  member: {
    nameMasked: maskName('李小明'),
    tier: '金卡',
    points: 1_200,
    minor: null,
    asOf: '2026-03-01T01:30:00.000Z',
  },
  notices: ['7天内凭小票退换'],
}

function row(more: Partial<ReceiptRow> = {}): ReceiptRow {
  const at = instant('2026-03-01T06:05:00.000Z')
  return {
    id: ID,
    seq: 7,
    receiptNo: 'T2-260301-0042',
    kind: 'sale',
    day: '2026-03-01',
    at,
    memberId: ID,
    memberNumber: '80001234',
    totalMinor: 281_76,
    returns: null,
    outcome: null,
    code: null,
    finalPoints: null,
    words,
    body: {
      wish: {
        id: ID,
        branchCode: 'S1',
        happenedAt: at,
        lines: [
          { productCode: 'LJ', name: '龙井', quantity: 2, unitPriceMinor: 128_00 },
          { productCode: 'MLH', quantity: 0.535, unitPriceMinor: 96_00 },
        ],
        tenders: [
          { kind: 'stored_value', amountMinor: 100_00 },
          { kind: 'cash', amountMinor: 181_70, givenMinor: 200_00 },
        ],
      },
      buyer: { member: true, tier: 'gold' },
      memberId: ID,
      programVersion: 1,
      charged: [230_40, 51_36],
      totalMinor: 281_76,
      roundingMinor: -6,
      points: 281,
      burned: { minor: 100_00, points: 0 },
      way: 'limit',
      cashier: { id: ID, name: '小王' },
    },
    ...more,
  }
}
const paper = (of: ReceiptRow, more: Partial<PaperWish> = {}) =>
  receiptPaper({
    row: of,
    policy,
    joinCode: '',
    eReceipt: true,
    copy: false,
    drawer: false,
    returnsNo: null,
    ...more,
  })

/** What is read on the paper, line by line. */
const printed = (of: ReceiptRow, more: Partial<PaperWish> = {}): string =>
  layOut(paper(of, more), 58)
    .flatMap((one) => (one.kind === 'line' ? [one.cells.map(padded).join('').trimEnd()] : []))
    .join('\n')

test('a receipt’s totals follow from what was charged, what was handed over and what rounding took', () => {
  expect(paper(row()).totals).toEqual({
    subtotalMinor: 307_36,
    savedMinor: 25_60,
    roundingMinor: 6,
    dueMinor: 281_70,
    paidMinor: 300_00,
    changeMinor: 18_30,
  })
})

test('without the checkout’s words the receipt is set from the event alone, and comes to the same', () => {
  const bare = paper(row({ words: {} }))
  expect(bare.totals).toEqual(paper(row()).totals)
  expect(bare.lines).toEqual([
    {
      name: '龙井',
      quantity: '2',
      unitPriceMinor: 128_00,
      chargedMinor: 230_40,
      deductions: [{ name: '优惠', offMinor: 25_60 }],
    },
    { name: 'MLH', quantity: '0.535', unitPriceMinor: 96_00, chargedMinor: 51_36, deductions: [] },
  ])
  expect(bare.member?.nameMasked).toBe('会员 **1234')
})

test('a member’s name is never whole on paper, and points are provisional until head office has spoken', () => {
  expect(printed(row())).toContain('李**')
  expect(printed(row())).not.toContain('小明')
  expect(printed(row())).toMatch(/本次积分（预计）\s+\+281/)
  const final = row({ outcome: 'applied', finalPoints: 280 })
  expect(printed(final)).toMatch(/本次积分\s+\+280/)
})

test('a second print says that it is one and opens no drawer unless told to', () => {
  expect(printed(row())).not.toContain('补打')
  expect(printed(row(), { copy: true })).toContain('*** 补打 ***')
  expect(paper(row(), { copy: true }).drawer).toBe(false)
})

test('no code is printed that no phone could open: of an address of this machine alone, or of none', () => {
  const stranger = row({ memberId: null, memberNumber: null })
  for (const publicUrl of [
    'http://localhost:8080',
    'http://127.0.0.1/',
    'http://till.localhost',
    'no address',
  ])
    expect(paper(stranger, { joinCode: 'tea-card', policy: { ...policy, publicUrl } }).qr).toBeNull()
})

test('only strangers are invited to join, and only where a form was named', () => {
  const stranger = row({ memberId: null, memberNumber: null, words: {} })
  expect(paper(stranger, { joinCode: 'tea-card' }).qr).toEqual({
    text: 'https://club.example.com/join/tea-card?s=T2',
    caption: '扫码成为会员',
  })
  expect(paper(stranger).qr).toBeNull()
  expect(paper(row(), { joinCode: 'tea-card' }).qr).toBeNull()
})

test('whoever is not invited opens the receipt itself on a phone, where a phone can reach it', () => {
  const { body } = row()
  const secret = 'AbCdEfGhIjKlMnOpQrStU_'
  const open = row({ body: { ...body, eReceipt: secret } })
  expect(paper(open, { joinCode: 'tea-card' }).qr).toEqual({
    text: `https://club.example.com/receipt#${secret}`,
    caption: '扫码查看电子小票',
  })
  expect(paper(open, { eReceipt: false }).qr).toBeNull()
  expect(paper(open, { policy: { ...policy, publicUrl: 'http://localhost:8080' } }).qr).toBeNull()
  const stranger = { ...open, memberId: null, memberNumber: null, words: {} }
  expect(paper(stranger, { joinCode: 'tea-card' }).qr?.caption).toBe('扫码成为会员')
  expect(paper(row()).qr).toBeNull()
})

test('a return of a known sale names it and its goods', () => {
  const { body } = row()
  const items = [{ no: 2, quantity: 0.535 }]
  const wish = {
    ...body.wish,
    kind: 'return' as const,
    returnsSaleId: ID,
    lines: [],
    items,
    tenders: [{ kind: 'cash' as const, amountMinor: 51_36 }],
  }
  const back = row({
    kind: 'return',
    returns: ID,
    totalMinor: 51_36,
    words: {},
    body: { ...body, wish, charged: [51_36], totalMinor: 51_36, roundingMinor: 0 },
  })
  const text = printed(back, { returnsNo: 'T2-260228-0007' })
  expect(text).toContain('原单号 T2-260228-0007')
  expect(text).toContain('第 2 行商品')
  expect(paper(back).totals).toMatchObject({ dueMinor: 51_36, changeMinor: 0, roundingMinor: 0 })
})

test('an English chain’s paper is English whatever the cashier reads', () => {
  const text = receiptPaper({
    row: row({ words: {} }),
    policy: { ...policy, language: 'en', currency: 'GBP' },
    joinCode: '',
    eReceipt: true,
    copy: false,
    drawer: false,
    returnsNo: null,
  })
  expect([text.tenders[0]?.name, text.footer, text.currency]).toEqual([
    'Stored value',
    'Thank you, see you again',
    'GBP',
  ])
})

test('the drawer moves for cash that is paid or given back, and for nothing else', () => {
  expect(movesCash(row())).toBe(true)
  const { body } = row()
  const card = { ...body, wish: { ...body.wish, tenders: [{ kind: 'card' as const, amountMinor: 1 }] } }
  expect(movesCash(row({ body: card }))).toBe(false)
})

test.each([
  ['李小明', '李**'],
  ['欧阳', '欧**'],
  [' Alice Smith', 'A**'],
  ['𠮷田', '𠮷**'],
  ['', ''],
])('%s is shown to strangers as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})
