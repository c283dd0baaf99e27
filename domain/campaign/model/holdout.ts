import { addDays, type BusinessDay } from '#base/instant'
import { bucket } from '#domain/insight/model/assign'

/** Three months, then somebody else's turn: nobody is left out of everything for ever. */
export const HOLDOUT_DAYS = 91
/** Below this many members the hold-out of the whole chain tells nothing, and each campaign's own has to do. */
export const FEWEST_FOR_HOLDOUT = 1_000
/** From here on the usual share holds out a thousand, and begins by itself where nobody has decided. */
export const BEGINS_BY_ITSELF = 20_000
export const USUAL_HOLDOUT_BPS = 500
export const LEAST_HOLDOUT_BPS = 200
export const MOST_HOLDOUT_BPS = 1_000

/**
 * Where one draw puts its border: a number is held below `cut` under `salt`, unless it stood below `priorCut` under the
 * salt of the draw before. The borders are places between 0 and 1.
 */
export type HoldoutDraw = Readonly<{ salt: string; cut: number; priorSalt: string; priorCut: number }>

export type Place = 'held' | 'resting' | 'told'

/**
 * G3: where a member number stands. `resting` was drawn the last time and is left out of this draw; it is told
 * everything, and a fair comparison leaves it out of both sides.
 */
export function placeIn(draw: HoldoutDraw, number: string): Place {
  if (draw.priorCut > 0 && bucket(draw.priorSalt, number) < draw.priorCut) return 'resting'
  return draw.cut > 0 && bucket(draw.salt, number) < draw.cut ? 'held' : 'told'
}

export const isHeldBy = (draw: HoldoutDraw, number: string): boolean => placeIn(draw, number) === 'held'

/** The border at which so many of all are held, though those of the last time are not drawn from. */
export const cutFor = (shareBps: number, priorCut: number): number =>
  priorCut >= 1 ? 0 : Math.min(1, shareBps / 10_000 / (1 - priorCut))

export type Period = HoldoutDraw &
  Readonly<{ shareBps: number; startsOn: BusinessDay; endsOn: BusinessDay | null }>

const NOBODY: HoldoutDraw = { salt: '', cut: 0, priorSalt: '', priorCut: 0 }

/**
 * The next period. Another share of the same draw keeps whoever was held, as far as it holds as many; a fresh salt
 * draws from those who were not held the last time. Nought holds nobody and has no end.
 */
export function nextPeriod(
  before: Period | null,
  of: Readonly<{ shareBps: number; startsOn: BusinessDay; freshSalt: string; redraw: boolean }>,
): Period {
  const { shareBps, startsOn } = of
  const endsOn = shareBps === 0 ? null : addDays(startsOn, HOLDOUT_DAYS)
  // A chain that stopped measuring keeps its last draw, so that going on does not hold the same people again.
  const last = before ?? NOBODY
  if (shareBps === 0) return { shareBps, startsOn, endsOn, salt: '', cut: 0, ...pastOf(last) }
  const same = !of.redraw && before !== null && before.cut > 0
  const prior = same ? { priorSalt: last.priorSalt, priorCut: last.priorCut } : pastOf(last)
  const salt = same ? last.salt : of.freshSalt
  return { shareBps, startsOn, endsOn, salt, cut: cutFor(shareBps, prior.priorCut), ...prior }
}

const pastOf = ({ salt, cut, priorSalt, priorCut }: HoldoutDraw) =>
  cut > 0 ? { priorSalt: salt, priorCut: cut } : { priorSalt, priorCut }
