import { formatMoney, less, negate, sum } from '#base/money'
import type { Money } from '#base/money'
import type { Language } from '#domain/org/model'
import { across, gap, pair, rule } from './rows.ts'
import type { Roll, Row } from './rows.ts'
import { fill, paperTexts } from './texts.ts'
import type { PaperTexts } from './texts.ts'

/** Null while whoever counts the drawer must not learn by it what should be there. */
type Blind = Money | null
type Counted = Readonly<{ count: number; amountMinor: Blind }>

/**
 * A shift on paper: X looks at it while it runs, Z closes it. All amounts are positive; the paper gives returns and
 * cash out their minus. Moments are already text in the branch's zone.
 */
export type ShiftReport = Readonly<{
  language: Language
  /** ISO 4217. */
  currency: string
  kind: 'x' | 'z'
  chain: string
  branch: string
  till: string
  shift: string
  cashier: string
  opened: string
  printed: string
  floatMinor: Blind
  sales: readonly (Counted & Readonly<{ name: string }>)[]
  returns: Counted
  topUps: Counted
  cashInMinor: Blind
  cashOutMinor: Blind
  expectedMinor: Blind
  countedMinor: Money | null
  receipts: Readonly<{ count: number; first: string | null; last: string | null }>
}>

type Setting = Readonly<{ of: ShiftReport; roll: Roll; texts: PaperTexts['report'] }>

/** Sets an X or Z report in rows for a roll. */
export function layOutShift(of: ShiftReport, roll: Roll): Row[] {
  const s: Setting = { of, roll, texts: paperTexts(of.language).report }
  return [
    ...head(s),
    rule(roll),
    ...takings(s),
    rule(roll),
    ...drawer(s),
    rule(roll),
    ...receipts(s),
    ...signatures(s),
  ]
}

function amount(s: Setting, label: string, minor: Blind, bold = false): Row[] {
  if (minor === null) return pair(s.roll, { label, amount: s.texts.blind })
  return pair(s.roll, { label, amount: formatMoney(minor, s.of.currency, s.of.language) }, { bold })
}

function head({ of, roll, texts }: Setting): Row[] {
  const { colon, till, cashier } = paperTexts(of.language)
  const fact = (label: string, value: string): Row[] => across(roll, label + colon + value)
  return [
    ...across(roll, of.chain, { align: 'centre', bold: true }),
    ...across(roll, of.branch, { align: 'centre' }),
    ...across(roll, texts[of.kind], { align: 'centre', bold: true }),
    rule(roll),
    ...fact(texts.shift, of.shift),
    ...fact(till, of.till),
    ...fact(cashier, of.cashier),
    ...fact(texts.opened, of.opened),
    ...fact(texts.printed, of.printed),
  ]
}

function takings(s: Setting): Row[] {
  const { of, texts } = s
  return [
    ...across(s.roll, texts.sales, { bold: true }),
    ...of.sales.flatMap(({ name, count, amountMinor }) =>
      amount(s, fill(texts.each, { name, count }), amountMinor),
    ),
    ...amount(s, texts.salesTotal, total(of.sales), true),
    ...amount(s, fill(texts.returns, { count: of.returns.count }), off(of.returns.amountMinor)),
    ...amount(s, fill(texts.topUps, { count: of.topUps.count }), of.topUps.amountMinor),
  ]
}

const off = (minor: Blind): Blind => (minor === null ? null : negate(minor))

/** A total of which one part is not told would tell it. */
function total(of: readonly Counted[]): Blind {
  const told = of.flatMap(({ amountMinor }) => amountMinor ?? [])
  return told.length < of.length ? null : sum(told)
}

function drawer(s: Setting): Row[] {
  const { of, texts } = s
  const counted =
    of.countedMinor === null
      ? pair(s.roll, { label: texts.counted, amount: texts.notCounted })
      : amount(s, texts.counted, of.countedMinor)
  return [
    ...across(s.roll, texts.drawer, { bold: true }),
    ...amount(s, texts.float, of.floatMinor),
    ...amount(s, texts.cashIn, of.cashInMinor),
    ...amount(s, texts.cashOut, off(of.cashOutMinor)),
    ...(of.expectedMinor === null ? [] : amount(s, texts.expected, of.expectedMinor)),
    ...counted,
    ...difference(s),
  ]
}

/** Only where both are known: an uncounted drawer is not short. */
function difference(s: Setting): Row[] {
  const { expectedMinor, countedMinor } = s.of
  if (expectedMinor === null || countedMinor === null) return []
  const minor = less(countedMinor, expectedMinor)
  const label = minor > 0 ? s.texts.over : minor < 0 ? s.texts.short : s.texts.exact
  return amount(s, label, minor, true)
}

function receipts({ of, roll, texts }: Setting): Row[] {
  const { count, first, last } = of.receipts
  const number = (label: string, value: string | null): Row[] =>
    value === null ? [] : pair(roll, { label, amount: value })
  return [
    ...pair(roll, { label: texts.receipts, amount: new Intl.NumberFormat(of.language).format(count) }),
    ...number(texts.first, first),
    ...number(texts.last, last),
  ]
}

/** A closed shift is signed by whoever counted and whoever checked. */
function signatures({ of, roll, texts }: Setting): Row[] {
  if (of.kind === 'x') return []
  const { colon } = paperTexts(of.language)
  const line = (label: string): Row[] => [gap, ...across(roll, `${label}${colon}____________`)]
  return [...line(texts.signed), ...line(texts.checked)]
}
