import { currencyDigits, formatMoney, money, plainMoney } from '#base/money'
import type { ProgramDocument } from './document.ts'

export type Tongue = Readonly<{ currency: string; language: 'zh-CN' | 'en' }>

/** What every part of the rules is said with. */
export type Say = Readonly<{
  /** One of two sentences. */
  of: (zh: string, en: string) => string
  /** `1 元`, `1 yuan`, `£1`; the fraction only where there is one. */
  cash: (minor: number) => string
  /** `9.5折`, `5% off`. */
  off: (bps: number) => string
  percent: (bps: number) => string
  /** `1 point`, `1,200 points`; `1,200 分`. */
  points: (n: number) => string
  times: (tenThousandths: number) => string
  count: (n: number, zh: string, en: string, many?: string) => string
  listed: (names: readonly string[], last?: 'and' | 'or') => string
  name: (one: Named) => string
  /** Names of codes in a list of the document; a code that nobody knows stands as it is. */
  names: (codes: readonly string[], of: readonly (Named & Readonly<{ code: string }>)[]) => string[]
  tiers: (codes: readonly string[]) => string
  goods: (rule: Goods) => string
  when: (rule: When) => string
}>

type Named = Readonly<{ nameZh: string; nameEn: string }>
type Goods = Readonly<{ productCodes: readonly string[]; categories: readonly string[] }>
type When = Readonly<{
  from: string | null
  to: string | null
  weekdays: readonly number[]
  branches: readonly string[]
}>

const WEEKDAYS_ZH = ['一', '二', '三', '四', '五', '六', '日'] as const
const WEEKDAYS_EN = [
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
] as const

/** The voice of a language and a currency. */
export function voice(document: ProgramDocument, { currency, language }: Tongue): Say {
  const zh = language === 'zh-CN'
  const of = (chinese: string, english: string): string => (zh ? chinese : english)
  const whole = new Intl.NumberFormat(language)
  const count = (n: number, chinese: string, english: string, many = `${english}s`): string =>
    of(`${whole.format(n)} ${chinese}`, `${whole.format(n)} ${n === 1 ? english : many}`)
  const listed = (names: readonly string[], last: 'and' | 'or' = 'and'): string => {
    if (zh) return last === 'or' ? names.join('或') : names.join('、')
    return new Intl.ListFormat('en-GB', { type: last === 'or' ? 'disjunction' : 'conjunction' }).format(names)
  }
  const name = ({ nameZh, nameEn }: Named): string => of(nameZh, nameEn)
  const names: Say['names'] = (codes, list) =>
    codes.map((code) => {
      const found = list.find((one) => one.code === code)
      return found ? name(found) : code
    })
  const tierNames = (codes: readonly string[]) => listed(names(codes, document.tiers.list))
  return {
    of,
    count,
    listed,
    name,
    names,
    cash: (minor) => cashIn(minor, { currency, language }),
    off: (bps) => of(`${trimmed((10_000 - bps) / 1000)}折`, `${trimmed(bps / 100)}% off`),
    percent: (bps) => `${trimmed(bps / 100)}%`,
    points: (n) => count(n, '分', 'point'),
    times: (tenThousandths) =>
      of(`${trimmed(tenThousandths / 10_000)} 倍`, `${trimmed(tenThousandths / 10_000)} times`),
    tiers: (codes) => (codes.length === 0 ? of('会员', 'members') : tierNames(codes)),
    goods: (rule) => goodsIn(rule, { zh, listed }),
    when: (rule) => whenIn(rule, { zh, listed }),
  }
}

/** A rate as it is written: 9.5, not 9.50. Rates are exact in ten thousandths, which four decimals hold. */
const trimmed = (n: number): string => String(Math.round(n * 10_000) / 10_000)

function cashIn(minor: number, { currency, language }: Tongue): string {
  const amount = money(minor)
  const digits = currencyDigits(currency)
  const text = plainMoney(amount, digits)
  const isWhole = /\.0*$/.test(text)
  if (currency !== 'CNY') {
    const said = formatMoney(amount, currency, language)
    return isWhole ? said.replace(/\.0+(?!\d)/, '') : said
  }
  const fractions = isWhole ? 0 : digits
  const n = new Intl.NumberFormat(language, {
    minimumFractionDigits: fractions,
    maximumFractionDigits: digits,
  })
  const plain = n.format(text as Intl.StringNumericLiteral)
  return language === 'zh-CN' ? `${plain} 元` : `${plain} yuan`
}

type In = Readonly<{ zh: boolean; listed: Say['listed'] }>

function goodsIn({ productCodes, categories }: Goods, { zh, listed }: In): string {
  const named = [...categories.map((one) => (zh ? `「${one}」类` : `“${one}”`)), ...productCodes]
  if (named.length === 0) return zh ? '全部商品' : 'everything'
  const shown =
    named.length > 6
      ? [...named.slice(0, 5), zh ? `等 ${named.length} 项` : `${named.length - 5} more`]
      : named
  return listed(shown)
}

/** When and where, to stand at the end of an English sentence or in brackets of a Chinese one; empty for always. */
function whenIn({ from, to, weekdays, branches }: When, { zh, listed }: In): string {
  const days = [...new Set(weekdays)].toSorted((a, b) => a - b)
  const parts: string[] = []
  if (zh) {
    if (from !== null) parts.push(`${from} 起`)
    if (to !== null) parts.push(`至 ${to}`)
    if (days.length > 0) parts.push(`每周${days.map((one) => WEEKDAYS_ZH[one - 1]).join('、')}`)
    if (branches.length > 0) parts.push(`限 ${listed(branches)} 门店`)
    return parts.length === 0 ? '' : `（${parts.join('，')}）`
  }
  if (days.length > 0) parts.push(`on ${listed(days.map((one) => WEEKDAYS_EN[one - 1] ?? ''))}`)
  if (from !== null) parts.push(`from ${from}`)
  if (to !== null) parts.push(`until ${to}`)
  if (branches.length > 0) parts.push(`in ${listed(branches)}`)
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`
}
