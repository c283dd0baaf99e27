import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { HoldoutDraw } from '../model/holdout.ts'
import { holdoutNow } from './holdout.ts'

export type RespectRow = Readonly<{
  quietFrom: number
  quietTo: number
  capMessages: number
  capDays: number
  haltedAt: Instant | null
  keptAt: Instant | null
}>
/** With the draw of the chain's hold-out; null where nobody is held. */
export type Respect = RespectRow & Readonly<{ holdout: HoldoutDraw | null }>

const columns = sql.raw(`
  quiet_from as "quietFrom", quiet_to as "quietTo", cap_messages as "capMessages", cap_days as "capDays",
  halted_at as "haltedAt", kept_at as "keptAt"`)

/** `share` holds it still: a halt or a new hold-out waits for the messages that are being taken, and no longer. */
export async function respect(tx: Tx, lock: 'look' | 'share' | 'update'): Promise<Respect | undefined> {
  const how = { look: sql``, share: sql`for share`, update: sql`for update` }[lock]
  const { rows } = await sql<RespectRow>`select ${columns} from campaign.respect ${how}`.execute(tx)
  const [row] = rows
  // A statement of its own, behind the lock: one that waited would still see the draw of before it began to wait.
  return row && { ...row, holdout: await holdoutNow(tx) }
}

export async function keepRespect(work: Work, row: Omit<RespectRow, 'haltedAt' | 'keptAt'>): Promise<void> {
  await sql`
    update campaign.respect
       set quiet_from = ${row.quietFrom}, quiet_to = ${row.quietTo}, cap_messages = ${row.capMessages},
           cap_days = ${row.capDays}, kept_at = ${work.at}, by_id = ${work.by.id}`.execute(work.tx)
}

export async function halt(work: Work, halted: boolean): Promise<void> {
  await sql`
    update campaign.respect
       set halted_at = case when ${halted} then coalesce(halted_at, ${work.at}::timestamptz) end, by_id = ${work.by.id}
  `.execute(work.tx)
}

export type SendingState = 'running' | 'paused' | 'stopped'

export async function sendingOf(tx: Tx, campaignId: string): Promise<SendingState> {
  const { rows } = await sql<{ state: SendingState }>`
    select state from campaign.sending where campaign_id = ${campaignId}`.execute(tx)
  return rows[0]?.state ?? 'running'
}

export async function keepSending(work: Work, campaignId: string, state: SendingState): Promise<void> {
  await sql`
    insert into campaign.sending (campaign_id, state, at, by_id)
    values (${campaignId}, ${state}, ${work.at}, ${work.by.id})
        on conflict (campaign_id) do update
       set state = excluded.state, at = excluded.at, by_id = excluded.by_id`.execute(work.tx)
}

export type BudgetRow = Readonly<{ branchId: string | null; monthlyMinor: number }>

export async function budgets(tx: Tx): Promise<BudgetRow[]> {
  const { rows } = await sql<BudgetRow>`
    select branch_id as "branchId", monthly_minor as "monthlyMinor" from campaign.budget`.execute(tx)
  return rows
}

export async function keepBudget(work: Work, branchId: string | null, monthlyMinor: number | null) {
  if (monthlyMinor === null) {
    await sql`delete from campaign.budget where branch_id is not distinct from ${branchId}::uuid`.execute(
      work.tx,
    )
    return
  }
  await sql`
    insert into campaign.budget (branch_id, monthly_minor, kept_at, by_id)
    values (${branchId}, ${monthlyMinor}, ${work.at}, ${work.by.id})
        on conflict (branch_id) do update
       set monthly_minor = excluded.monthly_minor, kept_at = excluded.kept_at, by_id = excluded.by_id`.execute(
    work.tx,
  )
}

/** What messages have cost since a moment, per branch, in thousandths of a minor unit of this currency. */
export async function spentSince(tx: Tx, of: Readonly<{ since: Instant; currency: string }>) {
  const { rows } = await sql<{ branchId: string | null; costMilli: number }>`
    select branch_id as "branchId", sum(cost_milli)::bigint as "costMilli"
      from campaign.message
     where settled_at >= ${of.since} and cost_milli > 0 and cost_currency = ${of.currency}
     group by branch_id`.execute(tx)
  return rows
}

/**
 * How many messages each has got since a moment, those on their way included: leased, and not settled. A message that
 * is being taken by this very work is left out. Messages are looked up member by member on purpose, and judged behind
 * that (`offset 0`): right after a launch the planner knows nothing of the new rows, and reads all that wait for each
 * handful that leaves.
 */
export async function sentSince(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; since: Instant; at: Instant; but: readonly string[] }>,
) {
  const { rows } = await sql<{ memberId: string; messages: number }>`
    select who.id as "memberId", count(*)::int as messages
      from unnest(${of.memberIds}::uuid[]) as who (id)
     cross join lateral (
       select m.id from (select id, state from campaign.message
                          where member_id = who.id and settled_at > ${of.since} offset 0) as m
        where m.state in ('sent', 'exported')
       union all
       select m.id from (select id, leased_until from campaign.message
                          where member_id = who.id and settled_at is null offset 0) as m
        where m.leased_until > ${of.at}
       union all
       select t.id from campaign.told t where t.member_id = who.id and t.at > ${of.since}) as left_us
     where left_us.id <> all(${of.but}::uuid[])
     group by who.id`.execute(tx)
  return rows
}
