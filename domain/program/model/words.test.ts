import { expect, test } from 'vitest'
import { check } from './check.ts'
import { programDocument } from './document.ts'
import { sentencesOf } from './words.ts'

const names = { nameZh: '金卡', nameEn: 'Gold' }
const earning = { points: 1, perMinor: 100 }

function said(part: string, more: object, language: 'zh-CN' | 'en', currency = 'CNY'): string {
  const document = programDocument.parse({ earning, ...more })
  return sentencesOf(document, { currency, language })
    .filter((one) => one.part === part)
    .map((one) => one.text)
    .join(' ')
}

const gold = {
  tiers: {
    list: [
      { code: 'M', nameZh: '会员', nameEn: 'Member' },
      { code: 'G', ...names, discountBps: 1500, earnTimes: 20_000, ways: [{ by: 'spend', least: 200000 }] },
    ],
  },
}
const wednesday = {
  code: 'W',
  nameZh: '周三双倍',
  nameEn: 'Double Wednesday',
  times: 20_000,
  tiers: ['G'],
  weekdays: [3],
}
const coupon = {
  code: 'C',
  nameZh: '生日券',
  nameEn: 'Birthday coupon',
  kind: 'percent',
  bps: 1500,
  leastMinor: 10000,
  daysAlive: 1,
}

test.each([
  [
    'earning',
    { earning: { ...earning, regularPriceOnly: true } },
    ['正价消费 1 元 = 1 分。'],
    ['1 yuan regular price = 1 point.'],
  ],
  [
    'earning',
    { earning: { points: 10, perMinor: 10_000 } },
    ['消费 100 元 = 10 分。'],
    ['100 yuan = 10 points.'],
  ],
  [
    'earning',
    { ...gold, earning: { ...earning, multipliers: [wednesday] } },
    ['金卡积分 2 倍（每周三）'],
    ['Gold earn 2 times the points on Wednesdays.'],
  ],
  [
    'earning',
    { earning: { ...earning, expiresAfterMonths: 1 } },
    ['积分 1 个月内有效。'],
    ['Points live for 1 month.'],
  ],
  [
    'earning',
    { earning: { ...earning, topUp: { perMinor: 30_000, points: 100, repeats: false } } },
    ['一次充值满 300 元送 100 分。'],
    ['A top-up of 300 yuan or more brings 100 points.'],
  ],
  [
    'earning',
    {
      earning: {
        ...earning,
        events: [{ code: 'E', nameZh: '点击', nameEn: 'Web visit', points: 5, mostPerMonth: 15 }],
      },
    },
    ['每次 5 分，每月最多 15 分'],
    ['5 points each time, at most 15 a month'],
  ],
  [
    'tiers',
    gold,
    ['累计消费满 2,000 元可升级', '全场 8.5折', '积分 2 倍'],
    ['2,000 yuan spent', '15% off everything', '2 times the points'],
  ],
  [
    'coupons',
    { coupons: [coupon] },
    ['8.5折', '满 100 元可用', '1 天内有效'],
    ['15% off', 'from 100 yuan on', 'good for 1 day'],
  ],
  [
    'coupons',
    { coupons: [{ ...coupon, kind: 'amount', bps: 0, minor: 1050 }] },
    ['减 10.50 元'],
    ['10.50 yuan off'],
  ],
  [
    'claims',
    {
      coupons: [coupon],
      claims: [{ code: 'B', nameZh: '生日', nameEn: 'Birthday', occasion: 'birthday', couponCode: 'C' }],
    },
    ['生日', '可领生日券'],
    ['Birthday coupon on a birthday, for members.'],
  ],
  [
    'claims',
    {
      claims: [
        {
          code: 'F',
          nameZh: '节礼',
          nameEn: 'Festival',
          occasion: 'festival',
          festivals: ['mid_autumn', 'spring_festival'],
          points: 1,
        },
      ],
    },
    ['中秋节、春节'],
    ['1 point for Mid-Autumn and Spring Festival'],
  ],
  [
    'clearing',
    { clearing: { kind: 'yearly', month: 12, leastMonths: 12 } },
    ['每年 12 月底积分清零', '未满 12 个月'],
    ['at the end of December every year', 'less than 12 months'],
  ],
  [
    'periodReward',
    {
      coupons: [{ ...coupon, kind: 'voucher', minor: 1 }],
      periodReward: { bps: 100, every: 'quarter', couponCode: 'C', delivery: 'post' },
    },
    ['每季度末', '1%', '寄到家中'],
    ['At the end of every quarter, 1% of what was spent', 'by post'],
  ],
  [
    'memberPrices',
    {
      memberPrices: [
        { code: 'D', nameZh: '酒水', nameEn: 'Drinks', kind: 'cost_plus', bps: 3000, categories: ['酒水'] },
      ],
    },
    ['按进价加 30%'],
    ['cost + 30%'],
  ],
  [
    'pointsAsMoney',
    { pointsAsMoney: { points: 100, minor: 100, mostBps: 5000 } },
    ['100 分抵 1 元，最多抵 50%'],
    ['100 points pay 1 yuan, up to 50% of a sale.'],
  ],
  [
    'joining',
    {
      joining: {
        since: '2026-01-01',
        periodMonths: 12,
        ways: [{ code: 'P', nameZh: '购物', nameEn: 'Purchase', kind: 'purchase', leastMinor: 15000 }],
      },
    },
    ['单次消费满 150 元入会', '有效 12 个月'],
    ['one purchase of 150 yuan or more', '12 months'],
  ],
  [
    'topUps',
    { topUps: [{ code: 'T', ...names, payMinor: 20000, bonusMinor: 2000 }] },
    ['充值 200 元，送赠金 20 元。'],
    ['A top-up of 200 yuan brings a bonus of 20 yuan.'],
  ],
] as const)('%s of %j reads in both languages', (part, more, zh, en) => {
  for (const text of zh) expect(said(part, more, 'zh-CN')).toContain(text)
  for (const text of en) expect(said(part, more, 'en')).toContain(text)
})

test('money is said in the currency of the chain', () => {
  expect(said('earning', {}, 'en', 'GBP')).toContain('£1 = 1 point.')
  expect(said('earning', { earning: { points: 1, perMinor: 150 } }, 'en', 'GBP')).toContain(
    '£1.50 = 1 point.',
  )
  expect(said('earning', { earning: { points: 1, perMinor: 100 } }, 'zh-CN', 'JPY')).toContain('100 = 1 分')
})

test('every sentence is whole in both languages, whatever the document holds', () => {
  const raw = {
    earning,
    ...gold,
    coupons: [coupon],
    passes: [{ code: 'P', ...names }],
    transfers: { points: true },
    cashRounding: { stepMinor: 10 },
    authentication: { counter: 'number_and_pin', pinAboveMinor: 5000 },
  }
  const { document } = check(raw, { currency: 'CNY' })
  expect(document).not.toBeNull()
  for (const language of ['zh-CN', 'en'] as const) {
    const sentences = document === null ? [] : sentencesOf(document, { currency: 'CNY', language })
    expect(sentences.length).toBeGreaterThan(8)
    for (const { text } of sentences) {
      expect(text).toMatch(language === 'en' ? /[.]$/ : /。$/)
      expect(text).not.toMatch(/undefined|null|NaN| {2}|,\.|，。/)
      if (language === 'en') expect(text).not.toMatch(/[，。：]/)
    }
  }
})
