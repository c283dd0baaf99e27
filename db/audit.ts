import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** A law that does not hold for something, in the words of the room that owns it. */
export type Finding = Readonly<{ room: string; law: string; subject: string; detail: string }>
export type Audit = Readonly<{ checked: number; findings: readonly Finding[] }>

/**
 * Asks every room's own `audit()` what does not hold, all on one snapshot, so that work going on meanwhile
 * cannot look like a violation. A room with an audit must also name its laws.
 */
export async function audit(database: Database): Promise<Audit> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { rows: rooms } = await sql<{ name: string }>`
        select n.nspname as name
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where p.proname = 'audit' and p.pronargs = 0 and n.nspname not in ('pg_catalog', 'information_schema')
         order by n.nspname`.execute(tx)
      let checked = 0
      const findings: Finding[] = []
      for (const { name } of rooms) {
        const { rows: laws } = await sql<{ count: number }>`
          select count(*) as count from ${sql.id(name, 'audit_laws')}()`.execute(tx)
        const { rows } = await sql<Omit<Finding, 'room'>>`
          select law, subject, detail from ${sql.id(name, 'audit')}()`.execute(tx)
        checked += laws[0]?.count ?? 0
        findings.push(...rows.map((row) => ({ room: name, ...row })))
      }
      return { checked, findings }
    })
}
