import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

/** Whom something is due for: where they belong, who brought them. */
export type Somebody = Readonly<{
  id: string
  branchId: string | null
  agentCode: string | null
  joinedOn: BusinessDay
}>

export type Slice = Readonly<{ afterId: string | null; most: number }>

const columns = sql.raw(`id, branch_id as "branchId", agent_code as "agentCode", joined_on as "joinedOn"`)
const behind = (afterId: string | null) => (afterId === null ? sql`true` : sql`id > ${afterId}::uuid`)

/** Living members born on one of these days, in the order of their ids behind one of them. */
export async function bornOn(
  tx: Tx,
  dates: readonly BusinessDay[],
  { afterId, most }: Slice,
): Promise<Somebody[]> {
  const { rows } = await sql<Somebody>`
    select ${columns} from member.member
     where withdrawn_at is null and birth_on = any(${dates}::date[]) and ${behind(afterId)}
     order by id limit ${most}`.execute(tx)
  return rows
}

/** Living members who joined in a span, both days included. */
export async function joinedBetween(
  tx: Tx,
  span: Readonly<{ from: BusinessDay; to: BusinessDay }>,
  { afterId, most }: Slice,
): Promise<Somebody[]> {
  const { rows } = await sql<Somebody>`
    select ${columns} from member.member
     where withdrawn_at is null and joined_on between ${span.from} and ${span.to} and ${behind(afterId)}
     order by id limit ${most}`.execute(tx)
  return rows
}

/** Living members of every branch, in the order of their ids behind one of them. */
export async function everybody(tx: Tx, { afterId, most }: Slice): Promise<Somebody[]> {
  const { rows } = await sql<Somebody>`
    select ${columns} from member.member where withdrawn_at is null and ${behind(afterId)} order by id
     limit ${most}`.execute(tx)
  return rows
}

/** Those of these who are still with us, in the order of their ids. */
export async function stillHere(tx: Tx, ids: readonly string[]): Promise<Somebody[]> {
  const { rows } = await sql<Somebody>`
    select ${columns} from member.member
     where withdrawn_at is null and id = any(${ids}::uuid[]) order by id`.execute(tx)
  return rows
}
