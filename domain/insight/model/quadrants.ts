import { must } from '#base/must'
import { buyersAmong, picked, type MemberColumns } from './purchase-days.ts'
import { lowerMedian } from './rank.ts'

/** 知己 buy often and spend much, 蝴蝶 seldom and much, 藤壶 often and little, 过客 seldom and little. */
export const QUADRANT_NAMES = ['confidant', 'butterfly', 'barnacle', 'passerby'] as const
export type Quadrant = (typeof QUADRANT_NAMES)[number]

/** The mean, the median, or a number of the owner's own. */
export type CutWish = 'mean' | 'median' | number
export type Cut = Readonly<{ kind: 'mean' | 'median' | 'fixed'; value: number }>

export type QuadrantGroup = Readonly<{ quadrant: Quadrant; people: number; spendMinor: number; near: number }>

export type Quadrants = Readonly<{
  members: number
  spendMinor: number
  countCut: Cut
  /** Minor units; a mean need not be whole. */
  spendCut: Cut
  /** Per member 1 … 4 in the order of QUADRANT_NAMES; 0 without a purchase. */
  codes: Uint8Array
  /** 1 for members within 10 % of either line: their place should not set off anything yet. */
  near: Uint8Array
  groups: QuadrantGroup[]
}>

/**
 * Deals members with a purchase into four by purchase days and spend. A fixed cut and the mean count, which is
 * rounded up to a whole number, are reached by "at least"; a mean spend and the medians by "more than".
 */
export function quadrants(
  columns: MemberColumns,
  wish: Readonly<{ countCut?: CutWish; spendCut?: CutWish }> = {},
): Quadrants {
  const who = buyersAmong(columns)
  const counts = picked(columns.purchaseDays, who)
  const spends = picked(columns.spendMinor, who)
  let spendMinor = 0
  let days = 0
  for (let i = 0; i < counts.length; i += 1) {
    spendMinor += spends[i] as number
    days += counts[i] as number
  }
  must(Number.isSafeInteger(spendMinor), 'D1: what all spent is a safe integer of minor units')
  const meanCount = Math.ceil(days / counts.length)
  const countCut = cutOf(wish.countCut ?? 'mean', counts, meanCount)
  const spendCut = cutOf(wish.spendCut ?? 'mean', spends, spendMinor / spends.length)
  // Days are whole: more than a median is at least the next number.
  const often = countCut.kind === 'median' ? countCut.value + 1 : countCut.value
  const codes = new Uint8Array(columns.members)
  const near = new Uint8Array(columns.members)
  const [people, money, close] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)]
  const [countAt, spendAt, fixed] = [countCut.value, spendCut.value, spendCut.kind === 'fixed']
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i] as number
    const spend = spends[i] as number
    const much = fixed ? spend >= spendAt : spend > spendAt
    // The order of QUADRANT_NAMES: often and much, seldom and much, often and little, seldom and little.
    const at = (count >= often ? 0 : 1) + (much ? 0 : 2)
    const beside = isNear(count, countAt) || isNear(spend, spendAt) ? 1 : 0
    people[at] = (people[at] as number) + 1
    money[at] = (money[at] as number) + spend
    close[at] = (close[at] as number) + beside
    const place = who === null ? i : (who[i] as number)
    codes[place] = at + 1
    near[place] = beside
  }
  const groups = QUADRANT_NAMES.map((quadrant, at) => ({
    quadrant,
    people: people[at] as number,
    spendMinor: money[at] as number,
    near: close[at] as number,
  }))
  return { members: counts.length, spendMinor, countCut, spendCut, codes, near, groups }
}

const isNear = (value: number, cut: number): boolean => Math.abs(value - cut) * 10 <= Math.abs(cut)

function cutOf(wish: CutWish, values: Int32Array | Float64Array, mean: number): Cut {
  if (typeof wish === 'number') return { kind: 'fixed', value: wish }
  if (values.length === 0) return { kind: wish, value: 0 }
  return { kind: wish, value: wish === 'mean' ? mean : lowerMedian(values) }
}
