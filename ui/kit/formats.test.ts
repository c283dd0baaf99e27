import { expect, test } from 'vitest'
import { formats } from './formats.ts'

const zh = formats({ language: 'zh-CN', currency: 'CNY', zone: 'Asia/Shanghai' })
const en = formats({ language: 'en', currency: 'USD', zone: 'America/New_York' })

test('money is written from minor units in the currency of the chain, exactly', () => {
  expect(zh.money(123_456_789)).toBe('¥1,234,567.89')
  expect(en.money(-5)).toBe('-$0.05')
  expect(formats({ language: 'en', currency: 'JPY', zone: 'UTC' }).money(1_000)).toBe('¥1,000')
})

test('large numbers are shortened the way each language counts', () => {
  expect(zh.short(12_300_000)).toBe('1230万')
  expect(en.short(12_300_000)).toBe('12.3M')
})

test('money in tight places has three figures at most, and none that say nothing', () => {
  expect([413_950, 10_356, 1_701_200, 1_000, 0].map(zh.shortMoney)).toEqual([
    '¥4,140',
    '¥104',
    '¥1.7万',
    '¥10',
    '¥0',
  ])
  expect([413_950, 10_356, 1_701_200, 1_000, 0].map(en.shortMoney)).toEqual([
    '$4.1K',
    '$104',
    '$17K',
    '$10',
    '$0',
  ])
})

test('a day is a day in every zone, a moment is told in the zone of the chain', () => {
  expect(en.day('1997-09-30')).toBe('Sep 30, 1997')
  expect(zh.day('1997-09-30')).toBe('1997年9月30日')
  expect(en.moment('2026-01-01T03:30:00.000Z')).toContain('Dec 31, 2025')
  expect(zh.moment('2026-01-01T03:30:00.000Z')).toContain('2026年1月1日')
})

test('shares, signs and spans', () => {
  expect(en.percent(0.125)).toBe('12.5%')
  expect(en.percent(0.12345, 2)).toBe('12.35%')
  expect(en.signed(1_234)).toBe('+1,234')
  expect(en.signed(0)).toBe('0')
  expect(zh.span(61)).toBe('61秒钟')
  expect(en.span(150)).toBe('3 minutes')
  expect(en.span(7_201)).toBe('3 hours')
})
