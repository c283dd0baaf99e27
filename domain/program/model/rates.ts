import { addMonths, type BusinessDay } from '#base/instant'
import { currencyDigits } from '#base/money'
import { must } from '#base/must'
import { points, type Points } from '#base/points'
import { programDocument, type ProgramDocument } from './document.ts'
import { mostPointsOf, type Weighed } from './earn.ts'

/** What a chain begins with: one point per whole unit of its currency. */
export const firstProgram = (currency: string): ProgramDocument =>
  programDocument.parse({
    earning: { points: 1, perMinor: 10 ** currencyDigits(currency) },
    // Cards sold in yuan fall under the Chinese rules unless the chain says otherwise.
    prepaid: { pack: currency === 'CNY' ? 'cn' : 'none' },
  })

/** A sale as its points are taken back: how heavy all of it was, what of the weight is back, and points likewise. */
export type Earned = Readonly<{ weight: bigint; points: Points; returned: bigint; clawedBack: Points }>

/**
 * P3: what a return takes back, cumulatively: after the weight R of a sale of weight S that earned E has come back, E
 * minus the share of E for what is kept. A line weighs what was charged for it, as many times as it earned; so double
 * points go back doubly. However the return is split, the same is taken in all, and never more than E (promises L2).
 */
export function clawBackFor(so: Earned, returning: bigint): Points {
  const returned = so.returned + returning
  must(returned <= so.weight, 'P3: no more comes back than was sold')
  if (so.weight === 0n) return points(0)
  const kept = Number((BigInt(so.points) * (so.weight - returned)) / so.weight)
  // Never below nothing: where a return was undone, what the others took may be a point ahead of their share.
  return points(Math.max(0, so.points - kept - so.clawedBack))
}

/** P3, the other way: E minus the most that the rule gives for what is kept; never more than was earned. */
export function reRatedClawBack(
  program: ProgramDocument,
  so: Pick<Earned, 'points' | 'clawedBack'>,
  kept: Readonly<{ lines: readonly Weighed[]; otherwiseMinor: number }>,
): Points {
  const worth = mostPointsOf(program, kept.lines, kept.otherwiseMinor)
  return points(Math.max(0, so.points - Math.min(so.points, worth) - so.clawedBack))
}
/** The last day of something that lives so many months from a day on; null lives for ever. */
export function endOf(from: BusinessDay, months: number | null): BusinessDay | null {
  if (months === null) return null
  if (last.from !== from || last.months !== months) last = { from, months, end: addMonths(from, months) }
  return last.end
}

/** A shop's sales of a day all end on the same one: calendar arithmetic is done once for them. */
let last: Readonly<{ from: string; months: number; end: BusinessDay | null }> = {
  from: '',
  months: 0,
  end: null,
}
