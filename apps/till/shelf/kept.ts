import type { Kept } from '../till-context.ts'
import type { Shelf } from './shelf.ts'

/** Small things by key. */
export const keptOn = (shelf: Shelf): Kept => ({
  get: async <T>(key: string) => ((await shelf.kept.get(key))?.value ?? null) as T | null,
  set: async (key, value) => void (await shelf.kept.put({ key, value })),
})
