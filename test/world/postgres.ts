import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect, pool } from '#db/connect'
import { createDatabase, startEngine } from '#db/engine/index'
import { migrate } from '#db/migrate'
import { testFolder } from './room.ts'

/** Where the tests of one worker find their databases; `trouble` says why the migrated template is missing. */
export type TestPostgres = Readonly<{ url: string; trouble: string | null }>

declare module 'vitest' {
  interface ProvidedContext {
    postgres: readonly TestPostgres[]
  }
}

export const TEMPLATE = 'zhiji_template'

/**
 * A throw-away cluster per worker, with a migrated database that every test copies in milliseconds. Per worker, because
 * readers of events wait for the oldest transaction of their whole cluster: a minute's import in one test would hold up
 * the readers of every other that runs beside it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await testFolder()
  // As root the server runs as another account, which has to be able to enter.
  await chmod(folder, 0o755)
  const workers = Array.from({ length: project.config.maxWorkers }, (_, at) => at + 1)
  const clusters = await Promise.all(workers.map((no) => cluster(join(folder, `data-${no}`))))
  project.provide(
    'postgres',
    clusters.map(({ postgres }) => postgres),
  )
  return async () => {
    await Promise.all(clusters.map(({ stop }) => stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

async function cluster(dataFolder: string) {
  const engine = await startEngine({ dataFolder, say: () => undefined, fast: true })
  const trouble = await migrated(await createDatabase(engine.url, TEMPLATE))
  return { postgres: { url: engine.url, trouble }, stop: engine.stop }
}

/** A migration that fails must fail the tests that need a database, with its reason, and no others. */
async function migrated(url: string): Promise<string | null> {
  const made = pool(url, 1)
  const database = connect(made)
  try {
    await migrate(database)
    return null
  } catch (trouble) {
    return trouble instanceof Error ? (trouble.stack ?? trouble.message) : String(trouble)
  } finally {
    await database.destroy()
  }
}
