import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { Span } from '#domain/member/model/span'
import type { Channel } from '../model.ts'

export type MessageTouch = Readonly<{
  id: string
  at: Instant
  channel: Channel
  campaignId: string
  name: string
  purpose: string
  delivered: boolean | null
}>

/** Messages that left the house; what was withheld touched nobody, and a call is told by its task, once it is made. */
export async function messagesTo(tx: Tx, of: Span): Promise<MessageTouch[]> {
  const { rows } = await sql<MessageTouch>`
    select m.id, m.settled_at as at, m.channel, m.campaign_id as "campaignId", c.name, c.purpose,
           (select bool_or(r.delivered) from campaign.receipt r where r.message_id = m.id) as delivered
      from campaign.message m join campaign.campaign c on c.id = m.campaign_id
     where m.member_id = any(${of.memberIds}::uuid[]) and m.state in ('sent', 'exported')
       and m.channel <> 'call'
       and (${of.from}::timestamptz is null or m.settled_at >= ${of.from})
       and (${of.before}::timestamptz is null or m.settled_at < ${of.before})
     order by m.settled_at desc, m.id desc limit ${of.most}`.execute(tx)
  return rows
}

export type ReplyTouch = Readonly<{
  id: string
  at: Instant
  channel: Channel
  text: string
  stopped: string[]
}>

export async function repliesBy(tx: Tx, of: Span): Promise<ReplyTouch[]> {
  const { rows } = await sql<ReplyTouch>`
    select r.id, r.at, c.medium as channel, r.text, r.stopped
      from campaign.reply r join campaign.carrier c on c.id = r.carrier_id
     where r.member_id = any(${of.memberIds}::uuid[])
       and (${of.from}::timestamptz is null or r.at >= ${of.from})
       and (${of.before}::timestamptz is null or r.at < ${of.before})
     order by r.at desc, r.id desc limit ${of.most}`.execute(tx)
  return rows
}

export type NoticeTouch = Readonly<{ id: string; at: Instant; subject: string }>

export async function noticesTo(tx: Tx, of: Span): Promise<NoticeTouch[]> {
  const { rows } = await sql<NoticeTouch>`
    select id, settled_at as at, coalesce(subject, '') as subject from campaign.notice
     where member_id = any(${of.memberIds}::uuid[]) and state = 'sent'
       and (${of.from}::timestamptz is null or settled_at >= ${of.from})
       and (${of.before}::timestamptz is null or settled_at < ${of.before})
     order by settled_at desc, id desc limit ${of.most}`.execute(tx)
  return rows
}
