import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

type Pin = Readonly<{ salt: string; rounds: number; hash: string }>

export async function setPin(work: Work, row: Pin & Readonly<{ staffId: string }>): Promise<void> {
  await sql`
    insert into org.till_pin (staff_id, salt, rounds, hash, at)
    values (${row.staffId}, ${row.salt}, ${row.rounds}, ${row.hash}, ${work.at})
    on conflict (staff_id) do update
       set salt = excluded.salt, rounds = excluded.rounds, hash = excluded.hash, at = excluded.at`.execute(
    work.tx,
  )
}

export async function pinsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Pin>> {
  const { rows } = await sql<Pin & { staffId: string }>`
    select staff_id as "staffId", salt, rounds, hash from org.till_pin
     where staff_id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ staffId, ...pin }) => [staffId, pin]))
}
