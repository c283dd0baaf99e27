import { money, shareDown } from '#base/money'
import type { ProgramDocument } from '#domain/program/model/document'
import { pointsFor } from '#domain/program/model/earn'
import { sentencesOf } from '#domain/program/model/words'
import { BOUNDS, LESS } from '../contract/health.ts'
import type { FIGURES, Question, Verdict } from '../contract/health.ts'
import { pointWorth, worthOf } from './rehearse.ts'

/** What is known of a chain and its live program. Members are the living ones; money in minor units. */
export type Known = Readonly<{
  document: ProgramDocument
  currency: string
  members: number
  /** Members who bought in the last three months; null before the first sale. */
  active: number | null
  /** Sales of the last three months, and those of a known member. */
  sales: number
  known: number
  /** What the middle one of those who bought spent in a year; null when nobody did. */
  yearMinor: number | null
  /** Campaigns sent in a year. */
  campaigns: number
  households: number
  branches: number
  /** Members who earned or used points or value in a year; null before the first sale. */
  moved: number | null
  /** How many of the fifth that spent most in a year there are, and how many of them have the best discount. */
  topFifth: Readonly<{ members: number; best: number }>
}>

export type Found = Readonly<{
  code: Question
  figure: number | null
  is: (typeof FIGURES)[number]
  verdict: Verdict
}>

type Bounds = readonly [good: number, look: number]

const atLeast = (figure: number | null, [good, look]: Bounds): Verdict => {
  if (figure === null) return 'unknown'
  if (figure >= good) return 'good'
  return figure >= look ? 'look' : 'bad'
}

const atMost = (figure: number | null, [good, look]: Bounds): Verdict =>
  figure === null ? 'unknown' : atLeast(-figure, [-good, -look])

/** E5: the answers, in the order of the questions. What cannot be known is unknown, never good or bad. */
export function judged(of: Known): Found[] {
  const bps = (part: number | null, whole: number): number | null =>
    part === null || whole === 0 ? null : Math.round((part * 10_000) / whole)
  const dead = of.moved === null ? null : Math.max(0, of.members - of.moved)
  const rows: readonly (readonly [keyof typeof BOUNDS, number | null, Found['is']])[] = [
    ['active_members', bps(of.active, of.members), 'bps'],
    ['card_shown', bps(of.known, of.sales), 'bps'],
    ['readable', sentencesOf(of.document, { currency: of.currency, language: 'en' }).length, 'count'],
    ['year_value', yearValueBps(of), 'bps'],
    ['benefits', benefitsOf(of.document), 'count'],
    ['events', of.campaigns === 0 ? null : of.campaigns, 'a_year'],
    ['greetings', greetingsOf(of.document) || null, 'a_year'],
    ['dead_members', bps(dead, of.members), 'bps'],
    [
      'top_fifth',
      of.document.tiers.list.length === 0 ? null : bps(of.topFifth.best, of.topFifth.members),
      'bps',
    ],
  ]
  const found = rows.map(([code, figure, is]): Found => {
    const verdict = LESS.includes(code) ? atMost(figure, BOUNDS[code]) : atLeast(figure, BOUNDS[code])
    return { code, figure, is, verdict }
  })
  const place = found.findIndex((one) => one.code === 'dead_members')
  return [
    ...found.slice(0, place),
    { code: 'family', figure: of.households, is: 'count', verdict: of.households > 0 ? 'good' : 'look' },
    // One ledger holds every member's value, so each branch takes what any other gave.
    { code: 'cross_store', figure: of.branches, is: 'count', verdict: 'good' },
    ...found.slice(place),
  ]
}

/** What a year's points and period rewards of the middle buyer are worth, of what was spent. */
export function yearValueMinor({
  document,
  yearMinor,
}: Pick<Known, 'document' | 'yearMinor'>): number | null {
  if (yearMinor === null || yearMinor <= 0) return null
  const points = pointsFor(document, money(yearMinor))
  if (points > 0 && pointWorth(document) === null) return null
  const reward =
    document.periodReward === null ? 0 : shareDown(money(yearMinor), document.periodReward.bps, 10_000)
  return worthOf(document, points) + reward
}

const yearValueBps = (of: Known): number | null => {
  const value = yearValueMinor(of)
  return value === null || of.yearMinor === null ? null : Math.round((value * 10_000) / of.yearMinor)
}

/** Every service benefit is one; of prices, points, coupons and the like each kind is one. */
export function benefitsOf(of: ProgramDocument): number {
  const kinds: readonly boolean[] = [
    of.earning.points > 0,
    of.tiers.list.some((tier) => tier.discountBps > 0) || of.memberPrices.length > 0,
    of.membersOnly.length > 0 || of.presales.length > 0,
    of.addOns.length > 0,
    of.coupons.length > 0,
    of.gifts.length > 0,
    of.claims.length > 0,
    of.periodReward !== null,
    of.topUps.some(
      (one) => one.bonusMinor > 0 || one.points > 0 || one.coupons.length + one.passes.length > 0,
    ),
  ]
  return of.benefits.length + kinds.filter(Boolean).length
}

/** How often a year somebody hears from the house on an occasion: a birthday, a festival, an event of their life. */
export const greetingsOf = ({ claims }: ProgramDocument): number => {
  const birthday = claims.some((one) => one.occasion === 'birthday') ? 1 : 0
  const festivals = new Set(claims.flatMap((one) => (one.occasion === 'festival' ? one.festivals : [])))
  return birthday + festivals.size + (claims.some((one) => one.occasion === 'life_event') ? 1 : 0)
}

/** The tiers whose members pay least: their discount is the largest of all, and there is one. */
export function bestTiers({ tiers }: ProgramDocument): Set<string> {
  const most = Math.max(0, ...tiers.list.map((tier) => tier.discountBps))
  return new Set(most === 0 ? [] : tiers.list.flatMap((t) => (t.discountBps === most ? [t.code] : [])))
}
