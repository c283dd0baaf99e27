import { currencyDigits } from '#base/money'
import type { ProgramDocument } from './document.ts'
import { alike, hardlyDifferent } from './distinct.ts'
import { ONCE } from './earn.ts'
import { warnOf, type Finding } from './finding.ts'

/** What is known of the shop; what is not is taken as typical. */
export type Habits = Readonly<{
  currency: string
  /** Baskets that people really buy, as the median one; 100 units of the currency when nobody knows. */
  basketsMinor?: readonly number[]
  /** What a member spends in a month; one basket when nobody knows. */
  monthMinor?: number
  /** The tier in which the best fifth of the members would be. */
  topFifthTier?: string
}>

/** More kinds of value than this are more than a member keeps in mind. */
const MOST_CURRENCIES = 3
/** Points worth more than this share of the price cost more than most shops earn. */
const DEAR_BPS = 3_000

/** What a program's owner should think over before it goes live; none of it keeps it from that. */
export function thoughts(program: ProgramDocument, habits: Habits): Finding[] {
  const unitMinor = 10 ** currencyDigits(habits.currency)
  const basketsMinor = habits.basketsMinor?.length ? habits.basketsMinor : [100 * unitMinor]
  const monthMinor = habits.monthMinor ?? Math.max(...basketsMinor)
  return [
    ...differing(program, { basketsMinor, unitMinor }),
    ...best(program, habits.topFifthTier),
    ...reachable(program),
    ...packages(program),
    ...currencies(program),
    ...dear(program),
    ...outOfReach(program, monthMinor),
    ...endless(program),
  ]
}

function differing(
  program: ProgramDocument,
  of: Readonly<{ basketsMinor: readonly number[]; unitMinor: number }>,
): Finding[] {
  return [
    ...hardlyDifferent(program, of).map((one) =>
      warnOf('tiers_do_not_differ', ['tiers', 'list', one.at, 'discountBps'], {
        lower: one.lower.nameZh,
        lowerEn: one.lower.nameEn,
        higher: one.higher.nameZh,
        higherEn: one.higher.nameEn,
        basketMinor: one.basketMinor,
        lowerMinor: one.lowerMinor,
        higherMinor: one.higherMinor,
      }),
    ),
    ...alike(program).map((at) => warnOf('tiers_alike', ['tiers', 'list', at])),
  ]
}

/** C17: nobody may be better off than the top tier, nor than the tier of the best fifth in what they pay. */
function best({ tiers: { list } }: ProgramDocument, topFifthTier: string | undefined): Finding[] {
  const top = list.length - 1
  const discount = Math.max(0, ...list.map((one) => one.discountBps))
  const times = Math.max(0, ...list.map((one) => one.earnTimes))
  const found: Finding[] = []
  if (list.length > 1 && (list[top]?.discountBps ?? 0) < discount)
    found.push(warnOf('top_tier_not_best', ['tiers', 'list', top, 'discountBps']))
  if (list.length > 1 && (list[top]?.earnTimes ?? 0) < times)
    found.push(warnOf('top_tier_not_best', ['tiers', 'list', top, 'earnTimes']))
  const fifth = list.findIndex((one) => one.code === topFifthTier)
  if (fifth >= 0 && (list[fifth]?.discountBps ?? 0) < discount)
    found.push(warnOf('top_fifth_not_best', ['tiers', 'list', fifth, 'discountBps']))
  return found
}

function reachable({ tiers: { list }, joining }: ProgramDocument): Finding[] {
  return list.flatMap((tier, at) => {
    if (at === 0)
      return tier.ways.length > 0 ? [warnOf('first_tier_has_ways', ['tiers', 'list', 0, 'ways'])] : []
    const joined = joining?.ways.some((way) => way.tier === tier.code) ?? false
    const found: Finding[] = []
    if (tier.ways.length === 0 && !joined)
      found.push(warnOf('tier_unreachable', ['tiers', 'list', at, 'ways']))
    const least = Math.max(0, ...tier.ways.map((way) => way.least ?? 0))
    if (tier.keep !== null && least > 0 && tier.keep > least)
      found.push(warnOf('keep_above_least', ['tiers', 'list', at, 'keep']))
    return found
  })
}

