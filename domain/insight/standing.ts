import { addDays, dayNumber, dayOfNumber, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type { AudienceRule, LIFECYCLES, QUADRANTS } from './contract.ts'
import { windowOf } from './model/calendar.ts'
import {
  LIFECYCLE_NAMES,
  lifecycles,
  returnCurve,
  usualBounds,
  type LifecycleBounds,
} from './model/lifecycle.ts'
import { columnsOf, type MemberColumns, type PurchaseDays } from './model/purchase-days.ts'
import { QUADRANT_NAMES, quadrants, type CutWish, type Quadrants } from './model/quadrants.ts'
import { rfm, type Rfm } from './model/rfm.ts'
import * as store from './store/days.ts'

export type Lens = Readonly<{ asOf?: BusinessDay | undefined; windowMonths: number }>

/** What members bought in a window up to a day, as columns; members without a purchase in it are absent. */
export type View = Readonly<{
  asOf: BusinessDay
  asOfNumber: number
  windowMonths: number
  memberIds: readonly string[]
  columns: MemberColumns
  lists: PurchaseDays
}>

/** Where one member stands: what the list behind every figure shows. */
export type Standing = Readonly<{
  memberId: string
  purchases: number
  lastDay: BusinessDay
  spendMinor: number
  r: number
  f: number
  m: number
  quadrant: (typeof QUADRANTS)[number]
  lifecycle: (typeof LIFECYCLES)[number]
}>

/** Reads the projection through a lens; refuses when nobody bought anything in it. */
export async function view(work: Work, lens: Lens): Promise<View> {
  const known = await store.knownDays(work.tx)
  if (!known) throw new Refusal('no_sales_yet')
  const asOf = lens.asOf ?? known.last
  const within = windowOf(asOf, lens.windowMonths)
  const rows = await store.columns(work.tx, { from: dayOfNumber(within.from), to: addDays(asOf, 1) })
  const { columns, lists } = columnsOf(rows, rows.memberIds.length, within)
  if (lists.days.length === 0) throw new Refusal('no_sales_yet')
  const { windowMonths } = lens
  return { asOf, asOfNumber: dayNumber(asOf), windowMonths, memberIds: rows.memberIds, columns, lists }
}

/** A quarter of silence is what the return curve waits for. */
const HORIZON_DAYS = 90
/** Where nobody has come twice yet, a month and a quarter are what owners expect. */
const FIRST_BOUNDS: LifecycleBounds = { activeDays: 30, dormantDays: 90 }

export function boundsOf({ lists, asOfNumber }: View): LifecycleBounds {
  const curve = returnCurve(lists, { snapshot: asOfNumber - HORIZON_DAYS, horizon: HORIZON_DAYS })
  return usualBounds(lists, curve) ?? FIRST_BOUNDS
}

export type Judged = Readonly<{ rfm: Rfm; quadrants: Quadrants; lifecycle: Uint8Array }>
export type Cuts = Readonly<{ countCut: CutWish; spendCut: CutWish }>

/** Scores, quadrant and lifecycle of everybody in a view. */
export function judge(seen: View, cuts: Cuts): Judged {
  return {
    rfm: rfm(seen.columns, { asOf: seen.asOfNumber }),
    quadrants: quadrants(seen.columns, cuts),
    lifecycle: lifecycles(seen.columns, seen.asOfNumber, boundsOf(seen)).codes,
  }
}

/** Where the member at a place stands; undefined without a purchase in the window. */
export function standingAt(seen: View, judged: Judged, at: number): Standing | undefined {
  const r = judged.rfm.scores.r[at] ?? 0
  if (r === 0) return undefined
  const { columns } = seen
  return {
    memberId: present(seen.memberIds[at], 'I6: every column belongs to a member'),
    purchases: columns.purchaseDays[at] ?? 0,
    lastDay: dayOfNumber(columns.lastDay[at] ?? 0),
    spendMinor: columns.spendMinor[at] ?? 0,
    r,
    f: judged.rfm.scores.f[at] ?? 0,
    m: judged.rfm.scores.m[at] ?? 0,
    quadrant: present(QUADRANT_NAMES[(judged.quadrants.codes[at] ?? 0) - 1], 'I3: a buyer has a quadrant'),
    lifecycle: present(LIFECYCLE_NAMES[(judged.lifecycle[at] ?? 0) - 1], 'I5: a buyer has a state'),
  }
}

/** Everybody a rule finds, in the order of the view. */
export function whoever(seen: View, judged: Judged, rule: AudienceRule): Standing[] {
  const found: Standing[] = []
  for (let at = 0; at < seen.memberIds.length; at += 1) {
    const standing = standingAt(seen, judged, at)
    if (standing && fits(standing, rule)) found.push(standing)
  }
  return found
}

const among = <T>(value: T, wanted: readonly T[] | undefined): boolean =>
  wanted === undefined || wanted.includes(value)
const atLeast = <T extends number | string>(value: T, from: T | undefined): boolean =>
  from === undefined || value >= from
const atMost = <T extends number | string>(value: T, to: T | undefined): boolean =>
  to === undefined || value <= to

/** Every condition that is given must hold. */
export function fits(standing: Standing, rule: AudienceRule): boolean {
  return (
    among(standing.r, rule.r) &&
    among(standing.f, rule.f) &&
    among(standing.m, rule.m) &&
    among(standing.quadrant, rule.quadrants) &&
    among(standing.lifecycle, rule.lifecycles) &&
    atLeast(standing.purchases, rule.purchasesFrom) &&
    atMost(standing.purchases, rule.purchasesTo) &&
    atLeast(standing.spendMinor, rule.spendFromMinor) &&
    atMost(standing.spendMinor, rule.spendToMinor) &&
    atLeast(standing.lastDay, rule.lastFrom) &&
    atMost(standing.lastDay, rule.lastTo)
  )
}
