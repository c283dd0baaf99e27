import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { TOP_UP_TENDERS } from '../contract/top-up.ts'
import type { PackCode, RefundCause, RefundRule } from '../model/prepaid.ts'

export type Gift = Readonly<{ kind: 'pass' | 'coupon'; code: string; count: number }>
export type DatedGift = Gift & Readonly<{ expiresOn: BusinessDay | null }>

export type NewTopUp = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  branchId: string
  day: BusinessDay
  packageCode: string | null
  tender: (typeof TOP_UP_TENDERS)[number]
  seller: string | null
  paidMinor: number
  bonusMinor: number
  bonusExpiresOn: BusinessDay | null
  points: number
  pointsExpireOn: BusinessDay | null
  gifts: DatedGift[]
  pack: PackCode
  mostMinor: number | null
  principalAfterMinor: number
  bonusAfterMinor: number
  pointsAfter: number
  programVersion: number
}>
export type TopUpRow = NewTopUp & Readonly<{ at: Instant; byName: string }>

const columns = sql.raw(`
  u.id, u.fingerprint, u.member_id as "memberId", u.branch_id as "branchId", u.day, u.package_code as "packageCode",
  u.tender, u.seller, u.paid_minor as "paidMinor", u.bonus_minor as "bonusMinor",
  u.bonus_expires_on as "bonusExpiresOn", u.points, u.points_expire_on as "pointsExpireOn", u.gifts, u.pack,
  u.cap_minor as "mostMinor", u.principal_after_minor as "principalAfterMinor",
  u.bonus_after_minor as "bonusAfterMinor", u.points_after as "pointsAfter", u.program_version as "programVersion",
  u.recorded_at as at, u.by_name as "byName"`)

