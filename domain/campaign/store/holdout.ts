import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { HoldoutDraw, Period } from '../model/holdout.ts'

export type HoldoutRow = Period &
  Readonly<{ nth: number; id: string; startedAt: Instant; byId: string | null; nextOn: BusinessDay | null }>

/** Periods of the hold-out, the first first; `nextOn` is the day on which the one behind it began. */
export async function holdouts(tx: Tx): Promise<HoldoutRow[]> {
  const { rows } = await sql<HoldoutRow>`
    select nth, id, share_bps as "shareBps", salt, cut, prior_salt as "priorSalt", prior_cut as "priorCut",
           starts_on as "startsOn", ends_on as "endsOn", started_at as "startedAt", by_id as "byId",
           lead(starts_on) over (order by nth) as "nextOn"
      from campaign.holdout order by nth`.execute(tx)
  return rows
}

/** The draw that holds at this moment; null where nobody is held. */
export async function holdoutNow(tx: Tx): Promise<HoldoutDraw | null> {
  const { rows } = await sql<HoldoutDraw>`
    select salt, cut, prior_salt as "priorSalt", prior_cut as "priorCut"
      from campaign.holdout order by nth desc limit 1`.execute(tx)
  const [row] = rows
  return row && row.cut > 0 ? row : null
}

export async function insertHoldout(work: Work, row: Period & { nth: number; id: string }): Promise<void> {
  await sql`
    insert into campaign.holdout (nth, id, share_bps, salt, cut, prior_salt, prior_cut, starts_on, ends_on, started_at,
      by_id)
    values (${row.nth}, ${row.id}, ${row.shareBps}, ${row.salt}, ${row.cut}, ${row.priorSalt}, ${row.priorCut},
      ${row.startsOn}, ${row.endsOn}, ${work.at}, ${work.by.id})`.execute(work.tx)
}

/** Of what left for members in `[from, before)`: how many messages of how many campaigns, and what they cost. */
export async function handedWithin(
  tx: Tx,
  of: Readonly<{ from: Instant; before: Instant; currency: string }>,
) {
  const { rows } = await sql<{ messages: number; campaigns: number; costMilli: number }>`
    select count(*)::int as messages, count(distinct m.campaign_id)::int as campaigns,
           coalesce(sum(case when m.cost_milli > 0 and m.cost_currency = ${of.currency} then m.cost_milli
                             else c.message_cost_minor * 1000 end), 0)::bigint as "costMilli"
      from campaign.message m join campaign.campaign c on c.id = m.campaign_id
     where m.state in ('sent', 'exported') and m.settled_at >= ${of.from} and m.settled_at < ${of.before}`.execute(
    tx,
  )
  return rows[0] ?? { messages: 0, campaigns: 0, costMilli: 0 }
}

/** What others did for us in the time: recorded campaigns by the day on which they began. */
export async function recordedWithin(tx: Tx, of: Readonly<{ from: BusinessDay; before: BusinessDay }>) {
  const { rows } = await sql<{ campaigns: number; costMinor: number }>`
    select count(*)::int as campaigns, coalesce(sum(message_cost_minor * treated), 0)::bigint as "costMinor"
      from campaign.campaign
     where channel = 'record' and starts_on >= ${of.from} and starts_on < ${of.before}`.execute(tx)
  return rows[0] ?? { campaigns: 0, costMinor: 0 }
}

/** Members whom a message reached in `[from, before)`. */
export async function reachedWithin(
  tx: Tx,
  of: Readonly<{ from: Instant; before: Instant }>,
): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select coalesce(array_agg(distinct member_id::text), '{}') as ids
      from campaign.message
     where state in ('sent', 'exported') and settled_at >= ${of.from} and settled_at < ${of.before}`.execute(
    tx,
  )
  return rows[0]?.ids ?? []
}