/** A package that costs more and gives less bonus than a cheaper one is a trap. */
function packages({ topUps, passes }: ProgramDocument): Finding[] {
  return [
    ...topUps.flatMap((one, at) =>
      topUps.some((other) => other.payMinor < one.payMinor && other.bonusMinor > one.bonusMinor) &&
      one.coupons.length + one.passes.length + one.points === 0
        ? [warnOf('package_worse', ['topUps', at, 'bonusMinor'])]
        : [],
    ),
    ...passes.flatMap((pass, at) =>
      pass.productCodes.length === 0 ? [warnOf('pass_for_no_goods', ['passes', at, 'productCodes'])] : [],
    ),
  ]
}

function currencies(program: ProgramDocument): Finding[] {
  const held = [
    program.earning.points > 0,
    program.topUps.length > 0,
    program.passes.length > 0,
    program.coupons.some((one) => one.kind === 'voucher'),
  ].filter(Boolean).length
  return held > MOST_CURRENCIES ? [warnOf('too_many_currencies', [], { held, most: MOST_CURRENCIES })] : []
}

/** The most times one line can earn. */
function mostTimes({ earning, tiers }: ProgramDocument): number {
  const tier = Math.max(...tiers.list.map((one) => one.earnTimes), tiers.list.length === 0 ? ONCE : 0)
  const rules = earning.multipliers.map((one) => one.times)
  if (earning.combine === 'best') return Math.max(tier, ...rules)
  return rules.filter((one) => one > ONCE).reduce((all, one) => (all * one) / ONCE, tier)
}

/** What the points of a price are worth, as money or as the cost of a gift, in basis points of that price. */
function dear(program: ProgramDocument): Finding[] {
  const { earning, pointsAsMoney, gifts } = program
  const each = (earning.points * mostTimes(program)) / ONCE / earning.perMinor
  const found = (minor: number, points: number): number => Math.round((each * minor * 10_000) / points)
  const asMoney = pointsAsMoney === null ? 0 : found(pointsAsMoney.minor, pointsAsMoney.points)
  const dearGifts = gifts.flatMap((gift, at) => {
    const bps = found(Math.max(0, gift.costMinor - gift.addMinor), gift.points)
    return bps > DEAR_BPS ? [warnOf('points_too_dear', ['gifts', at, 'points'], { bps, most: DEAR_BPS })] : []
  })
  return asMoney > DEAR_BPS
    ? [warnOf('points_too_dear', ['pointsAsMoney', 'minor'], { bps: asMoney, most: DEAR_BPS }), ...dearGifts]
    : dearGifts
}

/** Points that end before a usual buyer has enough of them for the first gift (C26). */
function outOfReach(program: ProgramDocument, monthMinor: number): Finding[] {
  const { earning, gifts, clearing, joining } = program
  const first = Math.min(...gifts.map((gift) => gift.points))
  const lives = Math.min(
    earning.expiresAfterMonths ?? Infinity,
    clearing.kind === 'none' ? Infinity : Math.max(12, clearing.leastMonths),
  )
  if (gifts.length === 0 || lives === Infinity) return []
  const aMonth = Math.floor(monthMinor / earning.perMinor) * earning.points
  const lacking = first - (joining?.openingPoints ?? 0)
  const needed = lacking <= 0 ? 0 : aMonth === 0 ? Infinity : Math.ceil(lacking / aMonth)
  if (needed <= lives) return []
  const at = gifts.findIndex((gift) => gift.points === first)
  return [
    warnOf('gift_out_of_reach', ['gifts', at, 'points'], {
      lives,
      points: first,
      aMonth,
      ...(needed === Infinity ? {} : { needed }),
    }),
  ]
}

function endless({ earning, clearing, coupons }: ProgramDocument): Finding[] {
  const lasting = earning.points > 0 && earning.expiresAfterMonths === null && clearing.kind === 'none'
  return [
    ...(lasting ? [warnOf('points_never_end', ['earning', 'expiresAfterMonths'])] : []),
    ...earning.events.flatMap((one, at) =>
      one.mostPerDay === null && one.mostPerMonth === null && one.mostEver === null
        ? [warnOf('event_unlimited', ['earning', 'events', at, 'mostPerMonth'])]
        : [],
    ),
    ...coupons.flatMap((one, at) =>
      one.open && one.to === null && one.most === null && one.mostPerMember === null
        ? [warnOf('coupon_unlimited', ['coupons', at, 'most'])]
        : [],
    ),
  ]
}
