import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Counts, Outcome } from '../model/answer.ts'
import type { EventKind } from '../model/event.ts'
import type { DeviceLog, Placed } from '../model/receive.ts'

export type LogRow = Omit<DeviceLog, 'chain'> &
  Readonly<{
    anchor: Instant | null
    lastEventAt: Instant | null
    pendingCount: number
    pendingMinor: number
    pendingAt: Instant | null
    readsOldMarks: boolean
  }>

const logColumns = sql`
  device_id as device, store_id as store, status, epoch, mark, head, revoked_after as "revokedAfter", anchor
  , last_event_at as "lastEventAt", pending_count as "pendingCount", pending_minor as "pendingMinor"
  , pending_at as "pendingAt", reads_old_marks as "readsOldMarks"`

/** Two segments of one till queue here, whatever way they come (D2). */
export async function lockLog(tx: Tx, deviceId: string): Promise<LogRow | undefined> {
  const { rows } = await sql<LogRow>`
    select ${logColumns} from device.log where device_id = ${deviceId} for update`.execute(tx)
  return rows[0]
}

export async function logOf(tx: Tx, deviceId: string): Promise<LogRow | undefined> {
  const { rows } = await sql<LogRow>`
    select ${logColumns} from device.log where device_id = ${deviceId}`.execute(tx)
  return rows[0]
}

export async function saveLog(
  tx: Tx,
  log: Omit<DeviceLog, 'chain'>,
  of: Readonly<{ anchor: Instant | null; lastEventAt: Instant | null }>,
): Promise<void> {
  await sql`
    update device.log
       set status = ${log.status}, mark = ${log.mark}, head = ${log.head}
         , anchor = greatest(anchor, ${of.anchor}::timestamptz)
         , last_event_at = greatest(last_event_at, ${of.lastEventAt}::timestamptz)
     where device_id = ${log.device}`.execute(tx)
}

/** What the till says of itself: what it had not sent when it asked, and whether its program reads old marks. */
export async function saveSaid(
  tx: Tx,
  of: Readonly<{ deviceId: string; count: number; minor: number; at: Instant; readsOldMarks: boolean }>,
): Promise<void> {
  await sql`
    update device.log set pending_count = ${of.count}, pending_minor = ${of.minor}, pending_at = ${of.at}
                        , reads_old_marks = ${of.readsOldMarks}
     where device_id = ${of.deviceId}`.execute(tx)
}

/** A till's new life: its log begins with 1 again; what is behind a gap of the old one waits for nothing any more. */
export async function beginEpoch(
  tx: Tx,
  of: Readonly<{ deviceId: string; storeId: string; epoch: number; noHash: string }>,
): Promise<void> {
  await sql`
    insert into device.log (device_id, store_id, status, epoch, mark, head)
    values (${of.deviceId}, ${of.storeId}, 'active', ${of.epoch}, 0, ${of.noHash})
    on conflict (device_id) do update
       set store_id = excluded.store_id, status = 'active', epoch = excluded.epoch, mark = 0, head = excluded.head
         , revoked_after = null`.execute(tx)
}

export async function revoke(tx: Tx, deviceId: string): Promise<void> {
  await sql`
    update device.log set status = 'revoked', revoked_after = mark
     where device_id = ${deviceId} and status <> 'revoked'`.execute(tx)
}

