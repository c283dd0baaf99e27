import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { NoticeState } from '../model.ts'

export type NewNotice = Readonly<{
  id: string
  memberId: string
  moveId: string
  from: string
  to: string
  movedAt: Instant
}>

/** K11: a move that has its row already gets no second one. */
export async function insertNotices(work: Work, rows: readonly NewNotice[]): Promise<void> {
  const of = <K extends keyof NewNotice>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into campaign.notice (id, member_id, move_id, from_tier, to_tier, moved_at, queued_at, next_try_at)
    select id, member_id, move_id, from_tier, to_tier, moved_at, ${work.at}, ${work.at}
      from unnest(${of('id')}::uuid[], ${of('memberId')}::uuid[], ${of('moveId')}::uuid[], ${of('from')}::text[],
                  ${of('to')}::text[], ${of('movedAt')}::timestamptz[])
        as n (id, member_id, move_id, from_tier, to_tier, moved_at)
        on conflict (move_id) do nothing`.execute(work.tx)
}

export type ClaimedNotice = NewNotice & Readonly<{ attempts: number }>

/** Takes the next notices that are due and leases them, as the outbox does (K7). */
export async function claimNotices(
  work: Work,
  of: Readonly<{ most: number; leasedUntil: Instant }>,
): Promise<ClaimedNotice[]> {
  const { rows } = await sql<ClaimedNotice>`
    with due as (
      select id from campaign.notice
       where state = 'queued' and next_try_at <= ${work.at}
         and (leased_until is null or leased_until <= ${work.at})
       order by next_try_at, id limit ${of.most}
         for update skip locked)
    update campaign.notice n
       set leased_until = ${of.leasedUntil}, attempts = n.attempts + 1
      from due where n.id = due.id
    returning n.id, n.member_id as "memberId", n.move_id as "moveId", n.from_tier as "from", n.to_tier as "to",
              n.moved_at as "movedAt", n.attempts`.execute(work.tx)
  return rows
}

/** The words that are handed over now; committed before the hand-off, so that they are known whatever happens to it. */
export async function keepWords(
  work: Work,
  rows: readonly Readonly<{ id: string; subject: string; body: string }>[],
): Promise<void> {
  await sql`
    update campaign.notice n set subject = w.subject, body = w.body
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.subject)}::text[],
                  ${rows.map((r) => r.body)}::text[]) as w (id, subject, body)
     where n.id = w.id`.execute(work.tx)
}

export type NoticeOutcome = Readonly<{
  id: string
  /** The attempt this is the outcome of: a late answer of an earlier one settles nothing. */
  attempts: number
  state: NoticeState
  trouble: string | null
  nextTryAt: Instant
}>

/** Writes what became of leased notices; answers the ids that were still ours to settle. */
export async function settleNotices(work: Work, rows: readonly NoticeOutcome[]): Promise<string[]> {
  const { rows: done } = await sql<{ id: string }>`
    update campaign.notice n
       set state = o.state, trouble = o.trouble, leased_until = null, next_try_at = o.next_try_at,
           settled_at = case o.state when 'queued' then null else ${work.at}::timestamptz end
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.attempts)}::int[],
                  ${rows.map((r) => r.state)}::text[], ${rows.map((r) => r.trouble)}::text[],
                  ${rows.map((r) => r.nextTryAt)}::timestamptz[]) as o (id, attempts, state, trouble, next_try_at)
     where n.id = o.id and n.attempts = o.attempts and n.state = 'queued'
    returning n.id`.execute(work.tx)
  return done.map((row) => row.id)
}

export type NoticeRow = Readonly<{
  id: string
  kind: 'tier_up'
  moveId: string
  from: string
  to: string
  state: NoticeState
  trouble: string | null
  attempts: number
  subject: string | null
  body: string | null
  movedAt: Instant
  at: Instant
}>

/** What a member was told or is to be told, the latest move first. */
export async function noticesOf(tx: Tx, memberId: string, most: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select id, kind, move_id as "moveId", from_tier as "from", to_tier as "to", state, trouble, attempts, subject, body,
           moved_at as "movedAt", coalesce(settled_at, queued_at) as at
      from campaign.notice where member_id = ${memberId} order by moved_at desc, id desc limit ${most}`.execute(
    tx,
  )
  return rows
}
