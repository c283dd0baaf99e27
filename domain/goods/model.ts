import { must } from '#base/must'

export const MOVEMENT_KINDS = ['in', 'out', 'transfer', 'stocktake'] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

export const ALERTS = ['low', 'high'] as const
export type Alert = (typeof ALERTS)[number]

/** What made stock move: a sale, a return, a sheet somebody filled in. */
export type Cause = Readonly<{ kind: string; id: string }>

/** Where a product lies; a branch of null is the head office. */
export type Place = Readonly<{ productId: string; branchId: string | null }>

/** Quantities in thousandths, as on a receipt. */
export type Taking = Place & Readonly<{ quantity: number; cause: Cause }>
export type Short = Readonly<{ taking: Taking; onHand: number }>

export const placeKey = ({ productId, branchId }: Place): string => `${productId} ${branchId ?? ''}`
export const causeKey = ({ kind, id }: Cause): string => `${kind} ${id}`

/** Thousandths of what a person writes: at most three decimals. */
export const thousandthsOf = (quantity: number): number => Math.round(quantity * 1000)
export const quantityOf = (thousandths: number): number => thousandths / 1000

/** C84: below the low limit and above the high one; on a limit nobody is alerted. */
export function alertOf(
  onHand: number,
  limits: Readonly<{ low: number | null; high: number | null }>,
): Alert | null {
  if (limits.low !== null && onHand < limits.low) return 'low'
  return limits.high !== null && onHand > limits.high ? 'high' : null
}

/** Many takings of one cause at one place are one. */
export function together(takings: readonly Taking[]): Taking[] {
  const all = new Map<string, Taking>()
  for (const taking of takings) {
    must(taking.quantity > 0, 'B4: what is taken or put is more than nothing')
    const key = `${causeKey(taking.cause)} ${placeKey(taking)}`
    const before = all.get(key)
    all.set(key, before ? { ...before, quantity: before.quantity + taking.quantity } : taking)
  }
  return [...all.values()]
}

/**
 * B4: what can be taken from these shelves, cause by cause in the order asked; a cause that is short anywhere takes
 * nothing. The shelves are left with what then lies on them.
 */
export function take(
  shelves: Map<string, number>,
  takings: readonly Taking[],
): Readonly<{ taken: Taking[]; short: Short[] }> {
  const causes = new Map<string, Taking[]>()
  for (const taking of takings) {
    const key = causeKey(taking.cause)
    causes.set(key, [...(causes.get(key) ?? []), taking])
  }
  const taken: Taking[] = []
  const short: Short[] = []
  const onHand = (place: Place) => shelves.get(placeKey(place)) ?? 0
  for (const ofCause of causes.values()) {
    const missing = ofCause.filter((one) => onHand(one) < one.quantity)
    short.push(...missing.map((taking) => ({ taking, onHand: onHand(taking) })))
    if (missing.length > 0) continue
    for (const one of ofCause) shelves.set(placeKey(one), onHand(one) - one.quantity)
    taken.push(...ofCause)
  }
  return { taken, short }
}
