import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { OfflineLimits } from '../model/policy.ts'

export type StoreLimits = Omit<OfflineLimits, 'tills'>
export type LimitsRow = Readonly<{
  id: string
  fingerprint: string
  branchId: string
  limits: StoreLimits | null
  at: Instant
  byName: string
}>

const columns = sql`id, fingerprint, branch_id as "branchId", limits, at, by_name as "byName"`

/** The row that holds for each branch; absent where nobody ever decided. */
export async function latestLimits(tx: Tx, branchIds: readonly string[]): Promise<Map<string, LimitsRow>> {
  const { rows } = await sql<LimitsRow>`
    select distinct on (branch_id) ${columns} from device.limits
     where branch_id = any(${branchIds}::uuid[]) order by branch_id, seq desc`.execute(tx)
  return new Map(rows.map((row) => [row.branchId, row]))
}

export async function limitsById(tx: Tx, id: string): Promise<LimitsRow | undefined> {
  const { rows } = await sql<LimitsRow>`select ${columns} from device.limits where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertLimits(
  work: Work,
  row: Pick<LimitsRow, 'id' | 'fingerprint' | 'branchId' | 'limits'>,
): Promise<void> {
  const limits = row.limits === null ? null : JSON.stringify(row.limits)
  await sql`
    insert into device.limits (id, fingerprint, branch_id, limits, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.branchId}, ${limits}::jsonb, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}
