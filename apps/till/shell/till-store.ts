import type { TillState, TillStore } from '../till-context.ts'

/** What changes while the till runs, in one place that screens listen to. */
export type OwnStore = TillStore & Readonly<{ set: (part: Partial<TillState>) => void }>

export function makeStore(first: TillState): OwnStore {
  let state = first
  const hearers = new Set<() => void>()
  return {
    get: () => state,
    set: (part) => {
      state = { ...state, ...part }
      for (const hear of hearers) hear()
    },
    subscribe: (changed) => {
      hearers.add(changed)
      return () => void hearers.delete(changed)
    },
  }
}
