import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ListChannel } from '../contract/list.ts'
import type { Lane } from './outbox.ts'

export type ListRow = Readonly<{
  id: string
  fingerprint: string
  channel: ListChannel
  journeyId: string | null
  at: Instant
  byName: string
  messages: number
  kept: number
}>

const shown = sql`
  select l.id, l.fingerprint, l.channel, l.journey_id as "journeyId", l.at, l.by_name as "byName",
         count(m.id) filter (where m.state = 'exported')::int as messages,
         count(m.id) filter (where m.state <> 'exported')::int as kept
    from campaign.step_list l left join campaign.message m on m.list_id = l.id`

export async function listById(tx: Tx, id: string): Promise<ListRow | undefined> {
  const { rows } = await sql<ListRow>`${shown} where l.id = ${id} group by l.id`.execute(tx)
  return rows[0]
}

/** Lists that were made, newest first. */
export async function lists(tx: Tx, of: Readonly<{ from: number; most: number }>) {
  const { rows } = await sql<ListRow>`
    ${shown} where l.id in (select id from campaign.step_list
                             order by at desc, id desc limit ${of.most} offset ${of.from})
     group by l.id order by l.at desc, l.id desc`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from campaign.step_list`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}

export async function insertList(
  work: Work,
  of: Pick<ListRow, 'id' | 'fingerprint' | 'channel' | 'journeyId'>,
): Promise<void> {
  await sql`
    insert into campaign.step_list (id, fingerprint, channel, journey_id, at, by_id, by_name)
    values (${of.id}, ${of.fingerprint}, ${of.channel}, ${of.journeyId}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

export type Waiting = Readonly<{
  channel: ListChannel
  journeyId: string
  name: string
  messages: number
  since: Instant
  held: boolean
}>

/** What waits for a list, by step, the oldest first. */
export async function waiting(tx: Tx): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select c.channel, c.journey_id as "journeyId", c.name, count(*)::int as messages, min(m.queued_at) as since,
           coalesce(s.state = 'paused', false) as held
      from campaign.campaign c
      join campaign.message m on m.campaign_id = c.id and m.state = 'queued'
      left join campaign.sending s on s.campaign_id = c.id
     where c.journey_id is not null and c.channel in ('sms_file', 'post')
     group by c.id, s.state order by min(m.queued_at), c.id`.execute(tx)
  return rows
}

const lane = sql`
  select c.id as "campaignId", c.channel, c.carrier_id as "carrierId", c.purpose, c.subject, c.body, c.template,
         c.ends_on as "endsOn", coalesce((select s.state = 'stopped' from campaign.sending s
                                           where s.campaign_id = c.id), false) as stopped,
         null as "potId", null as "surveyId", null as "segmentId"
    from campaign.campaign c`

/**
 * The steps of which something waits, but of journeys that are held; locked, so that two lists at once queue here and
 * the second finds what the first has left. Members go on coming to these steps meanwhile.
 */
export async function lockWaiting(
  tx: Tx,
  of: Readonly<{ channel: ListChannel; journeyId: string | null }>,
): Promise<Lane[]> {
  const { rows } = await sql<Lane>`
    ${lane}
     where c.journey_id is not null and c.channel = ${of.channel}
       and (${of.journeyId}::uuid is null or c.journey_id = ${of.journeyId})
       and not exists (select from campaign.sending s where s.campaign_id = c.id and s.state <> 'running')
       and exists (select from campaign.message m where m.campaign_id = c.id and m.state = 'queued')
     order by c.id for no key update of c`.execute(tx)
  return rows
}

/** The next messages of a step that wait, one to each member: the oldest first. */
export async function nextOf(tx: Tx, campaignId: string, most: number) {
  const { rows } = await sql<{ id: string; memberId: string; state: 'queued' }>`
    select id, member_id as "memberId", state
      from (select distinct on (member_id) id, member_id, state, step from campaign.message
             where campaign_id = ${campaignId} and state = 'queued' order by member_id, step) m
     order by id limit ${most}`.execute(tx)
  return rows
}

/** The steps of a list, and its messages by step in the order in which they were listed. */
export async function listedIn(tx: Tx, listId: string) {
  const { rows: messages } = await sql<{
    id: string
    campaignId: string
    memberId: string
    state: 'exported'
  }>`
    select id, campaign_id as "campaignId", member_id as "memberId", state from campaign.message
     where list_id = ${listId} and state = 'exported' order by campaign_id, id`.execute(tx)
  const ids = [...new Set(messages.map((one) => one.campaignId))]
  const { rows: lanes } = await sql<Lane>`${lane} where c.id = any(${ids}::uuid[]) order by c.id`.execute(tx)
  return lanes.map((one) => ({
    lane: one,
    messages: messages.filter((message) => message.campaignId === one.campaignId),
  }))
}
