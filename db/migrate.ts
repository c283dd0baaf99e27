import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Migrator, sql, type Migration, type MigrationProvider } from 'kysely'
import type { Database } from './connect.ts'

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url))

/** Plain numbered SQL files, forward only. */
const providerOf = (isWanted: (name: string) => boolean): MigrationProvider => ({
  async getMigrations() {
    const found = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
    const names = found.filter((name) => isWanted(name.slice(0, -4)))
    const files = names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(FOLDER + name, 'utf8')
      return [name.slice(0, -4), { up: async (db) => void (await sql.raw(text).execute(db)) }]
    })
    return Object.fromEntries(await Promise.all(files))
  },
})

/**
 * Brings a database to head, all or nothing, under an advisory lock; answers the names of what was applied. Rooms
 * number their migrations apart, so one may come between those that a database has; `isWanted` leaves some out, for
 * tests.
 */
export async function migrate(
  database: Database,
  isWanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: providerOf(isWanted),
    migrationTableSchema: 'house',
    allowUnorderedMigrations: true,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName)
}
