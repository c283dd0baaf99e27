import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Why } from '../model/rows.ts'

export type NewGiven = Readonly<{
  id: string
  fingerprint: string
  kind: 'invitation' | 'hand' | 'joining'
  memberId: string
  tier: string
  day: BusinessDay
  reason: string
}>
export type GivenRow = NewGiven & Readonly<{ at: Instant; byName: string }>

export async function givenById(tx: Tx, id: string): Promise<GivenRow | undefined> {
  const { rows } = await sql<GivenRow>`
    select id, fingerprint, kind, member_id as "memberId", tier, day, reason, at, by_name as "byName"
      from standing.given where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertGiven(work: Work, row: NewGiven): Promise<void> {
  await sql`
    insert into standing.given (id, fingerprint, kind, member_id, tier, day, reason, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.kind}, ${row.memberId}, ${row.tier}, ${row.day}, ${row.reason},
            ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type MoveRow = Readonly<{
  id: string
  from: string
  to: string
  up: boolean
  why: Why
  day: BusinessDay
  causeKind: string
  causeId: string
  reason: string
  at: Instant
  byName: string
}>

/** The moves of a member, newest first. */
export async function movesOf(tx: Tx, memberId: string, most: number): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select id, from_tier as "from", to_tier as "to", up, why, day, cause_kind as "causeKind", cause_id as "causeId",
           reason, at, by_name as "byName"
      from standing.move where member_id = ${memberId} order by no desc limit ${most}`.execute(tx)
  return rows
}

/** The last move that a cause brought. */
export async function moveBy(tx: Tx, causeId: string) {
  const { rows } = await sql<Pick<MoveRow, 'from' | 'to' | 'up' | 'why'>>`
    select from_tier as "from", to_tier as "to", up, why from standing.move
     where cause_id = ${causeId} order by no desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Of each member the last move up to the tier that the last move left it at; who stands lower than any has none. */
export async function risesOf(tx: Tx, memberIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ memberId: string; id: string }>`
    with last as (
      select distinct on (member_id) member_id, to_tier from standing.move
       where member_id = any(${memberIds}::uuid[]) order by member_id, no desc)
    select distinct on (m.member_id) m.member_id as "memberId", m.id
      from standing.move m join last on last.member_id = m.member_id and last.to_tier = m.to_tier
     where m.up order by m.member_id, m.no desc`.execute(tx)
  return new Map(rows.map((row) => [row.memberId, row.id]))
}
