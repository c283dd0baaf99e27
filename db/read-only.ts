import { sql } from 'kysely'
import type { Work } from './work.ts'

/** A question changes nothing: from here on PostgreSQL itself refuses to write in this work. */
export async function readOnly(work: Work): Promise<void> {
  await sql`set transaction read only`.execute(work.tx)
}

/** Whether the database answers; throws what the driver says when it does not. */
export async function reachable(database: Parameters<ReturnType<typeof sql>['execute']>[0]): Promise<void> {
  await sql`select 1`.execute(database)
}
