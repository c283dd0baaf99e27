import { sql, type RawBuilder } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

/** Those asked about, each with everybody who has gone into it (G6), so that days are found by their key. */
const party = (asked: RawBuilder<unknown>) => sql`
  asked as (${asked}),
  party as (select member_id, day, member_id as own from asked
             union all
            select a.member_id, a.day, s.gone_id from asked a join insight.survivor s on s.keep_id = a.member_id)`

/** Members whose last purchase lies in a span, both days included, in the order of their ids behind one of them. */
export async function lastBoughtBetween(
  tx: Tx,
  span: Readonly<{ from: BusinessDay; to: BusinessDay }>,
  { afterId, most }: Readonly<{ afterId: string | null; most: number }>,
): Promise<string[]> {
  const behind = afterId === null ? sql`true` : sql`a.member_id > ${afterId}::uuid`
  const bought = sql`
    select distinct coalesce(s.keep_id, d.member_id) as member_id, ${span.to}::date as day
      from insight.member_day d left join insight.survivor s on s.gone_id = d.member_id
     where d.day between ${span.from} and ${span.to} and d.purchases > 0`
  const { rows } = await sql<{ memberId: string }>`
    with ${party(bought)}
    select a.member_id as "memberId"
      from asked a
     where ${behind}
       and not exists (select from party p join insight.member_day d on d.member_id = p.own
                        where p.member_id = a.member_id and d.day > p.day and d.purchases > 0)
     order by a.member_id limit ${most}`.execute(tx)
  return rows.map((row) => row.memberId)
}

export type Since = Readonly<{ memberId: string; day: BusinessDay }>

const given = (asked: readonly Since[]) => sql`
  select * from unnest(${asked.map((one) => one.memberId)}::uuid[], ${asked.map((one) => one.day)}::date[])
                  as a (member_id, day)`

/** Those of these who bought after their day. */
export async function boughtAfter(tx: Tx, asked: readonly Since[]): Promise<Set<string>> {
  const { rows } = await sql<{ memberId: string }>`
    with ${party(given(asked))}
    select distinct p.member_id as "memberId"
      from party p join insight.member_day d on d.member_id = p.own and d.day > p.day and d.purchases > 0`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.memberId))
}

export type Bought = Readonly<{ memberId: string; purchases: number; spendMinor: number }>

/** What each of these bought in so many days from its day on; who bought nothing is absent. */
export async function boughtWithin(tx: Tx, asked: readonly Since[], days: number): Promise<Bought[]> {
  const { rows } = await sql<Bought>`
    with ${party(given(asked))}
    select p.member_id as "memberId", sum(d.purchases)::int as purchases, sum(d.spend_minor)::bigint as "spendMinor"
      from party p join insight.member_day d on d.member_id = p.own and d.day >= p.day and d.day < p.day + ${days}::int
     group by p.member_id`.execute(tx)
  return rows
}
