import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { Channel, MessageState } from '../model.ts'

export type ChannelRow = Readonly<{
  channel: Channel
  carrierId: string | null
  handed: number
  failed: number
  arrived: number
  lost: number
  lastAt: Instant | null
}>

/** By whom a message went, or would have gone. */
const carrier = sql.raw('coalesce(m.carrier_id, c.carrier_id)')

/** What was offered since a moment, by channel and carrier. */
export async function offeredSince(tx: Tx, since: Instant): Promise<ChannelRow[]> {
  const { rows } = await sql<ChannelRow>`
    select m.channel, ${carrier} as "carrierId",
           count(*) filter (where m.state in ('sent', 'exported'))::int as handed,
           count(*) filter (where m.state = 'failed')::int as failed,
           count(*) filter (where r.arrived)::int as arrived,
           count(*) filter (where not r.arrived)::int as lost,
           max(m.settled_at) as "lastAt"
      from campaign.message m join campaign.campaign c on c.id = m.campaign_id
      left join lateral (select bool_or(delivered) as arrived from campaign.receipt where message_id = m.id) r on true
     where m.attempts > 0 and m.settled_at >= ${since} and m.state in ('sent', 'exported', 'failed')
     group by m.channel, ${carrier}`.execute(tx)
  return rows
}

export type WaitingRow = Readonly<{ channel: Channel; carrierId: string | null; waiting: number }>

export async function waiting(tx: Tx): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select c.channel, c.carrier_id as "carrierId", count(*)::int as waiting
      from campaign.message m join campaign.campaign c on c.id = m.campaign_id
     where m.state = 'queued' group by c.channel, c.carrier_id`.execute(tx)
  return rows
}

export type CostRow = Readonly<{
  channel: Channel
  carrierId: string | null
  currency: string
  costMilli: number
}>

/** What the hand-offs since a moment have cost, in thousandths of a minor unit. */
export async function costsSince(tx: Tx, since: Instant): Promise<CostRow[]> {
  const { rows } = await sql<CostRow>`
    select m.channel, ${carrier} as "carrierId", m.cost_currency as currency, sum(m.cost_milli)::float8 as "costMilli"
      from campaign.message m join campaign.campaign c on c.id = m.campaign_id
     where m.settled_at >= ${since} and m.cost_milli > 0
     group by m.channel, ${carrier}, m.cost_currency`.execute(tx)
  return rows
}

export type OfferedRow = Readonly<{
  id: string
  campaignId: string
  campaignName: string
  memberId: string
  state: MessageState
  attempts: number
  trouble: string | null
  delivered: boolean | null
  receiptCode: string | null
  at: Instant
}>

type Way = Readonly<{ channel: Channel; carrierId: string | null }>

/** The last that were offered to one way: those that wait for another attempt first, then the settled ones. */
export async function lastOffered(tx: Tx, of: Way, most: number): Promise<OfferedRow[]> {
  const { rows } = await sql<OfferedRow>`
    select m.id, m.campaign_id as "campaignId", c.name as "campaignName", m.member_id as "memberId", m.state,
           m.attempts, m.trouble, r.delivered, r.code as "receiptCode",
           coalesce(m.settled_at, m.checked_at, m.queued_at) as at
      from campaign.message m join campaign.campaign c on c.id = m.campaign_id
      left join lateral (select delivered, code from campaign.receipt
                          where message_id = m.id order by delivered desc, at desc limit 1) r on true
     where m.attempts > 0 and m.channel = ${of.channel} and ${carrier} is not distinct from ${of.carrierId}::uuid
       and (m.settled_at is not null or m.state = 'queued')
     order by m.settled_at desc nulls first, m.id desc limit ${most}`.execute(tx)
  return rows
}

/** Why the last of one way did not go: of those that failed since a moment, or wait for another attempt. */
export async function lastTroubles(tx: Tx, since: Instant): Promise<(Way & { trouble: string })[]> {
  const { rows } = await sql<Way & { trouble: string }>`
    select distinct on (m.channel, ${carrier}) m.channel, ${carrier} as "carrierId", m.trouble
      from campaign.message m join campaign.campaign c on c.id = m.campaign_id
     where m.trouble is not null
       and (m.state = 'queued' or m.state = 'failed' and m.attempts > 0 and m.settled_at >= ${since})
     order by m.channel, ${carrier}, coalesce(m.settled_at, m.checked_at, m.queued_at) desc`.execute(tx)
  return rows
}
