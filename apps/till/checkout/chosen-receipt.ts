import { useSyncExternalStore } from 'react'
import { goTo } from '../shell/places.ts'

let chosen: string | null = null
const hearers = new Set<() => void>()

function put(id: string | null): void {
  chosen = id
  for (const hear of hearers) hear()
}

/** Opens the return of this sale at the checkout, from whatever screen its receipt was looked up. */
export function returnReceipt(id: string): void {
  put(id)
  goTo('checkout')
}

/** The sale whose return was asked for elsewhere; taken once. */
export const useChosenReceipt = (): readonly [string | null, () => void] => [
  useSyncExternalStore(
    (changed) => {
      hearers.add(changed)
      return () => void hearers.delete(changed)
    },
    () => chosen,
  ),
  () => put(null),
]
