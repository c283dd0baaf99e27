import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type DayDelta = Readonly<{ memberId: string; day: BusinessDay; purchases: number; spendMinor: number }>

/** The days that are, and those a rebuilding counts anew beside them. */
const TABLES = { now: sql.raw('insight.member_day'), again: sql.raw('insight.day_again') } as const

/**
 * Adds what happened to the projection, in the order of the key so that nothing deadlocks; days that come to
 * nothing go.
 */
export async function addToDays(
  tx: Tx,
  deltas: readonly DayDelta[],
  into: keyof typeof TABLES = 'now',
): Promise<void> {
  const table = TABLES[into]
  const of = <K extends keyof DayDelta>(key: K) => deltas.map((delta) => delta[key])
  await sql`
    insert into ${table} as d (member_id, day, purchases, spend_minor)
    select * from unnest(${of('memberId')}::uuid[], ${of('day')}::date[], ${of('purchases')}::int[],
      ${of('spendMinor')}::bigint[])
             as n (member_id, day, purchases, spend_minor)
     order by 1, 2
        on conflict (member_id, day) do update
       set purchases = d.purchases + excluded.purchases, spend_minor = d.spend_minor + excluded.spend_minor`.execute(
    tx,
  )
  await sql`
    delete from ${table} d
     using unnest(${of('memberId')}::uuid[], ${of('day')}::date[]) as n (member_id, day)
     where d.member_id = n.member_id and d.day = n.day and d.purchases = 0 and d.spend_minor = 0`.execute(tx)
}

/** Columns of the projection, ordered by member and day; parallel arrays, never a row object per purchase day. */
export type DayColumns = Readonly<{
  /** Member ids, each once. */
  memberIds: string[]
  /** For every row the place of its member in `memberIds`. */
  member: Int32Array
  /** Days since 1970-01-01. */
  day: Int32Array
  purchases: Int32Array
  spendMinor: Float64Array
}>

type Packed = { members: string[]; counts: number[]; days: number[]; purchases: number[]; spends: number[] }

/**
 * Days from `from` (inclusive) to `to` (exclusive) of all members or of those named. Arrays come out of the database in
 * four values instead of a row each; money is a safe integer, which a double holds exactly.
 */
export async function columns(
  tx: Tx,
  of: { from: BusinessDay; to: BusinessDay; memberIds?: readonly string[] },
): Promise<DayColumns> {
  const only = of.memberIds ? sql`and member_id = any(${of.memberIds}::uuid[])` : sql``
  const kept = of.memberIds ? sql`and s.keep_id = any(${of.memberIds}::uuid[])` : sql``
  const inSpan = sql`d.day >= ${of.from} and d.day < ${of.to}`
  // Only the few members that others have gone into are summed; everybody else's rows are taken as they are (G6).
  const { rows } = await sql<Packed>`
    with merged as (
      select gone_id as id, keep_id from insight.survivor union select keep_id, keep_id from insight.survivor),
    chosen as (
      select member_id, day - date '1970-01-01' as day, purchases, spend_minor
        from insight.member_day d
       where ${inSpan} ${only} and member_id not in (select id from merged)
       union all
      select s.keep_id, d.day - date '1970-01-01', sum(d.purchases)::int, sum(d.spend_minor)::bigint
        from merged s join insight.member_day d on d.member_id = s.id
       where ${inSpan} ${kept}
       group by s.keep_id, d.day having sum(d.purchases) <> 0 or sum(d.spend_minor) <> 0),
    per_member as (select member_id, count(*)::int as rows from chosen group by member_id)
    select (select coalesce(array_agg(member_id::text order by member_id), '{}') from per_member) as members,
           (select coalesce(array_agg(rows order by member_id), '{}') from per_member) as counts,
           coalesce(array_agg(day order by member_id, day), '{}') as days,
           coalesce(array_agg(purchases order by member_id, day), '{}') as purchases,
           coalesce(array_agg(spend_minor order by member_id, day), '{}') as spends
      from chosen`.execute(tx)
  const { members, counts, days, purchases, spends } = rows[0] ?? {
    members: [],
    counts: [],
    days: [],
    purchases: [],
    spends: [],
  }
  const member = new Int32Array(days.length)
  let at = 0
  counts.forEach((count, place) => {
    member.fill(place, at, at + count)
    at += count
  })
  return {
    memberIds: members,
    member,
    day: Int32Array.from(days),
    purchases: Int32Array.from(purchases),
    spendMinor: Float64Array.from(spends),
  }
}

/** First and last day known; null when nothing was sold to a member yet. */
export async function knownDays(tx: Tx): Promise<{ first: BusinessDay; last: BusinessDay } | null> {
  const { rows } = await sql<{ first: BusinessDay | null; last: BusinessDay | null }>`
    select min(day) as first, max(day) as last from insight.member_day`.execute(tx)
  const { first, last } = rows[0] ?? { first: null, last: null }
  return first && last ? { first, last } : null
}

/** What a member bought by day, with what those bought who have gone into it (G6). */
export async function daysOf(tx: Tx, memberId: string) {
  const { rows } = await sql<{ day: BusinessDay; purchases: number; spendMinor: number }>`
    select day, sum(purchases)::int as purchases, sum(spend_minor)::bigint as "spendMinor" from insight.member_day
     where member_id = ${memberId}
        or member_id in (select gone_id from insight.survivor where keep_id = ${memberId})
     group by day order by day`.execute(tx)
  return rows
}
