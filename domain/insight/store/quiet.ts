import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

/** Of everybody but these, who are not with us any more. */
type Without = Readonly<{ gone: readonly string[] }>

const person = sql.raw(`coalesce(s.keep_id, d.member_id)`)
const from = sql.raw(`insight.member_day d left join insight.survivor s on s.gone_id = d.member_id`)
const stay = (gone: readonly string[]) => sql`not ${person} = any(${gone}::uuid[])`

/**
 * Members by the last day they bought on, up to and including a day: how many after each of these days (the latest
 * first), the last row being those of before. Whoever brought everything of a day back did not buy on it.
 */
export async function lastBought(
  tx: Tx,
  of: Without & Readonly<{ asOf: BusinessDay; after: readonly BusinessDay[] }>,
): Promise<number[]> {
  // A history says the last day of all (G21); only whoever bought later than asked is looked up by the day.
  const { rows } = await sql<{ band: number; members: number }>`
    with merged as materialized (select gone_id, keep_id from insight.survivor),
    last as (
      select h.member_id,
             case when h.last_day <= ${of.asOf} then h.last_day
                  else greatest(
                    (select max(d.day) from insight.member_day d
                      where d.member_id = h.member_id and d.day <= ${of.asOf} and d.purchases > 0),
                    (select max(d.day) from merged s join insight.member_day d on d.member_id = s.gone_id
                      where s.keep_id = h.member_id and d.day <= ${of.asOf} and d.purchases > 0)) end as day
        from insight.member_history h
       where h.first_day <= ${of.asOf} and not h.member_id = any(${of.gone}::uuid[]))
    select (select count(*) from unnest(${of.after}::date[]) as a (day) where last.day <= a.day)::int as band,
           count(*)::int as members
      from last group by 1`.execute(tx)
  const found = new Map(rows.map((row) => [row.band, row.members]))
  return [...of.after.keys(), of.after.length].map((band) => found.get(band) ?? 0)
}

/** How many members bought within each span of days: after, and up to. */
export async function boughtWithin(
  tx: Tx,
  of: Without & Readonly<{ spans: readonly Readonly<{ after: BusinessDay; until: BusinessDay }>[] }>,
): Promise<number[]> {
  const { rows } = await sql<{ members: number }>`
    select (select count(distinct ${person})::int from ${from}
             where d.day > n.after and d.day <= n.until and d.purchases > 0 and ${stay(of.gone)}) as members
      from unnest(${of.spans.map((span) => span.after)}::date[], ${of.spans.map((span) => span.until)}::date[])
           with ordinality as n (after, until, place) order by n.place`.execute(tx)
  return rows.map((row) => row.members)
}

/** Members by the branch they bought at most often; equal ones by money, then by the branch's id. */
export async function preferredBranches(tx: Tx, { gone }: Without) {
  const { rows } = await sql<{ branchId: string; members: number }>`
    with own as (
      select ${person} as member_id, d.branch_id, sum(d.purchases) as purchases, sum(d.spend_minor) as spend
        from insight.member_branch d left join insight.survivor s on s.gone_id = d.member_id
       where ${stay(gone)} group by 1, 2),
    best as (
      select distinct on (member_id) member_id, branch_id from own
       where purchases > 0 order by member_id, purchases desc, spend desc, branch_id)
    select branch_id as "branchId", count(*)::int as members from best group by 1 order by 2 desc, 1`.execute(
    tx,
  )
  return rows
}
