import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
import { offerFor } from '#domain/wallet/model/top-up'
import { topUpWordsOf } from '../members/top-up-words.ts'
import { encodeEscPos } from '../printing/escpos.ts'
import { layOut } from '../printing/layout.ts'
import { padded, type Roll } from '../printing/rows.ts'
import type { MemberRow, TopUpRow } from '../till-context.ts'
import { movesCash, paperOf } from './any-paper.ts'
import type { PaperWish } from './receipt-paper.ts'

const ID = '018f0000-0000-7000-8000-000000000001'
const policy: PaperWish['policy'] = {
  chainName: '知己茶铺',
  storeName: '人民路店',
  deviceCode: 'T2',
  currency: 'CNY',
  zone: 'Asia/Shanghai',
  language: 'zh-CN',
  publicUrl: '',
}
const program = programDocument.parse({
  earning: { points: 1, perMinor: 100 },
  passes: [{ code: 'CUT', nameZh: '剪发次卡', nameEn: 'Haircuts', productCodes: ['P1'] }],
  coupons: [{ code: 'TEN', nameZh: '十元券', nameEn: 'Ten off', kind: 'amount', minor: 10_00 }],
  topUps: [
    {
      code: 'A',
      nameZh: '充500送60',
      nameEn: '500 and 60',
      payMinor: 500_00,
      bonusMinor: 60_00,
      points: 50,
      passes: [{ code: 'CUT', count: 2 }],
      coupons: [{ code: 'TEN', count: 3 }],
    },
  ],
})
const member: MemberRow = {
  id: ID,
  number: '80001234',
  cards: ['80001234'],
  name: '李小明',
  tail: '8000',
  member: true,
  tier: null,
  points: 10,
  minor: 120_00,
  aside: { minor: 0, points: 0 },
  coupons: [],
  roomMinor: null,
  passes: [],
  nextTier: null,
  deny: false,
  limitHere: false,
  at: instant('2026-03-01T01:30:00.000Z'),
  pending: { minor: -20_00, points: 0, earned: 0, spentMinor: 0, visits: 0, passes: [], accountMinor: 0 },
}

function row(more: Partial<TopUpRow> = {}): TopUpRow {
  const offer = offerFor(program, { packageCode: 'A' })
  if (typeof offer === 'string') throw new Error(offer)
  return {
    id: ID,
    seq: 7,
    receiptNo: 'T2-260301-0042',
    kind: 'top_up',
    day: '2026-03-01',
    at: instant('2026-03-01T06:05:00.000Z'),
    memberId: ID,
    memberNumber: '80001234',
    totalMinor: 500_00,
    returns: null,
    outcome: null,
    code: null,
    finalPoints: null,
    words: topUpWordsOf(member, offer, { program, language: 'zh-CN' }),
    body: {
      memberId: ID,
      memberNumber: '80001234',
      packageCode: 'A',
      paidMinor: 500_00,
      tender: 'cash',
      receiptNo: 'T2-260301-0042',
      cashier: { id: ID, name: '小王' },
    },
    ...more,
  }
}

const paper = (of: TopUpRow, more: Partial<PaperWish> = {}) =>
  paperOf({
    policy,
    joinCode: 'tea',
    eReceipt: true,
    copy: false,
    drawer: false,
    returnsNo: null,
    ...more,
    row: of,
  })
const printed = (of: TopUpRow, roll: Roll = 58, more: Partial<PaperWish> = {}): string =>
  layOut(paper(of, more), roll)
    .flatMap((one) => (one.kind === 'line' ? [one.cells.map(padded).join('').trimEnd()] : []))
    .join('\n')

test.each([58, 80] as const)(
  'a top-up on %s mm says what was paid, what came with it, and both balances',
  (roll) => {
    const text = printed(row(), roll)
    expect(text).toContain('充值单')
    expect(text).toContain('充500送60')
    expect(text).toMatch(/现金\s+￥500\.00/)
    // 120 told, 20 burned here since; 500 and 60 come in.
    expect(text).toMatch(/充值前余额\s+￥100\.00\n\s+截至 03-01 09:30/)
    expect(text).toMatch(/充值后余额\s+￥660\.00/)
    expect(text).toMatch(/本次积分（预计）\s+\+50/)
    for (const words of ['赠送储值 ￥60.00', '剪发次卡 2 次', '十元券 3 张', '余额以联网后总部入账为准。'])
      expect(text).toContain(words)
    expect(text).not.toContain('小明')
    expect(encodeEscPos({ rows: layOut(paper(row()), roll), roll, drawer: true }).length).toBeGreaterThan(200)
  },
)

test('once head office has booked it the paper says its points and nothing is expected any more', () => {
  const text = printed(row({ outcome: 'applied', finalPoints: 50 }), 58, { copy: true })
  expect(text).toContain('*** 补打 ***')
  expect(text).toMatch(/本次积分\s+\+50/)
  expect(text).not.toContain('总部入账为准')
})

test('without words of its own it is set from the event, and tells no balance that nobody knows', () => {
  const bare = paper(row({ words: { name: 7 } }))
  expect(bare.member).toMatchObject({ nameMasked: '会员 **1234', earned: null, balances: [] })
  expect(bare.lines[0]?.name).toBe('储值充值')
  expect(bare.totals).toMatchObject({ dueMinor: 500_00, paidMinor: 500_00 })
})

test('an English chain reads English, and only cash opens the drawer', () => {
  const text = printed(row(), 80, { policy: { ...policy, language: 'en', currency: 'GBP' } })
  expect(text).toContain('Top-up')
  expect(text).toMatch(/Stored value after\s+[£￡]660\.00/)
  expect(movesCash(row())).toBe(true)
  expect(movesCash(row({ body: { ...row().body, tender: 'wechat' } }))).toBe(false)
})
