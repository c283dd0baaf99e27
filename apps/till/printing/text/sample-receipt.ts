import { money } from '#base/money'
import { points } from '#base/points'
import type { ReceiptPaper } from '../receipt.ts'

/** A made-up sale of a tea shop that uses every part of the paper: for tests, and as the test page of a printer. */
export const teaReceipt: ReceiptPaper = {
  language: 'zh-CN',
  currency: 'CNY',
  kind: 'sale',
  reprint: false,
  chain: '知己茶铺',
  branch: '南京东路店',
  till: 'T2',
  number: 'S1-T2-000042',
  when: '2026-03-01 14:05',
  cashier: '小王',
  lines: [
    {
      name: '明前龙井（特级）礼盒装 250g',
      quantity: '2',
      unitPriceMinor: money(128_00),
      chargedMinor: money(230_40),
      deductions: [{ name: '会员9折', offMinor: money(25_60) }],
    },
    {
      name: '茉莉花茶',
      quantity: '0.535 kg',
      unitPriceMinor: money(96_00),
      chargedMinor: money(51_36),
      deductions: [],
    },
  ],
  totals: {
    subtotalMinor: money(307_36),
    savedMinor: money(25_60),
    roundingMinor: money(6),
    dueMinor: money(281_70),
    paidMinor: money(300_00),
    changeMinor: money(18_30),
  },
  tenders: [
    { name: '储值', amountMinor: money(100_00) },
    { name: '现金', amountMinor: money(200_00) },
  ],
  member: {
    nameMasked: '李*',
    tier: '金卡',
    earned: { points: points(281), certainty: 'provisional' },
    balances: [
      { of: 'points', points: points(12_345), asOf: '03-01 09:30' },
      { of: 'stored_value', amountMinor: money(56_00), asOf: null },
    ],
  },
  notices: ['7天内凭小票退换'],
  qr: { text: 'https://club.example.com/r/8Jd2', caption: '扫码看电子小票' },
  footer: '谢谢惠顾，欢迎再来',
  drawer: true,
}
