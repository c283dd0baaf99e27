import { addDays, type BusinessDay } from '#base/instant'
import { less, money, type Money } from '#base/money'
import { missMember, missWhen, missWho } from '#domain/program/model/holds'
import type { ProgramDocument } from '#domain/program/model/document'
import type { Gift } from '#domain/program/model/rewards'
import type { MemberRow } from '../till-context.ts'
import type { Quote, QuoteScene } from './quote.ts'

/** The one thing worth saying to this customer now, and why it is true: figures, never a phrase. */
export type Hint =
  | Readonly<{ kind: 'coupon_short'; code: string; shortMinor: Money; leastMinor: Money }>
  | Readonly<{ kind: 'add_on_short'; code: string; shortMinor: Money; priceMinor: Money }>
  | Readonly<{ kind: 'tier_reached'; code: string }>
  | TierShort
  | Readonly<{ kind: 'gift_reached'; code: string; points: number; has: number }>
  | Readonly<{ kind: 'gift_short'; code: string; short: number; points: number }>
  | Readonly<{ kind: 'coupon_ends'; code: string; on: string }>
  | Readonly<{ kind: 'join'; points: number }>

type SaleCounts = 'spend' | 'visits' | 'points'
/** `short` and `least` are minor units for money, else a count. */
type TierShort = Readonly<{
  kind: 'tier_short'
  code: string
  by: SaleCounts
  short: number
  least: number
}>

/** Nearer than this share of a threshold is worth a word; farther is a nuisance. */
const NEAR_BPS = 3_000
const ENDS_DAYS = 7

export type HintFacts = Readonly<{
  scene: QuoteScene
  quote: Quote
  member: Pick<MemberRow, 'points' | 'nextTier' | 'pending'> | null
  /** Points this sale brings. */
  earns: number
  /** What a stranger would earn by this basket as a member. */
  wouldEarn: number
}>

/** At most one hint a sale, the one that costs the customer least first. */
export function hintFor(facts: HintFacts): Hint | null {
  if (facts.quote.priced.lines.length === 0) return null
  if (facts.scene.buyer === null)
    return facts.member === null && facts.wouldEarn > 0 ? { kind: 'join', points: facts.wouldEarn } : null
  return couponShort(facts) ?? addOnShort(facts) ?? tierHint(facts) ?? giftHint(facts) ?? couponEnds(facts)
}

const near = (short: number, least: number): boolean => short > 0 && short * 10_000 <= least * NEAR_BPS

/** A coupon the member holds that a few things more would make usable. */
function couponShort({ scene, quote }: HintFacts): Hint | null {
  const used = new Set(quote.coupons.map((one) => one.code))
  const found = scene.program.coupons
    .filter(
      (rule) =>
        !used.has(rule.code) &&
        (rule.kind === 'amount' || rule.kind === 'percent') &&
        rule.productCodes.length + rule.categories.length === 0 &&
        scene.held.some((one) => one.code === rule.code) &&
        missWhen(rule, scene) === null &&
        (rule.tiers.length === 0 || missWho(rule, scene) === null),
    )
    .map((rule) => ({ rule, short: less(money(rule.leastMinor), quote.totalMinor) }))
    .filter(({ rule, short }) => near(short, rule.leastMinor))
    .toSorted((a, b) => a.short - b.short)[0]
  if (!found || quote.coupons.length > 0) return null
  const { rule, short } = found
  return { kind: 'coupon_short', code: rule.code, shortMinor: short, leastMinor: money(rule.leastMinor) }
}

function addOnShort({ scene, quote }: HintFacts): Hint | null {
  if (quote.basket.lines.some((line) => line.addOnCode !== null)) return null
  const found = scene.program.addOns
    .filter((rule) => missMember(rule, scene) === null)
    .map((rule) => ({ rule, short: less(money(rule.leastMinor), quote.totalMinor) }))
    .filter(({ rule, short }) => near(short, rule.leastMinor))
    .toSorted((a, b) => a.short - b.short)[0]
  if (!found) return null
  const { rule, short } = found
  return { kind: 'add_on_short', code: rule.code, shortMinor: short, priceMinor: money(rule.priceMinor) }
}

/** The next tier: reached by this very sale, or nearly (C15). What head office told holds up to a day. */
function tierHint({ scene, quote, member, earns }: HintFacts): Hint | null {
  const next = member?.nextTier ?? null
  if (member === null || next === null || (next.until !== null && next.until < scene.on)) return null
  const { spentMinor, visits, earned } = member.pending
  const done: Readonly<Record<SaleCounts, number>> = {
    spend: spentMinor + quote.totalMinor,
    visits: visits + 1,
    points: earned + earns,
  }
  const left = next.ways.flatMap(({ by, least, missing }) =>
    isCounted(by) ? [{ by, least, short: missing - done[by] }] : [],
  )
  const { code } = next
  if (left.some(({ short }) => short <= 0)) return { kind: 'tier_reached', code }
  const found = left
    .filter(({ short, least }) => near(short, least))
    .toSorted((a, b) => a.short * b.least - b.short * a.least)[0]
  return found ? { kind: 'tier_short', code, ...found } : null
}

const isCounted = (by: string): by is SaleCounts => by === 'spend' || by === 'visits' || by === 'points'

/** The next gift for points: reached by this very sale, or nearly. */
function giftHint({ scene, member, earns }: HintFacts): Hint | null {
  if (member === null) return null
  const before = member.points + member.pending.points
  const has = before + member.pending.earned + earns
  const gifts = giftsFor(scene.program, scene).toSorted((a, b) => a.points - b.points)
  const reached = gifts.findLast((gift) => gift.points > has - earns && gift.points <= has)
  if (reached) return { kind: 'gift_reached', code: reached.code, points: reached.points, has }
  const next = gifts.find((gift) => gift.points > has)
  if (!next || !near(next.points - has, next.points)) return null
  return { kind: 'gift_short', code: next.code, short: next.points - has, points: next.points }
}

const giftsFor = (program: ProgramDocument, scene: QuoteScene): Gift[] =>
  program.gifts.filter((gift) => missMember(gift, scene) === null)

/** A coupon that is about to end and is not used by this sale. */
function couponEnds({ scene, quote }: HintFacts): Hint | null {
  const until: BusinessDay = addDays(scene.on, ENDS_DAYS)
  const used = new Set(quote.coupons.map((one) => one.id))
  const ending = scene.held
    .filter(
      ({ id, expiresOn }) =>
        !used.has(id) && expiresOn !== null && expiresOn >= scene.on && expiresOn <= until,
    )
    .toSorted((a, b) => ((a.expiresOn ?? '') < (b.expiresOn ?? '') ? -1 : 1))[0]
  return ending ? { kind: 'coupon_ends', code: ending.code, on: ending.expiresOn ?? '' } : null
}
