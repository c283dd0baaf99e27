import { must } from '#base/must'
import type { Task } from '#base/task'

// Tasks that no room has: what may go wrong in a thread.

type Numbers = Readonly<{ numbers: Float64Array; few: Int32Array }>

/** Sums both and gives the numbers back. */
export const counted: Task<Numbers, Readonly<{ sum: number; numbers: Float64Array | null }>> = {
  name: 'test.counted',
  *run({ numbers, few }) {
    const [many, some] = [numbers.reduce((all, n) => all + n, 0), few.reduce((all, n) => all + n, 0)]
    yield { sum: many, numbers }
    yield { sum: some, numbers: null }
  },
}

/** Counts up to the number, and cannot count to four. */
export const failing: Task<number, number> = {
  name: 'test.failing',
  *run(most) {
    for (let n = 0; n <= most; n += 1) {
      must(n < 3, 'three is too many')
      yield n
    }
  },
}

/** Ends its thread, as one does that runs out of memory. */
export const dying: Task<number, number> = {
  name: 'test.dying',
  *run(code) {
    process.exit(code)
    yield code
  },
}

const [BEGUN, RAISED] = [0, 1]

/** Keeps its thread busy until a flag is raised. */
export const hanging: Task<Int32Array, string> = {
  name: 'test.hanging',
  *run(shared) {
    Atomics.store(shared, BEGUN, 1)
    while (Atomics.load(shared, RAISED) === 0);
    yield 'went on'
  },
}

/** Flags that two threads see. */
export function flags() {
  const shared = new Int32Array(new SharedArrayBuffer(8))
  return {
    shared,
    begun: () => Atomics.load(shared, BEGUN) === 1,
    raise: () => void Atomics.store(shared, RAISED, 1),
  }
}

export const TEST_TASKS: readonly Task<never, unknown>[] = [counted, failing, dying, hanging]
