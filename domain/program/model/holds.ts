import { addDays, weekdayOf, type BusinessDay } from '#base/instant'

/** Who buys as a member; somebody whose membership has lapsed buys as anybody else, which is null. */
export type Buyer = Readonly<{ tier: string | null; birthOn: BusinessDay | null }>

/** Who buys, when and where: what a rule is held against. */
export type Scene = Readonly<{ buyer: Buyer | null; on: BusinessDay; branchCode: string }>

export type Item = Readonly<{ productCode: string; category: string }>

/** Why a rule did not hold, in the order they are looked at. */
export const MISSES = [
  'not_member',
  'other_tier',
  'too_early',
  'too_late',
  'other_weekday',
  'other_branch',
  'not_birthday',
  'other_goods',
  'not_regular_price',
  'cost_unknown',
  'not_cheaper',
  'better_one',
  'below_minimum',
  'never_earns',
] as const
export type Miss = (typeof MISSES)[number]

type When = Readonly<{
  from: BusinessDay | null
  to: BusinessDay | null
  weekdays: readonly number[]
  branches: readonly string[]
}>
type Goods = Readonly<{ productCodes: readonly string[]; categories: readonly string[] }>
type Who = Readonly<{ tiers: readonly string[] }>

/** Whether a rule's days and places hold. */
export function missWhen(rule: When, { on, branchCode }: Scene): Miss | null {
  if (rule.from !== null && on < rule.from) return 'too_early'
  if (rule.to !== null && on > rule.to) return 'too_late'
  if (rule.weekdays.length > 0 && !rule.weekdays.includes(weekdayOf(on))) return 'other_weekday'
  return rule.branches.length === 0 || rule.branches.includes(branchCode) ? null : 'other_branch'
}

export function missWho(rule: Who, { buyer }: Scene): Miss | null {
  if (buyer === null) return 'not_member'
  return rule.tiers.length === 0 || rule.tiers.includes(buyer.tier ?? '') ? null : 'other_tier'
}

/** A rule for members: who first, then when. */
export const missMember = (rule: Who & When, scene: Scene): Miss | null =>
  missWho(rule, scene) ?? missWhen(rule, scene)

export const isFor = (rule: Goods, item: Item): boolean =>
  (rule.productCodes.length === 0 && rule.categories.length === 0) ||
  rule.productCodes.includes(item.productCode) ||
  rule.categories.includes(item.category)

/** Whoever is born on 29 February celebrates on 28 February in other years. */
export function birthdayIn(birthOn: BusinessDay, year: string): BusinessDay {
  const on = `${year}${birthOn.slice(4)}` as BusinessDay
  if (!on.endsWith('-02-29')) return on
  // The day before 1 March is the 29th in a leap year, and the 28th otherwise.
  return addDays(`${year}-03-01` as BusinessDay, -1)
}

export function isBirthday(around: 'any' | 'day' | 'month', { buyer, on }: Scene): boolean {
  if (around === 'any') return true
  const birthOn = buyer?.birthOn ?? null
  if (birthOn === null) return false
  if (around === 'month') return birthOn.slice(5, 7) === on.slice(5, 7)
  return birthdayIn(birthOn, on.slice(0, 4)) === on
}
