import type { BuyerFit } from './buyer-fit.ts'
import { gapsOf, type MemberColumns, type PurchaseDays } from './purchase-days.ts'
import type { SpendFit } from './spend-model.ts'

/** What makes a model doubtful without forbidding it. */
export type Doubt =
  | 'impossible_history' // More purchase days than days, or a purchase after the day of the report: an import error.
  | 'opening_day' // Many "first" purchases on the first day: the history was cut off by an import.
  | 'subscription' // Most gaps are alike: a contract, for which the shifted beta-geometric is made.
  | 'season' // The same month stands out in both of the last two years.
  | 'no_dropout' // Nobody is seen to leave: NBD says as much.
  | 'at_edge' // A parameter ran to where it says nothing.
  | 'not_converged'
  | 'spend_correlated' // Purchases and spend per purchase go together: Gamma-Gamma misleads.
  | 'spend_typical' // The mean worth of a purchase does not exist; the median stands in.

/** Members of a model and what was done with them, by rule. */
export type Counted = Readonly<{
  buyers: number
  repeatBuyers: number
  /** First bought on the very day of the report: they say nothing yet, and are counted in. */
  bornToday: number
  historyDays: number
  /** More purchase days than days between, or a purchase after the day of the report: no model can be fitted. */
  impossible: number
}>

/** Counts members as of a day, whose columns hold nothing later unless an import went wrong. */
export function countedOf(columns: MemberColumns, asOf: number): Counted {
  let [buyers, repeatBuyers, bornToday, impossible, first] = [0, 0, 0, 0, asOf]
  for (let m = 0; m < columns.members; m += 1) {
    const n = columns.purchaseDays[m] as number
    if (n === 0) continue
    const from = columns.firstDay[m] as number
    const to = columns.lastDay[m] as number
    buyers += 1
    if (n > 1) repeatBuyers += 1
    if (from === asOf) bornToday += 1
    if (n - 1 > to - from || to > asOf || (n === 1 && to !== from)) impossible += 1
    if (from < first) first = from
  }
  return { buyers, repeatBuyers, bornToday, historyDays: asOf - first, impossible }
}

/** What the histories themselves give away, before anything is fitted. */
export function historyDoubts(columns: MemberColumns, lists: PurchaseDays, asOf: number): Doubt[] {
  const counted = countedOf(columns, asOf)
  const doubts: Doubt[] = []
  if (counted.impossible > 0) doubts.push('impossible_history')
  if (isOpening(columns, counted, asOf)) doubts.push('opening_day')
  if (isSubscription(lists)) doubts.push('subscription')
  if (hasSeason(lists, asOf)) doubts.push('season')
  return doubts
}

/** What the fits themselves give away. */
export function fitDoubts(fit: BuyerFit | null, spend: SpendFit | null): Doubt[] {
  const doubts: Doubt[] = []
  if (fit && !fit.converged) doubts.push('not_converged')
  if (fit && fit.edge.length > 0) doubts.push('at_edge')
  if (fit && withoutDropout(fit)) doubts.push('no_dropout')
  if (spend && Math.abs(spend.correlation) > 0.3) doubts.push('spend_correlated')
  if (spend && spend.params.q <= 1) doubts.push('spend_typical')
  return doubts
}

/** b, beta → ∞ or a, s → 0 at a bound: no dropout is visible, and NBD should be used. */
export function withoutDropout({ params, edge }: BuyerFit): boolean {
  if (params.kind === 'nbd') return false
  if (params.kind === 'pareto')
    return (edge.includes('s') && params.s < 1) || (edge.includes('beta') && params.beta > params.alpha)
  return (edge.includes('a') || edge.includes('b')) && params.a / (params.a + params.b) < 0.005
}

/** Fewer than this say nothing of a habit. */
const FEW = 200
const FEW_GAPS = 50

/** A twentieth of all "first" purchases on the first day, and ten times what a usual day has. */
function isOpening(columns: MemberColumns, { buyers, historyDays }: Counted, asOf: number): boolean {
  const first = asOf - historyDays
  let onFirst = 0
  for (let m = 0; m < columns.members; m += 1)
    if ((columns.purchaseDays[m] as number) > 0 && columns.firstDay[m] === first) onFirst += 1
  return onFirst * 20 > buyers && onFirst * (historyDays + 1) > 10 * buyers && buyers >= FEW
}

/** Three fifths of the gaps within a day of the commonest, which is a week or longer. */
function isSubscription(lists: PurchaseDays): boolean {
  const gaps = gapsOf(lists)
  if (gaps.length < FEW_GAPS) return false
  const counts = new Map<number, number>()
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1)
  const near = (gap: number): number =>
    (counts.get(gap - 1) ?? 0) + (counts.get(gap) ?? 0) + (counts.get(gap + 1) ?? 0)
  const commonest = Math.max(...[...counts.keys()].map((gap) => (gap >= 7 ? near(gap) : 0)))
  return commonest * 5 > gaps.length * 3
}

/** One twelfth of the year at 1.6 times the mean in both of the last two years, and with 50 purchases each. */
function hasSeason({ days }: PurchaseDays, asOf: number): boolean {
  const parts = new Int32Array(24)
  for (const day of days) {
    const part = Math.floor(((asOf - day) * 12) / 365)
    if (part < 24) parts[part] = (parts[part] as number) + 1
  }
  if (parts.some((n) => n === 0)) return false
  const years = [parts.subarray(0, 12), parts.subarray(12)].map((year) => {
    const mean = year.reduce((sum, n) => sum + n, 0) / 12
    return Array.from(year, (n) => n >= 50 && n > 1.6 * mean)
  })
  return (years[0] ?? []).some((high, i) => high && years[1]?.[i] === true)
}
