import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { CardState } from '../model/cards.ts'

export type NewMerge = Readonly<{
  id: string
  fingerprint: string
  keepId: string
  goneId: string
  reason: string
  filled: readonly string[]
  silenced: readonly string[]
}>
export type MergeRow = NewMerge &
  Readonly<{
    at: Instant
    byId: string | null
    undoneById: string | null
    keepNumber: string
    goneNumber: string
  }>

const columns = sql.raw(`
  m.id, m.fingerprint, m.keep_id as "keepId", m.gone_id as "goneId", m.reason, m.filled, m.silenced, m.at,
  m.by_id as "byId", m.undone_by_id as "undoneById", k.number as "keepNumber", g.number as "goneNumber"`)
const source = sql.raw(`
  member.merge m join member.member k on k.id = m.keep_id join member.member g on g.id = m.gone_id`)

export async function mergeById(tx: Tx, id: string): Promise<MergeRow | undefined> {
  const { rows } = await sql<MergeRow>`select ${columns} from ${source} where m.id = ${id}`.execute(tx)
  return rows[0]
}

export type UndoingRow = Readonly<{
  id: string
  fingerprint: string
  mergeId: string
  reason: string
  at: Instant
  byId: string | null
}>

export async function undoings(
  tx: Tx,
  of: Readonly<{ ids?: readonly string[]; mergeIds?: readonly string[] }>,
): Promise<UndoingRow[]> {
  const { rows } = await sql<UndoingRow>`
    select id, fingerprint, merge_id as "mergeId", reason, at, by_id as "byId"
      from member.merge_undoing
     where id = any(${of.ids ?? []}::uuid[]) or merge_id = any(${of.mergeIds ?? []}::uuid[])`.execute(tx)
  return rows
}

export async function insertMerge(work: Work, row: NewMerge): Promise<void> {
  await sql`
    insert into member.merge (id, fingerprint, keep_id, gone_id, reason, filled, silenced, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.keepId}, ${row.goneId}, ${row.reason}, ${row.filled}::text[],
            ${row.silenced}::text[], ${work.at}, ${work.by.id})`.execute(work.tx)
}

export async function insertUndoing(work: Work, row: Omit<UndoingRow, 'at' | 'byId'>): Promise<void> {
  await sql`
    insert into member.merge_undoing (id, fingerprint, merge_id, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.mergeId}, ${row.reason}, ${work.at}, ${work.by.id})`.execute(
    work.tx,
  )
  await sql`update member.merge set undone_by_id = ${row.id} where id = ${row.mergeId}`.execute(work.tx)
}

/** N10: a gone member keeps its number, so that nobody else gets it and it leads to the one that stayed. */
export async function withdrawInto(work: Work, goneId: string): Promise<void> {
  await sql`update member.member set withdrawn_at = ${work.at} where id = ${goneId}`.execute(work.tx)
}

export async function revive(tx: Tx, goneId: string): Promise<void> {
  await sql`update member.member set withdrawn_at = null, version = version + 1 where id = ${goneId}`.execute(
    tx,
  )
}

export type Standing = Readonly<{ id: string; goneId: string; keepId: string }>

/** Merges that stand, of these members or of all. */
export async function standing(tx: Tx, goneIds: readonly string[] | null): Promise<Standing[]> {
  const only = goneIds === null ? sql`` : sql`and gone_id = any(${goneIds}::uuid[])`
  const { rows } = await sql<Standing>`
    select id, gone_id as "goneId", keep_id as "keepId"
      from member.merge where undone_by_id is null ${only} order by at, id`.execute(tx)
  return rows
}

/** Of these members, those that others have gone into. */
export async function keepers(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct keep_id as id from member.merge
     where keep_id = any(${ids}::uuid[]) and undone_by_id is null`.execute(tx)
  return rows.map((row) => row.id)
}

/** Cards of gone members and what became of them; `memberId` is the gone one. */
export async function cardsOfGone(tx: Tx, numbers: readonly string[]) {
  const { rows } = await sql<{ number: string; memberId: string; state: CardState }>`
    select m.number, m.id as "memberId",
           case when (select l.id from member.card_loss l
                       where l.member_id = m.id and l.number = m.number and l.ended_by_id is null) is null
                then 'good' else 'lost' end as state
      from member.member m join member.merge g on g.gone_id = m.id and g.undone_by_id is null
     where m.number = any(${numbers}::text[])
     union all
    select r.old_number, r.member_id, 'replaced'
      from member.card_replacement r join member.merge g on g.gone_id = r.member_id and g.undone_by_id is null
     where r.old_number = any(${numbers}::text[])`.execute(tx)
  return rows
}

export async function merges(
  tx: Tx,
  of: Readonly<{ memberId: string | null; from: number; most: number }>,
): Promise<{ rows: MergeRow[]; total: number }> {
  const only =
    of.memberId === null ? sql`true` : sql`(m.keep_id = ${of.memberId} or m.gone_id = ${of.memberId})`
  const { rows } = await sql<MergeRow & { total: number }>`
    select ${columns}, count(*) over () as total from ${source}
     where ${only} order by m.at desc, m.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Who has gone into these and not come back. */
export async function goneInto(tx: Tx, keepIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ goneId: string }>`
    select gone_id as "goneId" from member.merge
     where keep_id = any(${keepIds}::uuid[]) and undone_by_id is null`.execute(tx)
  return rows.map((row) => row.goneId)
}
