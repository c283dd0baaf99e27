import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Claim, LIFE_EVENTS } from '#domain/program/model/rewards'

export type NewClaim = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  claimCode: string
  occasion: Claim['occasion']
  instance: string
  branchId: string
  day: BusinessDay
  lifeEvent: (typeof LIFE_EVENTS)[number] | null
  eventOn: BusinessDay | null
  forWhom: string
  productCode: string | null
  count: number
  couponCode: string | null
  points: number
  pointsExpireOn: BusinessDay | null
  coupons: { id: string; code: string; expiresOn: BusinessDay | null }[]
  note: string
  programVersion: number
}>
export type ClaimRow = NewClaim & Readonly<{ at: Instant; byName: string }>

const columns = sql.raw(`
  c.id, c.fingerprint, c.member_id as "memberId", c.claim_code as "claimCode", c.occasion, c.instance,
  c.branch_id as "branchId", c.day, c.life_event as "lifeEvent", c.event_on as "eventOn", c.for_whom as "forWhom",
  c.product_code as "productCode", c.count, c.coupon_code as "couponCode", c.points,
  c.points_expire_on as "pointsExpireOn", c.coupons, c.note, c.program_version as "programVersion", c.at,
  c.by_name as "byName"`)

export async function claimById(tx: Tx, id: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`select ${columns} from reward.claim c where c.id = ${id}`.execute(tx)
  return rows[0]
}

/** Which instances these members have collected: `code instance`. */
export async function collectedBy(tx: Tx, memberIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select claim_code || ' ' || instance as key from reward.claim
     where member_id = any(${memberIds}::uuid[])`.execute(tx)
  return new Set(rows.map((row) => row.key))
}

export async function insertClaim(work: Work, row: NewClaim): Promise<void> {
  const coupons = JSON.stringify(row.coupons)
  await sql`
    insert into reward.claim (id, fingerprint, member_id, claim_code, occasion, instance, branch_id, day, life_event,
                              event_on, for_whom, product_code, count, coupon_code, points, points_expire_on, coupons,
                              note, program_version, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.claimCode}, ${row.occasion}, ${row.instance},
            ${row.branchId}, ${row.day}, ${row.lifeEvent}, ${row.eventOn}, ${row.forWhom}, ${row.productCode},
            ${row.count}, ${row.couponCode}, ${row.points}, ${row.pointsExpireOn},
            ${coupons}::jsonb, ${row.note}, ${row.programVersion}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}

export type ClaimsAsked = Readonly<{
  memberIds: readonly string[] | null
  claimCode: string | null
  from: BusinessDay | null
  to: BusinessDay | null
  /** The branches the asker may see; null is all. */
  scope: readonly string[] | null
  first: number
  most: number
}>

export async function claims(tx: Tx, asked: ClaimsAsked) {
  const { memberIds, claimCode, from, to, scope, first, most } = asked
  const condition = sql`
        (${memberIds}::uuid[] is null or c.member_id = any(${memberIds}::uuid[]))
    and (${claimCode}::text is null or c.claim_code = ${claimCode})
    and (${from}::date is null or c.day >= ${from}) and (${to}::date is null or c.day <= ${to})
    and (${scope}::uuid[] is null or c.branch_id = any(${scope}::uuid[]))`
  const { rows } = await sql<ClaimRow>`
    select ${columns} from reward.claim c where ${condition}
     order by c.at desc, c.id desc limit ${most} offset ${first}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from reward.claim c where ${condition}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}
