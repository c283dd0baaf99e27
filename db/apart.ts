import type { Task } from '#base/task'
import type { World } from './work.ts'

/**
 * Carries a task out, piece by piece as they are asked for. What is given is given away: its arrays are moved and not
 * copied, and are empty afterwards. What goes wrong in the task goes wrong for whoever asks for the next piece.
 */
export type Apart = <In, Out>(task: Task<In, Out>, given: In) => AsyncIterable<Out>

/** What a thread that ended before its task says: it may be tried again, with what is given read anew. */
export const THREAD_GONE = 'thread_gone'
/** What a task says that was cut off because the program ends: it begins again with the next start. */
export const THREAD_STOPPED = 'thread_stopped'

export const isCode = (trouble: unknown, code: string): boolean =>
  (trouble as { code?: unknown } | null)?.code === code

/** From so many bytes on an array is moved; a smaller one may lie in memory that others share. */
const MOVED_BYTES = 65_536

/** The memory of all larger arrays in plain data, each once. */
export function memoryOf(data: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  const look = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return
    if (ArrayBuffer.isView(at)) {
      if (at.buffer instanceof ArrayBuffer && at.byteLength >= MOVED_BYTES) found.add(at.buffer)
      return
    }
    for (const inner of Array.isArray(at) ? at : Object.values(at)) look(inner)
  }
  look(data)
  return [...found]
}

/** The same without a thread: the same data goes the same way, so that nothing works here alone. */
export const inPlace: Apart = async function* (task, given) {
  const moved = structuredClone(given, { transfer: memoryOf(given) })
  for (const told of task.run(moved)) yield structuredClone(told)
}

/** Where a process brings threads its tasks go there, else they are done in place. */
export const apartOf = ({ apart = inPlace }: World): Apart => apart
