import { sql } from 'kysely'
import { inPieces, readBytes } from '#db/bytes'
import type { Tx } from '#db/work'
import { PACKED, RUN } from './history.ts'

/** The part of everybody begins with it. */
export const LOWEST_ID = '00000000-0000-0000-0000-000000000000'

/** `days` are those of all its people, `size` is how many bytes it has. */
export type PartHead = Readonly<{ firstId: string; turn: number; people: number; days: number; size: number }>

/** All parts in the order of their first ids. */
export async function heads(tx: Tx): Promise<readonly PartHead[]> {
  const { rows } = await sql<PartHead>`
    select first_id as "firstId", turn, people, (length(bytes) - 20 * people) / 16 as days,
           length(bytes) as size
      from insight.history_part order by first_id`.execute(tx)
  return rows
}

/** The part as it was read at a turn; null where it has been read again since. */
export async function bytesOfPart(
  tx: Tx,
  { firstId, turn, size }: Pick<PartHead, 'firstId' | 'turn' | 'size'>,
): Promise<Buffer | null> {
  const bytes = await readBytes(
    tx,
    { values: [firstId, String(turn)], size },
    (value) => sql`
    select piece.bytes
      from insight.history_part p, lateral (select ${inPieces('p.bytes')}) piece (bytes)
     where p.first_id = ${value(0)}::uuid and p.turn = ${value(1)}::bigint`,
  )
  return bytes.length === size ? bytes : null
}

type Between = Readonly<{ firstId: string; nextId: string | null }>

const between = ({ firstId, nextId }: Between) => sql`
  member_id >= ${firstId}::uuid and (${nextId}::uuid is null or member_id < ${nextId}::uuid)`

/** People with days from one id on, up to before another. */
export async function historiesBetween(tx: Tx, of: Between): Promise<Buffer> {
  const { firstId, nextId } = of
  return readBytes(
    tx,
    { values: [firstId, nextId ?? ''], size: 0 },
    (value) => sql`
    select ${RUN} from insight.member_history
     where member_id >= ${value(0)}::uuid and (${value(1)} = '' or member_id < nullif(${value(1)}, '')::uuid)
       and length(days) > 0
     order by member_id`,
  )
}

/** The turn of the part that was read longest ago; null where there is no part. */
export async function oldestTurn(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ turn: number | null }>`
    select min(turn) as turn from insight.history_part`.execute(tx)
  return rows[0]?.turn ?? null
}

/** Whether at least so many histories have changed behind a turn. */
export async function manyChangedSince(tx: Tx, turn: number, many: number): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
      from (select from insight.member_history where turn > ${turn} limit ${many}) found`.execute(tx)
  return (rows[0]?.count ?? 0) >= many
}

/** The part that was read longest ago, held until this work ends. Where there is none, one of everybody begins. */
export async function lockOldest(tx: Tx): Promise<Between> {
  await sql`
    insert into insight.history_part (first_id, turn, people, bytes)
    select ${LOWEST_ID}::uuid, -1, 0, ''::bytea where not exists (select from insight.history_part)`.execute(
    tx,
  )
  const { rows } = await sql<Between>`
    with oldest as (select first_id from insight.history_part order by turn, first_id limit 1 for update)
    select o.first_id as "firstId",
           (select p.first_id from insight.history_part p
             where p.first_id > o.first_id order by p.first_id limit 1) as "nextId"
      from oldest o`.execute(tx)
  return rows[0] ?? { firstId: LOWEST_ID, nextId: null }
}

/**
 * Reads a part anew as of a turn that was asked for before. What are too many people for one make the next one, which
 * is read when its turn comes.
 */
export async function renewPart(
  tx: Tx,
  of: Between & Readonly<{ turn: number; most: number }>,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select member_id as id from insight.member_history where ${between(of)}
     order by member_id offset ${of.most} limit 1`.execute(tx)
  const beyond = rows[0]?.id ?? null
  if (beyond !== null)
    await sql`
      insert into insight.history_part (first_id, turn, people, bytes) values (${beyond}, -1, 0, ''::bytea)`.execute(
      tx,
    )
  const own = { firstId: of.firstId, nextId: beyond ?? of.nextId }
  await sql`
    update insight.history_part p
       set turn = ${of.turn}, people = told.people, bytes = told.bytes
      from (select count(*)::int as people, ${PACKED} from insight.member_history
             where ${between(own)} and length(days) > 0) told
     where p.first_id = ${of.firstId}`.execute(tx)
}
