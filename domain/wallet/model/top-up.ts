import { money, type Money } from '#base/money'
import type { CouponRule, ProgramDocument } from '#domain/program/model/document'

/** What a payment brings, by the program. */
export type Offer = Readonly<{
  /** The package bought, or the level an amount reaches; null when the amount alone comes in. */
  packageCode: string | null
  paidMinor: Money
  bonusMinor: Money
  points: number
  passes: readonly Readonly<{ code: string; count: number; expiresAfterMonths: number | null }>[]
  coupons: readonly Readonly<{ rule: CouponRule; count: number }>[]
}>
export type OfferRefusal = 'package_unknown' | 'amount_not_offered'

/**
 * A package by its code; or any amount, which brings what the highest package at or below it brings (C30: 4,500 is the
 * level of 4,000), and nothing below the lowest (C23: 299 where 300 is the level).
 */
export function offerFor(
  program: ProgramDocument,
  wish: Readonly<{ packageCode?: string | undefined; amountMinor?: number | undefined }>,
): Offer | OfferRefusal {
  const named = program.topUps.find((one) => one.code === wish.packageCode)
  if (wish.packageCode !== undefined && !named) return 'package_unknown'
  if (!named && !program.storedValue.anyAmount) return 'amount_not_offered'
  const paidMinor = money(wish.amountMinor ?? named?.payMinor ?? 0)
  const level = named ?? levelOf(program, paidMinor)
  if (!level)
    return { packageCode: null, paidMinor, bonusMinor: money(0), points: 0, passes: [], coupons: [] }
  const coupons = level.coupons.map(({ code, count }) => ({ rule: ruleOf(program, code), count }))
  // Whoever sells what the program does not know would promise something that cannot be given.
  if (coupons.some(({ rule }) => !rule)) return 'package_unknown'
  if (level.passes.some(({ code }) => !program.passes.some((pass) => pass.code === code)))
    return 'package_unknown'
  return {
    packageCode: level.code,
    paidMinor,
    bonusMinor: money(level.bonusMinor),
    points: level.points,
    passes: level.passes,
    coupons: coupons.flatMap(({ rule, count }) => (rule ? [{ rule, count }] : [])),
  }
}

/** Only coupons that are issued one by one can come with a top-up; one open to all is nobody's. */
const ruleOf = (program: ProgramDocument, code: string): CouponRule | undefined =>
  program.coupons.find((one) => one.code === code && !one.open)

/** Of two packages at one price the first in the program. */
function levelOf(program: ProgramDocument, paid: Money): ProgramDocument['topUps'][number] | undefined {
  const reached = program.topUps.filter((one) => one.payMinor <= paid)
  const highest = Math.max(...reached.map((one) => one.payMinor))
  return reached.find((one) => one.payMinor === highest)
}

/** What one transaction did to one lot: taken out, put back, and the chain's sides it credited. */
export type Move = Readonly<{
  unit: string
  causeId: string
  out: number
  back: number
  into: readonly string[]
}>
export type Story = Readonly<{
  /** What ended by its date, per unit. */
  died: ReadonlyMap<string, number>
  /** What else left for good: spent, handed on, corrected; what came back counts against it. */
  left: readonly Readonly<{ unit: string; causeId: string; amount: number }>[]
}>

/**
 * Tells what was consumed from what died. A return that fills a dead lot empties it again in the same transaction: that
 * part was given back and died; where days of grace let it live on elsewhere, it stays consumed.
 */
export function storyOf(moves: readonly Move[]): Story {
  const died = new Map<string, number>()
  const left = moves.map(({ unit, causeId, out, back, into }) => {
    const ended = into.includes('expired') ? out : 0
    died.set(unit, (died.get(unit) ?? 0) + ended)
    return { unit, causeId, amount: out - ended - back }
  })
  return { died, left: left.filter(({ amount }) => amount !== 0) }
}
