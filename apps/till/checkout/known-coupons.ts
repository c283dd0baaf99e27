import type { Left } from '../shelf/reservations.ts'
import type { CouponRow, MemberRow } from '../till-context.ts'

/** Every coupon of a member that this till knows of: told by head office, shown by its secret, or on the phone. */
export function knownCoupons(
  member: Pick<MemberRow, 'coupons'> | null,
  shown: readonly CouponRow[],
  aside: readonly Left[],
): readonly CouponRow[] {
  if (member === null) return []
  const rows = [...member.coupons, ...shown, ...aside.flatMap(({ named }) => named)]
  return rows.filter(({ id }, at) => rows.findIndex((one) => one.id === id) === at)
}
