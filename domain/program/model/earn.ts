import { money, shareDown, type Money } from '#base/money'
import { must } from '#base/must'
import { points, type Points } from '#base/points'
import type { Deduction } from './basket.ts'
import type { ProgramDocument } from './document.ts'
import type { Multiplier } from './earning.ts'
import { isBirthday, isFor, missMember, type Item, type Miss, type Scene } from './holds.ts'

/** Ten thousandths: what earns once. */
export const ONCE = 10_000

/** A line as it counts for points: what was charged, and how many ten thousandths of a time it earns. */
export type Weighed = Readonly<{ chargedMinor: Money; times: number }>

export type EarningLine = Item & Readonly<{ chargedMinor: Money; deductions: readonly Deduction[] }>

/**
 * How many times each line earns (C22): none for goods that never do and, where the program says so, for what is not at
 * its regular price; else by the tier and the multipliers that hold, the best one or all of them.
 */
export function timesOf(program: ProgramDocument, line: EarningLine, scene: Scene): number {
  if (scene.buyer === null || missEarning(program, line) !== null) return 0
  const tier = program.tiers.list.find((one) => one.code === scene.buyer?.tier)
  const factors = [tier?.earnTimes ?? ONCE]
  for (const rule of program.earning.multipliers)
    if (missMultiplier(rule, line, scene) === null) factors.push(rule.times)
  if (program.earning.combine === 'best') return Math.max(...factors)
  // Rounded down at every step, in the order of the document; ten thousandths are finer than any program.
  return factors.reduce((all, one) => shareDown(money(all), one, ONCE), ONCE)
}

/** Why a line earns nothing whoever buys it. */
export function missEarning(program: ProgramDocument, line: EarningLine): Miss | null {
  const { never, regularPriceOnly } = program.earning
  const named = never.productCodes.length + never.categories.length > 0
  if (named && isFor(never, line)) return 'never_earns'
  return regularPriceOnly && line.deductions.length > 0 ? 'not_regular_price' : null
}

export function missMultiplier(rule: Multiplier, line: Item, scene: Scene): Miss | null {
  const miss = missMember(rule, scene)
  if (miss !== null) return miss
  if (!isBirthday(rule.birthday, scene)) return 'not_birthday'
  return isFor(rule, line) ? null : 'other_goods'
}

/**
 * P2: points for a sale, in whole steps of `perMinor`, rounded down once for all its lines. `otherwiseMinor` is what
 * points, bonus and vouchers paid: it earns nothing, and every line bears its share of it, as every line gets its share
 * back when goods return. Exact, so the order of lines changes nothing.
 */
export function pointsOf(
  program: ProgramDocument,
  lines: readonly Weighed[],
  otherwiseMinor: number,
): Points {
  let all = 0
  let weight = 0
  for (const { chargedMinor, times } of lines) {
    must(chargedMinor >= 0, 'P2: points are earned on money spent, never on a negative sum')
    all += chargedMinor
    weight += chargedMinor * times
  }
  const paid = all - otherwiseMinor
  if (weight === 0 || paid <= 0) return points(0)
  const { perMinor, points: each } = program.earning
  const [share, of] = [weight * paid, all * perMinor * ONCE]
  // Doubles are exact as long as every product is a safe integer; a sale beyond that is told in BigInt.
  if (Number.isSafeInteger(share) && Number.isSafeInteger(of))
    return points(((share - (share % of)) / of) * each)
  return points(Number(stepsOf(lines, otherwiseMinor, perMinor) * BigInt(each)))
}

function stepsOf(lines: readonly Weighed[], otherwiseMinor: number, perMinor: number): bigint {
  const all = lines.reduce((sum, line) => sum + BigInt(line.chargedMinor), 0n)
  const weight = lines.reduce((sum, line) => sum + BigInt(line.chargedMinor) * BigInt(line.times), 0n)
  return (weight * (all - BigInt(otherwiseMinor))) / (all * BigInt(perMinor) * BigInt(ONCE))
}

/**
 * P3: the most that the rule gives for what is kept of a sale: what was paid otherwise is taken from lines that earn
 * only
 * as far as the others do not bear it. It falls with everything that comes back, fen by fen, which a share does not.
 */
export function mostPointsOf(
  program: ProgramDocument,
  lines: readonly Weighed[],
  otherwiseMinor: number,
): Points {
  const earning = lines.filter((line) => line.times > 0)
  const all = lines.reduce((sum, line) => sum + BigInt(line.chargedMinor), 0n)
  const of = earning.reduce((sum, line) => sum + BigInt(line.chargedMinor), 0n)
  const weight = earning.reduce((sum, line) => sum + BigInt(line.chargedMinor) * BigInt(line.times), 0n)
  const paid = all - BigInt(otherwiseMinor)
  const base = paid < of ? paid : of
  if (base <= 0n) return points(0)
  const { perMinor, points: each } = program.earning
  return points(Number(((weight * base) / (of * BigInt(perMinor) * BigInt(ONCE))) * BigInt(each)))
}

/** Points for money alone, as a return of a sale that nobody knows takes them back. */
export const pointsFor = (program: ProgramDocument, spent: Money): Points =>
  pointsOf(program, [{ chargedMinor: spent, times: ONCE }], 0)

/** C23: points of one top-up, for every full step of it or at most once. */
export function pointsForTopUp(program: ProgramDocument, paid: Money): Points {
  const rule = program.earning.topUp
  if (rule === null || paid < rule.perMinor) return points(0)
  const steps = rule.repeats ? BigInt(paid) / BigInt(rule.perMinor) : 1n
  return points(Number(steps * BigInt(rule.points)))
}
