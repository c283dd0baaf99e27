import { sql } from 'kysely'
import { present } from '#base/must'
import type { Tx, Work } from '#db/work'
import { MEDIA, type Medium } from '#domain/member/model/consent'
import type { Rule } from '../contract/rule.ts'
import { ruleSql, type Sight } from './conditions.ts'
import { scored } from './scored.ts'
import type { SegmentRow } from './segments.ts'

type Asked = Readonly<{ rule: Rule; sight: Sight }>

/** Everybody a rule finds, as the rest of a statement: members who are there and not archived. */
function found({ rule, sight }: Asked) {
  const { joins, holds } = ruleSql(rule, sight)
  return sql`
      from insight.member_fact f
      left join insight.member_history h on h.member_id = f.member_id
      ${joins}
     where not f.archived and ${holds}`
}

export type Reach = Readonly<Record<Medium | 'any', number>>

/** How many can be sent offers, by any medium and by each; of facts `f`. */
const reachOf = sql`
  jsonb_build_object(${sql.join([
    sql`'any', count(*) filter (where f.reach <> '{}')`,
    ...MEDIA.map((medium) => sql`${medium}::text, count(*) filter (where ${medium}::text = any(f.reach))`),
  ])}) as reachable`

export async function countFound(tx: Tx, asked: Asked): Promise<{ members: number; reachable: Reach }> {
  const { rows } = await sql<{ members: number; reachable: Reach }>`
    select count(*)::int as members, ${reachOf} ${found(asked)}`.execute(tx)
  return present(rows[0], 'an aggregate has one row')
}

/** How many of a segment's members can be sent offers now. */
export async function reachOfSegment(tx: Tx, segmentId: string): Promise<Reach> {
  const { rows } = await sql<{ reachable: Reach }>`
    select ${reachOf} from insight.segment_member x join insight.member_fact f on f.member_id = x.member_id
     where x.segment_id = ${segmentId}`.execute(tx)
  return present(rows[0], 'an aggregate has one row').reachable
}

/** How many could be found at all. */
export async function countEverybody(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from insight.member_fact where not archived`.execute(tx)
  return rows[0]?.count ?? 0
}

/** A page of them, those who ever spent most first. */
export async function pageFound(
  tx: Tx,
  asked: Asked,
  page: Readonly<{ from: number; most: number }>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.member_id as id ${found(asked)}
     order by coalesce(h.spend_minor, 0) desc, f.member_id limit ${page.most} offset ${page.from}`.execute(tx)
  return rows.map((row) => row.id)
}

/** Of these members, those whom a rule finds. */
export async function foundAmong(tx: Tx, asked: Asked, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.member_id as id ${found(asked)} and f.member_id = any(${memberIds}::uuid[])`.execute(tx)
  return rows.map((row) => row.id)
}

export type NodeAnswer = Readonly<{ holds: boolean; figure: unknown }>

/** Every node of a rule for one member; null for somebody nobody knows. */
export async function answersFor(
  tx: Tx,
  { rule, sight }: Asked,
  memberId: string,
): Promise<{ archived: boolean; nodes: NodeAnswer[] } | null> {
  const { joins, nodes } = ruleSql(rule, sight)
  const told = nodes.map(
    ({ holds, figure }) => sql`jsonb_build_object('holds', ${holds}, 'figure', ${figure})`,
  )
  const { rows } = await sql<{ archived: boolean; nodes: NodeAnswer[] }>`
    select f.archived, jsonb_build_array(${sql.join(told)}) as nodes
      from insight.member_fact f
      left join insight.member_history h on h.member_id = f.member_id
      ${joins}
     where f.member_id = ${memberId}`.execute(tx)
  return rows[0] ?? null
}

/** Members with the ids of everybody who has gone into them (G6). */
export async function personsOf(tx: Tx, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select gone_id as id from insight.survivor where keep_id = any(${memberIds}::uuid[])`.execute(tx)
  return [...memberIds, ...rows.map((row) => row.id)]
}

const NOBODY = sql`
  select null::uuid as member_id, 0 as purchase_days, null::date as last_day, 0::bigint as spend_minor,
         null::smallint as r, null::smallint as f, null::smallint as m, null::text as quadrant,
         null::text as lifecycle where false`

/**
 * Saves a segment with whoever its rule finds and where they stand (G2), in one statement: set-wise, so that nobody is
 * carried out of the database and back, and so that its head can count its members. Nothing is saved of nobody.
 */
export async function freezeFound(
  work: Work,
  row: Omit<SegmentRow, 'createdAt' | 'createdBy' | 'newest' | 'members' | 'spendMinor'>,
  asked: Asked,
): Promise<{ members: number; spendMinor: number }> {
  const { yardstick } = asked.sight
  const conditions = row.conditions === null ? null : JSON.stringify(row.conditions)
  const { rows } = await sql<{ members: number; spendMinor: number }>`
    with found as materialized (select f.member_id ${found(asked)}),
    kept as (
      insert into insight.segment_member (segment_id, member_id, purchases, last_day, spend_minor, r, f, m, quadrant,
                                          lifecycle)
      select ${row.id}::uuid, x.member_id, coalesce(s.purchase_days, 0), s.last_day, coalesce(s.spend_minor, 0),
             s.r, s.f, s.m, s.quadrant, s.lifecycle
        from found x left join (${yardstick ? scored(yardstick) : NOBODY}) s on s.member_id = x.member_id
      returning spend_minor),
    head as (
      insert into insight.segment (id, fingerprint, name, rule, conditions, series_id, version, as_of, window_months,
                                   members, spend_minor, created_at, by_id, by_name)
      select ${row.id}::uuid, ${row.fingerprint}::text, ${row.name}::text, ${JSON.stringify(row.rule)}::jsonb,
             ${conditions}::jsonb, ${row.seriesId}::uuid, ${row.version}::int, ${row.asOf}::date,
             ${row.windowMonths}::smallint, count(*), sum(spend_minor), ${work.at}::timestamptz, ${work.by.id}::uuid,
             ${work.by.name}::text
        from kept having count(*) > 0
      returning members, spend_minor)
    select members, spend_minor as "spendMinor" from head`.execute(work.tx)
  return rows[0] ?? { members: 0, spendMinor: 0 }
}
