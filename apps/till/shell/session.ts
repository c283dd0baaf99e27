import type { Policy } from '#domain/device/model/policy'
import type { Person } from '../till-context.ts'

const PLACE = 'zhiji.till.cashier'

/** Keeps who is signed in for as long as this window lives: a reload in the middle of a queue asks nobody for a PIN. */
export function keepSession(person: Person | null): void {
  if (person === null) sessionStorage.removeItem(PLACE)
  else sessionStorage.setItem(PLACE, person.id)
}

/** Who was signed in before the reload, with what they may do by the policy of now. */
export function keptSession(policy: Policy | null): Person | null {
  const id = sessionStorage.getItem(PLACE)
  const cashier = policy?.cashiers.find((one) => one.id === id)
  return cashier ? { id: cashier.id, name: cashier.name, permissions: cashier.permissions } : null
}
