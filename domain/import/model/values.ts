import { isDay } from '#base/instant'
import { money, parseMoney, shareHalfUp, type Money } from '#base/money'
import { plainPhone, type Gender } from '#domain/member/model'

export const REASONS = [
  'value_missing',
  'not_a_number',
  'too_many_decimals',
  'too_large',
  'not_whole',
  'not_a_date',
  'not_a_gender',
  'not_a_phone',
  'not_an_email',
] as const
export type Reason = (typeof REASONS)[number]

/** How a file writes days; the order of day and month is never guessed silently. */
export const DATE_FORMATS = ['ymd', 'compact', 'dmony', 'dmy', 'mdy'] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

/** Full-width digits, signs and spaces as their plain twins. */
export const plain = (text: string): string => text.normalize('NFKC').trim()

/** A plain decimal from what people write: ¥1,234.50, (12.00), １２元; null when it is none. */
function plainDecimal(text: string): string | null {
  let bare = plain(text).replace(/[−–]/g, '-').replaceAll(/\s/g, '')
  const bracketed = /^\((.*)\)$/.exec(bare)
  if (bracketed) bare = `-${bracketed[1] ?? ''}`
  bare = bare
    .replace(/^([+-]?)(?:RMB|CNY|GBP|USD|EUR|[¥$£€])([+-]?)/i, '$1$2')
    .replace(/(?:元|RMB|CNY)$/i, '')
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare)) bare = bare.replaceAll(',', '')
  if (/^[+-]?\.\d+$/.test(bare)) bare = bare.replace('.', '0.')
  return /^[+-]?\d+(\.\d*)?$/.test(bare) ? bare : null
}

/** Money exactly, in minor units; more decimals than the currency has are refused unless rounding was asked for. */
export function parseAmount(text: string, so: { digits: number; round: boolean }): Money | Reason {
  const bare = plainDecimal(text)
  if (bare === null) return 'not_a_number'
  const exact = parseMoney(bare, so.digits)
  if (typeof exact !== 'string') return exact.amountMinor
  if (exact !== 'too_many_decimals' || !so.round) return exact
  // Twelve more decimals than the currency has is more than any price list writes.
  const fine = parseMoney(cutTo(bare, so.digits + 12), so.digits + 12)
  if (typeof fine !== 'string') return shareHalfUp(fine.amountMinor, 1, 10 ** 12)
  const coarse = parseMoney(cutTo(bare, so.digits + 3), so.digits + 3)
  return typeof coarse === 'string' ? coarse : shareHalfUp(coarse.amountMinor, 1, 1000)
}

function cutTo(bare: string, digits: number): string {
  const at = bare.indexOf('.')
  return at < 0 ? bare : bare.slice(0, at + 1 + digits)
}

/** A quantity in thousandths: 1.5 is 1500. */
export function parseThousandths(text: string): number | Reason {
  const bare = plainDecimal(text)
  if (bare === null) return 'not_a_number'
  const parsed = parseMoney(bare, 3)
  return typeof parsed === 'string' ? parsed : parsed.amountMinor
}

/** A whole number; 17850.0 is whole. */
export function parseWhole(text: string): number | Reason {
  const bare = plainDecimal(text)
  if (bare === null) return 'not_a_number'
  const parsed = parseMoney(bare, 0)
  if (parsed === 'too_many_decimals') return 'not_whole'
  return typeof parsed === 'string' ? parsed : money(parsed.amountMinor)
}

const TIME = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?`
const PATTERNS: Readonly<Record<DateFormat, RegExp>> = {
  ymd: new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${TIME}$`),
  compact: /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/,
  dmony: new RegExp(String.raw`^(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ](\d{4}|\d{2})${TIME}$`),
  dmy: new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${TIME}$`),
  mdy: new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${TIME}$`),
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Two-digit years from here on are of the last century: no shop's file reaches back before 1970. */
const CENTURY = 70

export type LocalTime = Readonly<{ day: string; time: string | null }>

/** A day and, where written, a time of the branch's clock. */
export function parseLocal(text: string, format: DateFormat): LocalTime | 'not_a_date' {
  const match = PATTERNS[format].exec(plain(text))
  if (!match) return 'not_a_date'
  const [, a = '', b = '', c = '', hour, minute, second] = match
  const [y, m, d] = parts(format, [a, b, c])
  const day = `${fullYear(y)}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  if (!isDay(day)) return 'not_a_date'
  if (hour === undefined) return { day, time: null }
  const time = [hour, minute ?? '00', second ?? '00'].map((part) => part.padStart(2, '0')).join(':')
  return time <= '23:59:59' && (minute ?? '00') < '60' && (second ?? '00') < '60'
    ? { day, time }
    : 'not_a_date'
}

function parts(format: DateFormat, [a, b, c]: readonly [string, string, string]): [string, string, string] {
  if (format === 'dmy') return [c, b, a]
  if (format === 'mdy') return [c, a, b]
  if (format === 'dmony') return [c, String(MONTHS.indexOf(b.toLowerCase()) + 1), a]
  return [a, b, c]
}

function fullYear(text: string): string {
  if (text.length !== 2) return text
  return Number(text) >= CENTURY ? `19${text}` : `20${text}`
}

const GENDER_WORDS: Readonly<Record<string, Gender>> = {
  f: 'female',
  female: 'female',
  woman: 'female',
  女: 'female',
  女士: 'female',
  女性: 'female',
  m: 'male',
  male: 'male',
  man: 'male',
  男: 'male',
  先生: 'male',
  男士: 'male',
  男性: 'male',
  o: 'other',
  other: 'other',
  其他: 'other',
  其它: 'other',
}
const UNSAID = new Set(['u', 'unknown', 'n/a', '-', '未知', '保密', '不详'])

/** Null when the file says that it is not known. */
export function parseGender(text: string): Gender | null | 'not_a_gender' {
  const word = plain(text).toLowerCase()
  if (UNSAID.has(word)) return null
  return Object.hasOwn(GENDER_WORDS, word) ? (GENDER_WORDS[word] ?? null) : 'not_a_gender'
}

/** Digits as they are compared; spreadsheets like to write numbers as 13800138000.0. */
export function parsePhone(text: string): string | 'not_a_phone' {
  const digits = plainPhone(plain(text).replace(/\.0$/, ''))
  return /^\+?\d{5,20}$/.test(digits) ? digits : 'not_a_phone'
}
