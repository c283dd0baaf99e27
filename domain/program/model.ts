import { points, type Points } from '#base/points'
import { must } from '#base/must'
import type { Money } from '#base/money'
import type { ProgramDocument } from './contract.ts'

/** What a chain begins with: one point per whole unit of its currency. */
export const firstProgram = (currencyDigits: number): ProgramDocument => ({
  earning: { points: 1, perMinor: 10 ** currencyDigits },
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
  return points(so.points - kept - so.clawedBack)
}
