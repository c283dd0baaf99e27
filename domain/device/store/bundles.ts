import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Segment } from '../model/event.ts'

export type BundleRow = Readonly<{
  id: string
  fingerprint: string
  deviceId: string
  epoch: number
  from: number
  to: number
  events: number
  segments: number
  segmentsDone: number
  fault: string | null
  at: Instant
  byId: string | null
  byName: string
}>

const columns = sql`
  id, fingerprint, device_id as "deviceId", epoch, from_seq as from, to_seq as to, events, segments
  , segments_done as "segmentsDone", fault, at, by_id as "byId", by_name as "byName"`

export async function bundleById(tx: Tx, id: string): Promise<BundleRow | undefined> {
  const { rows } = await sql<BundleRow>`select ${columns} from device.bundle where id = ${id}`.execute(tx)
  return rows[0]
}

export async function lockBundle(tx: Tx, id: string): Promise<BundleRow | undefined> {
  const { rows } = await sql<BundleRow>`
    select ${columns} from device.bundle where id = ${id} for update`.execute(tx)
  return rows[0]
}

/** Bundles that are not carried out to their end, the oldest first. */
export async function oldestOpen(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from device.bundle where segments_done < segments order by at, id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

export async function insertBundle(
  work: Work,
  row: Omit<BundleRow, 'segmentsDone' | 'fault' | 'at' | 'byId' | 'byName'> & Readonly<{ sha256: string }>,
): Promise<void> {
  await sql`
    insert into device.bundle (id, fingerprint, file_sha256, device_id, epoch, from_seq, to_seq, events, segments, at,
                               by_id, by_name, by_branches)
    values (${row.id}, ${row.fingerprint}, ${row.sha256}, ${row.deviceId}, ${row.epoch}, ${row.from}, ${row.to},
            ${row.events}, ${row.segments}, ${work.at}, ${work.by.id}, ${work.by.name},
            ${work.by.branchIds}::uuid[])`.execute(work.tx)
}

export async function insertSegments(tx: Tx, bundleId: string, segments: readonly Segment[]): Promise<void> {
  await sql`
    insert into device.bundle_segment (bundle_id, no, segment)
    select ${bundleId}::uuid, s.no, s.segment
      from unnest(${segments.map((_, at) => at + 1)}::int[], ${segments.map((one) => JSON.stringify(one))}::jsonb[])
           as s (no, segment)`.execute(tx)
}

/** Takes the next segment of a bundle out; what is carried out is in its log and nowhere else. */
export async function takeNext(tx: Tx, bundleId: string): Promise<Segment | undefined> {
  const { rows } = await sql<{ segment: Segment }>`
    delete from device.bundle_segment
     where bundle_id = ${bundleId} and no = (select min(no) from device.bundle_segment where bundle_id = ${bundleId})
    returning segment`.execute(tx)
  if (rows[0])
    await sql`update device.bundle set segments_done = segments_done + 1 where id = ${bundleId}`.execute(tx)
  return rows[0]?.segment
}

export type Outcomes = Readonly<{
  applied: number
  duplicates: number
  quarantined: number
  refused: number
  waiting: number
}>

/** What became of the numbers a bundle brought, as it is now. */
export async function outcomesOf(
  tx: Tx,
  of: Pick<BundleRow, 'deviceId' | 'epoch' | 'from' | 'to'>,
): Promise<Outcomes> {
  const { rows } = await sql<Outcomes>`
    select count(*) filter (where outcome = 'applied') as applied
         , count(*) filter (where outcome = 'duplicate') as duplicates
         , count(*) filter (where outcome = 'quarantined') as quarantined
         , count(*) filter (where outcome = 'refused') as refused
         , count(*) filter (where outcome = 'waiting') as waiting
      from device.event
     where device_id = ${of.deviceId} and epoch = ${of.epoch} and seq between ${of.from} and ${of.to}`.execute(
    tx,
  )
  return rows[0] ?? { applied: 0, duplicates: 0, quarantined: 0, refused: 0, waiting: 0 }
}

export async function sayFault(tx: Tx, of: Readonly<{ id: string; fault: string }>): Promise<void> {
  await sql`update device.bundle set fault = coalesce(fault, ${of.fault}) where id = ${of.id}`.execute(tx)
}
