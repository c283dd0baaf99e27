import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from '#base/money'
import { points } from '#base/points'
import { columnsOf } from './columns.ts'
import { layOut } from './layout.ts'
import type { ReceiptPaper } from './receipt.ts'
import { across, COLUMNS, padded, pair } from './rows.ts'
import type { Roll, Row } from './rows.ts'
import { anyReceipt } from './any-receipt.ts'
import { teaReceipt } from './text/sample-receipt.ts'

/** Rows as people see them, `##` before what is double. */
const seen = (rows: readonly Row[]): string[] =>
  rows.map((row) => {
    if (row.kind === 'rule') return '-'.repeat(row.columns)
    if (row.kind === 'gap') return ''
    if (row.kind === 'qr') return `[${row.text}]`
    return (row.size === 2 ? '##' : '') + row.cells.map(padded).join('').trimEnd()
  })

test('a sale on 58 mm, in Chinese', () => {
  expect(seen(layOut(teaReceipt, 58))).toEqual([
    '##    知己茶铺',
    '           南京东路店',
    '            销售小票',
    '--------------------------------',
    '单号：S1-T2-000042',
    '时间：2026-03-01 14:05',
    '收银机：T2',
    '收银员：小王',
    '--------------------------------',
    '明前龙井（特级）礼盒装 250g',
    '  2 × ￥128.00         ￥256.00',
    '  会员9折               -￥25.60',
    '  优惠后                ￥230.40',
    '茉莉花茶',
    '  0.535 kg × ￥96.00    ￥51.36',
    '--------------------------------',
    '小计                    ￥307.36',
    '优惠                    -￥25.60',
    '抹零                     -￥0.06',
    '##应收    ￥281.70',
    '储值                    ￥100.00',
    '现金                    ￥200.00',
    '实收                    ￥300.00',
    '找零                     ￥18.30',
    '--------------------------------',
    '会员                         李*',
    '等级                        金卡',
    '本次积分（预计）            +281',
    '积分以联网后入账为准。',
    '积分余额                  12,345',
    '                截至 03-01 09:30',
    '储值余额                 ￥56.00',
    '--------------------------------',
    '7天内凭小票退换',
    '',
    '[https://club.example.com/r/8Jd2]',
    '         扫码看电子小票',
    '',
    '       谢谢惠顾，欢迎再来',
  ])
})

const returned: ReceiptPaper = {
  ...teaReceipt,
  language: 'en',
  currency: 'GBP',
  kind: 'return',
  reprint: true,
  chain: 'Confidant Tea',
  branch: 'Camden',
  cashier: 'Ann',
  lines: [
    {
      name: 'Jasmine pearls',
      quantity: '1',
      unitPriceMinor: money(12_50),
      chargedMinor: money(12_50),
      deductions: [],
    },
  ],
  totals: {
    subtotalMinor: money(12_50),
    savedMinor: money(0),
    roundingMinor: money(0),
    dueMinor: money(12_50),
    paidMinor: money(12_50),
    changeMinor: money(0),
  },
  tenders: [{ name: 'Card', amountMinor: money(12_50) }],
  member: {
    nameMasked: 'J***',
    tier: null,
    earned: { points: points(-12), certainty: 'final' },
    balances: [],
  },
  notices: [],
  qr: null,
  footer: '',
}

test('a return on 80 mm, in English, printed again, says what goes back and nothing that is not there', () => {
  expect(seen(layOut(returned, 80))).toEqual([
    '##     Confidant Tea',
    '                     Camden',
    '                     Return',
    '                *** REPRINT ***',
    '------------------------------------------------',
    'Receipt no.: S1-T2-000042',
    'Time: 2026-03-01 14:05',
    'Till: T2',
    'Cashier: Ann',
    '------------------------------------------------',
    'Jasmine pearls',
    '  1 × ￡12.50                           ￡12.50',
    '------------------------------------------------',
    'Subtotal                                 ￡12.50',
    '##REFUND           ￡12.50',
    'Card                                     ￡12.50',
    'Paid back                                ￡12.50',
    '------------------------------------------------',
    'Member                                      J***',
    'Points this time                             -12',
  ])
})

const label = '一个很长的优惠名称需要换行才放得下'

test.each([
  ['beside a label that fits', '现金', ['现金                      ￥1.00']],
  [
    'on the last line of a label that wraps',
    label,
    ['一个很长的优惠名称需要换行才放得', '下                        ￥1.00'],
  ],
  [
    'below a label that leaves no room',
    label.slice(0, 15),
    [label.slice(0, 15), '                          ￥1.00'],
  ],
])('an amount stands at the right edge, %s', (_, label, lines) => {
  expect(seen(pair(58, { label, amount: '¥1.00' }))).toEqual(lines)
})

test('a total too long for double size is printed in single size, not cut', () => {
  expect(seen(pair(58, { label: '应收', amount: '¥90,071,992.00' }, { size: 2 }))).toEqual([
    '应收             ￥90,071,992.00',
  ])
})

test('an empty text takes no row', () => {
  expect(across(58, ' \u200b ')).toEqual([])
})

test('whatever a receipt says, no row is wider than its roll, and every amount ends at the right edge', () => {
  fc.assert(
    fc.property(anyReceipt, fc.constantFrom<Roll>(58, 80), (paper, roll) => {
      for (const row of layOut(paper, roll)) {
        if (row.kind !== 'line') continue
        const columns = COLUMNS[roll] / row.size
        expect(row.cells.reduce((sum, cell) => sum + cell.columns, 0)).toBe(columns)
        for (const cell of row.cells) expect(columnsOf(cell.text)).toBeLessThanOrEqual(cell.columns)
        expect(columnsOf(row.cells.map(padded).join(''))).toBe(columns)
        expect(row.cells.map((cell) => cell.text).join('')).not.toMatch(/\p{Cc}/u)
      }
    }),
  )
})
