import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

/** Of everybody but these, who are not with us any more; where branches are named, of who joined at one of them. */
export type Whom = Readonly<{ gone: readonly string[]; joinedAt: readonly string[] | null }>

const person = sql.raw(`coalesce(s.keep_id, d.member_id)`)
const from = sql.raw(`insight.member_day d left join insight.survivor s on s.gone_id = d.member_id`)
const stay = ({ gone, joinedAt }: Whom) => {
  const here = sql`not ${person} = any(${gone}::uuid[])`
  if (joinedAt === null) return here
  return sql`
    ${here} and ${person} in (
      select f.member_id from insight.member_fact f where f.profile ->> 'branchId' = any(${joinedAt}::text[]))`
}

/**
 * Members by the last day they bought on, up to and including a day: how many after each of these days (the latest
 * first), the last row being those of before. Whoever brought everything of a day back did not buy on it.
 */
export async function lastBought(
  tx: Tx,
  of: Whom & Readonly<{ asOf: BusinessDay; after: readonly BusinessDay[] }>,
): Promise<number[]> {
  const { rows } = await sql<{ band: number; members: number }>`
    with last as (
      select ${person} as member_id, max(d.day) as day from ${from}
       where d.day <= ${of.asOf} and d.purchases > 0 and ${stay(of)} group by 1)
    select (select count(*) from unnest(${of.after}::date[]) as a (day) where last.day <= a.day)::int as band,
           count(*)::int as members
      from last group by 1`.execute(tx)
  const found = new Map(rows.map((row) => [row.band, row.members]))
  return [...of.after.keys(), of.after.length].map((band) => found.get(band) ?? 0)
}

/** How many members bought within each span of days: after, and up to. */
export async function boughtWithin(
  tx: Tx,
  of: Whom & Readonly<{ spans: readonly Readonly<{ after: BusinessDay; until: BusinessDay }>[] }>,
): Promise<number[]> {
  const { rows } = await sql<{ members: number }>`
    select (select count(distinct ${person})::int from ${from}
             where d.day > n.after and d.day <= n.until and d.purchases > 0 and ${stay(of)}) as members
      from unnest(${of.spans.map((span) => span.after)}::date[], ${of.spans.map((span) => span.until)}::date[])
           with ordinality as n (after, until, place) order by n.place`.execute(tx)
  return rows.map((row) => row.members)
}

export type TimesRow = Readonly<{ days: number; members: number; spendMinor: number; purchaseDays: number }>

/** Buyers of a window by the number of days they bought on; `most` days stand for that many or more. */
export async function timesBought(
  tx: Tx,
  of: Whom & Readonly<{ after: BusinessDay; until: BusinessDay; most: number }>,
): Promise<TimesRow[]> {
  const { rows } = await sql<TimesRow>`
    select least(days, ${of.most})::int as days, count(*)::int as members, sum(spend)::bigint as "spendMinor",
           sum(days)::bigint as "purchaseDays"
      from (select ${person} as member_id, count(distinct d.day) filter (where d.purchases > 0) as days,
                   sum(d.spend_minor) as spend
              from ${from} where d.day > ${of.after} and d.day <= ${of.until} and ${stay(of)} group by 1) b
     where days > 0 group by 1 order by 1`.execute(tx)
  return rows
}

/**
 * Some who bought on one day, or on several: drawn by their ids, so that they are the same every time; about `most` of
 * `all`.
 */
export async function drawnBuyers(
  tx: Tx,
  of: Whom & Readonly<{ after: BusinessDay; until: BusinessDay; repeat: boolean; all: number; most: number }>,
): Promise<string[]> {
  const every = Math.max(1, Math.ceil(of.all / of.most))
  const { rows } = await sql<{ ids: string[] }>`
    select coalesce(array_agg(member_id::text), '{}') as ids
      from (select ${person} as member_id from ${from}
             where d.day > ${of.after} and d.day <= ${of.until} and d.purchases > 0 and ${stay(of)}
             group by 1 having (count(distinct d.day) > 1) = ${of.repeat}) b
     where abs(hashtext(member_id::text)::bigint) % ${every} = 0`.execute(tx)
  return rows[0]?.ids ?? []
}

/** Members by the branch they bought at most often; equal ones by money, then by the branch's id. */
export async function preferredBranches(tx: Tx, { gone }: Pick<Whom, 'gone'>) {
  const { rows } = await sql<{ branchId: string; members: number }>`
    with own as (
      select ${person} as member_id, d.branch_id, sum(d.purchases) as purchases, sum(d.spend_minor) as spend
        from insight.member_branch d left join insight.survivor s on s.gone_id = d.member_id
       where ${stay({ gone, joinedAt: null })} group by 1, 2),
    best as (
      select distinct on (member_id) member_id, branch_id from own
       where purchases > 0 order by member_id, purchases desc, spend desc, branch_id)
    select branch_id as "branchId", count(*)::int as members from best group by 1 order by 2 desc, 1`.execute(
    tx,
  )
  return rows
}
