import { addDays, type BusinessDay } from '#base/instant'
import type { DEED_NAMES, Rule } from '../contract/rule.ts'

type Deed = (typeof DEED_NAMES)[number]

/**
 * Deeds by which a member earns, redeems or is otherwise heard of (C77). What a member merely received, a message or a
 * coupon, is none.
 */
export const SIGNS = [
  'gift',
  'event',
  'claim',
  'packCode',
  'topUp',
  'benefit',
  'joined',
  'visit',
] as const satisfies readonly Deed[]

/** Deeds that are done at the counter: on their day the member was in a shop. */
export const VISIT_DEEDS = ['gift', 'claim', 'topUp', 'benefit', 'visit'] as const satisfies readonly Deed[]

export const MOST_DEAD_MONTHS = 120
/** Visits of the funnel; later ones tell nothing of how somebody came to buy. */
export const FUNNEL_VISITS = 5

type Last = Readonly<{ lastFrom: string | null; lastTo: string | null }>
type Dead = Last & Readonly<{ never: boolean }>

const anySign = (within: Readonly<{ from?: string; to?: string }>): Rule => ({
  any: [{ is: 'purchases', within, from: 1 }, ...SIGNS.map((deed): Rule => ({ is: 'deed', deed, within }))],
})

/** The rule that finds the members of a row of the dead, or all of them where none is given. */
export function deadRule(on: Readonly<{ asOf: string; before: string }>, row?: Dead): Rule {
  const joined: Rule = { is: 'joined', within: { to: on.before } }
  if (row?.never) return { all: [joined, { not: anySign({ to: on.asOf }) }] }
  const since = { not: anySign({ from: addDays(on.before as BusinessDay, 1), to: on.asOf }) }
  if (!row) return { all: [joined, since] }
  const last = {
    ...(row.lastFrom === null ? {} : { from: row.lastFrom }),
    ...(row.lastTo === null ? {} : { to: row.lastTo }),
  }
  const after = { not: anySign({ from: addDays((row.lastTo ?? on.before) as BusinessDay, 1), to: on.asOf }) }
  return { all: [joined, anySign(last), after] }
}
