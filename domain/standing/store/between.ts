import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type ToppedUp = Readonly<{
  memberId: string
  day: BusinessDay
  topUpMinor: number
  /** Single top-ups of the day that stand, by their amounts. */
  topUps: readonly number[]
}>

/** Top-ups that count for tiers, by member and day; for whoever replays a time under other tiers. */
export async function topUpsBetween(
  tx: Tx,
  { from, to }: Readonly<{ from: BusinessDay; to: BusinessDay }>,
): Promise<ToppedUp[]> {
  const { rows } = await sql<Omit<ToppedUp, 'topUps'> & { topUps: number[] | null }>`
    select m.member_id as "memberId", m.day, sum(m.top_up_minor)::bigint as "topUpMinor",
           (select array_agg(g.what::bigint) from standing.single g, generate_series(1, g.count)
             where g.member_id = m.member_id and g.day = m.day and g.kind = 'one_top_up') as "topUps"
      from standing.merit m
     where m.day between ${from} and ${to} and m.top_up_minor <> 0
     group by m.member_id, m.day order by m.day`.execute(tx)
  return rows.map((row) => ({ ...row, topUps: (row.topUps ?? []).map(Number) }))
}
