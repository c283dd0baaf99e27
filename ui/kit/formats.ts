import { currencyDigits, formatMoney, money, plainMoney } from '#base/money'

/** What numbers and dates are written by: the reader's language, the chain's currency and zone. */
export type Manner = Readonly<{ language: string; currency: string; zone: string }>

export type Formats = Readonly<{
  number: (n: number) => string
  /** 12,300,000 is 1,230万 or 12.3M: for places too small for the whole number. */
  short: (n: number) => string
  money: (minor: number) => string
  /** Money without fractions, for axes and tight places. */
  shortMoney: (minor: number) => string
  /** A share of one: 0.125 is 12.5%. */
  percent: (share: number, digits?: number) => string
  /** +1,234 or −1,234: the sign is always written. */
  signed: (n: number) => string
  day: (day: string) => string
  shortDay: (day: string) => string
  moment: (instant: string) => string
  /** Seconds as 3 minutes, the way people say it. */
  span: (seconds: number) => string
}>

/** Writers for one manner; they are made once because Intl objects are slow to make. */
export function formats({ language, currency, zone }: Manner): Formats {
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const shortDay = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  })
  const shortMoney = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    // Three figures, or one place behind the point where that is less: $4,140, $103, ¥1.7万.
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
    minimumSignificantDigits: 1,
    maximumSignificantDigits: 3,
    roundingPriority: 'lessPrecision',
    useGrouping: 'always',
  })
  const digits = currencyDigits(currency)
  const dayOf = (text: string) => new Date(`${text}T00:00:00Z`)
  return {
    number: (n) => plain.format(n),
    short: (n) => short.format(n),
    money: (minor) => formatMoney(money(minor), currency, language),
    // An axis label may round: the exact amount stands in the table beside the chart.
    shortMoney: (minor) =>
      shortMoney.format(plainMoney(money(Math.round(minor)), digits) as Intl.StringNumericLiteral),
    percent: (share, digits = 1) => percents(language, digits).format(share),
    signed: (n) => signed.format(n),
    day: (text) => day.format(dayOf(text)),
    shortDay: (text) => shortDay.format(dayOf(text)),
    moment: (text) => moment.format(new Date(text)),
    span: (seconds) => spanText(seconds, language),
  }
}

const percentFormats = new Map<string, Intl.NumberFormat>()

function percents(language: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`
  const known =
    percentFormats.get(key) ??
    new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits })
  percentFormats.set(key, known)
  return known
}

/** Rounded up to the unit people would use, so that a promise of time left is kept. */
function spanText(seconds: number, language: string): string {
  const [size, unit] =
    seconds < 90
      ? [1, 'second']
      : seconds < 5_400
        ? [60, 'minute']
        : seconds < 129_600
          ? [3_600, 'hour']
          : [86_400, 'day']
  const count = Math.ceil(seconds / (size as number))
  return new Intl.NumberFormat(language, { style: 'unit', unit: unit as string, unitDisplay: 'long' }).format(
    count,
  )
}
