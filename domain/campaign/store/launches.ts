import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Role } from '#domain/org/model'
import type { LaunchLimits, LaunchWay } from '../model/approval.ts'

/** What was wished of a launch besides the campaign. */
export type LaunchWish = Readonly<{ startsOn?: BusinessDay; controlNumbers?: readonly string[] }>

export type NewLaunch = Readonly<{
  id: string
  campaignId: string
  way: LaunchWay
  messagesMinor: number
  giftsMinor: number
  limitMinor: number | null
  wish: LaunchWish
  byRoles: readonly Role[]
}>
export type LaunchRow = Omit<NewLaunch, 'wish'> &
  Readonly<{
    campaignName: string
    at: Instant
    byId: string | null
    byName: string
    decisionId: string | null
    approves: boolean | null
    note: string | null
    decidedAt: Instant | null
    decidedById: string | null
    decidedByName: string | null
    decisionFingerprint: string | null
  }>

const columns = sql.raw(`
  l.id, l.campaign_id as "campaignId", c.name as "campaignName", l.way, l.messages_minor as "messagesMinor",
  l.gifts_minor as "giftsMinor", l.limit_minor as "limitMinor", l.by_roles as "byRoles", l.at, l.by_id as "byId",
  l.by_name as "byName", d.id as "decisionId", d.approves, d.note, d.at as "decidedAt", d.by_id as "decidedById",
  d.by_name as "decidedByName", d.fingerprint as "decisionFingerprint"`)
const source = sql.raw(`campaign.launch l join campaign.campaign c on c.id = l.campaign_id
  left join campaign.launch_decision d on d.launch_id = l.id`)

export async function launchById(tx: Tx, id: string): Promise<LaunchRow | undefined> {
  const { rows } = await sql<LaunchRow>`select ${columns} from ${source} where l.id = ${id}`.execute(tx)
  return rows[0]
}

export async function launchByDecision(tx: Tx, id: string): Promise<LaunchRow | undefined> {
  const { rows } = await sql<LaunchRow>`select ${columns} from ${source} where d.id = ${id}`.execute(tx)
  return rows[0]
}

/** The last asking for each of these campaigns. */
export async function lastLaunches(tx: Tx, campaignIds: readonly string[]): Promise<LaunchRow[]> {
  const { rows } = await sql<LaunchRow>`
    select distinct on (l.campaign_id) ${columns} from ${source}
     where l.campaign_id = any(${campaignIds}::uuid[]) order by l.campaign_id, l.nth desc`.execute(tx)
  return rows
}

/** What a launch was wished with; a list of numbers may be long, so nobody else reads it. */
export async function wishOf(tx: Tx, id: string): Promise<LaunchWish> {
  const { rows } = await sql<{ wish: LaunchWish }>`
    select wish from campaign.launch where id = ${id}`.execute(tx)
  return rows[0]?.wish ?? {}
}

export async function insertLaunch(work: Work, row: NewLaunch): Promise<void> {
  await sql`
    insert into campaign.launch (id, campaign_id, way, messages_minor, gifts_minor, limit_minor, wish, at, by_kind,
                                 by_id, by_name, by_roles)
    values (${row.id}, ${row.campaignId}, ${row.way}, ${row.messagesMinor}, ${row.giftsMinor}, ${row.limitMinor},
            ${JSON.stringify(row.wish)}::jsonb, ${work.at}, ${work.by.kind}, ${work.by.id}, ${work.by.name},
            ${row.byRoles}::text[])`.execute(work.tx)
}

type NewDecision = Readonly<{
  id: string
  fingerprint: string
  launchId: string
  approves: boolean
  note: string
  askedById: string | null
}>

export async function insertDecision(work: Work, row: NewDecision): Promise<void> {
  await sql`
    insert into campaign.launch_decision (id, fingerprint, launch_id, approves, note, at, by_id, asked_by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.launchId}, ${row.approves}, ${row.note}, ${work.at}, ${work.by.id},
            ${row.askedById}, ${work.by.name})`.execute(work.tx)
}

const STATES = {
  waiting: sql`l.way = 'second_person' and d.id is null`,
  applied: sql`(l.way <> 'second_person' or d.approves)`,
  rejected: sql`not d.approves`,
}

export async function launches(
  tx: Tx,
  of: Readonly<{ state: keyof typeof STATES | null; from: number; most: number }>,
): Promise<{ rows: LaunchRow[]; total: number }> {
  const which = of.state === null ? sql`true` : STATES[of.state]
  const { rows } = await sql<LaunchRow>`
    select ${columns} from ${source} where ${which}
     order by l.at desc, l.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from ${source} where ${which}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

/** `share`: limits that are being changed are waited for, so that no launch goes by both. */
export async function limits(
  tx: Tx,
  lock: 'look' | 'share',
): Promise<LaunchLimits & { keptAt: Instant | null }> {
  const how = lock === 'share' ? sql`for share` : sql``
  const { rows } = await sql<LaunchLimits & { keptAt: Instant | null }>`
    select marketer_minor as "marketerMinor", owner_minor as "ownerMinor", kept_at as "keptAt"
      from campaign.launch_limit ${how}`.execute(tx)
  return rows[0] ?? { marketerMinor: null, ownerMinor: null, keptAt: null }
}

export async function keepLimits(work: Work, of: LaunchLimits): Promise<void> {
  await sql`
    update campaign.launch_limit
       set marketer_minor = ${of.marketerMinor}, owner_minor = ${of.ownerMinor}, kept_at = ${work.at},
           by_id = ${work.by.id}`.execute(work.tx)
}
