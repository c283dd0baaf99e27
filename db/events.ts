import { sql } from 'kysely'
import type { Happening } from '#base/happening'
import type { Instant } from '#base/instant'
import type { Statement } from './in-one.ts'
import type { Tx, Work } from './work.ts'

export type LoggedEvent = Happening & Readonly<{ seq: number; horizon: string; recordedAt: Instant }>

/** All happenings of a work as one statement; the log is append-only. */
export function appending(work: Pick<Work, 'at' | 'by'>, happenings: readonly Happening[]): Statement[] {
  if (happenings.length === 0) return []
  const by = happenings.map((h) => h.by ?? work.by)
  return [
    sql`
    insert into house.event (kind, subject_id, body, recorded_at, by_kind, by_id, request_id)
    select unnest(${happenings.map((h) => h.kind)}::text[]), unnest(${happenings.map((h) => h.subjectId)}::uuid[]),
           unnest(${happenings.map((h) => JSON.stringify(h.body))}::jsonb[]), ${work.at},
           unnest(${by.map((b) => b.kind)}::text[]), unnest(${by.map((b) => b.id)}::uuid[]),
           unnest(${by.map((b) => b.requestId)}::text[])`,
  ]
}

/**
 * The next events for a reader, in the order of (transaction, sequence) and only below the horizon under which
 * every transaction has ended: so a slow transaction's event is never skipped. The reader's row is locked, so
 * one runs at a time.
 */
export async function unread(
  tx: Tx,
  reader: string,
  kinds: readonly string[],
  most: number,
): Promise<LoggedEvent[]> {
  await sql`insert into house.reader (name) values (${reader}) on conflict do nothing`.execute(tx)
  const { rows: places } = await sql<{ horizon: string; seq: number }>`
    select horizon::text as horizon, seq from house.reader where name = ${reader} for update`.execute(tx)
  const place = places[0] ?? { horizon: '0', seq: 0 }
  const { rows } = await sql<LoggedEvent>`
    select e.seq, e.horizon::text as horizon, e.kind, e.subject_id as "subjectId", e.body,
           e.recorded_at as "recordedAt"
      from house.event e
     where (e.horizon, e.seq) > (${place.horizon}::xid8, ${place.seq})
       and e.horizon < pg_snapshot_xmin(pg_current_snapshot())
       and e.kind = any(${kinds}::text[])
     -- By the column, not by its text of the same name above: as text, transaction 1000 comes before 999.
     order by e.horizon, e.seq
     limit ${most}`.execute(tx)
  return rows
}

/** Moves a reader past an event; committed with what the reader did about it. */
export async function markRead(tx: Tx, reader: string, last: LoggedEvent): Promise<void> {
  await sql`update house.reader set horizon = ${last.horizon}::xid8, seq = ${last.seq} where name = ${reader}`.execute(
    tx,
  )
}

/** Sends readers back to the beginning of the log: for those to whom hearing something twice changes nothing. */
export async function readAgain(tx: Tx, readers: readonly string[]): Promise<void> {
  await sql`update house.reader set horizon = '0', seq = 0 where name = any(${readers}::text[])`.execute(tx)
}

/** How far a reader has come. It stands still until this work ends. */
export async function heldPlace(tx: Tx, reader: string): Promise<Place> {
  const { rows } = await sql<Place>`
    select horizon::text as horizon, seq from house.reader where name = ${reader} for update`.execute(tx)
  return rows[0] ?? { horizon: '0', seq: 0 }
}

/** Events of these kinds behind one place and up to another, in the order of `unread`. */
export async function eventsBetween(
  tx: Tx,
  of: Readonly<{ after: Place; upTo: Place; kinds: readonly string[]; most: number }>,
): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select e.seq, e.horizon::text as horizon, e.kind, e.subject_id as "subjectId", e.body,
           e.recorded_at as "recordedAt"
      from house.event e
     where (e.horizon, e.seq) > (${of.after.horizon}::xid8, ${of.after.seq})
       and (e.horizon, e.seq) <= (${of.upTo.horizon}::xid8, ${of.upTo.seq})
       and e.kind = any(${of.kinds}::text[])
     order by e.horizon, e.seq
     limit ${of.most}`.execute(tx)
  return rows
}

/** How many events of these kinds stand up to a place: what a long reading has before it. */
export async function countUpTo(
  tx: Tx,
  of: Readonly<{ upTo: Place; kinds: readonly string[] }>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from house.event e
     where (e.horizon, e.seq) <= (${of.upTo.horizon}::xid8, ${of.upTo.seq})
       and e.kind = any(${of.kinds}::text[])`.execute(tx)
  return rows[0]?.count ?? 0
}

/** A place in the log that somebody outside keeps; what comes behind it was not told yet. */
export type Place = Readonly<{ horizon: string; seq: number }>

/**
 * Up to here every transaction has ended. Ask it before reading what is: whatever is not in what is read then comes
 * behind this place.
 */
export async function placeNow(tx: Tx): Promise<Place> {
  const { rows } = await sql<{ horizon: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(tx)
  return { horizon: rows[0]?.horizon ?? '0', seq: 0 }
}

/**
 * The next events of some rooms behind a place and below another one that `placeNow` told, in the order of `unread`. A
 * stateless question: whoever asks keeps the place.
 */
export async function changedSince(
  tx: Tx,
  of: Readonly<{ after: Place; upTo: Place; rooms: readonly string[]; most: number }>,
): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select e.seq, e.horizon::text as horizon, e.kind, e.subject_id as "subjectId", e.body,
           e.recorded_at as "recordedAt"
      from house.event e
     where (e.horizon, e.seq) > (${of.after.horizon}::xid8, ${of.after.seq})
       and e.horizon < ${of.upTo.horizon}::xid8
       and split_part(e.kind, '.', 1) = any(${of.rooms}::text[])
     order by e.horizon, e.seq
     limit ${of.most}`.execute(tx)
  return rows
}
