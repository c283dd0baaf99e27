import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Purpose } from '#domain/member/model/consent'
import type { CarrierTemplate } from '../contract/carrier.ts'
import type { Arm, Channel, Drawn, MessageState } from '../model.ts'

export type CampaignRow = Readonly<{
  id: string
  fingerprint: string
  name: string
  segmentId: string
  channel: Channel
  subject: string
  body: string
  controlShareBps: number
  windowDays: number
  messageCostMinor: number
  giftCostMinor: number
  marginBps: number | null
  salt: string
  carrierId: string | null
  template: CarrierTemplate | null
  purpose: Purpose
  couponCode: string | null
  joinTag: string | null
  /** The plan that it was made from, and whose pot it spends. */
  planId: string | null
  /** The survey that its messages ask. */
  surveyId: string | null
  armsTold: boolean
  createdAt: Instant
  launchedAt: Instant | null
  startsOn: BusinessDay | null
  endsOn: BusinessDay | null
  treated: number
  control: number
  /** Members of the segment whom the chain held out of everything when it was launched. */
  heldOut: number
}>

const columns = sql.raw(`
  id, fingerprint, name, segment_id as "segmentId", channel, subject, body, control_share_bps as "controlShareBps",
  window_days as "windowDays", message_cost_minor as "messageCostMinor",
  gift_cost_minor as "giftCostMinor", margin_bps as "marginBps", salt,
  carrier_id as "carrierId", template, purpose, coupon_code as "couponCode", join_tag as "joinTag",
  pot_id as "planId", survey_id as "surveyId",
  arms_told as "armsTold", created_at as "createdAt", launched_at as "launchedAt",
  starts_on as "startsOn", ends_on as "endsOn", treated,
  control, held_out as "heldOut"`)

export async function campaign(tx: Tx, id: string): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`
    select ${columns} from campaign.campaign where id = ${id} and journey_id is null`.execute(tx)
  return rows[0]
}

/** Locked to the end of the work: two launches, or two files, of one campaign queue here. */
export async function lockCampaign(tx: Tx, id: string): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`
    select ${columns} from campaign.campaign where id = ${id} and journey_id is null for update`.execute(tx)
  return rows[0]
}

/** Who has a name; case does not matter. */
export async function nameHolder(tx: Tx, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from campaign.campaign where lower(name) = lower(${name}) and journey_id is null`.execute(tx)
  return rows[0]?.id
}

type Draft = Omit<
  CampaignRow,
  'armsTold' | 'createdAt' | 'launchedAt' | 'startsOn' | 'endsOn' | 'treated' | 'control' | 'heldOut'
>

export async function insertCampaign(work: Work, row: Draft): Promise<void> {
  const template = row.template === null ? null : JSON.stringify(row.template)
  await sql`
    insert into campaign.campaign (id, fingerprint, name, segment_id, channel, subject, body, control_share_bps,
      window_days, message_cost_minor, gift_cost_minor, margin_bps, salt, carrier_id, template, purpose, coupon_code,
      join_tag, pot_id, survey_id, created_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.name}, ${row.segmentId}, ${row.channel}, ${row.subject}, ${row.body},
      ${row.controlShareBps}, ${row.windowDays}, ${row.messageCostMinor}, ${row.giftCostMinor}, ${row.marginBps},
      ${row.salt}, ${row.carrierId}, ${template}::jsonb, ${row.purpose}, ${row.couponCode},
      ${row.joinTag}, ${row.planId}, ${row.surveyId}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}

export async function campaigns(
  tx: Tx,
  of: { segmentId: string | null; from: number; most: number },
): Promise<{ rows: CampaignRow[]; total: number }> {
  const only = of.segmentId === null ? sql`where journey_id is null` : sql`where segment_id = ${of.segmentId}`
  const { rows } = await sql<CampaignRow>`
    select ${columns} from campaign.campaign ${only}
     order by created_at desc, id desc limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from campaign.campaign ${only}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

/** A message of a journey: a campaign to nobody yet, launched at once and never over. */
export type StepRow = Pick<
  CampaignRow,
  | 'id'
  | 'name'
  | 'channel'
  | 'subject'
  | 'body'
  | 'messageCostMinor'
  | 'carrierId'
  | 'template'
  | 'purpose'
  | 'surveyId'
> &
  Readonly<{ journeyId: string; potId: string | null; fingerprint: string; startsOn: BusinessDay }>

export async function insertStep(work: Work, row: StepRow): Promise<void> {
  const { template } = row
  await sql`
    insert into campaign.campaign (id, fingerprint, name, journey_id, channel, subject, body, control_share_bps,
      window_days, message_cost_minor, salt, carrier_id, template, purpose, pot_id, survey_id, created_at, by_id,
      by_name, launched_at, launched_by_id, starts_on, ends_on)
    values (${row.id}, ${row.fingerprint}, ${row.name}, ${row.journeyId}, ${row.channel}, ${row.subject}, ${row.body},
      0, 366, ${row.messageCostMinor}, '', ${row.carrierId},
      ${template === null ? null : JSON.stringify(template)}::jsonb, ${row.purpose}, ${row.potId},
      ${row.surveyId}, ${work.at}, ${work.by.id}, ${work.by.name}, ${work.at}, ${work.by.id}, ${row.startsOn},
      '9999-12-31')`.execute(work.tx)
}

/** Messages of journeys, by the ids of their campaigns. */
export async function steps(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<Pick<CampaignRow, 'id' | 'channel' | 'purpose' | 'carrierId'>>`
    select id, channel, purpose, carrier_id as "carrierId"
      from campaign.campaign where id = any(${ids}::uuid[]) and journey_id is not null`.execute(tx)
  return rows
}

/** Assigns members who come to a step; who came before stays. */
export async function joinStep(tx: Tx, campaignId: string, memberIds: readonly string[]): Promise<void> {
  await sql`
    insert into campaign.assignment (campaign_id, member_id, arm, bucket, stratum)
    select ${campaignId}, member_id, 'treated', 0, '' from unnest(${memberIds}::uuid[]) as m (member_id)
        on conflict (campaign_id, member_id) do nothing`.execute(tx)
}

type Launch = {
  id: string
  startsOn: BusinessDay
  endsOn: BusinessDay
  treated: number
  control: number
  heldOut: number
  armsTold: boolean
}

export async function markLaunched(work: Work, of: Launch): Promise<void> {
  await sql`
    update campaign.campaign
       set launched_at = ${work.at}, launched_by_id = ${work.by.id}, starts_on = ${of.startsOn}, ends_on = ${of.endsOn},
           treated = ${of.treated}, control = ${of.control}, held_out = ${of.heldOut},
           arms_told = ${of.armsTold}
     where id = ${of.id}`.execute(work.tx)
}

/** Somebody of the segment with their arm; whoever the chain holds out of everything is in none of the two. */
export type Assigned = Omit<Drawn, 'arm' | 'number'> & Readonly<{ arm: Arm | 'held_out' }>

export async function insertAssignments(
  tx: Tx,
  campaignId: string,
  rows: readonly Assigned[],
): Promise<void> {
  const of = <K extends keyof Assigned>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into campaign.assignment (campaign_id, member_id, arm, bucket, stratum)
    select ${campaignId}, * from unnest(${of('memberId')}::uuid[], ${of('arm')}::text[], ${of('bucket')}::float8[],
      ${of('stratum')}::text[])`.execute(tx)
}

