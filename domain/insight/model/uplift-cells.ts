import { must } from '#base/must'
import { shareDifference, type Count, type ShareDifference } from './proportion.ts'
import { benjaminiHochberg, holm } from './trial-many.ts'
import { spreadOf, type Spread } from './trial-pooling.ts'

/** A group of members with its part of both arms. */
export type Cell<Name = string> = Readonly<{ name: Name; treated: Count; control: Count }>

export type CellLift<Name = string> = Cell<Name> &
  ShareDifference &
  Readonly<{
    /** The lift to plan with: drawn to the mean of all cells by how little the cell itself knows. */
    shrunk: number
    /** Benjamini–Hochberg over the cells, against "no lift in this cell". */
    adjustedP: number
  }>

export type Cells<Name = string> = Readonly<{
  cells: CellLift<Name>[]
  /** Cells left out for want of members in an arm. */
  thin: Name[]
  /** How far the lifts differ beyond chance; null when fewer than two cells are thick enough. */
  spread: Spread | null
  /** `differ`: segment stories may be told. `refuse`: the spread is what chance makes of equal lifts. */
  story: 'differ' | 'refuse'
}>

export const FEWEST_PER_ARM = 30
const STORY_ALPHA = 0.05

/** Nobody or everybody in both arms has no error of its own; half a person each way gives it an honest one. */
function errorOf({ treated, control }: Cell<unknown>, se: number): number {
  if (se > 0) return se
  const part = ({ hits, n }: Count): number => {
    const p = (hits + 0.5) / (n + 1)
    return (p * (1 - p)) / n
  }
  return Math.sqrt(part(treated) + part(control))
}

/**
 * Lift per cell with Newcombe's interval, and whether the cells differ at all: Cochran's Q, τ² of DerSimonian and
 * Laird, each lift shrunk to the mean by τ²/(τ² + se²). Without spread beyond chance every cell is shown the mean.
 */
export function cellLifts<Name>(all: readonly Cell<Name>[], fewest: number = FEWEST_PER_ARM): Cells<Name> {
  must(fewest >= 2, 'U1: a cell holds at least two members of each arm')
  const thick = (c: Cell<Name>): boolean => c.treated.n >= fewest && c.control.n >= fewest
  const kept = all.filter(thick)
  const thin = all.filter((c) => !thick(c)).map((c) => c.name)
  const found = kept.map((c) => shareDifference(c.treated, c.control))
  const effects = found.map((f, i) => ({
    difference: f.difference,
    se: errorOf(kept[i] as Cell<Name>, f.se),
  }))
  const spread = effects.length > 1 ? spreadOf(effects) : null
  const adjusted = benjaminiHochberg(found.map((f) => f.p))
  const cells = kept.map((cell, i) => {
    const own = found[i] as ShareDifference
    const { difference, se } = effects[i] as (typeof effects)[number]
    const trust = spread ? spread.tauSquared / (spread.tauSquared + se * se) : 1
    const mean = spread?.mean ?? difference
    const shrunk = mean + trust * (difference - mean)
    return { ...cell, ...own, se, shrunk, adjustedP: adjusted[i] as number }
  })
  return { cells, thin, spread, story: spread && spread.p < STORY_ALPHA ? 'differ' : 'refuse' }
}

export type Split<Name = string> = Readonly<{ by: string; cells: readonly Cell<Name>[] }>
export type TestedSplit<Name = string> = Cells<Name> &
  Readonly<{
    by: string
    /** Chance of such a spread if no split of those tried mattered (Holm over the splits). */
    adjustedP: number
  }>

/**
 * Which ways of splitting the list show lifts that differ, surest first. The p of each split is adjusted for all that
 * were tried: whoever looks at twenty splits finds one.
 */
export function splitsThatDiffer<Name>(
  splits: readonly Split<Name>[],
  fewest = FEWEST_PER_ARM,
): TestedSplit<Name>[] {
  const found = splits.map((s) => ({ by: s.by, ...cellLifts(s.cells, fewest) }))
  const adjusted = holm(found.map((f) => f.spread?.p ?? 1))
  return found
    .map((f, i) => {
      const adjustedP = adjusted[i] as number
      return { ...f, adjustedP, story: adjustedP < STORY_ALPHA ? ('differ' as const) : ('refuse' as const) }
    })
    .sort((a, b) => a.adjustedP - b.adjustedP || (a.spread?.p ?? 1) - (b.spread?.p ?? 1))
}

/** Cells from columns: the group of each member as a number from 0, or below 0 for "in none". */
export function cellsOf(
  group: ArrayLike<number>,
  treated: ArrayLike<number>,
  hit: ArrayLike<number>,
): Cell<number>[] {
  must(group.length === treated.length && hit.length === treated.length, 'U2: columns are of one length')
  const counts: { treated: { hits: number; n: number }; control: { hits: number; n: number } }[] = []
  for (let i = 0; i < group.length; i += 1) {
    const g = group[i] as number
    if (g < 0) continue
    const cell = (counts[g] ??= { treated: { hits: 0, n: 0 }, control: { hits: 0, n: 0 } })
    const arm = treated[i] ? cell.treated : cell.control
    arm.n += 1
    if (hit[i]) arm.hits += 1
  }
  return counts.flatMap((cell, name) => (cell ? [{ name, ...cell }] : []))
}
