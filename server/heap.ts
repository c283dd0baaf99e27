import { Session } from 'node:inspector'
import { setFlagsFromString } from 'node:v8'

/**
 * Left alone the heap grows to a multiple of what lives in it before it is cleared, by what waited a moment too long
 * for the database: it is cleared when two fifths as much again have gathered. It costs a few hundredths of the time.
 */
export const HEAP_FLAG = '--heap-growing-percent=40'

/** Bounds what the process holds of memory; called once, before anything is served. */
export const keepHeapSmall = (): void => setFlagsFromString(HEAP_FLAG)

/**
 * Clears the heap, once, when everything is there and before much is served; it takes a tenth of a second. How far the
 * heap may grow is worked out each time it is cleared: where that was last done while the program was still being
 * loaded, before the flag above, it was four times what lived then, and the first busy seconds took 80 to 100 MB more
 * than all that came later.
 */
export async function clearHeap(): Promise<void> {
  const session = new Session()
  session.connect()
  await new Promise<void>((done, failed) =>
    session.post('HeapProfiler.collectGarbage', (trouble) => (trouble ? failed(trouble) : done())),
  )
  session.disconnect()
}
