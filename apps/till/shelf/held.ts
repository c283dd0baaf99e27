import type { Held } from '../till-context.ts'
import type { Shelf } from './shelf.ts'

/** Baskets put aside, oldest first. */
export const heldOn = (shelf: Shelf): Held => ({
  put: async (basket) => void (await shelf.held.put(basket)),
  drop: (id) => shelf.held.delete(id),
  all: async () => (await shelf.held.toArray()).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
})
