import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { AudienceRule } from '../contract.ts'
import type { Rule } from '../contract/rule.ts'
import type { Standing } from '../standing.ts'

export type SegmentRow = Readonly<{
  id: string
  fingerprint: string
  name: string
  rule: AudienceRule
  conditions: Rule | null
  seriesId: string
  version: number
  /** Whether no later version has been saved. */
  newest: boolean
  asOf: BusinessDay
  windowMonths: number
  members: number
  spendMinor: number
  createdAt: Instant
  createdBy: string
}>

/** Of a segment `s`. */
const columns = sql.raw(`
  id, fingerprint, name, rule, conditions, series_id as "seriesId", version,
  not exists (select from insight.segment l where l.series_id = s.series_id and l.version > s.version) as newest,
  as_of as "asOf", window_months as "windowMonths", members, spend_minor as "spendMinor",
  created_at as "createdAt", by_name as "createdBy"`)

export async function segment(tx: Tx, id: string): Promise<SegmentRow | undefined> {
  const { rows } = await sql<SegmentRow>`select ${columns} from insight.segment s where id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

/** The series that has a name; case does not matter. */
export async function nameHolder(tx: Tx, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select series_id as id from insight.segment where lower(name) = lower(${name}) and version = 1`.execute(
    tx,
  )
  return rows[0]?.id
}

/** The newest version of each series, those saved last first. */
export async function segments(tx: Tx, page: { from: number; most: number }) {
  const newest = sql`
      from insight.segment s
     where not exists (select from insight.segment l where l.series_id = s.series_id and l.version > s.version)`
  const { rows } = await sql<SegmentRow>`
    select ${columns} ${newest} order by created_at desc, id desc limit ${page.most} offset ${page.from}`.execute(
    tx,
  )
  const { rows: counts } = await sql<{ total: number }>`select count(*)::int as total ${newest}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

/** Every version of a series, newest first. */
export async function versions(tx: Tx, seriesId: string): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`
    select ${columns} from insight.segment s where series_id = ${seriesId} order by version desc`.execute(tx)
  return rows
}

/** Where somebody stood when a segment was saved; without a purchase in the window there is no score (G4). */
export type KeptStanding = Omit<Standing, (typeof UNSCORED)[number]> & {
  readonly [K in (typeof UNSCORED)[number]]: Standing[K] | null
}
const UNSCORED = ['lastDay', 'r', 'f', 'm', 'quadrant', 'lifecycle'] as const

export async function membersOf(tx: Tx, segmentId: string, page: { from: number; most: number }) {
  const { rows } = await sql<KeptStanding>`
    select member_id as "memberId", purchases, last_day as "lastDay", spend_minor as "spendMinor", r, f, m,
      quadrant, lifecycle
      from insight.segment_member where segment_id = ${segmentId}
     order by spend_minor desc, member_id limit ${page.most} offset ${page.from}`.execute(tx)
  return rows
}

export type PlacedMember = Pick<KeptStanding, 'memberId' | 'r' | 'quadrant'>

/** Members behind one of them in the order of ids, with where they stood. */
export async function membersBehind(
  tx: Tx,
  segmentId: string,
  of: Readonly<{ afterId: string | null; most: number }>,
): Promise<PlacedMember[]> {
  const behind = of.afterId === null ? sql`true` : sql`member_id > ${of.afterId}::uuid`
  const { rows } = await sql<PlacedMember>`
    select member_id as "memberId", r, quadrant from insight.segment_member
     where segment_id = ${segmentId} and ${behind} order by member_id limit ${of.most}`.execute(tx)
  return rows
}

export async function memberIdsOf(tx: Tx, segmentId: string): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select coalesce(array_agg(member_id::text order by member_id), '{}') as ids
      from insight.segment_member where segment_id = ${segmentId}`.execute(tx)
  return rows[0]?.ids ?? []
}