/** Hashes of an epoch that are known, by number: judged on the main branch, or behind a gap. */
export async function knownHashes(
  tx: Tx,
  of: Readonly<{ deviceId: string; epoch: number; from: number; to: number }>,
): Promise<Map<number, string>> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    select seq, hash from device.event
     where device_id = ${of.deviceId} and epoch = ${of.epoch} and seq between ${of.from} and ${of.to}
       and not other_branch
     union all
    select w.from_seq + h.no - 1, h.hash
      from device.waiting w cross join lateral unnest(w.hashes) with ordinality as h (hash, no)
     where w.device_id = ${of.deviceId} and w.epoch = ${of.epoch} and w.from_seq <= ${of.to} and w.to_seq >= ${of.from}
  `.execute(tx)
  return new Map(rows.map((row) => [row.seq, row.hash]))
}

export type NewEvent = Readonly<{
  hash: string
  epoch: number
  seq: number
  follows: string | null
  id: string
  kind: EventKind
  text: string
  happenedAt: Instant
  clamped: boolean
  minor: number
  points: number
  memberId: string | null
  way: string | null
  reservationId: string | null
  placed: Placed['why']
  otherBranch: boolean
  outcome: Outcome | 'waiting'
  code: string | null
  earned: number | null
  waitsFor: string | null
}>

/** All of a segment with one statement; what is kept already stays as it is. */
export async function insertEvents(
  work: Work,
  of: Readonly<{ deviceId: string; storeId: string }>,
  rows: readonly NewEvent[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into device.event (device_id, store_id, received_at, hash, epoch, seq, follows, id, kind, text, happened_at,
                              clamped, minor, points, member_id, way, reservation_id, placed, other_branch, outcome,
                              code, earned, waits_for)
    select ${of.deviceId}::uuid, ${of.storeId}::uuid, ${work.at}::timestamptz, r.*
      from unnest(${rows.map((r) => r.hash)}::text[], ${rows.map((r) => r.epoch)}::int[],
                  ${rows.map((r) => r.seq)}::bigint[], ${rows.map((r) => r.follows)}::text[],
                  ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.kind)}::text[],
                  ${rows.map((r) => r.text)}::text[], ${rows.map((r) => r.happenedAt)}::timestamptz[],
                  ${rows.map((r) => r.clamped)}::boolean[], ${rows.map((r) => r.minor)}::bigint[],
                  ${rows.map((r) => r.points)}::bigint[], ${rows.map((r) => r.memberId)}::uuid[],
                  ${rows.map((r) => r.way)}::text[], ${rows.map((r) => r.reservationId)}::uuid[],
                  ${rows.map((r) => r.placed)}::text[], ${rows.map((r) => r.otherBranch)}::boolean[],
                  ${rows.map((r) => r.outcome)}::text[], ${rows.map((r) => r.code)}::text[],
                  ${rows.map((r) => r.earned)}::bigint[], ${rows.map((r) => r.waitsFor)}::uuid[]) as r
    on conflict (hash) do nothing`.execute(work.tx)
}

