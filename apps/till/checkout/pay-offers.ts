import { sum, type Money } from '#base/money'
import { countOf, type Units } from '#domain/device/model/reservation'
import type { CouponRule, ProgramDocument } from '#domain/program/model/document'
import { pointsForMoney } from '#domain/program/model/pay'
import type { Left } from '../shelf/reservations.ts'
import { alive } from './quote.ts'
import type { Burn } from './sale-body.ts'
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

type Unit = keyof Units

/** How far a payment has come: what is due, and what it takes of the member already. */
export type SoFar = Readonly<{ due: Due; tenders: readonly DraftTender[]; burn: Burn }>

export type Reach = Readonly<{
  /** The most that can still be taken of the member by this payment. */
  most: number
  /** Whether that is set aside for this till, and so needs nobody's answer. */
  aside: boolean
}>

/**
 * How much of a unit this payment can still take: out of one thing that is set aside, because a sale goes by one
 * voucher or lease, or out of what is free. Without a line what is set aside comes first; what is known to be free is
 * then only what a phone could set aside. Points of sales head office has not judged do not pay.
 */
export function reachOf(unit: Unit, { member, aside, online, scene, quote }: Payable, soFar: SoFar): Reach {
  if (member === null) return { most: 0, aside: false }
  const points = pointsTendered(scene.program, quote.totalMinor, soFar.tenders)
  const burn = { ...soFar.burn, units: { ...soFar.burn.units, points } }
  const covered = Math.max(0, ...aside.map((left) => coveredBy(left, burn, unit)))
  const free = Math.max(0, member[unit] + member.pending[unit] - member.aside[unit] - burn.units[unit])
  const byAside = covered > 0 && (!online || covered >= free)
  return byAside ? { most: covered, aside: true } : { most: free, aside: false }
}

/** What one thing set aside still covers of a unit beside everything that the sale takes already. */
function coveredBy({ units, coupons, passes }: Left, burn: Burn, unit: Unit): number {
  const other = unit === 'minor' ? 'points' : 'minor'
  const fits =
    burn.units[other] <= units[other] &&
    burn.coupons.every((id) => coupons.includes(id)) &&
    burn.passes.every(({ code, count }) => count <= countOf(passes, code))
  return fits ? units[unit] - burn.units[unit] : 0
}

function pointsTendered(
  program: ProgramDocument,
  totalMinor: Money,
  tenders: readonly DraftTender[],
): number {
  const minor = sum(tenders.filter(({ kind }) => kind === 'points').map((one) => one.amountMinor))
  const points = pointsForMoney(program, minor, totalMinor)
  return typeof points === 'number' ? points : 0
}

/** What a way of paying takes when nothing is typed: all that is due, as far as it reaches. */
export function offeredMinor(kind: TillTender, sale: Payable, soFar: SoFar): number {
  const { restMinor, cashMinor } = soFar.due
  if (kind === 'cash') return cashMinor
  if (kind === 'stored_value') return Math.min(restMinor, reachOf('minor', sale, soFar).most)
  if (kind === 'on_account') return Math.min(restMinor, roomHeld(sale))
  if (kind !== 'points') return restMinor
  const { totalMinor } = sale.quote
  const points = reachOf('points', sale, soFar).most
  return mostByPoints(sale.scene.program, { totalMinor, restMinor, points })
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
