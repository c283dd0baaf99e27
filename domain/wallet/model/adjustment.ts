import type { Role } from '#domain/org/model'

/** What the live program lets one role correct by hand in one go: points, and minor units of money. */
export type Limits = Readonly<Record<'manager' | 'cashier', Readonly<{ points: number; minor: number }>>>
export type Asked = Readonly<{ unit: string; amount: number }>
export type Way = 'own_limit' | 'alone' | 'second_person'

/** The largest correction these roles make on their own; passes have no limit of their own, so none is small enough. */
export function ownLimit(roles: readonly Role[], limits: Limits, unit: string): number {
  const kind = unit === 'points' ? 'points' : unit === 'principal' || unit === 'bonus' ? 'minor' : null
  if (kind === null) return 0
  // An owner alone does what a manager does; more is decided by two (promises A2).
  const of = [
    roles.includes('owner') || roles.includes('manager') ? limits.manager[kind] : 0,
    roles.includes('cashier') ? limits.cashier[kind] : 0,
  ]
  return Math.max(...of)
}

/**
 * W11: within one's own limit at once. Above it a second person decides; only an owner with nobody else there who could
 * goes on alone, and that is said in the list for ever.
 */
export function wayOf(
  roles: readonly Role[],
  limits: Limits,
  asked: Asked & Readonly<{ anybodyElse: boolean }>,
): Way {
  if (Math.abs(asked.amount) <= ownLimit(roles, limits, asked.unit)) return 'own_limit'
  return roles.includes('owner') && !asked.anybodyElse ? 'alone' : 'second_person'
}

/** W11: one of the two must be up to the amount: by their limit, or because they own the chain. */
export function covers(
  pair: Readonly<{ asking: readonly Role[]; deciding: readonly Role[] }>,
  limits: Limits,
  asked: Asked,
): boolean {
  if (pair.asking.includes('owner') || pair.deciding.includes('owner')) return true
  return Math.abs(asked.amount) <= ownLimit(pair.deciding, limits, asked.unit)
}
