import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type CouponTransferRow = Readonly<{
  id: string
  fingerprint: string
  couponId: string
  toCouponId: string
  memberId: string
  toMemberId: string
  at: Instant
}>

export async function couponTransferById(tx: Tx, id: string): Promise<CouponTransferRow | undefined> {
  const { rows } = await sql<CouponTransferRow>`
    select id, fingerprint, coupon_id as "couponId", to_coupon_id as "toCouponId", member_id as "memberId",
           to_member_id as "toMemberId", at
      from wallet.coupon_transfer where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertCouponTransfer(work: Work, row: Omit<CouponTransferRow, 'at'>): Promise<void> {
  await sql`
    insert into wallet.coupon_transfer (id, fingerprint, coupon_id, to_coupon_id, member_id, to_member_id, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.couponId}, ${row.toCouponId}, ${row.memberId}, ${row.toMemberId},
            ${work.at}, ${work.by.id})`.execute(work.tx)
}
