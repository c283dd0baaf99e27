import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Statement } from '#db/in-one'
import type { Tx, Work } from '#db/work'
import type { MeritRow, NewMove, SingleRow, StandRow } from '../model/rows.ts'
import type { Merits } from '../model/tiers.ts'

const columns = sql.raw(`
  m.member_id as "memberId", m.joined_on as "joinedOn", m.tier, m.since, m.moves, m.floor_tier as floor,
  m.counts_from as "countsFrom", m.review_on as "reviewOn", m.warned_for as "warnedFor", m.grace_to as "graceTo",
  m.looked_on as "lookedOn", m.last_bought_on as "lastBoughtOn", m.archived_on as "archivedOn", m.left_on as "leftOn"`)

/** Where members stand, locked to the end of the work in one order for everybody; without `lock` only looked at. */
export async function stands(tx: Tx, ids: readonly string[], lock: boolean): Promise<StandRow[]> {
  const { rows } = await sql<StandRow>`/* prepared */
    select ${columns} from standing.member m where m.member_id = any(${ids}::uuid[])
     order by m.member_id ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows
}

export type SpanOf = Readonly<{ memberId: string; from: BusinessDay; to: BusinessDay }>

type Sums = { memberId: string; spendMinor: number; visits: number; points: number; topUpMinor: number }
type Single = { memberId: string; kind: 'one_top_up' | 'fee'; what: string; count: number }

/** The spans as rows `s`. */
const spansOf = (spans: readonly SpanOf[]) => sql`
  (select unnest(${spans.map((s) => s.memberId)}::uuid[]) as member_id,
          unnest(${spans.map((s) => s.from)}::date[]) as first, unnest(${spans.map((s) => s.to)}::date[]) as last) as s`

/**
 * What members did in these days; absent is nothing. Asked behind the locks, in a statement of its own on purpose.
 */
export async function meritsIn(tx: Tx, spans: readonly SpanOf[]): Promise<Map<string, Merits>> {
  if (spans.length === 0) return new Map()
  const asked = spansOf(spans)
  const sums = sql<Sums>`/* prepared */
    select s.member_id as "memberId", sum(m.spend_minor)::bigint as "spendMinor", sum(m.visits)::bigint as visits,
           sum(m.points)::bigint as points, sum(m.top_up_minor)::bigint as "topUpMinor"
      from ${asked} join standing.merit m on m.member_id = s.member_id and m.day between s.first and s.last
     group by s.member_id`.execute(tx)
  const singles = sql<Single>`/* prepared */
    select s.member_id as "memberId", g.kind, g.what, sum(g.count)::bigint as count
      from ${asked} join standing.single g on g.member_id = s.member_id and g.day between s.first and s.last
     group by s.member_id, g.kind, g.what having sum(g.count) > 0`.execute(tx)
  const [summed, single] = [await sums, await singles]
  return together(summed.rows, single.rows)
}

/** The earliest day of these spans on which a member did anything that counts; absent where there is none. */
export async function firstMerits(tx: Tx, spans: readonly SpanOf[]): Promise<Map<string, BusinessDay>> {
  const { rows } = await sql<{ memberId: string; day: BusinessDay }>`/* prepared */
    select s.member_id as "memberId", min(d.day) as day
      from ${spansOf(spans)}
      join (select member_id, day from standing.merit union all select member_id, day from standing.single) d
        on d.member_id = s.member_id and d.day between s.first and s.last
     group by s.member_id`.execute(tx)
  return new Map(rows.map((row) => [row.memberId, row.day]))
}

function together(sums: readonly Sums[], singles: readonly Single[]): Map<string, Merits> {
  const found = new Map<string, Merits>()
  const none = { spendMinor: 0, visits: 0, points: 0, topUpMinor: 0, topUps: [], fees: [] }
  for (const { memberId, ...sum } of sums) found.set(memberId, { ...none, ...sum })
  for (const { memberId, kind, what, count } of singles) {
    const so = found.get(memberId) ?? none
    const topUps = kind === 'one_top_up' ? [...so.topUps, ...copies(Number(what), count)] : so.topUps
    const fees = kind === 'fee' ? [...so.fees, ...copies(what, count)] : so.fees
    found.set(memberId, { ...so, topUps, fees })
  }
  return found
}

const copies = <Of>(what: Of, count: number): Of[] => Array.from({ length: count }, () => what)

/**
 * Rows that are there already change; new ones must be new: a twin's is refused by its key, and the work tried again.
 */
export function standStatements(rows: readonly Readonly<{ row: StandRow; written: boolean }>[]): Statement[] {
  const fresh = rows.filter((one) => !one.written).map((one) => one.row)
  const known = rows.filter((one) => one.written).map((one) => one.row)
  const names =
    sql.raw(`(member_id, joined_on, tier, since, moves, floor_tier, counts_from, review_on, warned_for,
                          grace_to, looked_on, last_bought_on, archived_on, left_on)`)
  const made =
    fresh.length === 0 ? [] : [sql`insert into standing.member ${names} select * from ${listed(fresh)}`]
  const changed =
    known.length === 0
      ? []
      : [
          sql`
    update standing.member m
       set joined_on = c.joined_on, tier = c.tier, since = c.since, moves = c.moves, floor_tier = c.floor_tier,
           counts_from = c.counts_from, review_on = c.review_on, warned_for = c.warned_for, grace_to = c.grace_to,
           looked_on = c.looked_on, last_bought_on = c.last_bought_on, archived_on = c.archived_on,
           left_on = c.left_on
      from (select * from ${listed(known)}) as c ${names} where m.member_id = c.member_id`,
        ]
  return [...made, ...changed]
}

function listed(rows: readonly StandRow[]) {
  const of = <K extends keyof StandRow>(key: K) => rows.map((row) => row[key])
  return sql`unnest(
    ${of('memberId')}::uuid[], ${of('joinedOn')}::date[], ${of('tier')}::text[], ${of('since')}::date[],
    ${of('moves')}::int[], ${of('floor')}::text[], ${of('countsFrom')}::date[], ${of('reviewOn')}::date[],
    ${of('warnedFor')}::date[], ${of('graceTo')}::date[], ${of('lookedOn')}::date[], ${of('lastBoughtOn')}::date[],
    ${of('archivedOn')}::date[], ${of('leftOn')}::date[])`
}

/** What one did counts for whom the earlier rows of that one count: after a merge for the heir. */
export function meritStatements(rows: readonly MeritRow[]): Statement[] {
  if (rows.length === 0) return []
  const of = <K extends keyof MeritRow>(key: K) => rows.map((row) => row[key])
  return [
    sql`
    insert into standing.merit as m (origin_id, day, member_id, spend_minor, visits, points, top_up_minor)
    select origin, day, origin, spend, visits, points, top_up
      from (select unnest(${of('originId')}::uuid[]) as origin, unnest(${of('day')}::date[]) as day,
                   unnest(${of('spendMinor')}::bigint[]) as spend, unnest(${of('visits')}::bigint[]) as visits,
                   unnest(${of('points')}::bigint[]) as points, unnest(${of('topUpMinor')}::bigint[]) as top_up) as n
        on conflict (origin_id, day) do update
       set spend_minor = m.spend_minor + excluded.spend_minor, visits = m.visits + excluded.visits,
           points = m.points + excluded.points, top_up_minor = m.top_up_minor + excluded.top_up_minor`,
  ]
}

export function singleStatements(rows: readonly SingleRow[]): Statement[] {
  const some = rows.filter((row) => row.count !== 0)
  if (some.length === 0) return []
  const of = <K extends keyof SingleRow>(key: K) => some.map((row) => row[key])
  return [
    sql`
    insert into standing.single as s (origin_id, day, kind, what, member_id, count)
    select origin, day, kind, what, origin, count
      from (select unnest(${of('originId')}::uuid[]) as origin, unnest(${of('day')}::date[]) as day,
                   unnest(${of('kind')}::text[]) as kind, unnest(${of('what')}::text[]) as what,
                   unnest(${of('count')}::bigint[]) as count) as n
        on conflict (origin_id, day, kind, what) do update set count = s.count + excluded.count`,
  ]
}

export function moveStatements(work: Work, rows: readonly NewMove[]): Statement[] {
  if (rows.length === 0) return []
  const of = <K extends keyof NewMove>(key: K) => rows.map((row) => row[key])
  const by = rows.map((row) => row.by ?? work.by)
  return [
    sql`
    insert into standing.move (id, member_id, no, from_tier, to_tier, lowest, up, why, day, cause_kind, cause_id,
                               reason, at, by_id, by_name)
    select unnest(${of('id')}::uuid[]), unnest(${of('memberId')}::uuid[]), unnest(${of('no')}::int[]),
           unnest(${of('from')}::text[]), unnest(${of('to')}::text[]), unnest(${of('lowest')}::boolean[]),
           unnest(${of('up')}::boolean[]), unnest(${of('why')}::text[]), unnest(${of('day')}::date[]),
           unnest(${rows.map((row) => row.cause.kind)}::text[]), unnest(${rows.map((row) => row.cause.id)}::uuid[]),
           unnest(${of('reason')}::text[]), ${work.at}, unnest(${by.map((one) => one.id)}::uuid[]),
           unnest(${by.map((one) => one.name)}::text[])`,
  ]
}

export async function archivedAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ memberId: string }>`
    select member_id as "memberId" from standing.member
     where member_id = any(${ids}::uuid[]) and archived_on is not null`.execute(tx)
  return new Set(rows.map((row) => row.memberId))
}

export async function tierCounts(tx: Tx): Promise<{ tier: string | null; members: number }[]> {
  const { rows } = await sql<{ tier: string | null; members: number }>`
    select tier, count(*)::int as members from standing.member
     where left_on is null and archived_on is null group by tier`.execute(tx)
  return rows
}

export async function noteJoined(
  tx: Tx,
  rows: readonly Readonly<{ memberId: string; joinedOn: BusinessDay }>[],
): Promise<void> {
  await sql`
    insert into standing.member as m (member_id, joined_on)
    select unnest(${rows.map((row) => row.memberId)}::uuid[]), unnest(${rows.map((row) => row.joinedOn)}::date[])
        on conflict (member_id) do update set joined_on = least(m.joined_on, excluded.joined_on)`.execute(tx)
}

export async function noteLeft(tx: Tx, ids: readonly string[], on: BusinessDay): Promise<void> {
  await sql`
    insert into standing.member as m (member_id, left_on) select id, ${on} from unnest(${ids}::uuid[]) as n (id)
     order by id on conflict (member_id) do update set left_on = excluded.left_on`.execute(tx)
}

/** Members whose review is near, due, or not set yet, and who were not looked at today; locked. */
export async function underReview(
  tx: Tx,
  of: Readonly<{ on: BusinessDay; warnTo: BusinessDay; most: number }>,
): Promise<StandRow[]> {
  const { rows } = await sql<StandRow>`
    select ${columns} from standing.member m
     where m.tier is not null and m.left_on is null and (m.looked_on is null or m.looked_on < ${of.on})
       and (m.review_on is null or m.review_on <= ${of.warnTo})
     order by m.member_id limit ${of.most} for update`.execute(tx)
  return rows
}

/** Members who have not bought since a day, nor joined since; locked. */
export async function unseenSince(tx: Tx, before: BusinessDay, most: number): Promise<StandRow[]> {
  const { rows } = await sql<StandRow>`
    select ${columns} from standing.member m
     where m.archived_on is null and m.left_on is null and m.joined_on is not null
       and greatest(m.joined_on, m.last_bought_on) < ${before}
     order by m.member_id limit ${most} for update`.execute(tx)
  return rows
}

export async function archivedCount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ members: number }>`
    select count(*)::int as members from standing.member where archived_on is not null and left_on is null`.execute(
    tx,
  )
  return rows[0]?.members ?? 0
}

export async function countsTopUp(
  tx: Tx,
  of: Readonly<{ memberId: string; day: BusinessDay; paidMinor: number }>,
): Promise<boolean> {
  const { rows } = await sql`
    select from standing.single
     where origin_id = ${of.memberId} and day = ${of.day} and kind = 'one_top_up' and what = ${String(of.paidMinor)}
       and count > 0`.execute(tx)
  return rows.length > 0
}
