import type { BusinessDay } from '#base/instant'
import { money, nothing, type Money } from '#base/money'
import type { Basket, PricedBasket } from '#domain/program/model/basket'
import type { ProgramDocument } from '#domain/program/model/document'
import { pointsOf, timesOf } from '#domain/program/model/earn'
import { priceBasket } from '#domain/program/model/price'
import type { Before, PastSale } from './past.ts'
import { count, forget, newTrack, reviewTo, type Track } from './track.ts'

/** One program on its way through past sales. Money in minor units. */
type Side = {
  readonly program: ProgramDocument
  readonly tracks: Map<string, Track>
  sales: number
  chargedMinor: number
  /** What the program itself took off: members' prices, add-ons, coupons. */
  givenMinor: number
  points: number
  burned: number
  refused: Map<string, number>
}

/** What one sale came to under one program. */
export type Judged = Readonly<{
  totalMinor: Money
  points: number
  tier: string | null
  refusal: string | null
}>
export type Compared = Readonly<{
  id: string
  day: BusinessDay
  memberId: string | null
  live: Judged
  draft: Judged
}>

export type Rehearsal = {
  readonly live: Side
  readonly draft: Side
  readonly from: BusinessDay
  recordedMinor: number
  recordedPoints: number
  /** Sales that the live program prices as they were recorded. */
  alike: number
  samples: Compared[]
}

export function begin(live: ProgramDocument, draft: ProgramDocument, from: BusinessDay): Rehearsal {
  const side = (program: ProgramDocument): Side => ({
    program,
    tracks: new Map(),
    sales: 0,
    chargedMinor: 0,
    givenMinor: 0,
    points: 0,
    burned: 0,
    refused: new Map(),
  })
  return {
    live: side(live),
    draft: side(draft),
    from,
    recordedMinor: 0,
    recordedPoints: 0,
    alike: 0,
    samples: [],
  }
}

/** What members did before the period: it counts for their tiers and for nothing else. */
export function warm({ live, draft }: Rehearsal, before: readonly Before[]): void {
  for (const { memberId, ...deed } of before)
    for (const side of [live, draft]) count(side.program, trackOf(side, memberId), deed)
}

const trackOf = (side: Side, memberId: string): Track => {
  const known = side.tracks.get(memberId)
  if (known) return known
  const track = newTrack()
  side.tracks.set(memberId, track)
  return track
}

/** Judges sales by both programs; in the order of their days. Pure but for the rehearsal it adds to. */
export function replay(rehearsal: Rehearsal, sales: readonly PastSale[]): void {
  for (const sale of sales) {
    const live = judge(rehearsal.live, sale)
    const draft = judge(rehearsal.draft, sale)
    rehearsal.recordedMinor += sale.totalMinor
    rehearsal.recordedPoints += sale.points
    if (live.totalMinor === sale.totalMinor && live.points === sale.points) rehearsal.alike += 1
    sample(rehearsal, { id: sale.id, day: sale.day, memberId: sale.memberId, live, draft })
  }
}

function judge(side: Side, sale: PastSale): Judged {
  const { program } = side
  const track = sale.memberId === null ? null : trackOf(side, sale.memberId)
  if (track !== null) reviewTo(program, track, sale.day)
  const tier = track === null ? null : (program.tiers.list[track.rank]?.code ?? null)
  const basket = basketOf(program, sale, tier)
  const priced = priceBasket(program, basket)
  side.sales += 1
  if (typeof priced === 'string') return refuse(side, sale, { tier, refusal: priced })
  const points = earned(program, basket, { priced, sale })
  side.chargedMinor += priced.totalMinor
  side.givenMinor += givenIn(priced)
  side.burned += burnedIn(program, sale.pointsPaidMinor)
  if (track !== null) note(side, track, { sale, totalMinor: priced.totalMinor, points })
  return { totalMinor: priced.totalMinor, points, tier, refusal: null }
}

/** A basket that this program would not sell is counted as it was recorded, and said. */
function refuse(side: Side, sale: PastSale, why: Readonly<{ tier: string | null; refusal: string }>): Judged {
  side.refused.set(why.refusal, (side.refused.get(why.refusal) ?? 0) + 1)
  side.chargedMinor += sale.totalMinor
  return { totalMinor: sale.totalMinor, points: 0, ...why }
}

function note(
  side: Side,
  track: Track,
  { sale, totalMinor, points }: Readonly<{ sale: PastSale; totalMinor: Money; points: number }>,
): void {
  side.points += points
  track.points += points
  track.chargedMinor += totalMinor
  const spendMinor = Math.max(0, totalMinor - sale.otherwiseMinor)
  const fees = feesIn(side.program, sale)
  count(side.program, track, {
    day: sale.day,
    spendMinor,
    visits: 1,
    points,
    topUpMinor: 0,
    topUps: [],
    fees,
  })
  forget(side.program, track, sale.day)
}

