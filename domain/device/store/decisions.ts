import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Outcome } from '../model/answer.ts'
import type { EventKind } from '../model/event.ts'

export type Decision = Readonly<{
  id: string
  fingerprint: string
  eventHash: string
  eventId: string
  take: boolean
  outcome: Outcome
  code: string | null
}>

const columns = sql`
  d.id, d.fingerprint, d.event_hash as "eventHash", e.id as "eventId", d.take, d.outcome, d.code`

export async function decisionById(tx: Tx, id: string): Promise<Decision | undefined> {
  const { rows } = await sql<Decision>`
    select ${columns} from device.decision d join device.event e on e.hash = d.event_hash where d.id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function decided(tx: Tx, hash: string): Promise<boolean> {
  const { rows } = await sql`select from device.decision where event_hash = ${hash}`.execute(tx)
  return rows.length > 0
}

export async function insertDecision(
  work: Work,
  row: Omit<Decision, 'eventId'> & Readonly<{ reason: string }>,
): Promise<void> {
  await sql`
    insert into device.decision (id, fingerprint, event_hash, take, outcome, code, reason, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.eventHash}, ${row.take}, ${row.outcome}, ${row.code}, ${row.reason},
            ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type EventRow = Readonly<{
  eventId: string
  hash: string
  deviceId: string
  epoch: number
  seq: number
  kind: EventKind
  outcome: Outcome | 'waiting'
  code: string | null
  minor: number
  points: number
  text: string
  happenedAt: Instant
  receivedAt: Instant
  decidedAt: Instant | null
  decidedBy: string | null
  take: boolean | null
  reason: string | null
}>

export type EventsAsked = Readonly<{
  deviceId: string | null
  outcome: string | null
  kind: string | null
  undecided: boolean | null
  branchIds: readonly string[] | null
  page: number
  rows: number
}>

/** What tills wrote, the newest first; what is put aside with its amounts. */
export async function listEvents(
  tx: Tx,
  of: EventsAsked,
): Promise<{ rows: EventRow[]; total: number; minor: number }> {
  const where = sql`
    (${of.deviceId}::uuid is null or e.device_id = ${of.deviceId})
    and (${of.outcome}::text is null or e.outcome = ${of.outcome})
    and (${of.kind}::text is null or e.kind = ${of.kind})
    and (${of.branchIds}::uuid[] is null or e.store_id = any(${of.branchIds}::uuid[]))
    and (${of.undecided}::boolean is not true or d.id is null and e.outcome in ('quarantined', 'refused'))`
  const from = sql`device.event e left join device.decision d on d.event_hash = e.hash`
  const { rows } = await sql<EventRow>`
    select e.id as "eventId", e.hash, e.device_id as "deviceId", e.epoch, e.seq, e.kind, e.outcome, e.code, e.minor
         , e.points, e.text, e.happened_at as "happenedAt", e.received_at as "receivedAt", d.at as "decidedAt"
         , d.by_name as "decidedBy", d.take, d.reason
      from ${from} where ${where}
     order by e.received_at desc, e.device_id, e.epoch desc, e.seq desc, e.hash
     limit ${of.rows} offset ${(of.page - 1) * of.rows}`.execute(tx)
  const { rows: counted } = await sql<{ total: number; minor: number }>`
    select count(*) as total, coalesce(sum(e.minor), 0)::bigint as minor from ${from} where ${where}`.execute(
    tx,
  )
  return { rows, ...(counted[0] ?? { total: 0, minor: 0 }) }
}

export type ForkRow = Readonly<{ epoch: number; seq: number; hash: string; otherHash: string; at: Instant }>

export async function forksOf(tx: Tx, deviceId: string): Promise<ForkRow[]> {
  const { rows } = await sql<ForkRow>`
    select epoch, seq, hash, other_hash as "otherHash", at from device.fork
     where device_id = ${deviceId} order by epoch, seq, other_hash limit 200`.execute(tx)
  return rows
}
