import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { Segment } from '../model/event.ts'
import type { Arrived } from '../model/receive.ts'

/** Segments behind a gap at most, of one till: beyond that it sends again when the gap is closed. */
const MOST_WAITING = 64

export async function keepWaiting(
  work: Work,
  segment: Segment,
  of: Readonly<{ arrived: readonly Arrived[]; minors: readonly number[] }>,
): Promise<void> {
  await sql`
    insert into device.waiting (device_id, epoch, from_seq, to_seq, head, signature, events, hashes, minors,
                                received_at)
    select ${segment.device}, ${segment.epoch}, ${segment.from}, ${segment.to}, ${segment.head}, ${segment.signature},
           ${of.arrived.map((one) => one.text)}::text[], ${of.arrived.map((one) => one.hash)}::text[],
           ${of.minors}::bigint[], ${work.at}
     where (select count(*) from device.waiting where device_id = ${segment.device}) < ${MOST_WAITING}
    on conflict (device_id, epoch, from_seq, head) do nothing`.execute(work.tx)
}

export type WaitingSegment = Segment & Readonly<{ hashes: readonly string[] }>

/** Takes the next waiting segment that could go on at this mark out of the buffer. */
export async function takeWaiting(
  tx: Tx,
  of: Readonly<{ deviceId: string; epoch: number; mark: number }>,
): Promise<WaitingSegment | undefined> {
  const { rows } = await sql<WaitingSegment>`
    delete from device.waiting
     where (device_id, epoch, from_seq, head) =
           (select device_id, epoch, from_seq, head from device.waiting
             where device_id = ${of.deviceId} and epoch = ${of.epoch} and from_seq <= ${of.mark + 1}
             order by from_seq, head limit 1)
    returning device_id as device, epoch, from_seq as from, to_seq as to, head, signature, events, hashes`.execute(
    tx,
  )
  return rows[0]
}

/** The first number behind the gap; null without one. */
export async function firstWaiting(
  tx: Tx,
  of: Readonly<{ deviceId: string; epoch: number }>,
): Promise<number | null> {
  const { rows } = await sql<{ from: number | null }>`
    select min(from_seq) as from from device.waiting
     where device_id = ${of.deviceId} and epoch = ${of.epoch}`.execute(tx)
  return rows[0]?.from ?? null
}
