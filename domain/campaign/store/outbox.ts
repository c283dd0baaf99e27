import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Purpose } from '#domain/member/model/consent'
import type { CarrierTemplate } from '../contract/carrier.ts'
import type { Channel, MessageState } from '../model.ts'

export type NewMessage = Readonly<{
  id: string
  memberId: string
  state: 'queued' | 'unreachable'
  trouble: string | null
  /** The how many-th of this campaign to this member; the first where nothing is said. */
  nth?: number
}>

export async function insertMessages(
  work: Work,
  of: { campaignId: string; channel: Channel },
  rows: readonly NewMessage[],
): Promise<void> {
  await sql`
    insert into campaign.message (id, campaign_id, member_id, step, channel, state, trouble, queued_at, next_try_at,
      settled_at)
    select id, ${of.campaignId}, member_id, step, ${of.channel}, state, trouble, ${work.at}, ${work.at},
           case state when 'queued' then null else ${work.at}::timestamptz end
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.memberId)}::uuid[],
                  ${rows.map((r) => r.nth ?? 1)}::int[], ${rows.map((r) => r.state)}::text[],
                  ${rows.map((r) => r.trouble)}::text[])
        as m (id, member_id, step, state, trouble)`.execute(work.tx)
}

/** A campaign that has something due, with the words it sends and who carries them. */
export type Lane = Readonly<{
  campaignId: string
  channel: Channel
  carrierId: string | null
  purpose: Purpose
  subject: string
  body: string
  template: CarrierTemplate | null
  endsOn: BusinessDay
  stopped: boolean
  /** The pot of a plan that a journey of it spends; a campaign of one has taken from it at its launch. */
  potId: string | null
  /** The survey that it asks, and the segment that is asked. */
  surveyId: string | null
  segmentId: string | null
}>

/**
 * The oldest such campaign of every carrier; paused ones wait. Whether something is due is looked up campaign by
 * campaign on purpose, at the head of its queue: asked for all at once, a million waiting messages would be read for
 * every handful that leaves.
 */
export async function lanes(tx: Tx, at: Instant): Promise<Lane[]> {
  const { rows } = await sql<Lane>`
    select distinct on (c.channel, c.carrier_id) c.id as "campaignId", c.channel, c.carrier_id as "carrierId",
           c.purpose, c.subject, c.body, c.template, c.ends_on as "endsOn",
           coalesce(s.state = 'stopped', false) as stopped,
           case when c.journey_id is not null then c.pot_id end as "potId", c.survey_id as "surveyId",
           c.segment_id as "segmentId"
      from campaign.campaign c
      left join campaign.sending s on s.campaign_id = c.id
     cross join lateral (select from campaign.message m
                          where m.campaign_id = c.id and m.state = 'queued' and m.next_try_at <= ${at}
                            and (m.leased_until is null or m.leased_until <= ${at})
                          order by m.next_try_at, m.id limit 1) as due
     where c.launched_at is not null and c.channel in ('email', 'sms', 'wechat', 'call')
       and s.state is distinct from 'paused'
     order by c.channel, c.carrier_id, c.launched_at, c.id`.execute(tx)
  return rows
}

export type Claimed = Readonly<{
  id: string
  campaignId: string
  memberId: string
  attempts: number
  /** False would mean a message to somebody held out; the sender looks, though the table forbids it. */
  treated: boolean
}>

/**
 * Takes the next messages of a campaign that are due and leases them: whoever dies meanwhile leaves them to the next
 * after the lease. `skip locked` lets two senders work side by side without ever taking the same row.
 */
