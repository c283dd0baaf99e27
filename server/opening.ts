import { runningEngine, startEngine } from '#db/engine/index'
import { connect, KEPT, MOST_CONNECTIONS, pool, type Database } from '#db/connect'
import { migrate } from '#db/migrate'
import type { Config } from './config.ts'

export type Opened = Readonly<{
  url: string
  database: Database
  /** Comes true when the embedded server ends by itself; never for a database elsewhere. */
  gone: Promise<void>
  close(): Promise<void>
}>

type Wish = Readonly<{ config: Config; say: (line: string) => void; share: boolean }>

/**
 * The chain's database, migrated to head: the configured one, else the embedded one. `share` uses the server that a
 * running program keeps (for the command line); without it that is an error, because one program serves one folder.
 */
export async function openDatabase({ config, say, share }: Wish): Promise<Opened> {
  const { url, stop, gone } = await source(config, say, share)
  const database = connect(pool(url, MOST_CONNECTIONS, share ? 0 : KEPT))
  try {
    await migrate(database)
  } catch (trouble) {
    await database.destroy()
    await stop()
    throw trouble
  }
  const close = async () => {
    await database.destroy()
    await stop()
  }
  return { url, database, gone, close }
}

async function source(
  { databaseUrl, dataFolder }: Config,
  say: (line: string) => void,
  share: boolean,
): Promise<{ url: string; stop: () => Promise<void>; gone: Promise<void> }> {
  const never = new Promise<void>(() => undefined)
  const elsewhere = (url: string) => ({ url, stop: async () => undefined, gone: never })
  if (databaseUrl !== null) return elsewhere(databaseUrl)
  const running = share ? await runningEngine({ dataFolder, say }) : undefined
  if (running) return elsewhere(running.url)
  const engine = await startEngine({ dataFolder, say })
  return { url: engine.url, stop: () => engine.stop(), gone: engine.gone }
}
