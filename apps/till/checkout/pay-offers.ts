import type { CouponRule } from '#domain/program/model/document'
import { alive } from './quote.ts'
import { mostByPoints, type DraftTender, type Due, type HeldVoucher, type TillTender } from './tendering.ts'
import type { Payable } from './use-paying.ts'

const OF_MEMBERS: readonly TillTender[] = ['stored_value', 'points', 'voucher', 'on_account']

/** Whether this way of paying is a member's, and there is none. */
export const lacksMember = (kind: TillTender, { member }: Payable): boolean =>
  member === null && OF_MEMBERS.includes(kind)

/** Whether the buyer has a credit line. */
export const mayOwe = ({ member }: Payable): boolean => member !== null && member.roomMinor !== null

/** Whether this is on account, and the buyer has no credit line. */
export const lacksLine = (kind: TillTender, sale: Payable): boolean => kind === 'on_account' && !mayOwe(sale)

/** How much more goes on the buyer's account as far as the till knows. */
export const roomHeld = ({ member }: Payable): number =>
  Math.max(0, (member?.roomMinor ?? 0) + (member?.pending.accountMinor ?? 0))

/** Points of the buyer as far as the till knows; those of sales head office has not judged do not pay. */
export const pointsHeld = ({ member }: Payable): number =>
  member ? member.points + member.pending.points : 0

export const moneyHeld = ({ member }: Payable): number => (member ? member.minor + member.pending.minor : 0)

/** What a way of paying takes when nothing is typed: all that is due, as far as it reaches. */
export function offeredMinor(kind: TillTender, sale: Payable, due: Due): number {
  const { restMinor, cashMinor } = due
  if (kind === 'cash') return cashMinor
  if (kind === 'stored_value') return Math.max(0, Math.min(restMinor, moneyHeld(sale)))
  if (kind === 'on_account') return Math.min(restMinor, roomHeld(sale))
  if (kind !== 'points') return restMinor
  const { totalMinor } = sale.quote
  return mostByPoints(sale.scene.program, { totalMinor, restMinor, points: pointsHeld(sale) })
}

/** Vouchers the buyer may still pay with, soonest over first. */
export function vouchersOf(
  { scene }: Payable,
  tenders: readonly DraftTender[],
): readonly Readonly<{ rule: CouponRule; voucher: HeldVoucher }>[] {
  const used = tenders.flatMap((one) => one.couponIds)
  return alive(scene.held, scene.on)
    .toSorted((a, b) => ((a.expiresOn ?? '9999') < (b.expiresOn ?? '9999') ? -1 : 1))
    .flatMap(({ id, code }) => {
      const rule = scene.program.coupons.find((one) => one.code === code && one.kind === 'voucher')
      return rule && !used.includes(id) ? [{ rule, voucher: { id, code, worthMinor: rule.minor } }] : []
    })
}
