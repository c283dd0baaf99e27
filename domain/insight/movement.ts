import type { Wish } from '#base/endpoint'
import { addMonths, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import type { AudienceRule } from './contract.ts'
import { MOVEMENT_STEPS, type movement } from './contract/movement.ts'
import { placesAmong } from './model/places-among.ts'
import { LIFECYCLE_NAMES, lifecycles } from './model/lifecycle.ts'
import {
  flows,
  heldChanges,
  HOLD_SNAPSHOTS,
  steady,
  stepCodes,
  type Codes,
  type Flow,
} from './model/movement.ts'
import { turned } from './turns.ts'
import { QUADRANT_NAMES } from './model/quadrants.ts'
import { boundsOf, quadrantsOf, viewAt, viewAtOrNone, viewOrNone, type Cuts, type View } from './standing.ts'

type Asked = Wish<typeof movement>

const NOBODY = new Uint8Array(0)

/** The same rule at every snapshot: lines of the quadrants anew from each one's own people, states by those of now. */
function codesOf(seen: View | null, { by, countCut, spendCut }: Asked, now: View): Codes {
  if (seen === null) return NOBODY
  if (by === 'step') return stepCodes(seen.columns.purchaseDays, MOVEMENT_STEPS)
  if (by === 'quadrant') return quadrantsOf(seen, { countCut, spendCut }).codes
  return lifecycles(seen.columns, seen.asOfNumber, boundsOf(now)).codes
}

const STATES = {
  step: Array.from({ length: MOVEMENT_STEPS }, (_, at) => String(at + 1)),
  quadrant: QUADRANT_NAMES,
  lifecycle: LIFECYCLE_NAMES,
} as const

const places = (before: View | null, now: View): Int32Array =>
  before === null
    ? new Int32Array(now.memberIds.length).fill(-1)
    : placesAmong(before.memberIds, now.memberIds)

/**
 * Who moved between states from one snapshot to the next (C62, C63), and which changes have held two of them: only
 * those should set anything off.
 */
export async function movementReport(work: Work, wish: Asked) {
  const now = await viewAt(work, wish)
  const { windowMonths, branchId, region } = wish
  const place = { branchId, region }
  const before = addMonths(now.asOf, -wish.apartMonths)
  const earlier = addMonths(now.asOf, -wish.apartMonths * HOLD_SNAPSHOTS)
  const then = await viewAtOrNone(work, { asOf: before, windowMonths, ...place })
  const first = await viewAtOrNone(work, { asOf: earlier, windowMonths, ...place })
  const codes = {
    now: await turned(() => codesOf(now, wish, now)),
    before: await turned(() => codesOf(then, wish, now)),
    earlier: await turned(() => codesOf(first, wish, now)),
  }
  const placeBefore = await turned(() => places(then, now))
  const ways = flows(codes.before, codes.now, placeBefore)
  const held = heldChanges({ ...codes, placeBefore, placeEarlier: places(first, now) })
  const count = (some: readonly Flow[]) => some.reduce((all, { members }) => all + members, 0)
  const moved = count(ways.filter(({ from, to }) => from > 0 && to > 0 && from !== to))
  const states = STATES[wish.by]
  const named = ({ from, to, members }: Flow) => ({
    from: states[from - 1] ?? null,
    to: states[to - 1] ?? null,
    members,
  })
  return {
    asOf: now.asOf,
    before,
    earlier,
    by: wish.by,
    states: [...states],
    members: now.columns.members,
    moved,
    stayed: count(ways.filter(({ from, to }) => from > 0 && from === to)),
    came: count(ways.filter(({ from }) => from === 0)),
    left: count(ways.filter(({ to }) => to === 0)),
    flows: ways.map(named),
    held: held.map(named),
  }
}

/** One month lies between the two snapshots that a quadrant has to be seen at before a rule of care fires. */
const APART_MONTHS = 1

/**
 * Those of the members found who stood in the same quadrant a snapshot before: a line crossed for the first time sets
 * nothing off (G28).
 */
export async function steadyOnly(
  work: Work,
  seen: View,
  of: Readonly<{ found: Int32Array; cuts: Cuts }>,
): Promise<Int32Array> {
  const asOf: BusinessDay = addMonths(seen.asOf, -APART_MONTHS)
  const before = await viewOrNone(work, { asOf, windowMonths: seen.windowMonths })
  const then = before === null ? NOBODY : quadrantsOf(before, of.cuts).codes
  const codes = steady(then, quadrantsOf(seen, of.cuts).codes, places(before, seen))
  return of.found.filter((at) => codes[at] !== 0)
}

/** Whether a rule asks for quadrants, which flicker about their lines. */
export const asksQuadrants = ({ quadrants }: AudienceRule): boolean => (quadrants ?? []).length > 0
