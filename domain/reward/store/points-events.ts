import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { CapKind } from '../contract/points-event.ts'
import type { Given } from '../model/caps.ts'

export type EventRow = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  event: string
  happenedAt: Instant
  day: BusinessDay
  wanted: number
  points: number
  cappedBy: CapKind | null
  expiresOn: BusinessDay | null
  programVersion: number
  at: Instant
}>

export async function eventById(tx: Tx, id: string): Promise<EventRow | undefined> {
  const { rows } = await sql<EventRow>`
    select id, fingerprint, member_id as "memberId", event, happened_at as "happenedAt", day, wanted, points,
           capped_by as "cappedBy", expires_on as "expiresOn", program_version as "programVersion", at
      from reward.points_event where id = ${id}`.execute(tx)
  return rows[0]
}

/** R3: points these members were given for an event on the day, in the month of the day, and ever. */
export async function givenFor(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; event: string; day: BusinessDay }>,
): Promise<Given> {
  const { rows } = await sql<Given>`
    select coalesce(sum(points) filter (where day = ${of.day}), 0)::bigint as day,
           coalesce(sum(points) filter (where date_trunc('month', day) = date_trunc('month', ${of.day}::date)),
                    0)::bigint as month,
           coalesce(sum(points), 0)::bigint as ever
      from reward.points_event
     where member_id = any(${of.memberIds}::uuid[]) and event = ${of.event}`.execute(tx)
  return rows[0] ?? { day: 0, month: 0, ever: 0 }
}

export async function insertEvent(work: Work, row: Omit<EventRow, 'at'>): Promise<void> {
  await sql`
    insert into reward.points_event
           (id, fingerprint, member_id, event, happened_at, day, wanted, points, capped_by, expires_on, program_version,
            at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.event}, ${row.happenedAt}, ${row.day}, ${row.wanted},
            ${row.points}, ${row.cappedBy}, ${row.expiresOn}, ${row.programVersion}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}
