import { sql, type RawBuilder } from 'kysely'
import type { BusinessDay } from '#base/instant'

/** What scores, quadrants and states were dealt by: the yardstick of a view. */
export type Yardstick = Readonly<{
  asOf: BusinessDay
  /** The first day that counts. */
  from: BusinessDay
  /** Between the scores: days since the last purchase (worst first), purchase days, minor units. */
  r: readonly number[]
  f: readonly number[]
  m: readonly number[]
  count: Readonly<{ kind: string; value: number }>
  spend: Readonly<{ kind: string; value: number }>
  activeDays: number
  dormantDays: number
}>

const sum = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  parts.length === 0 ? sql`0` : sql.join(parts, sql` + `)

/**
 * Everybody who bought in the window with what they bought, their scores, quadrant, state and step: the same rules as
 * `model/`, so that a set of millions never leaves the database. `only` narrows it to some members.
 */
export function scored(by: Yardstick, only?: RawBuilder<unknown>): RawBuilder<unknown> {
  const silent = sql`(${by.asOf}::date - t.last_day)`
  const above = (value: RawBuilder<unknown>, cuts: readonly number[]) =>
    sql`(1 + ${sum(cuts.map((cut) => sql`(${value} > ${cut}::float8)::int`))})::smallint`
  const r = sql`(1 + ${sum(by.r.map((cut) => sql`(${silent} < ${cut}::int)::int`))})::smallint`
  const often =
    by.count.kind === 'median'
      ? sql`t.purchase_days > ${by.count.value}::float8`
      : sql`t.purchase_days >= ${by.count.value}::float8`
  const much =
    by.spend.kind === 'fixed'
      ? sql`t.spend_minor >= ${by.spend.value}::float8`
      : sql`t.spend_minor > ${by.spend.value}::float8`
  return sql`
    select t.member_id, t.purchase_days, t.purchases, t.first_day, t.last_day, t.spend_minor,
           ${r} as r, ${above(sql`t.purchase_days`, by.f)} as f, ${above(sql`t.spend_minor`, by.m)} as m,
           case when ${often} then case when ${much} then 'confidant' else 'barnacle' end
                else case when ${much} then 'butterfly' else 'passerby' end end as quadrant,
           case when t.purchase_days = 1 and ${by.asOf}::date - t.first_day <= ${by.activeDays}::int then 'new'
                when ${silent} <= ${by.activeDays}::int then 'active'
                when ${silent} <= ${by.dormantDays}::int then 'dormant'
                else 'lost' end as lifecycle
      from (select member_id, (count(*) filter (where purchases > 0))::int as purchase_days,
                   sum(purchases)::int as purchases, min(day) filter (where purchases > 0) as first_day,
                   max(day) filter (where purchases > 0) as last_day, sum(spend_minor)::bigint as spend_minor
              from insight.person_day
             where day between ${by.from} and ${by.asOf} ${only ? sql`and member_id = any(${only})` : sql``}
             group by member_id) t
     where t.purchase_days > 0`
}
