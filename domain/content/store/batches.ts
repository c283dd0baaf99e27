import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export async function insertBatch(
  work: Work,
  of: Readonly<{ id: string; broadcastId: string }>,
): Promise<void> {
  await sql`
    insert into content.batch (id, broadcast_id, nth, next_try_at)
    select ${of.id}, ${of.broadcastId}, coalesce(max(nth), 0) + 1, ${work.at}
      from content.batch where broadcast_id = ${of.broadcastId}`.execute(work.tx)
}

export type Batch = Readonly<{
  id: string
  broadcastId: string
  attempts: number
  draftRef: string | null
  unansweredSince: Instant | null
}>

/** The next call of a broadcast that is due; leased, so that whoever dies meanwhile leaves it to the next. */
export async function leaseBatch(
  work: Work,
  of: Readonly<{ broadcastId: string; leasedUntil: Instant }>,
): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`
    with due as (
      select id from content.batch
       where broadcast_id = ${of.broadcastId} and state = 'queued' and next_try_at <= ${work.at}
         and (leased_until is null or leased_until <= ${work.at})
       order by nth limit 1 for update skip locked)
    update content.batch b set leased_until = ${of.leasedUntil}, attempts = b.attempts + 1
      from due where b.id = due.id
    returning b.id, b.broadcast_id as "broadcastId", b.attempts, b.draft_ref as "draftRef",
              b.unanswered_since as "unansweredSince"`.execute(work.tx)
  return rows[0]
}

export type Inside = Readonly<{ id: string; memberId: string; consentId: string | null }>

export async function inside(tx: Tx, batchId: string): Promise<Inside[]> {
  const { rows } = await sql<Inside>`
    select id, member_id as "memberId", consent_id as "consentId" from content.recipient
     where batch_id = ${batchId} and state = 'waiting' order by id`.execute(tx)
  return rows
}

export async function keepDraft(tx: Tx, id: string, draftRef: string): Promise<void> {
  await sql`update content.batch set draft_ref = ${draftRef} where id = ${id} and state = 'queued'`.execute(
    tx,
  )
}

/** P4: written before the platform is asked: from now on it may have been taken. */
export async function nowAsked(work: Work, id: string): Promise<void> {
  await sql`
    update content.batch set unanswered_since = coalesce(unanswered_since, ${work.at})
     where id = ${id} and state = 'queued'`.execute(work.tx)
}

export type BatchOutcome = Readonly<{
  id: string
  attempts: number
  state: 'queued' | 'sent' | 'failed'
  trouble: string | null
  ref: string | null
  nextTryAt: Instant
  /** Whether the platform said that it did not take it. */
  answered: boolean
}>

/** Whether it was still ours to settle: a late answer of an earlier attempt settles nothing. */
export async function settleBatch(work: Work, of: BatchOutcome): Promise<boolean> {
  const { rows } = await sql`
    update content.batch
       set state = ${of.state}, trouble = ${of.trouble}, ref = ${of.ref}, next_try_at = ${of.nextTryAt},
           leased_until = null, unanswered_since = case when ${of.answered} then null else unanswered_since end,
           settled_at = case ${of.state}::text when 'queued' then null else ${work.at}::timestamptz end
     where id = ${of.id} and attempts = ${of.attempts} and state = 'queued' returning id`.execute(work.tx)
  return rows.length > 0
}

export async function queued(tx: Tx, broadcastId: string): Promise<number> {
  const { rows } = await sql<{ queued: number }>`
    select count(*)::int as queued from content.batch where broadcast_id = ${broadcastId} and state = 'queued'`.execute(
    tx,
  )
  return rows[0]?.queued ?? 0
}

export type CallRow = Readonly<{
  nth: number
  state: 'queued' | 'sent' | 'failed'
  members: number
  attempts: number
  trouble: string | null
  ref: string | null
  status: string | null
  total: number | null
  filtered: number | null
  sent: number | null
  failed: number | null
}>

export async function calls(
  tx: Tx,
  of: Readonly<{ broadcastId: string; carrierId: string }>,
): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`
    select b.nth, b.state, b.attempts, b.trouble, b.ref, f.status, f.total, f.filtered, f.sent, f.failed,
           (select count(*)::int from content.recipient r where r.batch_id = b.id) as members
      from content.batch b
      left join content.finish f on f.carrier_id = ${of.carrierId} and f.ref = b.ref
     where b.broadcast_id = ${of.broadcastId} order by b.nth`.execute(tx)
  return rows
}

export type Finish = Readonly<{
  ref: string
  status: string
  total: number
  filtered: number
  sent: number
  failed: number
}>

/** Said once; what is said again changes nothing. */
export async function insertFinish(work: Work, carrierId: string, of: Finish): Promise<void> {
  await sql`
    insert into content.finish (carrier_id, ref, status, total, filtered, sent, failed, at)
    values (${carrierId}, ${of.ref}, ${of.status}, ${of.total}, ${of.filtered}, ${of.sent}, ${of.failed}, ${work.at})
        on conflict do nothing`.execute(work.tx)
}

export type Count = Readonly<{ broadcastId: string; state: string; trouble: string | null; members: number }>

/** Recipients of these broadcasts by what became of them and why. */
export async function counts(tx: Tx, broadcastIds: readonly string[]): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select broadcast_id as "broadcastId", state, trouble, count(*)::int as members from content.recipient
     where broadcast_id = any(${broadcastIds}::uuid[]) group by 1, 2, 3 order by 4 desc, 3`.execute(tx)
  return rows
}
