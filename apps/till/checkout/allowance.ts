import {
  covers,
  handDiscount,
  MAY_DISCOUNT,
  withinRule,
  type HandDiscount,
} from '#domain/sale/model/hand-discount'
import type { Cashier, Policy } from '#domain/device/model/policy'
import { mayAll } from '#domain/org/model'
import type { Person } from '../till-context.ts'
import type { Draft } from './basket-state.ts'

/** What a second person allowed at this till, by their own PIN: a share and a sum, and who it was. */
export type Allowance = Readonly<{ id: string; name: string; offMinor: number; shareBps: number }>

type Rules = Pick<Policy, 'discounts' | 'cashiers'>

/** How far discounts by hand go beyond what the cashier gives alone; null where they do not. */
export function beyondAlone(
  draft: Draft,
  { discounts }: Pick<Rules, 'discounts'>,
  { permissions }: Pick<Person, 'permissions'>,
): Readonly<{ given: HandDiscount; mostBps: number }> | null {
  const given = handDiscount(draft)
  if (discounts === undefined || withinRule(discounts, permissions, given)) return null
  return { given, mostBps: discounts.mostBps }
}

/** Whether somebody else must allow the basket as it is now before it is paid. */
export function needsAllowance(draft: Draft, rules: Rules, cashier: Person): boolean {
  const beyond = beyondAlone(draft, rules, cashier)
  return beyond !== null && allowedFor(draft, rules, beyond.given) === null
}

/** Who allowed what the cashier might not give alone; null where nobody had to. */
export function allowedBy(
  draft: Draft,
  rules: Rules,
  cashier: Person,
): Readonly<{ id: string; name: string }> | null {
  const beyond = beyondAlone(draft, rules, cashier)
  return beyond === null ? null : allowedFor(draft, rules, beyond.given)
}

/** Counts as long as the basket has not grown beyond it, and whoever allowed it still may. */
function allowedFor({ allowed }: Draft, rules: Rules, given: HandDiscount) {
  if (allowed === null || !covers(allowed, given)) return null
  const { id, name } = allowed
  return whoMayAllow(rules, null).some((one) => one.id === id) ? { id, name } : null
}

/** Who at this store may allow more than the cashier, and has a PIN to show it by. */
export const whoMayAllow = ({ cashiers }: Pick<Rules, 'cashiers'>, but: string | null): readonly Cashier[] =>
  cashiers.filter(
    ({ id, permissions, pin }) => id !== but && pin !== null && mayAll(permissions, [MAY_DISCOUNT]),
  )
