import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { Tx } from '#db/work'
import { FUNNEL_VISITS, SIGNS, VISIT_DEEDS } from '../model/signs.ts'

export type DeadBand = Readonly<{
  /** −1 lives, 0 never gave a sign, from 1 on by the last one, the latest first. */
  band: number
  members: number
  reachable: number
  points: number
  storedMinor: number
}>

const deedPerson = sql.raw(`coalesce(s.keep_id, d.member_id)`)
const deeds = sql.raw(`insight.deed d left join insight.survivor s on s.gone_id = d.member_id`)

/**
 * Members who had joined by a day, by their last sign of life: alive where they joined or gave one after `before`, the
 * others by how many of the earlier days their last sign lies before or on.
 */
export async function membersBySign(
  tx: Tx,
  of: Readonly<{ asOf: BusinessDay; before: BusinessDay; earlier: readonly BusinessDay[] }>,
): Promise<DeadBand[]> {
  const { asOf, before, earlier } = of
  const { rows } = await sql<DeadBand>`
    with bought as (
      select d.member_id, max(d.day) as day from insight.person_day d
       where d.purchases > 0 and d.day <= ${asOf} group by 1),
    did as (
      select ${deedPerson} as member_id, max(d.day) as day from ${deeds}
       where d.deed = any(${[...SIGNS]}::text[]) and d.day <= ${asOf} group by 1),
    seen as (
      select f.joined_on, greatest(b.day, e.day) as last, f.reach, f.points, f.stored_minor
        from insight.member_fact f
        left join bought b on b.member_id = f.member_id
        left join did e on e.member_id = f.member_id
       where not f.archived and f.joined_on <= ${asOf})
    select case when greatest(joined_on, last) > ${before}::date then -1
                when last is null then 0
                else 1 + (select count(*) from unnest(${earlier}::date[]) as a (day) where last <= a.day) end::int
             as band,
           count(*)::int as members, count(*) filter (where reach <> '{}')::int as reachable,
           sum(points)::bigint as points, sum(stored_minor)::bigint as "storedMinor"
      from seen group by 1 order by 1`.execute(tx)
  return rows
}

export type FunnelRow = Readonly<{
  newcomers: number
  visitors: number
  bought: number
  visits: number
  withoutPurchase: number
  visitorsBy: readonly number[]
  boughtBy: readonly number[]
}>

/**
 * Visits of those who joined after a day, one a day: a purchase, a deed at the counter, or being enrolled at a branch.
 * By visit how many came at least so often, and how many had bought by then.
 */
export async function funnelOf(
  tx: Tx,
  { asOf, after }: Readonly<{ asOf: BusinessDay; after: BusinessDay }>,
): Promise<FunnelRow> {
  const steps = Array.from({ length: FUNNEL_VISITS }, (_, at) => at + 1)
  const { rows } = await sql<FunnelRow>`
    with fresh as materialized (
      select member_id, joined_on, profile ->> 'source' = 'terminal' as at_branch from insight.member_fact
       where not archived and joined_on > ${after} and joined_on <= ${asOf}),
    visit as (
      select member_id, joined_on as day, false as bought from fresh where at_branch
      union all
      select d.member_id, d.day, true from insight.person_day d join fresh f on f.member_id = d.member_id
       where d.purchases > 0 and d.day <= ${asOf}
      union all
      select ${deedPerson}, d.day, false from ${deeds}
       where d.deed = any(${[...VISIT_DEEDS]}::text[]) and d.day <= ${asOf}
         and ${deedPerson} in (select member_id from fresh)),
    days as (select member_id, day, bool_or(bought) as bought from visit group by 1, 2),
    counted as materialized (
      select member_id, bought, row_number() over so_far as visit, bool_or(bought) over so_far as has
        from days window so_far as (partition by member_id order by day))
    select (select count(*) from fresh)::int as newcomers,
           count(distinct member_id)::int as visitors,
           count(distinct member_id) filter (where has)::int as bought,
           count(*)::int as visits,
           count(*) filter (where not bought)::int as "withoutPurchase",
           array(select (select count(*) from counted c where c.visit = n.visit)::int
                   from unnest(${steps}::int[]) with ordinality as n (visit, place) order by n.place)
             as "visitorsBy",
           array(select (select count(*) from counted c where c.visit = n.visit and c.has)::int
                   from unnest(${steps}::int[]) with ordinality as n (visit, place) order by n.place)
             as "boughtBy"
      from counted`.execute(tx)
  return present(rows[0], 'an aggregate has one row')
}
