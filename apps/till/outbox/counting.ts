import type { Heap } from './sync-state.ts'

export type Counting = Readonly<{
  /** Writes something down and counts it in; what it answers, or its error, is the writing's own. */
  written: <T extends Readonly<{ heap: Heap }>>(write: () => Promise<T>) => Promise<T>
  /** Counts what lies on the disk and tells it. */
  anew: () => Promise<void>
}>

/**
 * How what is counted on the disk and what is added as it is written come together: a count during which something was
 * written may have it in or not, so it is never told, and the disk is counted again.
 */
export function makeCounting<C>(
  count: () => Promise<C>,
  { tell, add }: Readonly<{ tell: (counted: C) => void; add: (heap: Heap) => void }>,
): Counting {
  let begun = 0
  const open = new Set<Promise<unknown>>()
  return {
    written: async (write) => {
      begun++
      const writing = write().then((one) => {
        add(one.heap)
        return one
      })
      open.add(writing)
      try {
        return await writing
      } finally {
        open.delete(writing)
      }
    },
    anew: async () => {
      for (;;) {
        while (open.size > 0) await Promise.allSettled(open)
        const before = begun
        const counted = await count()
        if (before === begun) return tell(counted)
      }
    },
  }
}
