import type { Activity, PlanDocument, Wave } from '../contract/document.ts'

type Flaw = Readonly<{ code: string; path: string; id?: string }>

const firstTwice = (ids: readonly string[]): string | undefined =>
  ids.find((id, at) => ids.indexOf(id) !== at)

/** P1: what is wrong with a plan in itself, in order of precedence; null where nothing is. */
export function flawOf(plan: PlanDocument): Flaw | null {
  const { phases, waves, activities } = plan
  const double = (['phases', 'waves', 'activities'] as const)
    .map((path) => ({ path, id: firstTwice(plan[path].map((one) => one.id)) }))
    .find((one) => one.id !== undefined)
  if (double) return { code: 'plan_part_twice', path: `document.${double.path}`, id: double.id ?? '' }
  if (plan.startsOn > plan.endsOn) return { code: 'days_reversed', path: 'document.endsOn' }
  const reversed = phases.find((one) => one.startsOn > one.endsOn)
  if (reversed) return { code: 'days_reversed', path: 'document.phases', id: reversed.id }
  const outside = phases.find((one) => one.startsOn < plan.startsOn || one.endsOn > plan.endsOn)
  if (outside) return { code: 'phase_outside_plan', path: 'document.phases', id: outside.id }
  const known = new Set(phases.map((one) => one.id))
  const homeless = activities.find((one) => !known.has(one.phaseId))
  if (homeless) return { code: 'phase_unknown', path: 'document.activities', id: homeless.id }
  const ways = new Set(waves.map((one) => one.id))
  const stray = activities.find((one) => one.waves.some((wave) => !ways.has(wave)))
  if (stray) return { code: 'wave_unknown', path: 'document.activities', id: stray.id }
  const rests = waves.filter((one) => one.branchCodes.length + one.regions.length === 0)
  return rests.length > 1 ? { code: 'wave_rest_twice', path: 'document.waves', id: rests[1]?.id ?? '' } : null
}

/** The waves that an activity takes place in. */
export const wavesOf = ({ waves }: Pick<PlanDocument, 'waves'>, activity: Activity): Wave[] =>
  waves.filter((wave) => activity.waves.length === 0 || activity.waves.includes(wave.id))

type Place = Readonly<{ id: string; code: string; region: string }>

const names = (wave: Wave, { code, region }: Place): boolean =>
  wave.branchCodes.includes(code) || wave.regions.includes(region)

/** The branches of a wave; one that names nothing is every branch that no other wave names. */
export function branchesOf<P extends Place>(waves: readonly Wave[], wave: Wave, places: readonly P[]): P[] {
  const isRest = wave.branchCodes.length + wave.regions.length === 0
  return places.filter((place) => (isRest ? !waves.some((other) => names(other, place)) : names(wave, place)))
}

/** What each pot is planned to cost by the activities. */
export const estimateOf = ({ activities }: Pick<PlanDocument, 'activities'>) => ({
  messages: activities.reduce((sum, one) => sum + one.messagesMinor, 0),
  gifts: activities.reduce((sum, one) => sum + one.giftsMinor, 0),
  other: activities.reduce((sum, one) => sum + one.otherMinor, 0),
})

export type Warning = 'fine' | 'near' | 'over'

/** P5: how near a pot is to its end: said from a share on, before it is passed. */
export function warningOf(spentMinor: number, budgetMinor: number, warnPercent: number): Warning {
  if (spentMinor > budgetMinor) return 'over'
  return spentMinor > 0 && spentMinor * 100 >= budgetMinor * warnPercent ? 'near' : 'fine'
}

/** P4: whether what the waves before have shown is what the gate of a wave asks for. */
export function gateMet(gate: Wave['gate'], verdicts: readonly string[]): boolean {
  if (gate === 'person') return true
  if (verdicts.length === 0) return false
  return gate === 'worked'
    ? verdicts.some((one) => one === 'worked') && !verdicts.includes('cost_money')
    : !verdicts.includes('cost_money') && verdicts.some((one) => one !== 'cannot_judge')
}
