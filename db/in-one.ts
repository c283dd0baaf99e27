import { sql, type RawBuilder } from 'kysely'
import type { Tx } from './work.ts'

/** A statement that a store has written and nobody has sent yet. */
export type Statement = RawBuilder<unknown>

/**
 * Sends writes of several rooms as one statement: each is a part of one `with`, so they are planned, sent and answered
 * once, and triggers fire when all are done. Parts must not read each other's rows. Nothing is sent for no parts.
 */
export async function inOne(tx: Tx, statements: readonly Statement[]): Promise<void> {
  const [first, ...more] = statements
  if (first === undefined) return
  if (more.length === 0) {
    await sql`/* prepared */ ${first}`.execute(tx)
    return
  }
  const parts = statements.map((statement, at) => sql`${sql.raw(`part${at}`)} as (${statement})`)
  await sql`/* prepared */ with ${sql.join(parts)} select 1`.execute(tx)
}
