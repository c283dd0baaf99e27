import { sql } from 'kysely'
import type { Tx } from '#db/work'

export type CountsFor = Readonly<{ originId: string; memberId: string }>

/** From here on what one did, holds and used counts for another; told the other way round it is undone. */
export async function countFor(tx: Tx, pairs: readonly CountsFor[]): Promise<void> {
  if (pairs.length === 0) return
  const asked = sql`unnest(${pairs.map((one) => one.originId)}::uuid[], ${pairs.map((one) => one.memberId)}::uuid[])
                    as n (origin_id, member_id)`
  for (const table of ['merit', 'single', 'membership', 'benefit_use'])
    await sql`
      update ${sql.raw(`standing.${table}`)} t set member_id = n.member_id from ${asked}
       where t.origin_id = n.origin_id and t.member_id <> n.member_id`.execute(tx)
}

export type CarryRow = Readonly<{
  mergeId: string
  keepId: string
  goneId: string
  floorBefore: string | null
  undone: boolean
}>

export async function carryBy(tx: Tx, mergeId: string): Promise<CarryRow | undefined> {
  const { rows } = await sql<CarryRow>`
    select merge_id as "mergeId", keep_id as "keepId", gone_id as "goneId", floor_before as "floorBefore", undone
      from standing.carry where merge_id = ${mergeId}`.execute(tx)
  return rows[0]
}

export async function insertCarry(tx: Tx, row: Omit<CarryRow, 'undone'>): Promise<void> {
  await sql`
    insert into standing.carry (merge_id, keep_id, gone_id, floor_before)
    values (${row.mergeId}, ${row.keepId}, ${row.goneId}, ${row.floorBefore})`.execute(tx)
}

export async function undoCarry(tx: Tx, mergeId: string): Promise<void> {
  await sql`update standing.carry set undone = true where merge_id = ${mergeId}`.execute(tx)
}

/** The tier that a merge found the kept one with, where it raised it. */
export async function raisedBy(tx: Tx, mergeId: string): Promise<{ from: string } | undefined> {
  const { rows } = await sql<{ from: string }>`
    select from_tier as "from" from standing.move where why = 'merge' and cause_id = ${mergeId}`.execute(tx)
  return rows[0]
}
