import type { Told } from '#base/endpoint'
import type { segmentHabits } from '#domain/insight/contract/trial'
import { arcsinePower, effectH, meansMde, sharesMde, USUAL } from '#domain/insight/model/power'
import { planTable, sizesFor } from '#domain/insight/model/trial-plan-table'
import { FEWEST_PER_ARM, splitOf } from './words.ts'

type Habits = Pick<Told<typeof segmentHabits>, 'members' | 'buyers' | 'meanMinor' | 'sdMinor' | 'correlation'>

/** Shares held back that are compared, and true lifts of the share of buyers: 0.1 is a tenth more buyers. */
export const HELD = [0.05, 0.1, 0.2, 0.3, 0.5] as const
export const LIFTS = [0.05, 0.1, 0.2, 0.3, 0.5, 1] as const
/** A fifth more buyers: what a shop would be glad of. A mailing that cannot show it is added to others. */
export const GLAD = 0.2
/** Beyond these a mailing is better called "cannot be judged" than planned to be added up. */
const MOST_MAILINGS = 24

export type Learning = Readonly<{
  treated: number
  control: number
  /** Share of buyers without a campaign, and the smallest true lift to be seen with four chances in five. */
  base: number
  mde: number
  relativeMde: number
  /** The same in money a member, after what was spent before has taken its part of the spread away. */
  mdeMinor: number | null
  /** Mailings of this kind to add up before a lift of a fifth can be seen; 1 when this one can show it alone. */
  mailings: number
  verdict: 'alone' | 'together' | 'never'
  /** The chance to see each true lift. */
  chances: readonly Readonly<{ lift: number; chance: number }>[]
  /** The smallest lift to be seen with each share held back. */
  held: readonly Readonly<{ held: number; relativeLift: number }>[]
  /** Members it takes to see each lift with this share held back. */
  sizes: readonly Readonly<{ lift: number; members: number }>[]
}>

/** What a campaign can teach, before anything is sent; `few` where an arm is too small, `quiet` where nobody buys. */
export function learning(of: Habits, sharePercent: number): Learning | 'few' | 'quiet' {
  const arms = splitOf(of.members, sharePercent)
  if (Math.min(arms.treated, arms.control) < FEWEST_PER_ARM) return 'few'
  const base = of.buyers / of.members
  if (of.buyers === 0 || of.buyers === of.members) return 'quiet'
  const mde = sharesMde(base, arms)
  const relativeMde = mde / base
  // Half the standard error takes four times the members, or four such mailings.
  const mailings = Math.max(1, Math.ceil((relativeMde / GLAD) ** 2))
  const possible = (lift: number) => base * (1 + lift) <= 1
  const [own] = planTable({ base, members: [of.members], held: HELD })
  return {
    ...arms,
    base,
    mde,
    relativeMde,
    mdeMinor: moneyMde(of, arms),
    mailings,
    verdict: mailings === 1 ? 'alone' : mailings <= MOST_MAILINGS ? 'together' : 'never',
    chances: LIFTS.filter(possible).map((lift) => ({
      lift,
      // A small true effect the other way may be seen, too; that chance is left out.
      chance: arcsinePower(effectH(base * (1 + lift), base), arms.treated, arms.control, USUAL.alpha / 2),
    })),
    held: own?.cells ?? [],
    sizes: sizesFor(base, sharePercent / 100, LIFTS),
  }
}

function moneyMde(
  { sdMinor, correlation }: Habits,
  arms: Readonly<{ treated: number; control: number }>,
): number | null {
  if (sdMinor === null || sdMinor === 0) return null
  const rho = correlation ?? 0
  return meansMde(sdMinor * Math.sqrt(1 - rho * rho), arms)
}
