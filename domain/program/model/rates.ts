import { addMonths, type BusinessDay } from '#base/instant'
import { points, type Points } from '#base/points'
import { must } from '#base/must'
import { currencyDigits, type Money } from '#base/money'
import { programDocument, type ProgramDocument } from './document.ts'

/** What a chain begins with: one point per whole unit of its currency. */
export const firstProgram = (currency: string): ProgramDocument =>
  programDocument.parse({
    earning: { points: 1, perMinor: 10 ** currencyDigits(currency) },
    // Cards sold in yuan fall under the Chinese rules unless the chain says otherwise.
    prepaid: { pack: currency === 'CNY' ? 'cn' : 'none' },
  })

/**
 * P2: points for money spent, in whole steps of `perMinor`, rounded down; pure, so till and server agree.
 * The product goes through BigInt: a large sale at a generous rate leaves the safe integers.
 */
export function pointsFor(program: ProgramDocument, spent: Money): Points {
  must(spent >= 0, 'P2: points are earned on money spent, never on a negative sum')
  const steps = BigInt(spent) / BigInt(program.earning.perMinor)
  return points(Number(steps * BigInt(program.earning.points)))
}

export type Earned = Readonly<{ sale: Money; points: Points; returned: Money; clawedBack: Points }>

/**
 * P3: what a return takes back, cumulatively: after R of a sale S that earned E has come back, E minus the share of E
 * for what is kept. However the return is split, the same is taken in all, and never more than E (promises L2).
 */
export function clawBackFor(so: Earned, returning: Money): Points {
  const returned = so.returned + returning
  must(returned <= so.sale, 'P3: no more comes back than was sold')
  if (so.sale === 0) return points(0)
  const kept = Number((BigInt(so.points) * BigInt(so.sale - returned)) / BigInt(so.sale))
  // Never below nothing: where a return was undone, what the others took may be a point ahead of their share.
  return points(Math.max(0, so.points - kept - so.clawedBack))
}

/** P3, the other way: E minus what the rule gives for what still earns of the sale; never more than was earned. */
export function reRatedClawBack(program: ProgramDocument, so: Earned, keptBase: Money): Points {
  const kept = pointsFor(program, keptBase)
  return points(Math.max(0, so.points - Math.min(so.points, kept) - so.clawedBack))
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
