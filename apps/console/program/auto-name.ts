import { formatMoney, money } from '#base/money'
import { programNames as en } from '../text/en/program-names.ts'
import { programNames as zh } from '../text/zh-CN/program-names.ts'
import { namedIn, weekdaysIn } from './named.ts'
import { get, put } from './raw.ts'
import type { Path, Raw } from './raw.ts'

/** A language to name things in: names are made in both at once, whatever the reader's is. */
type Tongue = Readonly<{ language: 'zh-CN' | 'en'; words: typeof en; key: 'nameZh' | 'nameEn' }>
const TONGUES: readonly Tongue[] = [
  { language: 'zh-CN', words: zh, key: 'nameZh' },
  { language: 'en', words: en, key: 'nameEn' },
]

type Scene = Readonly<{ raw: Raw; currency: string }>
type Blanks = Readonly<Record<string, string>>
type Say = Readonly<{
  item: Raw
  words: typeof en
  fill: (phrase: string, blanks?: Blanks) => string
  money: (minor: unknown) => string
  off: string
  share: string
  who: string
  tongue: Tongue
}>

/** The lists whose items get a name of themselves, and what they are called by what they say; empty where nothing. */
const NAMED: readonly Readonly<{ list: Path; name: (say: Say) => string }>[] = [
  { list: ['earning', 'multipliers'], name: multiplierName },
  { list: ['memberPrices'], name: priceName },
  { list: ['membersOnly'], name: ({ fill, words, who }) => fill(words.membersOnly, { who }) },
  { list: ['presales'], name: ({ fill, words, who }) => fill(words.presale, { who }) },
  {
    list: ['addOns'],
    name: ({ item, fill, words, money }) =>
      isCount(item['priceMinor']) ? fill(words.addOn, { money: money(item['priceMinor']) }) : '',
  },
  { list: ['joining', 'ways'], name: ({ item, words }) => oneOf(words.way, item['kind']) },
  { list: ['topUps'], name: topUpName },
  { list: ['claims'], name: ({ item, words }) => oneOf(words.claim, item['occasion']) },
  { list: ['coupons'], name: couponName },
]

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0
const oneOf = (texts: Readonly<Record<string, string>>, key: unknown): string => texts[String(key)] ?? ''

function multiplierName({ item, words, fill, tongue, who }: Say): string {
  if (!isCount(item['times'])) return ''
  const days: readonly unknown[] = Array.isArray(item['weekdays']) ? item['weekdays'] : []
  const named = weekdaysIn(tongue.language, tongue.language === 'en' ? 'long' : 'short')
    .filter((one) => days.includes(one.value))
    .map((one) => one.label)
  const all = Array.isArray(item['tiers']) && item['tiers'].length > 0
  const chinese = tongue.language === 'zh-CN'
  const birthday = item['birthday'] === 'day' ? words.birthdayDay : words.birthdayMonth
  return fill(words.multiplier, {
    n: String(item['times'] / 10_000),
    days: named.length === 0 ? '' : (chinese ? '' : ' on ') + named.join(words.between),
    birthday: item['birthday'] === 'day' || item['birthday'] === 'month' ? birthday : '',
    who: all ? (chinese ? who : ` for ${who}`) : '',
  }).trim()
}

function priceName({ item, words, fill, off, share, money, who }: Say): string {
  const kind = String(item['kind'])
  if (kind === 'price' ? !isCount(item['priceMinor']) : !isCount(item['bps'])) return ''
  return fill(oneOf(words.price, kind), { who, off, share, money: money(item['priceMinor']) })
}

function topUpName({ item, words, fill, money }: Say): string {
  if (!isCount(item['payMinor'])) return ''
  const blanks = { pay: money(item['payMinor']), bonus: money(item['bonusMinor']) }
  return fill(Number(item['bonusMinor'] ?? 0) > 0 ? words.topUp : words.topUpBare, blanks)
}

function couponName({ item, words, fill, money, off }: Say): string {
  const kind = String(item['kind'])
  const least = Number(item['leastMinor'] ?? 0)
  const phrase = kind === 'amount' && least > 0 ? words.coupon.amountFrom : oneOf(words.coupon, kind)
  return fill(phrase, { money: money(item['minor']), least: money(least), off })
}

function sayIn(tongue: Tongue, item: Raw, { raw, currency }: Scene): Say {
  const { language, words, key } = tongue
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 })
  const bps = isCount(item['bps']) ? item['bps'] : 0
  const codes: readonly unknown[] = Array.isArray(item['tiers']) ? item['tiers'] : []
  const tiers = namedIn(raw, ['tiers', 'list']).filter((one) => codes.includes(one.code))
  return {
    item,
    words,
    tongue,
    fill: (phrase, blanks = {}) =>
      phrase.replaceAll(/\{\{(\w+)\}\}/g, (_, blank: string) => blanks[blank] ?? ''),
    money: (minor) => (isCount(minor) ? formatMoney(money(minor), currency, language) : ''),
    off: language === 'zh-CN' ? String((10_000 - bps) / 1000) : percents.format(bps / 10_000),
    share: percents.format(bps / 10_000),
    who: tiers.map((one) => one[key]).join(words.between) || words.everybody,
  }
}

const itemsAt = (raw: Raw, list: Path): readonly Raw[] => {
  const held = get(raw, list)
  return Array.isArray(held) ? held.filter((one) => typeof one === 'object' && one !== null) : []
}

/**
 * Names what nobody named: a rule is called by what it says, and a name that was made so changes with the rule. A name
 * that was typed stays.
 */
export function namedAnew(before: Raw, after: Raw, currency: string): Raw {
  let named = after
  for (const { list, name } of NAMED) {
    if (get(before, list) === get(after, list) && get(before, ['tiers']) === get(after, ['tiers'])) continue
    const old = itemsAt(before, list)
    itemsAt(after, list).forEach((item, at) => {
      for (const tongue of TONGUES) {
        const held = item[tongue.key] ?? ''
        const was = old[at] ? name(sayIn(tongue, old[at], { raw: before, currency })).slice(0, 60) : ''
        const made = name(sayIn(tongue, item, { raw: after, currency })).slice(0, 60)
        if (made !== held && made !== '' && (held === '' || held === was))
          named = put(named, [...list, at, tongue.key], made)
      }
    })
  }
  return named
}
