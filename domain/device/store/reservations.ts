import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { PassCounts, ReturnCause, Units } from '../model/reservation.ts'

export type ReservationRow = Readonly<{
  id: string
  fingerprint: string
  kind: 'voucher' | 'lease'
  storeId: string
  deviceId: string | null
  memberId: string
  memberNumber: string
  minor: number
  points: number
  coupons: readonly string[]
  text: string
  signature: string
  issuedAt: Instant
  expiresAt: Instant
  spentMinor: number
  spentPoints: number
  returnedMinor: number | null
  returnedPoints: number | null
  returnedAt: Instant | null
  cause: ReturnCause | null
  byName: string
  /** How often it was spent. */
  times: number
  /** The uses of passes of each time. */
  usedPasses: readonly PassCounts[]
}>

const columns = sql`
  r.id, r.fingerprint, r.kind, r.store_id as "storeId", r.device_id as "deviceId", r.member_id as "memberId"
  , r.member_number as "memberNumber", r.minor, r.points, r.coupons, r.text, r.signature, r.issued_at as "issuedAt"
  , r.expires_at as "expiresAt", r.spent_minor as "spentMinor", r.spent_points as "spentPoints"
  , r.returned_minor as "returnedMinor", r.returned_points as "returnedPoints", r.returned_at as "returnedAt", r.cause
  , r.by_name as "byName"
  , (select count(*) from device.reservation_use u where u.reservation_id = r.id) as times
  , (select coalesce(jsonb_agg(u.passes), '[]') from device.reservation_use u
      where u.reservation_id = r.id and u.passes <> '[]') as "usedPasses"`

export async function reservationById(tx: Tx, id: string): Promise<ReservationRow | undefined> {
  const { rows } = await sql<ReservationRow>`
    select ${columns} from device.reservation r where r.id = ${id}`.execute(tx)
  return rows[0]
}