export async function topUpById(tx: Tx, id: string): Promise<TopUpRow | undefined> {
  const { rows } = await sql<TopUpRow>`select ${columns} from wallet.top_up u where u.id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertTopUp(work: Work, row: NewTopUp): Promise<void> {
  await sql`
    insert into wallet.top_up
           (id, fingerprint, member_id, branch_id, day, package_code, tender, seller, paid_minor, bonus_minor,
            bonus_expires_on, points, points_expire_on, gifts, pack, cap_minor, principal_after_minor,
            bonus_after_minor, points_after, program_version, recorded_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.branchId}, ${row.day}, ${row.packageCode},
            ${row.tender}, ${row.seller}, ${row.paidMinor}, ${row.bonusMinor}, ${row.bonusExpiresOn},
            ${row.points}, ${row.pointsExpireOn}, ${JSON.stringify(row.gifts)}::jsonb, ${row.pack}, ${row.mostMinor},
            ${row.principalAfterMinor}, ${row.bonusAfterMinor}, ${row.pointsAfter}, ${row.programVersion},
            ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type NewTopUpRefund = Readonly<{
  id: string
  fingerprint: string
  topUpId: string
  branchId: string
  day: BusinessDay
  cause: RefundCause
  rule: RefundRule
  note: string
  usedMinor: number
  listedMinor: number
  countedMinor: number
  refundMinor: number
  interestBps: number
  interestDays: number
  interestMinor: number
  principalRefundedMinor: number
  principalKeptMinor: number
  bonusRefundedMinor: number
  bonusVoidMinor: number
  pointsTaken: number
  gifts: Gift[]
  principalAfterMinor: number
  bonusAfterMinor: number
  pointsAfter: number
  pointsDebtAfter: number
}>
/** With what the top-up itself says. */
export type TopUpRefundRow = NewTopUpRefund &
  Readonly<{ at: Instant; byName: string; memberId: string; paidMinor: number; tender: TopUpRow['tender'] }>

const refundColumns = sql.raw(`
  r.id, r.fingerprint, r.top_up_id as "topUpId", r.branch_id as "branchId", r.day, r.cause, r.rule, r.note,
  r.used_minor as "usedMinor", r.listed_minor as "listedMinor", r.counted_minor as "countedMinor",
  r.refund_minor as "refundMinor", r.interest_bps as "interestBps", r.interest_days as "interestDays",
  r.interest_minor as "interestMinor", r.principal_refunded_minor as "principalRefundedMinor",
  r.principal_kept_minor as "principalKeptMinor", r.bonus_refunded_minor as "bonusRefundedMinor",
  r.bonus_void_minor as "bonusVoidMinor", r.points_taken as "pointsTaken", r.gifts,
  r.principal_after_minor as "principalAfterMinor", r.bonus_after_minor as "bonusAfterMinor",
  r.points_after as "pointsAfter", r.points_debt_after as "pointsDebtAfter", r.recorded_at as at,
  r.by_name as "byName", u.member_id as "memberId", u.paid_minor as "paidMinor", u.tender`)

/** By its own id, or by the top-up it gave back. */
export async function refundBy(
  tx: Tx,
  by: Readonly<{ id: string } | { topUpId: string }>,
): Promise<TopUpRefundRow | undefined> {
  const which = 'id' in by ? sql`r.id = ${by.id}` : sql`r.top_up_id = ${by.topUpId}`
  const { rows } = await sql<TopUpRefundRow>`
    select ${refundColumns} from wallet.top_up_refund r join wallet.top_up u on u.id = r.top_up_id
     where ${which}`.execute(tx)
  return rows[0]
}

export async function insertRefund(work: Work, row: NewTopUpRefund): Promise<void> {
  await sql`
    insert into wallet.top_up_refund
           (id, fingerprint, top_up_id, branch_id, day, cause, rule, note, used_minor, listed_minor, counted_minor,
            refund_minor, interest_bps, interest_days, interest_minor, principal_refunded_minor,
            principal_kept_minor, bonus_refunded_minor, bonus_void_minor, points_taken, gifts,
            principal_after_minor, bonus_after_minor, points_after, points_debt_after, recorded_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.topUpId}, ${row.branchId}, ${row.day}, ${row.cause}, ${row.rule},
            ${row.note}, ${row.usedMinor}, ${row.listedMinor}, ${row.countedMinor}, ${row.refundMinor},
            ${row.interestBps}, ${row.interestDays}, ${row.interestMinor}, ${row.principalRefundedMinor},
            ${row.principalKeptMinor}, ${row.bonusRefundedMinor}, ${row.bonusVoidMinor}, ${row.pointsTaken},
            ${JSON.stringify(row.gifts)}::jsonb, ${row.principalAfterMinor}, ${row.bonusAfterMinor},
            ${row.pointsAfter}, ${row.pointsDebtAfter}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}

export type TopUpQuestion = Readonly<{
  memberId?: string | undefined
  branchId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  /** The branches the asker may see; null is all. */
  scope: readonly string[] | null
}>

const condition = (asked: TopUpQuestion) => sql`
      (${asked.scope}::uuid[] is null or u.branch_id = any(${asked.scope}::uuid[]))
  and (${asked.memberId ?? null}::uuid is null or u.member_id = ${asked.memberId ?? null})
  and (${asked.branchId ?? null}::uuid is null or u.branch_id = ${asked.branchId ?? null})
  and (${asked.from ?? null}::date is null or u.day >= ${asked.from ?? null})
  and (${asked.to ?? null}::date is null or u.day <= ${asked.to ?? null})`

export type ListedTopUp = TopUpRow &
  Readonly<{
    refundId: string | null
    refundMinor: number | null
    interestMinor: number | null
    refundDay: BusinessDay | null
    refundAt: Instant | null
  }>

/** Top-ups, newest first, and what all of them come to. */
export async function topUps(tx: Tx, asked: TopUpQuestion, page: { from: number; most: number }) {
  const { rows } = await sql<ListedTopUp>`
    select ${columns}, r.id as "refundId", r.refund_minor as "refundMinor", r.interest_minor as "interestMinor",
           r.day as "refundDay", r.recorded_at as "refundAt"
      from wallet.top_up u left join wallet.top_up_refund r on r.top_up_id = u.id
     where ${condition(asked)} order by u.recorded_at desc, u.id desc
     limit ${page.most} offset ${page.from}`.execute(tx)
  const { rows: totals } = await sql<{ total: number; paidMinor: number; refundedMinor: number }>`
    select count(*)::int as total, coalesce(sum(u.paid_minor), 0)::bigint as "paidMinor",
           coalesce(sum(r.refund_minor), 0)::bigint as "refundedMinor"
      from wallet.top_up u left join wallet.top_up_refund r on r.top_up_id = u.id
     where ${condition(asked)}`.execute(tx)
  return { rows, ...(totals[0] ?? { total: 0, paidMinor: 0, refundedMinor: 0 }) }
}

/** Coupons that came with a top-up and go with it, so that their state reads void. */
export async function voidCoupons(work: Work, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return
  await sql`
    insert into wallet.coupon_voiding (coupon_id, at, reason, by_id)
    select id, ${work.at}, ${reason}, ${work.by.id} from unnest(${ids}::uuid[]) as v (id)`.execute(work.tx)
}
