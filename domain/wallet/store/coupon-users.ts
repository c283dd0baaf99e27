import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type CouponUser = Readonly<{ memberId: string; uses: number }>

/** Who used a coupon in `[from, to)` and how often; a use that was taken back is none. */
export async function couponUsers(
  tx: Tx,
  of: Readonly<{ code: string; memberIds: readonly string[]; from: BusinessDay; to: BusinessDay }>,
): Promise<CouponUser[]> {
  const { rows } = await sql<CouponUser>`
    select u.member_id as "memberId", count(*)::int as uses
      from wallet.coupon_use u
     where u.code = ${of.code} and u.member_id = any(${of.memberIds}::uuid[])
       and u.day >= ${of.from} and u.day < ${of.to}
       and not exists (select from wallet.coupon_return r where r.use_id = u.id)
     group by u.member_id`.execute(tx)
  return rows
}
