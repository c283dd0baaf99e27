import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ExceptionKind } from '../contract/log.ts'
import type { EventKind } from '../model/event.ts'

export type NewException = Readonly<{
  kind: ExceptionKind
  deviceId: string
  storeId: string
  eventHash: string | null
  eventId: string | null
  memberId: string | null
  subject: string | null
  amount: number
  lossMinor: number
  beyondBound: boolean
  evidence: Readonly<Record<string, unknown>>
}>

export async function insertExceptions(work: Work, rows: readonly NewException[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into device.exception (at, id, kind, device_id, store_id, event_hash, event_id, member_id, subject, amount,
                                  loss_minor, beyond_bound, evidence)
    select ${work.at}::timestamptz, r.*
      from unnest(${rows.map(() => work.newId())}::uuid[], ${rows.map((r) => r.kind)}::text[],
                  ${rows.map((r) => r.deviceId)}::uuid[], ${rows.map((r) => r.storeId)}::uuid[],
                  ${rows.map((r) => r.eventHash)}::text[], ${rows.map((r) => r.eventId)}::uuid[],
                  ${rows.map((r) => r.memberId)}::uuid[], ${rows.map((r) => r.subject)}::text[],
                  ${rows.map((r) => r.amount)}::bigint[], ${rows.map((r) => r.lossMinor)}::bigint[],
                  ${rows.map((r) => r.beyondBound)}::boolean[],
                  ${rows.map((r) => JSON.stringify(r.evidence))}::jsonb[]) as r`.execute(work.tx)
}

/** What tills of a store lost by their own limits since a moment, on one card and in all. */
export async function lossesSince(
  tx: Tx,
  of: Readonly<{ storeId: string; memberId: string | null; kind: ExceptionKind; since: Instant }>,
): Promise<{ cardMinor: number; storeMinor: number }> {
  const { rows } = await sql<{ cardMinor: number; storeMinor: number }>`
    select coalesce(sum(loss_minor), 0)::bigint as "storeMinor"
         , coalesce(sum(loss_minor) filter (where member_id = ${of.memberId}::uuid), 0)::bigint as "cardMinor"
      from device.exception where store_id = ${of.storeId} and kind = ${of.kind} and at >= ${of.since}`.execute(
    tx,
  )
  return rows[0] ?? { cardMinor: 0, storeMinor: 0 }
}

export type ExceptionRow = Readonly<{
  id: string
  kind: ExceptionKind
  deviceId: string
  branchId: string
  eventId: string | null
  eventKind: EventKind | null
  memberId: string | null
  subject: string | null
  amount: number
  lossMinor: number
  beyondBound: boolean
  evidence: Record<string, unknown>
  at: Instant
  settledAt: Instant | null
  settledBy: string | null
  taken: boolean | null
  reason: string | null
}>

/** A decision on its event settles an exception as well as a word of its own. */
const settled = sql`
  device.exception x
  left join device.event e on e.hash = x.event_hash
  left join device.settlement s on s.exception_id = x.id
  left join device.decision d on d.event_hash = x.event_hash`

const rowColumns = sql`
  x.id, x.kind, x.device_id as "deviceId", x.store_id as "branchId", x.event_id as "eventId", e.kind as "eventKind"
  , x.member_id as "memberId", x.subject, x.amount, x.loss_minor as "lossMinor", x.beyond_bound as "beyondBound"
  , x.evidence, x.at, coalesce(s.at, d.at) as "settledAt", coalesce(s.by_name, d.by_name) as "settledBy"
  , d.take as taken, coalesce(s.reason, d.reason) as reason`

export type ExceptionsAsked = Readonly<{
  deviceId: string | null
  branchId: string | null
  kind: string | null
  open: boolean | null
  branchIds: readonly string[] | null
  page: number
  rows: number
}>

export async function listExceptions(
  tx: Tx,
  of: ExceptionsAsked,
): Promise<{ rows: ExceptionRow[]; total: number; lossMinor: number }> {
  const where = sql`
    (${of.deviceId}::uuid is null or x.device_id = ${of.deviceId}) and (${of.branchId}::uuid is null or x.store_id =
     ${of.branchId}) and (${of.kind}::text is null or x.kind = ${of.kind})
    and (${of.branchIds}::uuid[] is null or x.store_id = any(${of.branchIds}::uuid[]))
    and (${of.open}::boolean is null or (coalesce(s.at, d.at) is null) = ${of.open})`
  const { rows } = await sql<ExceptionRow>`
    select ${rowColumns} from ${settled} where ${where}
     order by x.at desc, x.id desc limit ${of.rows} offset ${(of.page - 1) * of.rows}`.execute(tx)
  const { rows: counted } = await sql<{ total: number; lossMinor: number }>`
    select count(*) as total, coalesce(sum(x.loss_minor), 0)::bigint as "lossMinor"
      from ${settled} where ${where}`.execute(tx)
  return { rows, ...(counted[0] ?? { total: 0, lossMinor: 0 }) }
}

export async function exceptionById(tx: Tx, id: string): Promise<ExceptionRow | undefined> {
  const { rows } = await sql<ExceptionRow>`
    select ${rowColumns} from ${settled} where x.id = ${id}`.execute(tx)
  return rows[0]
}

export async function lockException(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select from device.exception where id = ${id} for update`.execute(tx)
  return rows.length > 0
}

export async function settlementById(
  tx: Tx,
  id: string,
): Promise<{ exceptionId: string; fingerprint: string } | undefined> {
  const { rows } = await sql<{ exceptionId: string; fingerprint: string }>`
    select exception_id as "exceptionId", fingerprint from device.settlement where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertSettlement(
  work: Work,
  row: Readonly<{ id: string; fingerprint: string; exceptionId: string; reason: string }>,
): Promise<void> {
  await sql`
    insert into device.settlement (id, fingerprint, exception_id, reason, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.exceptionId}, ${row.reason}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}
