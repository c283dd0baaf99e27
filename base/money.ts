import { must } from './must.ts'

declare const moneyBrand: unique symbol
/**
 * Money in the minor unit of the chain's currency (fen, pence): a safe integer that only this file may
 * compute with.
 */
export type Money = number & { readonly [moneyBrand]: true }

/** A safe integer of minor units becomes Money; anything else is our bug. */
export function money(minor: number): Money {
  must(Number.isSafeInteger(minor), () => `M5: money is a safe integer of minor units, got ${minor}`)
  return (minor === 0 ? 0 : minor) as Money
}

export const nothing = 0 as Money

export const add = (a: Money, b: Money): Money => money(a + b)
export const less = (a: Money, b: Money): Money => money(a - b)
export const negate = (a: Money): Money => money(-a)
export const sum = (parts: readonly Money[]): Money => parts.reduce<Money>((a, b) => money(a + b), nothing)

/** A whole number of equal amounts, exactly. */
export function times(amount: Money, count: number): Money {
  must(Number.isSafeInteger(count), 'M5: money is multiplied by whole numbers only')
  return fromBig(BigInt(amount) * BigInt(count))
}

/**
 * The quotient of integers towards zero, where the dividend is a safe integer: the remainder is exact, and so is the
 * division of what it leaves. Most shares of a basket are so small, and BigInt costs twenty times as much.
 */
const wholes = (dividend: number, divisor: number): number => (dividend - (dividend % divisor)) / divisor

/** Whether all of these are what a double holds exactly: a product that is not comes out as none that is. */
const exact = (a: number, b: number, c: number, d: number): boolean =>
  Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(c) && Number.isSafeInteger(d)

/** amount × part ÷ whole, rounded towards zero; the product goes through BigInt where a fen could be lost without. */
export function shareDown(amount: Money, part: number, whole: number): Money {
  must(whole > 0, 'M5: a share is of a positive whole')
  const product = amount * part
  if (exact(part, product, whole, product)) return money(wholes(product, whole))
  return fromBig((BigInt(amount) * BigInt(part)) / BigInt(whole))
}

/** amount × part ÷ whole, halves away from zero: the rounding customers know from receipts. */
export function shareHalfUp(amount: Money, part: number, whole: number): Money {
  must(whole > 0, 'M5: a share is of a positive whole')
  const twice = amount * part * 2
  const rounded = twice < 0 ? twice - whole : twice + whole
  if (exact(part, twice, rounded, whole * 2)) return money(wholes(rounded, whole * 2))
  const product = BigInt(amount) * BigInt(part) * 2n
  const half = product < 0n ? -BigInt(whole) : BigInt(whole)
  return fromBig((product + half) / (BigInt(whole) * 2n))
}

/**
 * Splits an amount by weights so that the parts sum to it exactly; spare units go to the largest remainders,
 * then first come.
 */
export function splitByLargestRemainder(amount: Money, weights: readonly number[]): Money[] {
  const whole = weights.reduce((a, b) => a + b, 0)
  must(
    whole > 0 && weights.every((w) => Number.isSafeInteger(w) && w >= 0),
    'M5: weights are whole, not negative, not all zero',
  )
  const sign = amount < 0 ? -1n : 1n
  const size = BigInt(amount) * sign
  const parts = weights.map((w) => (size * BigInt(w)) / BigInt(whole))
  const rests = weights.map((w, at) => ({ at, rest: (size * BigInt(w)) % BigInt(whole) }))
  const spare = Number(size - parts.reduce((a, b) => a + b, 0n))
  rests.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1))
  for (const { at } of rests.slice(0, spare)) parts[at] = (parts[at] ?? 0n) + 1n
  return parts.map((p) => fromBig(p * sign))
}

function fromBig(value: bigint): Money {
  return money(Number(value))
}

/** Fraction digits of an ISO 4217 currency (CNY 2, JPY 0, KWD 3), as the platform's CLDR data says. */
export function currencyDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

export type ParsedMoney =
  Readonly<{ amountMinor: Money }> | 'not_a_number' | 'too_many_decimals' | 'too_large'

/** Reads a plain decimal ("-1234.5") into minor units exactly; never through a float. */
export function parseMoney(text: string, digits: number): ParsedMoney {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim())
  if (!match) return 'not_a_number'
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return 'too_many_decimals'
  const minor = BigInt((match[2] ?? '') + fraction.padEnd(digits, '0')) * (match[1] === '-' ? -1n : 1n)
  if (minor > BigInt(Number.MAX_SAFE_INTEGER) || minor < -BigInt(Number.MAX_SAFE_INTEGER)) return 'too_large'
  return { amountMinor: fromBig(minor) }
}

/** A whole number of 10^-digits as decimal text: 1500 with 3 digits is "1.500"; quantities use it too. */
export function decimalText(count: number, digits: number): string {
  must(Number.isSafeInteger(count), 'M5: decimal text is of a safe integer')
  const size = String(Math.abs(count)).padStart(digits + 1, '0')
  const whole = size.slice(0, size.length - digits)
  return `${count < 0 ? '-' : ''}${whole}${digits > 0 ? `.${size.slice(-digits)}` : ''}`
}

/** Plain decimal text for files: 123456 with 2 digits is "1234.56". */
export const plainMoney = (amount: Money, digits: number): string => decimalText(amount, digits)

/** What people read: ¥1,234.56. Exact for every safe amount, because Intl is given decimal text. */
export function formatMoney(amount: Money, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
  return format.format(plainMoney(amount, currencyDigits(currency)) as Intl.StringNumericLiteral)
}

/**
 * Splits an amount over parts in their proportion, one after the other: the first gets its share rounded down, the
 * rest is split over the others alike. Unlike largest remainders this grows with the amount in every part, so what has
 * come back so far can be split again each time, and however it came back the parts end exactly full.
 */
export function splitInTurn(amount: Money, parts: readonly Money[]): Money[] {
  let left: Money = amount
  let whole = sum(parts)
  must(amount >= 0 && amount <= whole, 'M5: no more is split than the parts hold')
  return parts.map((part) => {
    must(part >= 0, 'M5: a part is not negative')
    const share = whole === 0 ? nothing : shareDown(left, part, whole)
    left = less(left, share)
    whole = less(whole, part)
    return share
  })
}
