import { sql } from 'kysely'
import type { Work } from '#db/work'

/** Every row of every table of some schemas as JSON text: for tests that look for what must not be kept. */
export async function dump(work: Work, ...schemas: string[]): Promise<string> {
  const { rows: tables } = await sql<{ place: string }>`
    select schemaname || '.' || tablename as place from pg_tables
     where schemaname = any(${schemas}::text[]) order by 1`.execute(work.tx)
  const found: Record<string, unknown> = {}
  for (const { place } of tables)
    found[place] = (await sql`select * from ${sql.table(place)}`.execute(work.tx)).rows
  return JSON.stringify(found)
}

/** How many works of this database wait for a lock right now. */
export async function waiting(work: Work): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`.execute(work.tx)
  return rows[0]?.count ?? 0
}