/** Everybody in an arm of a campaign, in the order of ids, as two columns. */
export async function assignments(tx: Tx, campaignId: string): Promise<{ memberIds: string[]; arms: Arm[] }> {
  const { rows } = await sql<{ memberIds: string[]; arms: Arm[] }>`
    select coalesce(array_agg(member_id::text order by member_id), '{}') as "memberIds",
           coalesce(array_agg(arm order by member_id), '{}') as arms
      from campaign.assignment where campaign_id = ${campaignId} and arm <> 'held_out'`.execute(tx)
  return rows[0] ?? { memberIds: [], arms: [] }
}

/**
 * Other launched campaigns whose window meets this one's and that treat somebody of it. Members are looked up one by
 * one on purpose, as in `controlReached`; the first found is enough.
 */
export async function overlapping(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ others: number }>`
    select count(*)::int as others
      from campaign.campaign c
      join campaign.campaign o on o.id <> c.id and o.starts_on < c.ends_on and o.ends_on > c.starts_on
       and o.journey_id is null
     where c.id = ${id}
       and exists (select from campaign.assignment b
                    where b.campaign_id = o.id and b.arm = 'treated'
                      and (select true from campaign.assignment a
                            where a.campaign_id = c.id and a.member_id = b.member_id))`.execute(tx)
  return rows[0]?.others ?? 0
}

export async function stateCounts(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ campaignId: string; state: MessageState; messages: number }>`
    select campaign_id as "campaignId", state, count(*)::int as messages
      from campaign.message where campaign_id = any(${ids}::uuid[]) group by campaign_id, state`.execute(tx)
  return rows
}

/** Why messages did not leave, or wait, the most frequent first. */
export async function troubleCounts(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ campaignId: string; trouble: string; messages: number }>`
    select campaign_id as "campaignId", trouble, count(*)::int as messages
      from campaign.message where campaign_id = any(${ids}::uuid[]) and trouble is not null
     group by campaign_id, trouble order by messages desc, trouble`.execute(tx)
  return rows
}

/** What the providers said became of messages: how many arrived, and how many did not. */
export async function receiptCounts(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ campaignId: string; delivered: number; undelivered: number }>`
    select m.campaign_id as "campaignId", count(*) filter (where r.arrived)::int as delivered,
           count(*) filter (where not r.arrived)::int as undelivered
      from campaign.message m
      join lateral (select bool_or(delivered) as arrived from campaign.receipt where message_id = m.id) r
        on r.arrived is not null
     where m.campaign_id = any(${ids}::uuid[])
     group by m.campaign_id`.execute(tx)
  return rows
}

/** What the messages handed over cost, in thousandths of a minor unit, as far as carriers bill in this currency. */
export async function costsOf(
  tx: Tx,
  ids: readonly string[],
  currency: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ campaignId: string; costMilli: number }>`
    select campaign_id as "campaignId", sum(cost_milli)::bigint as "costMilli"
      from campaign.message
     where campaign_id = any(${ids}::uuid[]) and cost_milli > 0 and cost_currency = ${currency}
     group by campaign_id`.execute(tx)
  return new Map(rows.map((row) => [row.campaignId, row.costMilli]))
}

export async function sendings(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ campaignId: string; state: 'running' | 'paused' | 'stopped' }>`
    select campaign_id as "campaignId", state from campaign.sending
     where campaign_id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** How many campaigns were launched since a moment. */
export async function launchedSince(tx: Tx, since: Instant): Promise<number> {
  const { rows } = await sql<{ campaigns: number }>`
    select count(*)::int as campaigns from campaign.campaign
     where launched_at >= ${since} and journey_id is null`.execute(tx)
  return rows[0]?.campaigns ?? 0
}
