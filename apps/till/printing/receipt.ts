import type { Money } from '#base/money'
import type { Points } from '#base/points'
import type { Language } from '#domain/org/model'

/** What a deduction took off a line: a positive amount, printed with a minus. */
export type PaperDeduction = Readonly<{ name: string; offMinor: Money }>

export type PaperLine = Readonly<{
  name: string
  /** As people read it, with its unit where goods are weighed: `2`, `0.535 kg`. */
  quantity: string
  unitPriceMinor: Money
  /** What is paid for the line after its deductions. */
  chargedMinor: Money
  deductions: readonly PaperDeduction[]
}>

export type PaperTotals = Readonly<{
  /** The lines at their prices, before anything is taken off. */
  subtotalMinor: Money
  /** All deductions together, positive. */
  savedMinor: Money
  /** What rounding to coins took off, positive; negative where it was rounded up. */
  roundingMinor: Money
  dueMinor: Money
  paidMinor: Money
  changeMinor: Money
}>

export type PaperTender = Readonly<{ name: string; amountMinor: Money }>

/** `asOf` is the moment a balance was true, already a text; null when it is true at this receipt. */
export type PaperBalance =
  | Readonly<{ of: 'points'; points: Points; asOf: string | null }>
  | Readonly<{ of: 'stored_value' | 'before' | 'after'; amountMinor: Money; asOf: string | null }>

export type PaperMember = Readonly<{
  nameMasked: string
  tier: string | null
  /** Provisional while head office has not judged the sale yet (a till without a network). */
  earned: Readonly<{ points: Points; certainty: 'provisional' | 'final' }> | null
  balances: readonly PaperBalance[]
}>

/**
 * Everything a receipt says, as plain data: money in minor units, moments already text in the branch's zone. Whoever
 * fills it decides; nothing below reads a clock or computes a price.
 */
export type ReceiptPaper = Readonly<{
  language: Language
  /** ISO 4217. */
  currency: string
  kind: 'sale' | 'return' | 'top_up'
  /** A second print of the same receipt says so, or it would pass as a second sale. */
  reprint: boolean
  chain: string
  branch: string
  till: string
  number: string
  when: string
  cashier: string
  lines: readonly PaperLine[]
  totals: PaperTotals
  tenders: readonly PaperTender[]
  member: PaperMember | null
  notices: readonly string[]
  qr: Readonly<{ text: string; caption: string }> | null
  footer: string
  /** Whether printing it opens the cash drawer. */
  drawer: boolean
}>
