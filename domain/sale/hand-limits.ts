import type { Actor, Work } from '#db/work'
import type { Branch } from '#domain/org/index'
import type { SaleWish } from './contract/wish.ts'
import { discountRulesOf } from './discounts.ts'
import type { Facts } from './facts.ts'
import {
  covers,
  mayDiscount,
  withinRule,
  type DiscountRule,
  type HandDiscount,
  type HandGiven,
} from './model/hand-discount.ts'
import { allowancesOf, type AllowanceRow } from './store/discounts.ts'

/** What limits the discounts by hand of a batch: the rules of its branches, and the words of second persons. */
export type HandLimits = Readonly<{
  rules: ReadonlyMap<string, DiscountRule>
  allowances: readonly AllowanceRow[]
}>

export const NO_HAND_LIMITS: HandLimits = { rules: new Map(), allowances: [] }

export const byHand = ({ kind, discount, lines }: SaleWish): boolean =>
  kind === 'sale' &&
  (discount !== undefined ||
    lines.some((line) => line.discount !== undefined || line.chargedMinor !== undefined))

/** Asked only for wishes that take something off by hand, so that all others pay nothing for it. */
export async function handLimits(
  work: Work,
  wishes: readonly SaleWish[],
  branches: ReadonlyMap<string, Branch>,
): Promise<HandLimits> {
  const given = wishes.filter(byHand)
  if (given.length === 0) return NO_HAND_LIMITS
  const ids = given.flatMap((wish) => branches.get(wish.branchCode)?.id ?? [])
  const rules = await discountRulesOf(work, [...new Set(ids)])
  if (rules.size === 0) return NO_HAND_LIMITS
  const allowances = await allowancesOf(
    work.tx,
    given.map((wish) => wish.id),
  )
  return { rules, allowances }
}

type Given = Readonly<{ saleId: string; print: string; branchId: string; by: Actor; given: HandDiscount }>

/**
 * S15: what hands take off is no more than whoever asks may give alone, or than somebody else who may allowed for this
 * very sale; a word that was asked for (S16) is for the content it was asked about. Null for what nobody allowed.
 */
export function judgeGiven(
  { rules, allowances }: HandLimits,
  { saleId, print, branchId, by, given }: Given,
): HandGiven | null {
  const rule = rules.get(branchId)
  const judged = { ...given, mostBps: rule?.mostBps ?? null, may: mayDiscount(by.permissions) }
  if (withinRule(rule, by.permissions, given)) return { ...judged, allowanceId: null }
  const counts = (one: AllowanceRow) =>
    one.saleId === saleId &&
    one.branchId === branchId &&
    one.byId !== by.id &&
    (one.salePrint === null || one.salePrint === print)
  const word = allowances.find((one) => counts(one) && covers(one, given))
  return word ? { ...judged, allowanceId: word.id } : null
}

/** What a refusal says of the limit that a sale went beyond. */
export const limitAt = (
  { handLimits: { rules }, branches }: Pick<Facts, 'handLimits' | 'branches'>,
  { branchCode }: Pick<SaleWish, 'branchCode'>,
) => ({ mostBps: rules.get(branches.get(branchCode)?.id ?? '')?.mostBps ?? null })
