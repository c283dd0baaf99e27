import { sql } from 'kysely'
import type { Tx } from '#db/work'

export const set = (tx: Tx) => sql`savepoint device_event`.execute(tx)
export const release = (tx: Tx) => sql`release savepoint device_event`.execute(tx)
export const back = (tx: Tx) => sql`rollback to savepoint device_event`.execute(tx)
