import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Role } from '#domain/org/model'
import type { WalletUnit } from '../contract.ts'
import type { Way } from '../model/adjustment.ts'

export type NewAdjustment = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  unit: WalletUnit
  amount: number
  expiresOn: BusinessDay | null
  reason: string
  way: Way
  programVersion: number
  byRoles: readonly Role[]
}>
export type AdjustmentRow = NewAdjustment &
  Readonly<{
    at: Instant
    byId: string | null
    byName: string
    decisionId: string | null
    approves: boolean | null
    note: string | null
    decidedAt: Instant | null
    decidedById: string | null
    decidedByName: string | null
    decisionFingerprint: string | null
  }>

const columns = sql.raw(`
  a.id, a.fingerprint, a.member_id as "memberId", a.unit, a.amount, a.expires_on as "expiresOn", a.reason, a.way,
  a.program_version as "programVersion", a.by_roles as "byRoles", a.at, a.by_id as "byId", a.by_name as "byName",
  d.id as "decisionId", d.approves, d.note, d.at as "decidedAt", d.by_id as "decidedById",
  d.by_name as "decidedByName", d.fingerprint as "decisionFingerprint"`)
const source = sql.raw(`wallet.adjustment a left join wallet.adjustment_decision d on d.adjustment_id = a.id`)

export async function adjustmentById(tx: Tx, id: string): Promise<AdjustmentRow | undefined> {
  const { rows } = await sql<AdjustmentRow>`select ${columns} from ${source} where a.id = ${id}`.execute(tx)
  return rows[0]
}

export async function adjustmentByDecision(tx: Tx, id: string): Promise<AdjustmentRow | undefined> {
  const { rows } = await sql<AdjustmentRow>`select ${columns} from ${source} where d.id = ${id}`.execute(tx)
  return rows[0]
}

/** Locked to the end of the work, so that of two who decide at once the second sees the first one's decision. */
export async function lockAdjustment(tx: Tx, id: string): Promise<AdjustmentRow | undefined> {
  await sql`select from wallet.adjustment where id = ${id} for update`.execute(tx)
  return adjustmentById(tx, id)
}

export async function insertAdjustment(work: Work, row: NewAdjustment): Promise<void> {
  await sql`
    insert into wallet.adjustment (id, fingerprint, member_id, unit, amount, expires_on, reason, way, program_version,
                                   at, by_kind, by_id, by_name, by_roles)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.unit}, ${row.amount}, ${row.expiresOn},
            ${row.reason}, ${row.way}, ${row.programVersion}, ${work.at}, ${work.by.kind}, ${work.by.id},
            ${work.by.name}, ${row.byRoles}::text[])`.execute(work.tx)
}

export type NewDecision = Readonly<{
  id: string
  fingerprint: string
  adjustmentId: string
  approves: boolean
  note: string
  askedById: string | null
}>

export async function insertDecision(work: Work, row: NewDecision): Promise<void> {
  await sql`
    insert into wallet.adjustment_decision
           (id, fingerprint, adjustment_id, approves, note, at, by_id, asked_by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.adjustmentId}, ${row.approves}, ${row.note}, ${work.at},
            ${work.by.id}, ${row.askedById}, ${work.by.name})`.execute(work.tx)
}

const STATES = {
  waiting: sql`a.way = 'second_person' and d.id is null`,
  applied: sql`(a.way <> 'second_person' or d.approves)`,
  rejected: sql`not d.approves`,
}

export async function adjustmentsBy(
  tx: Tx,
  of: Readonly<{ state: keyof typeof STATES | null; memberId: string | null; from: number; most: number }>,
): Promise<{ rows: AdjustmentRow[]; total: number }> {
  const { rows } = await sql<AdjustmentRow & { total: number }>`
    select ${columns}, count(*) over () as total from ${source}
     where ${of.state === null ? sql`true` : STATES[of.state]}
       and ${of.memberId === null ? sql`true` : sql`a.member_id = ${of.memberId}`}
     order by a.at desc, a.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
