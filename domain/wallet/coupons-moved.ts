import { present } from '#base/must'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import * as coupons from './store/coupons.ts'
import { heirsOf, type NewMovedLot } from './store/transfer.ts'

const isCoupon = (lot: NewMovedLot): boolean => lot.unit.startsWith('coupon:') && lot.toLotId !== null

/**
 * W18: a coupon is known by its lot, so one that moves is issued again under the lot it moved into; the code printed on
 * the old one leads to the new one.
 */
export async function keepCouponsMoved(
  work: Work,
  of: Readonly<{ moved: readonly NewMovedLot[]; memberId: string; causeId: string }>,
): Promise<void> {
  const into = new Map(
    of.moved.filter(isCoupon).map((lot) => [lot.fromLotId, present(lot.toLotId, 'W18: it moved into a lot')]),
  )
  if (into.size === 0) return
  const rows = await coupons.couponsBy(work.tx, { ids: [...into.keys()], secrets: [] })
  const issued = rows.map(({ id, ...row }) => ({
    ...row,
    id: present(into.get(id), 'W18: a moved coupon has its new lot'),
    memberId: of.memberId,
    causeId: of.causeId,
    secretSha256: null,
  }))
  await coupons.insertCoupons(work, issued)
}

/** W19: coupons that an undoing took back out of the lots they had moved into, and that are still there before it. */
export const couponsTaken = (book: ledger.Book, moved: readonly NewMovedLot[]): string[] => {
  const open = new Set(
    [...book.accounts.values()].flatMap(({ lots }) =>
      lots.filter((lot) => lot.remaining > 0).map((lot) => lot.id),
    ),
  )
  return moved
    .filter(isCoupon)
    .flatMap(({ toLotId }) => (toLotId !== null && open.has(toLotId) ? [toLotId] : []))
}

export async function voidCoupons(work: Work, couponIds: readonly string[], reason: string): Promise<void> {
  for (const id of couponIds) await coupons.insertVoiding(work, id, reason)
}

/** Each coupon as it is now, by the id it was asked for: where its value has moved on, the one that holds it. */
export async function asTheyAreNow(
  work: Work,
  rows: readonly coupons.CouponRow[],
): Promise<ReadonlyMap<string, coupons.CouponRow>> {
  const now = new Map(rows.map((row) => [row.id, row]))
  if (rows.length === 0) return now
  const heirs = await heirsOf(
    work.tx,
    rows.map((row) => row.id),
  )
  const moved = heirs.filter(({ lotId, fromLotId }) => lotId !== fromLotId)
  if (moved.length === 0) return now
  const states = await ledger.lotStates(
    work.tx,
    heirs.map((one) => one.lotId),
    work.at,
  )
  const there = new Set(states.filter((lot) => lot.remaining > 0).map((lot) => lot.id))
  const holding = moved.filter(({ lotId }) => there.has(lotId))
  const found = await coupons.couponsBy(work.tx, { ids: holding.map((one) => one.lotId), secrets: [] })
  for (const { lotId, fromLotId } of holding) {
    const row = found.find((one) => one.id === lotId)
    if (row) now.set(fromLotId, row)
  }
  return now
}
