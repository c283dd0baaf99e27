import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Migrator, sql, type Migration, type MigrationProvider } from 'kysely'
import type { Database } from './connect.ts'

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url))

/** Plain numbered SQL files, forward only. */
const provider: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
    const files = names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(FOLDER + name, 'utf8')
      return [name.slice(0, -4), { up: async (db) => void (await sql.raw(text).execute(db)) }]
    })
    return Object.fromEntries(await Promise.all(files))
  },
}

/** Brings a database to head, all or nothing, under an advisory lock; answers the names of what was applied. */
export async function migrate(database: Database): Promise<string[]> {
  const migrator = new Migrator({ db: database, provider, migrationTableSchema: 'house' })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName)
}
