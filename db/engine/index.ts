import { startedAt } from './alive.ts'
import { checkVersion, ensureCluster, readPassword } from './cluster.ts'
import { lock, type Lock } from './lock.ts'
import { createDatabase, urlOf } from './login.ts'
import { allowed, binariesFor, settle, type Place } from './place.ts'
import { leftServer, startServer, stopServer, type Server } from './server.ts'

export { createDatabase } from './login.ts'

/** The chain's database inside the embedded server. */
const DATABASE = 'zhiji'

/** How often, in milliseconds, the server's process is looked at while it should be running. */
const LOOK_MS = 500

/**
 * A started embedded PostgreSQL. `url` names the database `zhiji`, which exists. `folder` is where the data really is.
 * `gone` comes true when the server ends without `stop`. `stop` may be called more than once.
 */
export type Engine = Readonly<{
  url: string
  port: number
  pid: number
  folder: string
  gone: Promise<void>
  stop(): Promise<void>
}>

/**
 * `say` gets what the person should know, English and Chinese on two lines. `fast` gives durability away and is for
 * tests alone. `stateFolder` is where root's files go when the place asked for cannot be reached by the server.
 */
export type EngineWish = Readonly<{
  dataFolder: string
  say: (line: string) => void
  fast?: boolean
  stateFolder?: string
}>

/**
 * Starts the database of a data folder, or takes over the server that a killed program left running. One program per
 * folder: the second is refused with the number of the first. Throws in English and Chinese.
 */
export async function startEngine(wish: EngineWish): Promise<Engine> {
  return allowed(wish.dataFolder, async () => {
    const place = await settle(wish)
    const held = await lock(place.folder)
    try {
      await checkVersion(place)
      return await serve(place, held, wish)
    } catch (error) {
      await held.release()
      throw error
    }
  })
}

/** The database that another program is serving from this folder right now, or undefined when none is running. */
export async function runningEngine(
  wish: EngineWish,
): Promise<Pick<Engine, 'url' | 'port' | 'pid' | 'folder'> | undefined> {
  return allowed(wish.dataFolder, async () => {
    const place = await settle(wish)
    const password = await readPassword(place)
    if (password === undefined) return undefined
    const left = await leftServer(place, password)
    if (!left) return undefined
    const { pid, port } = left
    return { pid, port, url: urlOf(left, password, DATABASE), folder: place.folder }
  })
}

async function serve(place: Place, held: Lock, wish: EngineWish): Promise<Engine> {
  const fast = wish.fast ?? false
  const binaries = await binariesFor(place, wish)
  const password = await ensureCluster(place, binaries, fast)
  const server =
    (await leftServer(place, password)) ?? (await startServer({ place, binaries, password, fast }))
  try {
    const url = await createDatabase(urlOf(server, password, 'postgres'), DATABASE)
    return engine({ place, server, url, held })
  } catch (error) {
    await stopServer(server)
    throw error
  }
}

type Started = Readonly<{ place: Place; server: Server; url: string; held: Lock }>

function engine({ place, server, url, held }: Started): Engine {
  const watched = watch(server.pid)
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    watched.end()
    await stopServer(server)
    await held.release()
  }
  const { pid, port } = server
  return { url, port, pid, folder: place.folder, gone: watched.gone, stop: () => (stopping ??= stop()) }
}

function watch(pid: number): { gone: Promise<void>; end(): void } {
  let timer: NodeJS.Timeout | undefined
  const end = (): void => clearInterval(timer)
  const gone = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      if (startedAt(pid) !== undefined) return
      end()
      resolve()
    }, LOOK_MS)
    // Watching alone must not keep a program alive that has finished its work.
    timer.unref()
  })
  return { gone, end }
}
