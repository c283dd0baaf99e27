import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Span } from '#domain/member/model/span'

/** The next broadcast whose moment has come; locked, so that of two senders one begins it. */
export async function dueBroadcast(tx: Tx, at: Instant): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select a.id from content.broadcast a
     cross join lateral (select due_at from content.wording w where w.broadcast_id = a.id order by nth desc limit 1) w
     where a.state = 'scheduled' and w.due_at <= ${at}
     order by w.due_at, a.no limit 1 for no key update of a skip locked`.execute(tx)
  return rows[0]?.id
}

/** Broadcasts on their way, the oldest first. */
export async function onTheirWay(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from content.broadcast where state = 'sending' order by no`.execute(tx)
  return rows.map((row) => row.id)
}

export async function enlist(
  work: Work,
  broadcastId: string,
  list: readonly Readonly<{ id: string; memberId: string }>[],
): Promise<void> {
  await sql`
    insert into content.recipient (id, broadcast_id, member_id, next_try_at, at)
    select id, ${broadcastId}, member_id, ${work.at}, ${work.at}
      from unnest(${list.map((one) => one.id)}::uuid[], ${list.map((one) => one.memberId)}::uuid[]) as n (id, member_id)
        on conflict (broadcast_id, member_id) do nothing`.execute(work.tx)
}

/** Leases the bringing of the picture; false where another sender has it, or its pause is not over. */
export async function leasePicture(
  work: Work,
  of: Readonly<{ id: string; leasedUntil: Instant }>,
): Promise<boolean> {
  const { rows } = await sql`
    update content.broadcast set leased_until = ${of.leasedUntil}, attempts = attempts + 1
     where id = ${of.id} and state = 'sending' and cover_ref is null
       and (next_try_at is null or next_try_at <= ${work.at}) and (leased_until is null or leased_until <= ${work.at})
    returning id`.execute(work.tx)
  return rows.length > 0
}

export async function keepPicture(
  tx: Tx,
  of: Readonly<{ id: string; coverRef: string; url: string }>,
): Promise<void> {
  await sql`
    update content.broadcast set cover_ref = ${of.coverRef}, picture_url = ${of.url}, leased_until = null,
           trouble = null
     where id = ${of.id} and state = 'sending'`.execute(tx)
}

export async function pausePicture(
  tx: Tx,
  of: Readonly<{ id: string; nextTryAt: Instant; trouble: string }>,
): Promise<void> {
  await sql`
    update content.broadcast set leased_until = null, next_try_at = ${of.nextTryAt}, trouble = ${of.trouble}
     where id = ${of.id} and state = 'sending'`.execute(tx)
}

export type Waiting = Readonly<{ id: string; memberId: string }>

export async function countDue(tx: Tx, broadcastId: string, at: Instant): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from content.recipient
     where broadcast_id = ${broadcastId} and state = 'waiting' and batch_id is null and next_try_at <= ${at}`.execute(
    tx,
  )
  return rows[0]?.waiting ?? 0
}

/** Locked to the end of the work: two senders never put somebody into two calls. */
export async function takeDue(
  work: Work,
  of: Readonly<{ broadcastId: string; most: number }>,
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, member_id as "memberId" from content.recipient
     where broadcast_id = ${of.broadcastId} and state = 'waiting' and batch_id is null and next_try_at <= ${work.at}
     order by id limit ${of.most} for update skip locked`.execute(work.tx)
  return rows
}

/** P5: how many posts of an account each of these has got since a moment, or is about to get. */
export async function gotSince(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; carrierId: string; since: Instant; but: string }>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ memberId: string; broadcasts: number }>`
    select r.member_id as "memberId", count(*)::int as broadcasts
      from content.recipient r
     cross join lateral (select carrier_id from content.wording w where w.broadcast_id = r.broadcast_id
                          order by nth desc limit 1) w
     where r.member_id = any(${of.memberIds}::uuid[]) and r.broadcast_id <> ${of.but} and r.at >= ${of.since}
       and w.carrier_id = ${of.carrierId}
       and (r.state = 'sent' or r.state = 'waiting' and r.batch_id is not null)
     group by r.member_id`.execute(tx)
  return new Map(rows.map((row) => [row.memberId, row.broadcasts]))
}

export type Settling = Readonly<{
  id: string
  state: 'waiting' | 'sent' | 'withheld' | 'unreachable' | 'failed'
  trouble: string | null
  batchId: string | null
  consentId: string | null
  nextTryAt: Instant
}>

export async function settle(work: Work, rows: readonly Settling[]): Promise<void> {
  if (rows.length === 0) return
  const of = <K extends keyof Settling>(key: K) => rows.map((row) => row[key])
  await sql`
    update content.recipient r
       set state = n.state, trouble = n.trouble, batch_id = n.batch_id, consent_id = n.consent_id,
           next_try_at = n.next_try_at, at = ${work.at}
      from unnest(${of('id')}::uuid[], ${of('state')}::text[], ${of('trouble')}::text[], ${of('batchId')}::uuid[],
                  ${of('consentId')}::uuid[], ${of('nextTryAt')}::timestamptz[])
        as n (id, state, trouble, batch_id, consent_id, next_try_at)
     where r.id = n.id and r.state = 'waiting'`.execute(work.tx)
}

/** Whoever is in no call yet goes nowhere. */
export async function stopWaiting(tx: Tx, broadcastId: string, trouble: string): Promise<void> {
  await sql`
    update content.recipient set state = 'withheld', trouble = ${trouble}
     where broadcast_id = ${broadcastId} and state = 'waiting' and batch_id is null`.execute(tx)
}

export async function nextLook(tx: Tx, broadcastId: string) {
  const { rows } = await sql<{ waiting: number; sent: number }>`
    select count(*) filter (where state = 'waiting')::int as waiting,
           count(*) filter (where state = 'sent')::int as sent
      from content.recipient where broadcast_id = ${broadcastId}`.execute(tx)
  return rows[0] ?? { waiting: 0, sent: 0 }
}

export type Reached = Readonly<{
  id: string
  broadcastId: string
  title: string
  carrierId: string
  at: Instant
}>

/** Broadcasts that the platform took for members in a span, latest first (C45). */
export async function reachedIn(tx: Tx, of: Span): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    select r.id, r.broadcast_id as "broadcastId", w.title, w.carrier_id as "carrierId", r.at
      from content.recipient r
     cross join lateral (select title, carrier_id from content.wording w where w.broadcast_id = r.broadcast_id
                          order by nth desc limit 1) w
     where r.member_id = any(${of.memberIds}::uuid[]) and r.state = 'sent'
       and (${of.from}::timestamptz is null or r.at >= ${of.from})
       and (${of.before}::timestamptz is null or r.at < ${of.before})
     order by r.at desc, r.id desc limit ${of.most}`.execute(tx)
  return rows
}
