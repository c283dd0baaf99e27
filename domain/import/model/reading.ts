import { isDay, type BusinessDay } from '#base/instant'
import { add, less, money, parseMoney, type Money } from '#base/money'
import type { DATE_FORMATS } from '../contract.ts'

export type DateFormat = (typeof DATE_FORMATS)[number]
/** Why a cell cannot be read: shown with the field's name. */
export type CellTrouble =
  | 'not_a_number'
  | 'too_many_decimals'
  | 'too_large'
  | 'not_whole'
  | 'not_a_day'
  | 'not_a_time'
  | 'not_a_gender'
  | 'not_yes_or_no'

/** Currency marks, blanks and grouping commas off, full-width digits to plain ones, (12.50) as a negative. */
function plainNumber(text: string): string {
  const narrow = text.normalize('NFKC').replace(/[\s¥$£€元]/g, '')
  const negative = /^\((.*)\)$/.exec(narrow)
  const number = (negative ? `-${negative[1]}` : narrow).replace(/^(-?)\+/, '$1')
  return /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(number)
    ? number.replaceAll(',', '')
    : number.replace(/^(-?)\./, '$10.')
}

/** Minor units, exactly. Decimals finer than the currency are refused, or rounded half away from zero when asked. */
export function moneyOf(text: string, digits: number, round: boolean): Money | CellTrouble {
  const plain = plainNumber(text)
  const read = parseMoney(plain, digits)
  if (typeof read === 'object') return read.amountMinor
  if (read !== 'too_many_decimals' || !round) return read
  // Only the first finer decimal decides between down and up; reading more of them would overflow large amounts.
  const point = plain.indexOf('.')
  const cut = parseMoney(plain.slice(0, point + 1 + digits), digits)
  if (typeof cut !== 'object') return cut
  if (!/[5-9]/.test(plain[point + 1 + digits] ?? '')) return cut.amountMinor
  return plain.startsWith('-') ? less(cut.amountMinor, money(1)) : add(cut.amountMinor, money(1))
}

export function integerOf(text: string): number | CellTrouble {
  const plain = plainNumber(text).replace(/\.0*$/, '')
  if (!/^-?\d+$/.test(plain)) return Number.isNaN(Number(plain)) ? 'not_a_number' : 'not_whole'
  const value = Number(plain)
  return Number.isSafeInteger(value) ? value : 'too_large'
}

/** A quantity in thousandths. */
export function thousandthsOf(text: string): number | CellTrouble {
  const read = parseMoney(plainNumber(text), 3)
  return typeof read === 'object' ? read.amountMinor : read
}

/** A number of the chain's own fields, such as a shoe size. */
export function numberOf(text: string): number | CellTrouble {
  const plain = plainNumber(text)
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : 'not_a_number'
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Two-digit years: 70–99 are the last century, 00–69 this one, as POSIX has it. */
const fullYear = (text: string): string =>
  text.length === 4 ? text : `${Number(text) >= 70 ? 19 : 20}${text}`
const two = (text: string | undefined): string => (text ?? '').padStart(2, '0')

/** YYYY-MM-DD of a day written in the given order; a four-digit year in front is understood in any. */
export function dayOf(text: string, format: DateFormat): BusinessDay | CellTrouble {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[年月]/g, '-')
    .replace(/日$/, '')
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  const named = /^(\d{1,2})[-/ ]([A-Za-z]{3})[a-z]*[-/ ](\d{4}|\d{2})$/.exec(plain)
  const short = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(plain)
  let found = ''
  if (iso) found = `${iso[1]}-${two(iso[2])}-${two(iso[3])}`
  else if (named) {
    const month = MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1
    found = `${fullYear(named[3] ?? '')}-${two(String(month))}-${two(named[1])}`
  } else if (short && (format === 'dmy' || format === 'mdy')) {
    const [day, month] = format === 'dmy' ? [short[1], short[2]] : [short[2], short[1]]
    found = `${fullYear(short[3] ?? '')}-${two(month)}-${two(day)}`
  }
  return isDay(found) ? (found as BusinessDay) : 'not_a_day'
}

/** Wall-clock text `YYYY-MM-DD[ HH:MM[:SS]]` of the branch, ready for its zone. */
export function momentOf(text: string, format: DateFormat): string | CellTrouble {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[年月]/g, '-')
    .replace('日', ' ')
    .trim()
  const parts = /^(.*?)(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|Z)?)?$/i.exec(plain)
  const day = dayOf(parts?.[1] ?? '', format)
  if (day === 'not_a_day') return 'not_a_time'
  if (parts?.[2] === undefined) return day
  const half = parts[5]?.toLowerCase()
  const hour = (Number(parts[2]) % (half === 'am' || half === 'pm' ? 12 : 24)) + (half === 'pm' ? 12 : 0)
  if (Number(parts[2]) > 23 || Number(parts[3]) > 59 || Number(parts[4] ?? 0) > 59) return 'not_a_time'
  return `${day} ${two(String(hour))}:${parts[3]}:${parts[4] ?? '00'}`
}

/** Words for "not known" are nothing at all: a gender nobody told is not another one. */
export function genderOf(text: string): 'female' | 'male' | 'other' | null | CellTrouble {
  const plain = text.toLowerCase()
  if (['f', 'female', '女', '女士', 'w', '2'].includes(plain)) return 'female'
  if (['m', 'male', '男', '先生', '1'].includes(plain)) return 'male'
  if (['o', 'other', '其他'].includes(plain)) return 'other'
  if (['未知', 'u', 'unknown', '0', '保密', '-'].includes(plain)) return null
  return 'not_a_gender'
}

export function flagOf(text: string): boolean | CellTrouble {
  const plain = text.toLowerCase()
  if (['1', 'y', 'yes', 'true', 't', '是', '同意', '√'].includes(plain)) return true
  if (['0', 'n', 'no', 'false', 'f', '否', '不同意', ''].includes(plain)) return false
  return 'not_yes_or_no'
}
