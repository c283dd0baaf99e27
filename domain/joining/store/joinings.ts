import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Way } from '../model.ts'

export type NewJoining = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  way: string
  kind: Way['kind']
  branchId: string
  programVersion: number
  saleId: string | null
  topUpId: string | null
  proofCode: string | null
  proofNote: string
  termsVersion: string | null
  renews: boolean
  from: BusinessDay
  to: BusinessDay | null
  tier: string | null
  kit: { productCode: string; count: number; valueMinor: number }[]
  points: number
  pointsExpireOn: BusinessDay | null
  coupons: { id: string; code: string; expiresOn: BusinessDay | null }[]
}>
export type UndoReason = 'goods_came_back' | 'sale_voided' | 'top_up_refunded'
export type JoiningRow = NewJoining & Readonly<{ at: Instant; byName: string; undone: UndoReason | null }>

const selected = sql.raw(`
  select j.id, j.fingerprint, j.member_id as "memberId", j.way, j.kind, j.branch_id as "branchId",
         j.program_version as "programVersion", j.sale_id as "saleId", j.top_up_id as "topUpId",
         j.proof_code as "proofCode", j.proof_note as "proofNote", j.terms_version as "termsVersion", j.renews,
         j.from_on as "from", j.to_on as "to", j.tier, j.kit, j.points, j.points_expire_on as "pointsExpireOn",
         j.coupons, j.at, j.by_name as "byName", u.reason as undone
    from joining.joining j left join joining.undoing u on u.joining_id = j.id`)

export async function joiningById(tx: Tx, id: string): Promise<JoiningRow | undefined> {
  const { rows } = await sql<JoiningRow>`${selected} where j.id = ${id}`.execute(tx)
  return rows[0]
}

export async function joiningsOf(tx: Tx, memberIds: readonly string[]): Promise<JoiningRow[]> {
  const { rows } = await sql<JoiningRow>`
    ${selected} where j.member_id = any(${memberIds}::uuid[]) order by j.at desc, j.id desc`.execute(tx)
  return rows
}

/** The joinings that stand on these receipts or top-ups. */
export async function joiningsBy(
  tx: Tx,
  of: Readonly<{ saleIds: readonly string[]; topUpIds: readonly string[] }>,
): Promise<JoiningRow[]> {
  const { rows } = await sql<JoiningRow>`
    ${selected}
     where j.sale_id = any(${of.saleIds}::uuid[]) or j.top_up_id = any(${of.topUpIds}::uuid[]) order by j.id`.execute(
    tx,
  )
  return rows
}

export async function insertJoining(work: Work, row: NewJoining): Promise<void> {
  await sql`
    insert into joining.joining (id, fingerprint, member_id, way, kind, branch_id, program_version, sale_id, top_up_id,
                                 proof_code, proof_note, terms_version, renews, from_on, to_on, tier, kit, points,
                                 points_expire_on, coupons, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.way}, ${row.kind}, ${row.branchId},
            ${row.programVersion}, ${row.saleId}, ${row.topUpId}, ${row.proofCode}, ${row.proofNote},
            ${row.termsVersion}, ${row.renews}, ${row.from}, ${row.to}, ${row.tier}, ${JSON.stringify(row.kit)}::jsonb,
            ${row.points}, ${row.pointsExpireOn}, ${JSON.stringify(row.coupons)}::jsonb, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

/** The key lets each be undone once. */
export async function insertUndoing(work: Work, joiningId: string, reason: UndoReason): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into joining.undoing (joining_id, reason, at) values (${joiningId}, ${reason}, ${work.at})
        on conflict do nothing returning joining_id as id`.execute(work.tx)
  return rows.length > 0
}