/** Of these hashes those that are kept: what an event of an ended epoch may follow. */
export async function kept(tx: Tx, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    select hash from device.event where hash = any(${hashes}::text[])`.execute(tx)
  return new Set(rows.map((row) => row.hash))
}

/** Of these ids those that were carried out already, under whatever number (X1). */
export async function applied(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from device.event where outcome = 'applied' and id = any(${ids}::uuid[])`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export async function judge(
  tx: Tx,
  of: Readonly<{ hash: string; outcome: Outcome; code: string | null; earned: number | null }>,
): Promise<void> {
  await sql`
    update device.event set outcome = ${of.outcome}, code = ${of.code}, earned = ${of.earned}
     where hash = ${of.hash}`.execute(tx)
}

export type KeptEvent = Readonly<{
  hash: string
  deviceId: string
  storeId: string
  epoch: number
  seq: number
  id: string
  kind: EventKind
  text: string
  outcome: Outcome | 'waiting'
  code: string | null
  earned: number | null
  receivedAt: Instant
  waitsFor: string | null
}>

const eventColumns = sql`
  hash, device_id as "deviceId", store_id as "storeId", epoch, seq, id, kind, text, outcome, code, earned
  , received_at as "receivedAt", waits_for as "waitsFor"`

export async function eventsByHash(tx: Tx, hashes: readonly string[]): Promise<KeptEvent[]> {
  const { rows } = await sql<KeptEvent>`
    select ${eventColumns} from device.event where hash = any(${hashes}::text[])`.execute(tx)
  return rows
}

export async function eventsById(tx: Tx, id: string): Promise<KeptEvent[]> {
  const { rows } = await sql<KeptEvent>`
    select ${eventColumns} from device.event where id = ${id} order by device_id, epoch, seq, hash`.execute(
    tx,
  )
  return rows
}

/** Locked, so that a decision and the job that follows returns do not carry out the same one. */
export async function lockEvent(tx: Tx, hash: string): Promise<KeptEvent | undefined> {
  const { rows } = await sql<KeptEvent>`
    select ${eventColumns} from device.event where hash = ${hash} for update`.execute(tx)
  return rows[0]
}

/** Returns that wait for their sale, the oldest first. */
export async function waitingReturns(
  tx: Tx,
  of: Readonly<{ after: string; most: number }>,
): Promise<KeptEvent[]> {
  const { rows } = await sql<KeptEvent>`
    select ${eventColumns} from device.event where outcome = 'waiting' and hash > ${of.after}
     order by hash limit ${of.most}`.execute(tx)
  return rows
}

export async function waitsFor(tx: Tx, saleIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from device.event where outcome = 'waiting' and waits_for = any(${saleIds}::uuid[]) limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

export type AlikeAsked = Readonly<{ hash: string; memberId: string; minor: number; at: Instant }>

/** The same member, the same sum, another till, within so many minutes: perhaps one sale keyed twice (§4.6). */
export async function alike(
  tx: Tx,
  of: Readonly<{ deviceId: string; minutes: number }>,
  asked: readonly AlikeAsked[],
): Promise<{ hash: string; otherId: string; otherDevice: string; otherAt: Instant }[]> {
  if (asked.length === 0) return []
  const { rows } = await sql<{ hash: string; otherId: string; otherDevice: string; otherAt: Instant }>`
    select distinct on (a.hash) a.hash, e.id as "otherId", e.device_id as "otherDevice", e.happened_at as "otherAt"
      from unnest(${asked.map((a) => a.hash)}::text[], ${asked.map((a) => a.memberId)}::uuid[],
                  ${asked.map((a) => a.minor)}::bigint[], ${asked.map((a) => a.at)}::timestamptz[])
           as a (hash, member_id, minor, at)
      join device.event e on e.member_id = a.member_id and e.kind = 'sale' and e.minor = a.minor
       and e.device_id <> ${of.deviceId}::uuid and e.outcome = 'applied'
       and e.happened_at between a.at - make_interval(mins => ${of.minutes})
                             and a.at + make_interval(mins => ${of.minutes})
     order by a.hash, e.happened_at, e.id`.execute(tx)
  return rows
}

export async function insertFork(
  work: Work,
  of: Readonly<{ deviceId: string; epoch: number; seq: number; hash: string; otherHash: string }>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into device.fork (device_id, epoch, seq, hash, other_hash, at)
    values (${of.deviceId}, ${of.epoch}, ${of.seq}, ${of.hash}, ${of.otherHash}, ${work.at})
    on conflict do nothing returning seq`.execute(work.tx)
  return rows.length > 0
}

/** D8, over all epochs and both branches. What waits behind a gap is counted once, however it was cut. */
export async function counts(tx: Tx, deviceId: string): Promise<Counts> {
  const { rows } = await sql<{ outcome: string; count: number; minor: number }>`
    select outcome, count(*) as count, sum(minor)::bigint as minor from device.event
     where device_id = ${deviceId} group by outcome
     union all
    select 'behind', count(*), coalesce(sum(minor), 0)::bigint
      from (select distinct h.hash, h.minor
              from device.waiting w cross join lateral unnest(w.hashes, w.minors) as h (hash, minor)
             where w.device_id = ${deviceId}) as behind`.execute(tx)
  const of = (...outcomes: string[]) =>
    rows
      .filter((row) => outcomes.includes(row.outcome))
      .reduce((sum, { count, minor }) => ({ count: sum.count + count, minor: sum.minor + minor }), {
        count: 0,
        minor: 0,
      })
  return {
    created: of('applied', 'duplicate', 'quarantined', 'refused', 'waiting', 'behind'),
    applied: of('applied'),
    duplicate: of('duplicate'),
    quarantined: of('quarantined', 'refused'),
    pending: of('waiting', 'behind'),
  }
}

/** Hashes of a range of an epoch that were judged, in order: what a bundle brought, as it is told on its way back. */
export async function hashesOf(
  tx: Tx,
  of: Readonly<{ deviceId: string; epoch: number; from: number; to: number }>,
): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select hash from device.event
     where device_id = ${of.deviceId} and epoch = ${of.epoch} and seq between ${of.from} and ${of.to}
     order by seq, other_branch`.execute(tx)
  return rows.map((row) => row.hash)
}