/** In one order for everybody: a segment that spends and the job that gives back queue here (D7). */
export async function lockReservations(tx: Tx, ids: readonly string[]): Promise<ReservationRow[]> {
  if (ids.length === 0) return []
  await sql`select from device.reservation where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  const { rows } = await sql<ReservationRow>`
    select ${columns} from device.reservation r where r.id = any(${ids}::uuid[]) order by r.id`.execute(tx)
  return rows
}

export async function insertReservation(
  work: Work,
  row: Omit<
    ReservationRow,
    | 'spentMinor'
    | 'spentPoints'
    | 'returnedMinor'
    | 'returnedPoints'
    | 'returnedAt'
    | 'cause'
    | 'byName'
    | 'times'
    | 'usedPasses'
  >,
): Promise<void> {
  await sql`
    insert into device.reservation (id, fingerprint, kind, store_id, device_id, member_id, member_number, minor, points,
                                    coupons, text, signature, issued_at, expires_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.kind}, ${row.storeId}, ${row.deviceId}, ${row.memberId},
            ${row.memberNumber}, ${row.minor}, ${row.points}, ${row.coupons}::uuid[], ${row.text}, ${row.signature},
            ${row.issuedAt}, ${row.expiresAt}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type HoldOf = Readonly<{ reservationId: string; holdId: string; unit: string; amount: number }>

export async function insertHolds(tx: Tx, rows: readonly HoldOf[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into device.reservation_hold (reservation_id, hold_id, unit, amount)
    select * from unnest(${rows.map((r) => r.reservationId)}::uuid[], ${rows.map((r) => r.holdId)}::uuid[],
                         ${rows.map((r) => r.unit)}::text[], ${rows.map((r) => r.amount)}::bigint[])`.execute(
    tx,
  )
}

export async function liveHolds(tx: Tx, reservationId: string): Promise<HoldOf[]> {
  const { rows } = await sql<HoldOf>`
    select reservation_id as "reservationId", hold_id as "holdId", unit, amount
      from device.reservation_hold where reservation_id = ${reservationId} and live order by hold_id`.execute(
    tx,
  )
  return rows
}

export async function endHolds(tx: Tx, reservationId: string): Promise<void> {
  await sql`
    update device.reservation_hold set live = false where reservation_id = ${reservationId} and live`.execute(
    tx,
  )
}

export async function saveSpent(tx: Tx, of: Readonly<{ id: string; spent: Units }>): Promise<void> {
  await sql`
    update device.reservation set spent_minor = ${of.spent.minor}, spent_points = ${of.spent.points}
     where id = ${of.id}`.execute(tx)
}

/** D7: once, and never again. */
export async function saveReturn(
  work: Work,
  of: Readonly<{ id: string; units: Units; cause: ReturnCause }>,
): Promise<void> {
  await sql`
    update device.reservation
       set returned_minor = ${of.units.minor}, returned_points = ${of.units.points}, returned_at = ${work.at}
         , cause = ${of.cause}
     where id = ${of.id}`.execute(work.tx)
}

export type Use = Readonly<{
  eventHash: string
  reservationId: string
  minor: number
  points: number
  passes: PassCounts
}>

export async function insertUses(work: Work, rows: readonly Use[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into device.reservation_use (at, event_hash, reservation_id, minor, points, passes)
    select ${work.at}::timestamptz, r.hash, r.id, r.minor, r.points, r.passes::jsonb
      from unnest(${rows.map((r) => r.eventHash)}::text[], ${rows.map((r) => r.reservationId)}::uuid[],
                  ${rows.map((r) => r.minor)}::bigint[], ${rows.map((r) => r.points)}::bigint[],
                  ${rows.map((r) => JSON.stringify(r.passes))}::text[]) as r (hash, id, minor, points, passes)`.execute(
    work.tx,
  )
}

export async function insertClosing(
  work: Work,
  row: Readonly<{ reservationId: string; deviceId: string; minor: number; points: number }>,
): Promise<void> {
  await sql`
    insert into device.reservation_closing (reservation_id, device_id, spent_minor, spent_points, at)
    select ${row.reservationId}, ${row.deviceId}, ${row.minor}, ${row.points}, ${work.at}
     where exists (select from device.reservation where id = ${row.reservationId})
    on conflict do nothing`.execute(work.tx)
}

/**
 * Whether every till that could spend it will not any more: it said so in its log, or its log shows a moment of ours
 * beyond the end. A till that is not active says nothing we would rely on.
 */
export async function closedByAll(
  tx: Tx,
  of: Pick<ReservationRow, 'id' | 'storeId' | 'deviceId' | 'expiresAt'>,
): Promise<boolean> {
  const { rows } = await sql<{ open: number; all: number }>`
    select count(*) as all
         , count(*) filter (where l.status <> 'active'
                              or not (coalesce(l.anchor >= ${of.expiresAt}::timestamptz, false)
                                      or exists (select from device.reservation_closing c
                                                  where c.reservation_id = ${of.id} and c.device_id = l.device_id)))
           as open
      from device.log l
     where (${of.deviceId}::uuid is null and l.store_id = ${of.storeId}) or l.device_id = ${of.deviceId}::uuid
  `.execute(tx)
  return rows[0] !== undefined && rows[0].all > 0 && rows[0].open === 0
}

/** What a till’s news may close, or what is over: reservations of it or its store that still stand. */
export async function standing(
  tx: Tx,
  of: Readonly<{ deviceId: string; storeId: string }>,
): Promise<ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    select ${columns} from device.reservation r
     where r.returned_at is null
       and (r.device_id = ${of.deviceId} or r.device_id is null and r.store_id = ${of.storeId})
     order by r.id`.execute(tx)
  return rows
}

export async function overdue(
  tx: Tx,
  of: Readonly<{ before: Instant; most: number }>,
): Promise<ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    select ${columns} from device.reservation r
     where r.returned_at is null and r.expires_at <= ${of.before} order by r.id limit ${of.most}`.execute(tx)
  return rows
}

export async function leasesOf(
  tx: Tx,
  of: Readonly<{ deviceId: string; at: Instant }>,
): Promise<ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    select ${columns} from device.reservation r
     where r.kind = 'lease' and r.device_id = ${of.deviceId} and r.returned_at is null and r.expires_at > ${of.at}
     order by r.issued_at, r.id`.execute(tx)
  return rows
}

export type ReservationsAsked = Readonly<{
  deviceId: string | null
  branchId: string | null
  memberId: string | null
  state: string | null
  branchIds: readonly string[] | null
  page: number
  rows: number
}>

export async function listReservations(
  tx: Tx,
  of: ReservationsAsked,
): Promise<{ rows: ReservationRow[]; total: number }> {
  const where = sql`
    (${of.deviceId}::uuid is null or r.device_id = ${of.deviceId})
    and (${of.branchId}::uuid is null or r.store_id = ${of.branchId})
    and (${of.memberId}::uuid is null or r.member_id = ${of.memberId})
    and (${of.branchIds}::uuid[] is null or r.store_id = any(${of.branchIds}::uuid[]))
    and (${of.state}::text is null or coalesce(r.cause, 'standing') = ${of.state})`
  const { rows } = await sql<ReservationRow>`
    select ${columns} from device.reservation r where ${where}
     order by r.issued_at desc, r.id desc limit ${of.rows} offset ${(of.page - 1) * of.rows}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from device.reservation r where ${where}`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}
