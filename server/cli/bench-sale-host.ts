import { must, present } from '#base/must'
import { connect, KEPT, MOST_CONNECTIONS, pool } from '#db/connect'
import { realWorld } from '#db/work'
import { clearHeap, keepHeapSmall } from '../heap.ts'
import { makeHost, MOST_BYTES } from '../http.ts'
import { listen } from '../listen.ts'
import { routes } from '../rooms.ts'

// The HTTP side in a process of its own, started by `bench sale`, which tells it by messages what to do.

/** One client asks more than any till may: limits are counted as usual, but never reached. */
const NO_LIMITS = { perActor: 1e9, perAddress: 1e9, signIn: 1e9, atOnce: 1e9 }

export type HostSays = Readonly<{ port: number }> | Readonly<{ peakBytes: number }>

async function serve(): Promise<void> {
  keepHeapSmall()
  must(process.send !== undefined, 'B2: the host of a bench is a child of the bench')
  const url = present(process.env['DATABASE_URL'], 'B2: the bench names its database')
  const world = realWorld(connect(pool(url, MOST_CONNECTIONS, KEPT)))
  const app = await makeHost({
    world,
    routes,
    secure: false,
    publicOrigin: null,
    limits: NO_LIMITS,
    mostBytes: MOST_BYTES,
    consoleFolder: null,
    version: 'bench',
    behindProxy: false,
  })
  const say = (words: HostSays) => void process.send?.(words)
  process.on('message', () => say({ peakBytes: process.resourceUsage().maxRSS * 1024 }))
  // However the bench ends, its host ends with it.
  process.on('disconnect', () => process.exit(0))
  const port = await listen(app, { host: '127.0.0.1', port: 0 })
  await clearHeap()
  say({ port })
}

await serve()
