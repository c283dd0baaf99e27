import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { liveProgram } from '#domain/program/index'
import { mustBeAlive } from './adjust.ts'
import type { transferCoupon } from './contract/coupon-transfer.ts'
import { keepCouponsMoved } from './coupons-moved.ts'
import { couponsShown } from './coupons.ts'
import { couponUnit } from './contract.ts'
import { frozenMembers } from './freeze.ts'
import { passLot } from './pass-on.ts'
import { openPurses, purseKey } from './purse.ts'
import * as store from './store/coupon-transfer.ts'
import type { CouponRow } from './store/coupons.ts'
import { insertMovedLots } from './store/transfer.ts'
import { couponTransferred } from './transfer-events.ts'

type TransferWish = Wish<typeof transferCoupon>

/**
 * W61: passes a coupon on, where its rule says so. It moves as in a merge: under a lot of its own with the last day it
 * had, and the code printed on the old one leads to the new one.
 */
export async function passCoupon(work: Work, wish: TransferWish) {
  const { memberId, toMemberId, couponId } = wish
  const coupon = (await couponsShown(work, [{ couponId }])).byId.get(couponId)
  const unit = couponUnit(coupon?.code ?? 'none')
  const purses = coupon ? [memberId, toMemberId].map((id) => ({ memberId: id, unit, takes: true })) : []
  const book = await openPurses(work, purses)
  return once(work, wish, {
    room: 'wallet',
    kind: 'coupon_transfer',
    find: (id) => store.couponTransferById(work.tx, id),
    answer: ({ fingerprint: _, ...row }) => row,
    decide: async (print) => {
      const lot = await mustBeAllowed(work, book, { wish, coupon })
      const { version: programVersion } = await liveProgram(work)
      const words = { branchId: null, programVersion, reason: null, reversesId: null }
      const transaction = ledger.begin(book, {
        kind: 'coupon_transfer',
        causeId: wish.id,
        happenedAt: work.at,
        ...words,
      })
      const moved = [passLot({ book, transaction }, { unit, fromId: memberId, toId: toMemberId }, lot)]
      const toCouponId = present(moved[0]?.toLotId, 'W61: nobody owes coupons')
      await ledger.closeBook(work, book)
      await insertMovedLots(work.tx, moved)
      await keepCouponsMoved(work, { moved, memberId: toMemberId, causeId: wish.id })
      const row = { id: wish.id, fingerprint: print, couponId: lot.id, toCouponId, memberId, toMemberId }
      await store.insertCouponTransfer(work, row)
      work.record(couponTransferred(row))
      return present(await store.couponTransferById(work.tx, wish.id), 'W61: what was passed on is there')
    },
  })
}

type Asked = Readonly<{ wish: TransferWish; coupon: CouponRow | undefined }>

/** Refusals in order of precedence; answers the lot that moves. */
async function mustBeAllowed(work: Work, book: ledger.Book, { wish, coupon }: Asked): Promise<ledger.Lot> {
  const { memberId, toMemberId } = wish
  await mustBeAlive(work, memberId)
  await mustBeAlive(work, toMemberId)
  if (memberId === toMemberId) throw new Refusal('transfer_to_self')
  if (!coupon) throw new Refusal('coupon_not_found')
  if (coupon.memberId !== memberId) throw new Refusal('coupon_of_another_member')
  const { document } = await liveProgram(work)
  const rule = document.coupons.find((one) => one.code === coupon.code)
  if (rule?.transferable !== true) throw new Refusal('transfer_not_allowed')
  const [frozen] = await frozenMembers(work, [memberId, toMemberId])
  if (frozen !== undefined) throw new Refusal('member_frozen', { memberId: frozen })
  const key = purseKey(couponUnit(coupon.code), memberId)
  const lot = ledger.accountOf(book, key).lots.find((one) => one.id === coupon.id)
  const free = lot !== undefined && lot.remaining === 1 && ledger.alive(lot, book.today)
  const held = [...book.holds.values()].some((one) => one.state === 'active' && one.lotId === coupon.id)
  if (!free || held) throw new Refusal('coupon_spent')
  return lot
}
