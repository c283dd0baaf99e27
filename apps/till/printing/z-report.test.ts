import { expect, test } from 'vitest'
import { money } from '#base/money'
import { padded } from './rows.ts'
import { layOutShift } from './z-report.ts'
import type { ShiftReport } from './z-report.ts'

const shift: ShiftReport = {
  language: 'zh-CN',
  currency: 'CNY',
  kind: 'z',
  chain: '知己茶铺',
  branch: '南京东路店',
  till: 'T2',
  shift: '0301-2',
  cashier: '小王',
  opened: '2026-03-01 09:00',
  printed: '2026-03-01 17:30',
  floatMinor: money(500_00),
  sales: [
    { name: '现金', count: 18, amountMinor: money(1_234_50) },
    { name: '储值', count: 7, amountMinor: money(860_00) },
  ],
  returns: { count: 1, amountMinor: money(68_00) },
  topUps: { count: 2, amountMinor: money(1_000_00) },
  cashInMinor: money(100_00),
  cashOutMinor: money(300_00),
  expectedMinor: money(2_466_50),
  countedMinor: money(2_460_00),
  receipts: { count: 26, first: 'S1-T2-000017', last: 'S1-T2-000042' },
}

const seen = (of: ShiftReport, roll: 58 | 80 = 58): string[] =>
  layOutShift(of, roll).map((row) => {
    if (row.kind === 'line') return row.cells.map(padded).join('').trimEnd()
    return row.kind === 'rule' ? '-'.repeat(row.columns) : ''
  })

test('a closed shift on 58 mm', () => {
  expect(seen(shift)).toEqual([
    '            知己茶铺',
    '           南京东路店',
    '       Z 报表（交班结算）',
    '--------------------------------',
    '班次：0301-2',
    '收银机：T2',
    '收银员：小王',
    '开班时间：2026-03-01 09:00',
    '打印时间：2026-03-01 17:30',
    '--------------------------------',
    '销售（按付款方式）',
    '现金 × 18            ￥1,234.50',
    '储值 × 7               ￥860.00',
    '销售合计              ￥2,094.50',
    '退货 × 1               -￥68.00',
    '充值 × 2             ￥1,000.00',
    '--------------------------------',
    '钱箱现金',
    '备用金                  ￥500.00',
    '钱箱存入                ￥100.00',
    '钱箱取出               -￥300.00',
    '应有现金              ￥2,466.50',
    '实点现金              ￥2,460.00',
    '短款                     -￥6.50',
    '--------------------------------',
    '小票张数                      26',
    '起始单号            S1-T2-000017',
    '截止单号            S1-T2-000042',
    '',
    '收银员签字：____________',
    '',
    '店长签字：____________',
  ])
})

const drawerOf = (of: ShiftReport): string[] => {
  const lines = seen({ ...of, language: 'en', currency: 'USD' }, 80)
  const from = lines.indexOf('Cash drawer')
  return lines.slice(
    from + 4,
    lines.findIndex((line, at) => at > from && line.startsWith('---')),
  )
}

test('a blind count shows neither what should be there nor the difference', () => {
  const blind = { ...shift, expectedMinor: null }
  expect(drawerOf(blind)).toEqual(['Counted                                $2,460.00'])
  expect(drawerOf({ ...blind, countedMinor: null })).toEqual([
    'Counted                              not counted',
  ])
})

test('a drawer that was not counted is not short', () => {
  expect(drawerOf({ ...shift, countedMinor: null })).toEqual([
    'Expected                               $2,466.50',
    'Counted                              not counted',
  ])
})

test.each([
  [2_470_00, 'Over                                       $3.50'],
  [2_466_50, 'Difference                                 $0.00'],
  [2_460_00, 'Short                                     -$6.50'],
])('%i counted', (countedMinor, line) => {
  expect(drawerOf({ ...shift, countedMinor: money(countedMinor) }).at(-1)).toBe(line)
})

test('an interim report of a shift without sales has no numbers and is not signed', () => {
  const lines = seen({ ...shift, kind: 'x', sales: [], receipts: { count: 0, first: null, last: null } })
  expect(lines).toContain('       X 报表（班中查看）')
  expect(lines).toContain('销售合计                  ￥0.00')
  expect(lines.at(-1)).toBe('小票张数                       0')
})
