import { dayNumber, dayOfNumber, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { joinedOnly } from './among.ts'
import type { AudienceRule, LIFECYCLES, QUADRANTS } from './contract.ts'
import { memberIds, type MemberIds } from './model/histories.ts'
import {
  LIFECYCLE_NAMES,
  lifecycles,
  returnCurve,
  usualBounds,
  type LifecycleBounds,
} from './model/lifecycle.ts'
import type { MemberColumns, PurchaseDays } from './model/purchase-days.ts'
import { QUADRANT_NAMES, quadrants, type CutWish, type Quadrants } from './model/quadrants.ts'
import { rfm, type Rfm } from './model/rfm.ts'
import { reachOf, type Place } from './reach.ts'
import { historiesSeen, type Seen } from './seen.ts'
import * as store from './store/days.ts'

export type Lens = Readonly<{ asOf?: BusinessDay | undefined; windowMonths: number }>

/** What members bought in a window up to a day, as columns; members without a purchase in it are absent. */
export type View = Readonly<{
  asOf: BusinessDay
  asOfNumber: number
  windowMonths: number
  memberIds: MemberIds
  columns: MemberColumns
  lists: PurchaseDays
  /** Remembers an answer that follows from this view alone, for the next who asks. */
  once: <T>(name: string, make: () => T) => T
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
  const { windowMonths } = lens
  return viewing({ asOf, windowMonths }, await historiesSeen(work, { asOf, windowMonths }))
}

/**
 * The same of those who are with us and joined at the branches that are looked at, where that is not the whole chain.
 * Answers about them are not remembered: somebody may join or move at any moment.
 */
export async function viewAt(work: Work, wish: Lens & Place): Promise<View> {
  const { ids } = await reachOf(work, wish)
  const all = await view(work, wish)
  if (ids === null) return all
  const { columns, lists, memberIds: own } = all
  const histories = await joinedOnly(work, { ids: own.bytes, columns, lists }, ids)
  return viewing(all, { histories, judged: new Map() })
}

function viewing(
  { asOf, windowMonths }: Pick<View, 'asOf' | 'windowMonths'>,
  { histories, judged }: Seen,
): View {
  const { columns, lists, ids } = histories
  if (columns.members === 0) throw new Refusal('no_sales_yet')
  const once = <T>(name: string, make: () => T): T => {
    // Whatever is under a name was made by the maker of that name.
    if (!judged.has(name)) judged.set(name, make())
    return judged.get(name) as T
  }
  return { asOf, asOfNumber: dayNumber(asOf), windowMonths, memberIds: memberIds(ids), columns, lists, once }
}

/** What was bought through a lens; null where nobody had bought anything yet. */
export const viewOrNone = (work: Work, lens: Lens): Promise<View | null> => orNone(view(work, lens))

/** The same of those who joined at the branches that are looked at. */
export const viewAtOrNone = (work: Work, wish: Lens & Place): Promise<View | null> =>
  orNone(viewAt(work, wish))

async function orNone(asked: Promise<View>): Promise<View | null> {
  return asked.catch((no: unknown) => {
    if (no instanceof Refusal && no.code === 'no_sales_yet') return null
    throw no
  })
}

/** A quarter of silence is what the return curve waits for. */
const HORIZON_DAYS = 90
/** Where nobody has come twice yet, a month and a quarter are what owners expect. */
const FIRST_BOUNDS: LifecycleBounds = { activeDays: 30, dormantDays: 90 }

export const boundsOf = ({ lists, asOfNumber, once }: View): LifecycleBounds =>
  once('bounds', () => {
    const curve = returnCurve(lists, { snapshot: asOfNumber - HORIZON_DAYS, horizon: HORIZON_DAYS })
    return usualBounds(lists, curve) ?? FIRST_BOUNDS
  })

export type Judged = Readonly<{ rfm: Rfm; quadrants: Quadrants; lifecycle: Uint8Array }>
export type Cuts = Readonly<{ countCut: CutWish; spendCut: CutWish }>

/** Scores, quadrant and lifecycle of everybody in a view. */
export const judge = (seen: View, cuts: Cuts): Judged => ({
  rfm: scoresOf(seen),
  quadrants: quadrantsOf(seen, cuts),
  lifecycle: seen.once('lifecycle', () => lifecycles(seen.columns, seen.asOfNumber, boundsOf(seen)).codes),
})

export const scoresOf = (seen: View): Rfm =>
  seen.once('rfm', () => rfm(seen.columns, { asOf: seen.asOfNumber }))

export const quadrantsOf = (seen: View, { countCut, spendCut }: Cuts): Quadrants =>
  seen.once(`quadrants ${countCut} ${spendCut}`, () => quadrants(seen.columns, { countCut, spendCut }))

/** Where the member at a place stands; undefined without a purchase in the window. */
export function standingAt(seen: View, judged: Judged, at: number): Standing | undefined {
  const r = judged.rfm.scores.r[at] ?? 0
  if (r === 0) return undefined
  const { columns } = seen
  return {
    memberId: seen.memberIds.at(at),
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

/** The places of everybody a rule finds, in the order of the view. */
export function whoever(seen: View, judged: Judged, rule: AudienceRule): Int32Array {
  const found = new Int32Array(seen.memberIds.length)
  let size = 0
  for (let at = 0; at < seen.memberIds.length; at += 1) {
    if (!fitsAt(seen, judged, at, rule)) continue
    found[size] = at
    size += 1
  }
  return found.slice(0, size)
}

const among = <T>(value: T, wanted: readonly T[] | undefined): boolean =>
  wanted === undefined || wanted.includes(value)
const atLeast = (value: number, from: number | undefined): boolean => from === undefined || value >= from
const atMost = (value: number, to: number | undefined): boolean => to === undefined || value <= to

/** Every condition that is given must hold. Nothing is made of a member for this: there may be millions. */
function fitsAt({ columns }: View, judged: Judged, at: number, rule: AudienceRule): boolean {
  const { r, f, m } = judged.rfm.scores
  const quadrant = QUADRANT_NAMES[(judged.quadrants.codes[at] ?? 0) - 1]
  const lifecycle = LIFECYCLE_NAMES[(judged.lifecycle[at] ?? 0) - 1]
  if (quadrant === undefined || lifecycle === undefined) return false
  return (
    among(r[at] ?? 0, rule.r) &&
    among(f[at] ?? 0, rule.f) &&
    among(m[at] ?? 0, rule.m) &&
    among(quadrant, rule.quadrants) &&
    among(lifecycle, rule.lifecycles) &&
    atLeast(columns.purchaseDays[at] ?? 0, rule.purchasesFrom) &&
    atMost(columns.purchaseDays[at] ?? 0, rule.purchasesTo) &&
    atLeast(columns.spendMinor[at] ?? 0, rule.spendFromMinor) &&
    atMost(columns.spendMinor[at] ?? 0, rule.spendToMinor) &&
    (rule.lastFrom === undefined || (columns.lastDay[at] ?? 0) >= dayNumber(rule.lastFrom)) &&
    (rule.lastTo === undefined || (columns.lastDay[at] ?? 0) <= dayNumber(rule.lastTo))
  )
}
