import { parentPort, workerData } from 'node:worker_threads'
import { must, present } from '#base/must'
import type { Task } from '#base/task'
import { memoryOf } from '#db/apart'
import { insightTasks } from '#domain/insight/model/tasks'

/** Everything a thread may be asked for. A room with long computing adds its line here. */
export const TASKS: readonly Task<never, unknown>[] = [...insightTasks]

/** What a thread is started with, and what it tells. */
export type Wanted = Readonly<{ task: string; given: unknown }>
export type Told =
  | Readonly<{ is: 'piece'; piece: unknown }>
  | Readonly<{ is: 'end' }>
  | Readonly<{ is: 'failed'; trouble: unknown }>

/** Carries out what this thread was started for: a piece each time it is asked for more. */
export function serve(tasks: readonly Task<never, unknown>[]): void {
  const port = present(parentPort, 'B16: a thread has a parent')
  const { task, given } = workerData as Wanted
  const say = (told: Told) => port.postMessage(told, memoryOf(told))
  const pieces: { left: Iterator<unknown> | null } = { left: null }
  port.on('message', () => {
    try {
      const named = tasks.find(({ name }) => name === task)
      must(named !== undefined, () => `B16: there is no task ${task}`)
      pieces.left ??= named.run(given as never)[Symbol.iterator]()
      const next = pieces.left.next()
      say(next.done === true ? { is: 'end' } : { is: 'piece', piece: next.value })
    } catch (trouble) {
      say({ is: 'failed', trouble })
    }
  })
}
