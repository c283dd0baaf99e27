import { Worker } from 'node:worker_threads'
import { memoryOf, THREAD_GONE, THREAD_STOPPED, type Apart } from '#db/apart'
import type { Told, Wanted } from './tasks.ts'

/** Tasks at the same time; the others wait. One, because a shop's computer has two cores and the tills need one. */
const USUAL_MOST = 1
/** What one may hold beside its arrays: no more than the program itself, so that a task gone wild ends alone. */
const MOST_HEAP_MB = 1024

export type Threads = Readonly<{
  apart: Apart
  /** Ends what runs; whoever waits for a piece of it learns that the program ends. */
  stop: () => Promise<void>
}>

type ThreadsWish = Readonly<{
  /** What a thread runs: `thread.ts` as it was built. */
  entry: URL
  most?: number
}>
type Running = {
  stopping: boolean
  readonly threads: Set<Worker>
  free: number
  readonly waiting: (() => void)[]
}

/**
 * Tasks in threads of their own, each begun for one task and ended with it: between them nothing of them is left in
 * memory, and a thread that dies takes nobody else's task with it.
 */
export function makeThreads({ entry, most = USUAL_MOST }: ThreadsWish): Threads {
  const running: Running = { stopping: false, threads: new Set(), free: most, waiting: [] }
  return {
    apart: async function* (task, given) {
      await turn(running)
      try {
        mustGoOn(running)
        yield* piecesOf<never>(running, entry, { task: task.name, given })
      } finally {
        running.free += 1
        running.waiting.shift()?.()
      }
    },
    stop: async () => {
      running.stopping = true
      for (const wake of running.waiting.splice(0)) wake()
      await Promise.all([...running.threads].map((thread) => thread.terminate()))
    },
  }
}

async function turn(running: Running): Promise<void> {
  while (running.free === 0 && !running.stopping)
    await new Promise<void>((free) => void running.waiting.push(free))
  running.free -= 1
}

const troubled = (code: string, why: string, cause?: unknown): Error =>
  Object.assign(new Error(why, { cause }), { code })

function mustGoOn({ stopping }: Running): void {
  if (stopping) throw troubled(THREAD_STOPPED, 'the program ends, and with it the task')
}

type Said = Told | Readonly<{ is: 'gone'; cause: unknown }>

async function* piecesOf<Out>(running: Running, entry: URL, wanted: Wanted): AsyncGenerator<Out> {
  const thread = new Worker(entry, {
    workerData: wanted,
    transferList: memoryOf(wanted.given),
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  })
  running.threads.add(thread)
  const next = listened(thread)
  try {
    for (;;) {
      thread.postMessage('more')
      const said = await next()
      mustGoOn(running)
      if (said.is === 'end') return
      if (said.is === 'failed') throw said.trouble
      if (said.is === 'gone') throw troubled(THREAD_GONE, `the thread of ${wanted.task} ended`, said.cause)
      yield said.piece as Out // The task of this name tells such pieces.
    }
  } finally {
    running.threads.delete(thread)
    await thread.terminate()
  }
}

/** Hears everything a thread says from its beginning to its end, one thing at a time. */
function listened(thread: Worker): () => Promise<Said> {
  const heard: Said[] = []
  let wake: () => void = () => undefined
  const hear = (said: Said): void => {
    heard.push(said)
    wake()
  }
  thread.on('message', (told: Told) => hear(told))
  thread.on('messageerror', (cause) => hear({ is: 'gone', cause }))
  thread.on('error', (cause) => hear({ is: 'gone', cause }))
  thread.on('exit', (code) => hear({ is: 'gone', cause: `exit ${code}` }))
  return async () => {
    while (heard.length === 0) await new Promise<void>((go) => void (wake = go))
    return heard.shift() ?? { is: 'gone', cause: 'nothing' }
  }
}