export async function claim(
  work: Work,
  of: { campaignId: string; most: number; leasedUntil: Instant },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with due as (
      select id from campaign.message
       where campaign_id = ${of.campaignId} and state = 'queued' and next_try_at <= ${work.at}
         and (leased_until is null or leased_until <= ${work.at})
       order by next_try_at, id limit ${of.most}
         for update skip locked)
    update campaign.message m
       set leased_until = ${of.leasedUntil}, attempts = m.attempts + 1, checked_at = ${work.at}
      from due
      join campaign.message w on w.id = due.id
      join campaign.assignment a on a.campaign_id = w.campaign_id and a.member_id = w.member_id
     where m.id = due.id
    returning m.id, m.campaign_id as "campaignId", m.member_id as "memberId", m.attempts,
              a.arm = 'treated' as treated`.execute(work.tx)
  return rows
}

export type Outcome = Readonly<{
  id: string
  /** The attempt this is the outcome of: a late answer of an earlier one settles nothing. */
  attempts: number
  state: MessageState
  trouble: string | null
  nextTryAt: Instant
  /** Whether it was never offered, so that waiting for the morning uses up no attempt. */
  unoffered?: boolean
  handed?: Handed
}>

/** What a hand-off leaves behind: the consent that allowed it (G2), who carried it, whose budget it was. */
export type Handed = Readonly<{
  consentId: string
  ref: string | null
  carrierId: string | null
  branchId: string | null
  costMilli: number
  currency: string | null
}>

/** Writes what became of leased messages; answers the ids that were still ours to settle. */
export async function settle(work: Work, rows: readonly Outcome[]): Promise<string[]> {
  const of = <T>(read: (row: Outcome) => T) => rows.map(read)
  const { rows: done } = await sql<{ id: string }>`
    update campaign.message m
       set state = o.state, trouble = o.trouble, leased_until = null, next_try_at = o.next_try_at,
           attempts = m.attempts - o.unoffered::int, consent_id = o.consent_id, provider_ref = o.ref,
           carrier_id = o.carrier_id, branch_id = o.branch_id, cost_milli = o.cost_milli, cost_currency = o.currency,
           settled_at = case o.state when 'queued' then null else ${work.at}::timestamptz end
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.attempts)}::int[], ${of((r) => r.state)}::text[],
                  ${of((r) => r.trouble)}::text[], ${of((r) => r.nextTryAt)}::timestamptz[],
                  ${of((r) => r.unoffered ?? false)}::bool[], ${of((r) => r.handed?.consentId ?? null)}::uuid[],
                  ${of((r) => r.handed?.ref ?? null)}::text[], ${of((r) => r.handed?.carrierId ?? null)}::uuid[],
                  ${of((r) => r.handed?.branchId ?? null)}::uuid[], ${of((r) => r.handed?.costMilli ?? 0)}::bigint[],
                  ${of((r) => r.handed?.currency ?? null)}::text[])
        as o (id, attempts, state, trouble, next_try_at, unoffered, consent_id, ref, carrier_id, branch_id, cost_milli,
              currency)
     where m.id = o.id and m.attempts = o.attempts and m.state = 'queued'
    returning m.id`.execute(work.tx)
  return done.map((row) => row.id)
}

/** Whatever of a stopped campaign nobody is handing over at this moment goes nowhere. */
export async function withholdRest(work: Work, campaignId: string): Promise<void> {
  await sql`
    update campaign.message
       set state = 'withheld', trouble = 'stopped', leased_until = null, settled_at = ${work.at}
     where campaign_id = ${campaignId} and state = 'queued' and (leased_until is null or leased_until <= ${work.at})
  `.execute(work.tx)
}

/** Messages that wait for their file, or were in it: the same ones every time, in the order of ids. */
export async function listedOf(tx: Tx, campaignId: string) {
  const { rows } = await sql<{ id: string; memberId: string; state: 'queued' | 'exported' }>`
    select id, member_id as "memberId", state from campaign.message
     where campaign_id = ${campaignId} and channel in ('sms_file', 'post') and state in ('queued', 'exported')
     order by id`.execute(tx)
  return rows
}

export type Listed = Readonly<{
  id: string
  state: 'exported' | 'withheld' | 'unreachable' | 'failed'
  trouble: string | null
  consentId: string | null
}>

/** Of a list of journeys, which every message of it names from then on; of a campaign's own, null. */
export async function settleListed(
  work: Work,
  rows: readonly Listed[],
  listId: string | null = null,
): Promise<void> {
  await sql`
    update campaign.message m
       set state = o.state, trouble = o.trouble, attempts = m.attempts + 1, checked_at = ${work.at},
           consent_id = o.consent_id, settled_at = ${work.at}, list_id = ${listId}
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.state)}::text[],
                  ${rows.map((r) => r.trouble)}::text[], ${rows.map((r) => r.consentId)}::uuid[])
        as o (id, state, trouble, consent_id)
     where m.id = o.id and m.state = 'queued'`.execute(work.tx)
}

export type MessageRow = Readonly<{
  id: string
  memberId: string
  channel: Channel
  state: MessageState
  attempts: number
  trouble: string | null
  /** What the provider said became of it; null as long as it says nothing. */
  delivered: boolean | null
  at: Instant
}>

export async function messages(
  tx: Tx,
  of: { campaignId: string; state: MessageState | null; from: number; most: number },
): Promise<{ rows: MessageRow[]; total: number }> {
  const only = of.state === null ? sql`` : sql`and state = ${of.state}`
  const { rows } = await sql<MessageRow>`
    select id, member_id as "memberId", channel, state, attempts, trouble, coalesce(settled_at, queued_at) as at,
           (select bool_or(r.delivered) from campaign.receipt r where r.message_id = m.id) as delivered
      from campaign.message m where campaign_id = ${of.campaignId} ${only}
     order by id limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from campaign.message where campaign_id = ${of.campaignId} ${only}`.execute(
    tx,
  )
  return { rows, total: counts[0]?.total ?? 0 }
}

export async function message(tx: Tx, id: string) {
  const { rows } = await sql<{ id: string; memberId: string; channel: Channel }>`
    select id, member_id as "memberId", channel from campaign.message where id = ${id}`.execute(tx)
  return rows[0]
}

/**
 * Messages that went to somebody held out: always none, looked at before anything is said of a campaign. The arm is
 * looked up row by row on purpose: right after a launch the planner knows nothing of the new rows, and joins badly.
 */
export async function controlReached(tx: Tx, campaignId: string): Promise<number> {
  const { rows } = await sql<{ reached: number }>`
    select count(*)::int as reached
      from campaign.message m
     where m.campaign_id = ${campaignId} and m.state in ('sent', 'exported')
       and (select a.arm from campaign.assignment a
             where a.campaign_id = m.campaign_id and a.member_id = m.member_id) = 'control'`.execute(tx)
  return rows[0]?.reached ?? 0
}

export async function sayMailServer(work: Work, configured: boolean): Promise<void> {
  await sql`
    insert into campaign.mail_server (configured, said_at) values (${configured}, ${work.at})
        on conflict (one) do update set configured = excluded.configured, said_at = excluded.said_at`.execute(
    work.tx,
  )
}

export async function mailServer(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ configured: boolean }>`select configured from campaign.mail_server`.execute(tx)
  return rows[0]?.configured ?? false
}