const feesIn = (program: ProgramDocument, sale: PastSale): string[] =>
  program.tiers.list
    .flatMap((tier) => tier.ways.flatMap((way) => way.productCode ?? []))
    .filter((code) => sale.lines.some((line) => line.productCode === code))

/** Coupons and passes that this program does not have were not used under it; so with add-ons. */
function basketOf(program: ProgramDocument, sale: PastSale, tier: string | null): Basket {
  const known = (list: readonly Readonly<{ code: string }>[], code: string | null) =>
    list.some((one) => one.code === code)
  return {
    on: sale.day,
    branchCode: sale.branchCode,
    buyer: sale.memberId === null ? null : { tier, birthOn: sale.birthOn },
    discount: sale.discountMinor === 0 ? null : { minor: sale.discountMinor },
    coupons: sale.coupons.filter((code) => known(program.coupons, code)),
    lines: sale.lines.map((line) =>
      (line.addOnCode === null || known(program.addOns, line.addOnCode)) &&
      (line.passCode === null || known(program.passes, line.passCode))
        ? line
        : { ...line, addOnCode: null, passCode: null },
    ),
  }
}

function earned(
  program: ProgramDocument,
  basket: Basket,
  { priced, sale }: Readonly<{ priced: PricedBasket; sale: PastSale }>,
): number {
  if (basket.buyer === null) return 0
  const weighed = priced.lines.map((line, at) => {
    const { productCode, category } = basket.lines[at] ?? { productCode: '', category: '' }
    const { chargedMinor, deductions } = line
    return {
      chargedMinor,
      times: timesOf(program, { chargedMinor, deductions, productCode, category }, basket),
    }
  })
  return pointsOf(program, weighed, sale.otherwiseMinor)
}

const givenIn = (priced: PricedBasket): number =>
  priced.lines.reduce(
    (all, line) =>
      line.deductions.reduce(
        (sum, one) => (one.kind === 'line' || one.kind === 'basket' ? sum : sum + one.minor),
        all,
      ),
    0,
  )

/** The points that so much money would have taken; what was paid with points stays paid. */
const burnedIn = (program: ProgramDocument, minor: number): number => {
  const rule = program.pointsAsMoney
  return rule === null || minor === 0 ? 0 : Math.ceil((minor * rule.points) / rule.minor)
}

/**
 * What a point costs the chain, in ten thousandths of a minor unit: as money, else by its cheapest gift; or unknown.
 */
export function pointWorth(program: ProgramDocument): number | null {
  const rule = program.pointsAsMoney
  if (rule !== null) return Math.round((rule.minor * 10_000) / rule.points)
  const gifts = program.gifts.filter((gift) => gift.costMinor > 0)
  if (gifts.length === 0) return null
  return Math.max(
    ...gifts.map((gift) => Math.round(((gift.costMinor - gift.addMinor) * 10_000) / gift.points)),
  )
}

export const worthOf = (program: ProgramDocument, points: number): Money => {
  const worth = pointWorth(program)
  return worth === null ? nothing : money(Math.round((points * worth) / 10_000))
}

const MOST_SAMPLES = 12

/** Keeps the sales that change most for the member, either way, and a few that show what does not. */
function sample(rehearsal: Rehearsal, one: Compared): void {
  const { samples } = rehearsal
  samples.push(one)
  if (samples.length < 4 * MOST_SAMPLES) return
  rehearsal.samples = chosen(rehearsal)
}

/** How much better off a member is with the draft, in minor units. */
export const gainIn = ({ live, draft }: Rehearsal, one: Compared): number =>
  one.live.totalMinor -
  one.draft.totalMinor +
  worthOf(draft.program, one.draft.points) -
  worthOf(live.program, one.live.points)

export function chosen(rehearsal: Rehearsal): Compared[] {
  const gains = new Map(rehearsal.samples.map((one) => [one, gainIn(rehearsal, one)]))
  const sorted = rehearsal.samples.toSorted((a, b) => (gains.get(a) ?? 0) - (gains.get(b) ?? 0))
  const third = MOST_SAMPLES / 3
  const middle = sorted.slice(third, -third)
  const typical = middle.slice(Math.floor((middle.length - third) / 2)).slice(0, third)
  return [...new Set([...sorted.slice(0, third), ...typical, ...sorted.slice(-third)])]
}
