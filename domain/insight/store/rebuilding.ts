import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Place } from '#db/events'
import type { Tx, Work } from '#db/work'

export type RebuildingRow = Readonly<{
  id: string
  askedAt: Instant
  by: string
  horizon: string
  seq: number
  eventsRead: number
  eventsWaiting: number
  afterId: string | null
  daysCompared: number
  daysKnown: number
  mended: number
  membersDone: boolean
  soldMonth: BusinessDay | null
  cellsMended: number
  endedAt: Instant | null
}>

const columns = sql.raw(`
  id, asked_at as "askedAt", by_name as "by", horizon::text as horizon, seq, events_read as "eventsRead",
  events_waiting as "eventsWaiting", after_id as "afterId", days_compared as "daysCompared", days_known as "daysKnown",
  mended, members_done as "membersDone", sold_month as "soldMonth", cells_mended as "cellsMended",
  ended_at as "endedAt"`)

/** The one under way, else the one that was asked for last; undefined when there never was one. */
export async function latest(tx: Tx): Promise<RebuildingRow | undefined> {
  const { rows } = await sql<RebuildingRow>`
    select ${columns} from insight.rebuilding
     order by ended_at is null desc, asked_at desc, id desc limit 1`.execute(tx)
  return rows[0]
}

export async function byId(tx: Tx, id: string): Promise<RebuildingRow | undefined> {
  const { rows } =
    await sql<RebuildingRow>`select ${columns} from insight.rebuilding where id = ${id}`.execute(tx)
  return rows[0]
}

/** The one under way, held to the end of this work so that two programs never do the same part. */
export async function lockOpen(tx: Tx): Promise<RebuildingRow | undefined> {
  const { rows } = await sql<RebuildingRow>`
    select ${columns} from insight.rebuilding where ended_at is null for update`.execute(tx)
  return rows[0]
}

export async function begin(work: Work, of: Readonly<{ id: string; eventsWaiting: number }>): Promise<void> {
  await sql`delete from insight.day_again`.execute(work.tx)
  await sql`
    insert into insight.rebuilding (id, asked_at, by_name, events_waiting, days_known)
    select ${of.id}, ${work.at}, ${work.by.name}, ${of.eventsWaiting}, count(*) from insight.member_day`.execute(
    work.tx,
  )
}

export async function noteRead(tx: Tx, id: string, of: Place & Readonly<{ events: number }>): Promise<void> {
  await sql`
    update insight.rebuilding
       set horizon = ${of.horizon}::xid8, seq = ${of.seq}, events_read = events_read + ${of.events},
           events_waiting = greatest(events_waiting, events_read + ${of.events})
     where id = ${id}`.execute(tx)
}

export async function noteCompared(
  tx: Tx,
  id: string,
  of: Readonly<{ afterId: string | null; days: number; mended: number; cells: number }>,
): Promise<void> {
  await sql`
    update insight.rebuilding
       set after_id = ${of.afterId}, days_compared = days_compared + ${of.days}, mended = mended + ${of.mended},
           days_known = greatest(days_known, days_compared + ${of.days}), members_done = ${of.afterId === null},
           cells_mended = cells_mended + ${of.cells}
     where id = ${id}`.execute(tx)
}

/** What was sold is right up to this month, that month included. */
export async function noteMonth(
  tx: Tx,
  id: string,
  of: Readonly<{ month: BusinessDay; cells: number }>,
): Promise<void> {
  await sql`
    update insight.rebuilding set sold_month = ${of.month}, cells_mended = cells_mended + ${of.cells}
     where id = ${id}`.execute(tx)
}

export async function end(work: Work, id: string): Promise<void> {
  await sql`update insight.rebuilding set ended_at = ${work.at} where id = ${id}`.execute(work.tx)
  await sql`delete from insight.day_again`.execute(work.tx)
}

/** Members behind one, in the order of their ids, up to another one (inclusive) or to the end. */
export type Part = Readonly<{ afterId: string | null; toId: string | null }>

/** The next part, of so many days; by the index, because nobody counts all the days for it. */
export async function nextPart(
  tx: Tx,
  { afterId, days }: Readonly<{ afterId: string | null; days: number }>,
): Promise<Part> {
  const bound = (table: 'member_day' | 'day_again') => sql`
    (select member_id from ${sql.raw(`insight.${table}`)}
      where ${afterId}::uuid is null or member_id > ${afterId}::uuid
      order by member_id offset ${days} limit 1)`
  const { rows } = await sql<{ toId: string | null }>`
    select least(${bound('member_day')}, ${bound('day_again')}) as "toId"`.execute(tx)
  return { afterId, toId: rows[0]?.toId ?? null }
}

const within = ({ afterId, toId }: Part) => sql`
  (${afterId}::uuid is null or member_id > ${afterId}::uuid) and (${toId}::uuid is null or member_id <= ${toId}::uuid)`

/** Makes the days of a part those that the log says, and tells whose were not. */
export async function mendDays(tx: Tx, part: Part): Promise<{ days: number; memberIds: string[] }> {
  const { rows } = await sql<{ days: number; memberIds: string[] }>`
    with d as materialized (select * from insight.member_day where ${within(part)}),
    n as materialized (select * from insight.day_again where ${within(part)}),
    wrong as materialized (
      select coalesce(d.member_id, n.member_id) as member_id, coalesce(d.day, n.day) as day, n.purchases,
             n.spend_minor
        from d full join n on n.member_id = d.member_id and n.day = d.day
       where (d.purchases, d.spend_minor) is distinct from (n.purchases, n.spend_minor)),
    gone as (
      delete from insight.member_day x using wrong w
       where x.member_id = w.member_id and x.day = w.day and w.purchases is null),
    put as (
      insert into insight.member_day as x (member_id, day, purchases, spend_minor)
      select member_id, day, purchases, spend_minor from wrong where purchases is not null
          on conflict (member_id, day) do update
         set purchases = excluded.purchases, spend_minor = excluded.spend_minor)
    select (select count(*)::int from n) as days,
           (select coalesce(array_agg(distinct member_id::text), '{}') from wrong) as "memberIds"`.execute(tx)
  return rows[0] ?? { days: 0, memberIds: [] }
}

/** Members of a part whose history does not say what their days say. */
export async function staleHistories(tx: Tx, part: Part): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(t.member_id, h.member_id) as id
      from (select * from insight.history_told where ${within(part)}) t
      full join (select * from insight.member_history where ${within(part)}) h on h.member_id = t.member_id
     where (h.first_day, h.last_day, coalesce(h.purchase_days, 0), coalesce(h.purchases, 0),
            coalesce(h.spend_minor, 0), coalesce(h.days, ''::bytea))
           is distinct from
           (t.first_day, t.last_day, coalesce(t.purchase_days, 0), coalesce(t.purchases, 0),
            coalesce(t.spend_minor, 0), coalesce(t.days, ''::bytea))`.execute(tx)
  return rows.map((row) => row.id)
}
