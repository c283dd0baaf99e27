import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { money } from '#base/money'
import { layOutShift } from '../printing/z-report.ts'
import { padded } from '../printing/rows.ts'
import { countedIn, denominations } from './denominations.ts'
import { shiftReport, type ReportWish } from './shift-report.ts'
import type { ShiftSums } from '#domain/device/model/shift-sums'

const policy: ReportWish['policy'] = {
  chainName: '知己茶铺',
  storeName: '人民路店',
  deviceCode: 'T2',
  currency: 'CNY',
  zone: 'Asia/Shanghai',
  language: 'zh-CN',
}
const open: ShiftSums = {
  id: 's',
  openedAt: instant('2026-03-01T01:00:00.000Z'),
  openedBy: '小王',
  floatMinor: money(200_00),
  sales: [
    { tender: 'cash', receipts: 3, minor: money(90_00) },
    { tender: 'wechat', receipts: 1, minor: money(12_50) },
  ],
  returns: [{ tender: 'cash', receipts: 1, minor: money(10_00) }],
  topUps: [{ tender: 'cash', receipts: 1, minor: money(100_00) }],
  counts: { sales: 4, returns: 1, topUps: 1 },
  moves: [],
  cashInMinor: money(5_00),
  cashOutMinor: money(50_00),
  firstReceiptNo: 'T2-260301-0001',
  lastReceiptNo: 'T2-260301-0006',
  closed: null,
}
const at = instant('2026-03-01T13:30:00.000Z')
const printed = (shift: ShiftSums, maySee = false): string =>
  layOutShift(shiftReport({ shift, policy, at, maySee }), 80)
    .flatMap((row) => (row.kind === 'line' ? [row.cells.map(padded).join('').trimEnd()] : []))
    .join('\n')

test('while a shift runs nobody learns from paper what the drawer should hold', () => {
  const text = printed(open)
  expect(text).toContain('X 报表')
  // 200 + 90 + 100 + 5 − 10 − 50 is 335; nothing that it could be worked out from is told, and no sum it is part of.
  for (const minor of ['335.00', '200.00', '90.00', '102.50', '100.00', '10.00', '5.00', '50.00'])
    expect(text).not.toContain(`￥${minor}`)
  expect(text).not.toContain('应有现金')
  expect(text).toMatch(/微信.* × 1\s+￥12\.50/)
  expect(text).toContain('T2-260301-0900')
})

test('whoever may read the shifts at head office is told everything while one runs', () => {
  const text = printed(open, true)
  expect(text).toContain('X 报表')
  expect(text).toMatch(/备用金\s+￥200\.00/)
  expect(text).toMatch(/应有现金\s+￥335\.00/)
  expect(text).toMatch(/销售合计\s+￥102\.50/)
})

test('once it is counted the paper tells what should be there, what was, and the difference', () => {
  const text = printed({ ...open, closed: { at, by: '小李', countedMinor: money(330_00) } })
  expect(text).toContain('Z 报表')
  expect(text).toMatch(/应有现金\s+￥335\.00/)
  expect(text).toMatch(/实点现金\s+￥330\.00/)
  expect(text).toMatch(/短款\s+-￥5\.00/)
  expect(text).toContain('小李')
})

test('notes and coins add up to what was counted', () => {
  const values = denominations('CNY')
  expect(countedIn(values, { 100_00: 3, 5_00: 2, 10: 7 })).toBe(310_70)
  expect(countedIn(values, {})).toBe(0)
  expect(denominations('XAU')).toEqual([])
  expect([...values].toSorted((a, b) => b - a)).toEqual(values)
})
