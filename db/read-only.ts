import { sql } from 'kysely'
import type { Work } from './work.ts'

/** A question changes nothing: from here on PostgreSQL itself refuses to write in this work. */
export async function readOnly(work: Work): Promise<void> {
  await sql`set transaction read only`.execute(work.tx)
}

/** Whether this work only asks. */
export async function isReadOnly(work: Work): Promise<boolean> {
  const { rows } = await sql<{ only: string }>`
    select current_setting('transaction_read_only') as only`.execute(work.tx)
  return rows[0]?.only === 'on'
}

/**
 * Every question of this work sees the same state of the house: for reports whose parts must add up. It has to be the
 * first thing a work does.
 */
export async function oneSnapshot(work: Work): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(work.tx)
}

/** Whether the database answers; throws what the driver says when it does not. */
export async function reachable(database: Parameters<ReturnType<typeof sql>['execute']>[0]): Promise<void> {
  await sql`select 1`.execute(database)
}
