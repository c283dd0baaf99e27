import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Task } from '#base/task'
import { inPlace, THREAD_GONE, THREAD_STOPPED, type Apart } from '#db/apart'
import { house, inWork } from '#db/work'
import type { ForetellWish } from '#domain/insight/model/foretell'
import { foretelling } from '#domain/insight/model/tasks'
import { counted, dying, failing, flags, hanging } from '#test/world/tasks'
import { world } from '#test/world/world'
import { makeThreads, type Threads } from './threads.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
let folder = ''
let entry: URL

/** What threads run, made as a file that Node.js takes: the sources are none. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-threads-'))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source'] }, noExternal: true },
    build: { ssr: 'test/world/thread.ts', outDir: folder, emptyOutDir: true },
  })
  entry = pathToFileURL(join(folder, 'thread.js'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function threads(most = 1): Threads {
  const made = makeThreads({ entry, most })
  onTestFinished(made.stop)
  return made
}

async function everything<In, Out>(apart: Apart, task: Task<In, Out>, given: In): Promise<Out[]> {
  const told: Out[] = []
  for await (const piece of apart(task, given)) told.push(piece)
  return told
}

/** Days of members who come every so often, some of whom have left; amounts that differ. */
function shop(members: number): ForetellWish {
  const rows: [member: number, day: number, minor: number][] = []
  for (let m = 0; m < members; m += 1) {
    const [first, gap] = [(m * 7) % 200, 13 + ((m * 11) % 17)]
    const times = m % 2 === 0 ? 40 : 1 + (m % 4)
    for (let at = 0; at < times && first + at * gap <= 360; at += 1)
      rows.push([m, 20_000 + first + at * gap, 900 + ((m * 31 + at * 7) % 5_000)])
  }
  return {
    rows: {
      member: Int32Array.from(rows, ([m]) => m),
      day: Int32Array.from(rows, ([, day]) => day),
      spendMinor: Float64Array.from(rows, ([, , minor]) => minor),
    },
    members,
    firstDay: 20_000,
    asOf: 20_360,
  }
}

test('a forecast is the same in a thread and in place, to the last bit', async () => {
  // Enough that the arrays are moved.
  const [apart, here] = [threads().apart, inPlace]
  const inThread = await everything(apart, foretelling, shop(6_000))
  expect(inThread.map(({ is }) => is)).toEqual([...Array(5).fill('tried'), 'foreseen', 'foreseen', 'end'])
  expect(inThread).toStrictEqual(await everything(here, foretelling, shop(6_000)))
})

test.each([
  ['in a thread', () => threads().apart],
  ['in place', () => inPlace],
])('what is given is given away, and everything comes back: %s', async (_, made) => {
  const numbers = Float64Array.from({ length: 20_000 }, (_, at) => at)
  const told = await everything(made(), counted, { numbers, few: Int32Array.of(1, 2) })
  expect(told.map(({ sum }) => sum)).toEqual([199_990_000, 3])
  expect(told[0]?.numbers).toHaveLength(20_000)
  expect(numbers).toHaveLength(0)
})

test('what fails in a task fails for whoever asked, with what came before, and the next one runs', async () => {
  const { apart } = threads()
  const told: number[] = []
  const asked = (async () => {
    for await (const piece of apart(failing, 3)) told.push(piece)
  })()
  await expect(asked).rejects.toThrow('must: three is too many')
  expect(told).toEqual([0, 1, 2])
  expect(
    await everything(apart, counted, { numbers: Float64Array.of(4), few: Int32Array.of() }),
  ).toHaveLength(2)
})

test('a thread that dies is their trouble, takes no other task with it, and is followed by another', async () => {
  const { apart } = threads(2)
  const beside = flags()
  const other = everything(apart, hanging, beside.shared)
  await expect(everything(apart, dying, 7)).rejects.toMatchObject({ code: THREAD_GONE })
  beside.raise()
  expect(await other).toEqual(['went on'])
  expect(await everything(apart, failing, -1)).toEqual([])
})

test('while a task computes the program answers whoever asks', async () => {
  const w = await world({ bare: true })
  const { apart } = threads()
  const { shared, raise, begun } = flags()
  // It looks at a flag without a pause until somebody raises it, and nobody can before a request is answered.
  const asked = everything(apart, hanging, shared)
  while (!begun()) await new Promise((turn) => setImmediate(turn))
  expect((await w.app.inject('/healthz')).statusCode).toBe(200)
  await inWork(w.world, house, async () => undefined)
  raise()
  expect(await asked).toEqual(['went on'])
})

test('more tasks than threads wait for their turn', async () => {
  const { apart } = threads(1)
  const { shared, raise, begun } = flags()
  const order: string[] = []
  const first = everything(apart, hanging, shared).then(() => order.push('first'))
  while (!begun()) await new Promise((turn) => setImmediate(turn))
  const second = everything(apart, failing, -1).then(() => order.push('second'))
  raise()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('the end of the program ends what runs and what waits, and says so', async () => {
  const own = threads(1)
  const { shared, begun } = flags()
  const runs = everything(own.apart, hanging, shared)
  while (!begun()) await new Promise((turn) => setImmediate(turn))
  const waits = everything(own.apart, failing, 1)
  const settled = Promise.allSettled([runs, waits])
  await own.stop()
  const stopped = expect.objectContaining({ status: 'rejected' })
  expect(await settled).toEqual([stopped, stopped])
  await expect(waits).rejects.toMatchObject({ code: THREAD_STOPPED })
  await expect(everything(own.apart, failing, 1)).rejects.toMatchObject({ code: THREAD_STOPPED })
})
