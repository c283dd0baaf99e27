import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { AudienceRule } from '../contract.ts'
import type { Standing } from '../standing.ts'

export type SegmentRow = Readonly<{
  id: string
  fingerprint: string
  name: string
  rule: AudienceRule
  asOf: BusinessDay
  windowMonths: number
  members: number
  spendMinor: number
  createdAt: Instant
  createdBy: string
}>

const columns = sql.raw(`
  id, fingerprint, name, rule, as_of as "asOf", window_months as "windowMonths", members, spend_minor as "spendMinor",
  created_at as "createdAt", by_name as "createdBy"`)

export async function segment(tx: Tx, id: string): Promise<SegmentRow | undefined> {
  const { rows } = await sql<SegmentRow>`select ${columns} from insight.segment where id = ${id}`.execute(tx)
  return rows[0]
}

/** Who has a name; case does not matter. */
export async function nameHolder(tx: Tx, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from insight.segment where lower(name) = lower(${name})`.execute(tx)
  return rows[0]?.id
}

export async function segments(tx: Tx, page: { from: number; most: number }) {
  const { rows } = await sql<SegmentRow>`
    select ${columns} from insight.segment order by created_at desc, id desc limit ${page.most} offset
      ${page.from}`.execute(tx)
  const { rows: counts } = await sql<{
    total: number
  }>`select count(*)::int as total from insight.segment`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export async function insertSegment(
  work: Work,
  row: Omit<SegmentRow, 'createdAt' | 'createdBy'>,
): Promise<void> {
  await sql`
    insert into insight.segment (id, fingerprint, name, rule, as_of, window_months, members, spend_minor,
      created_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.name}, ${JSON.stringify(row.rule)}::jsonb, ${row.asOf},
      ${row.windowMonths},
            ${row.members}, ${row.spendMinor}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export async function insertMembers(tx: Tx, segmentId: string, rows: readonly Standing[]): Promise<void> {
  const of = <K extends keyof Standing>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into insight.segment_member (segment_id, member_id, purchases, last_day, spend_minor, r, f, m, quadrant,
      lifecycle)
    select ${segmentId}, * from unnest(${of('memberId')}::uuid[], ${of('purchases')}::int[], ${of('lastDay')}::date[],
             ${of('spendMinor')}::bigint[], ${of('r')}::smallint[], ${of('f')}::smallint[], ${of('m')}::smallint[],
             ${of('quadrant')}::text[], ${of('lifecycle')}::text[])`.execute(tx)
}

export async function membersOf(tx: Tx, segmentId: string, page: { from: number; most: number }) {
  const { rows } = await sql<Standing>`
    select member_id as "memberId", purchases, last_day as "lastDay", spend_minor as "spendMinor", r, f, m,
      quadrant, lifecycle
      from insight.segment_member where segment_id = ${segmentId}
     order by spend_minor desc, member_id limit ${page.most} offset ${page.from}`.execute(tx)
  return rows
}

export async function memberIdsOf(tx: Tx, segmentId: string): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select coalesce(array_agg(member_id::text order by member_id), '{}') as ids
      from insight.segment_member where segment_id = ${segmentId}`.execute(tx)
  return rows[0]?.ids ?? []
}
