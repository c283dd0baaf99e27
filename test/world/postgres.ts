import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect, pool } from '#db/connect'
import { createDatabase, startEngine } from '#db/engine/index'
import { migrate } from '#db/migrate'

/** Where the tests of this run find their databases; `trouble` says why the migrated template is missing. */
export type TestPostgres = Readonly<{ url: string; trouble: string | null }>

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres
  }
}

export const TEMPLATE = 'zhiji_template'

/** One throw-away cluster per run, with a migrated database that every test copies in milliseconds. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-test-'))
  // As root the server runs as another account, which has to be able to enter.
  await chmod(folder, 0o755)
  const engine = await startEngine({ dataFolder: join(folder, 'data'), say: () => undefined, fast: true })
  const url = await createDatabase(engine.url, TEMPLATE)
  const trouble = await migrated(url)
  project.provide('postgres', { url: engine.url, trouble })
  return async () => {
    await engine.stop()
    await rm(folder, { recursive: true, force: true })
  }
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
