import { money, plainMoney } from '#base/money'
import type { Direction } from '#domain/insight/model/trend'
import type { Language } from '../language.ts'
import { table } from './insight-table.ts'
import type { TrendAnswer } from './insight-trend.ts'

export const TREND_HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji insight trend --file sales.csv --date COL --amount COL [--member COL] [options]

Monthly spend, whole months only: a straight line whose error knows that months resemble their neighbours (Newey–West),
a robust slope beside it (Theil–Sen, Kendall). With --member also the spend per returning member, and the members
whose own trend is sure (from six months and four purchases, from the month after the first purchase on).

Options
  --file FILE      CSV in UTF-8, plain or gzipped
  --date COL       column of the day: YYYY-MM-DD with or without a time, or 14-Jan-15
  --amount COL     column of the amount; below zero is a return
  --price COL      instead of --amount: price of one piece, with
  --quantity COL   pieces
  --member COL     column of the member; rows without one count for the shop only
  --from DATE      first day that counts (default: first day in the file)
  --as-of DATE     last day that counts (default: last day in the file)
  --digits N       decimal digits of the currency (default 2)
  --top N          members shown each way (default 20)
  --json           answer as JSON, amounts in minor units
  --lang zh|en     language (default: the terminal's)
  --help           this text
`,
  zh: `用法：zhiji insight trend --file sales.csv --date 列名 --amount 列名 [--member 列名] [选项]

按完整自然月统计消费额：线性趋势（Newey–West 标准误，考虑相邻月份相似），并给出稳健斜率（Theil–Sen、Kendall）。
给出 --member 时，还统计老会员的人均消费，以及趋势明确的会员（从首购次月起满 6 个月且消费满 4 次）。

选项
  --file 文件      UTF-8 编码的 CSV，可用 gzip 压缩
  --date 列名      日期列：YYYY-MM-DD（可带时间），或 14-Jan-15
  --amount 列名    金额列；负数为退货
  --price 列名     代替 --amount：单价列，与下项同用
  --quantity 列名  数量列
  --member 列名    会员列；没有会员的行只计入全店
  --from 日期      统计起始日（默认：文件中第一天）
  --as-of 日期     统计截止日（默认：文件中最后一天）
  --digits N       币种的小数位数（默认 2）
  --top N          上升、下降会员各列出多少位（默认 20）
  --json           输出 JSON，金额以最小货币单位表示
  --lang zh|en     语言（默认跟随终端）
  --help           显示本说明
`,
}

type Words = Readonly<{
  direction: Readonly<Record<Direction, string>>
  line: (what: string, direction: string, slope: string, low: string, high: string) => string
  shop: string
  returning: string
  short: string
  next: (amount: string) => string
  members: (looked: number, rising: number, falling: number, tooLittle: number) => string
  months: readonly string[]
  list: readonly string[]
}>

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    direction: { rising: 'rising', falling: 'falling', unsure: 'not sure', flat: 'flat' },
    line: (what, direction, slope, low, high) =>
      `${what}: ${direction}, ${slope} a month (between ${low} and ${high}).`,
    shop: 'All sales',
    returning: 'Per returning member',
    short: 'Fewer than three whole months: no trend can be told.',
    next: (amount) => `The straight line gives ${amount} for the next month.`,
    members: (looked, rising, falling, tooLittle) =>
      `Members: ${rising} rising, ${falling} falling of ${looked} looked at; ${tooLittle} have too little history.`,
    months: ['Month', 'Spend'],
    list: ['Member', 'Months', 'A month', 'from', 'to'],
  },
  zh: {
    direction: { rising: '上升', falling: '下降', unsure: '看不出', flat: '持平' },
    line: (what, direction, slope, low, high) =>
      `${what}：${direction}，每月 ${slope}（在 ${low} 与 ${high} 之间）。`,
    shop: '全部销售',
    returning: '老会员人均',
    short: '不足三个完整月份，无法判断趋势。',
    next: (amount) => `按直线推算，下月为 ${amount}。`,
    members: (looked, rising, falling, tooLittle) =>
      `会员：分析 ${looked} 人，上升 ${rising} 人，下降 ${falling} 人；记录太少的 ${tooLittle} 人。`,
    months: ['月份', '消费额'],
    list: ['会员', '月数', '每月变化', '下限', '上限'],
  },
}

export function trendText(found: TrendAnswer, language: Language): string {
  const w = WORDS[language]
  const show = (minor: number): string => plainMoney(money(Math.round(minor)), found.digits)
  const line = (what: string, of: TrendAnswer['trend']): string => {
    if (!of) return w.short
    return w.line(
      what,
      w.direction[of.direction],
      show(of.slope),
      show(of.interval[0] ?? 0),
      show(of.interval[1] ?? 0),
    )
  }
  const { trend, returning, members } = found
  const lines = [
    line(w.shop, trend),
    ...(returning ? [line(w.returning, returning.trend)] : []),
    ...(trend ? [w.next(show(trend.next))] : []),
    ...(members ? [w.members(members.looked, members.rising, members.falling, members.tooLittle)] : []),
  ]
  const months = table([w.months, ...found.months.map((m) => [m.month, show(m.spendMinor)])])
  const sure = [...(members?.risingMost ?? []), ...(members?.fallingMost ?? [])].map((m) => [
    m.member,
    String(m.periods),
    show(m.slopeMinor),
    show(m.interval[0] ?? 0),
    show(m.interval[1] ?? 0),
  ])
  return `${lines.join('\n')}\n\n${months}${sure.length > 0 ? `\n${table([w.list, ...sure])}` : ''}`
}
