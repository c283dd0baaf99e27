import type { Asked } from '#base/endpoint'
import { openBranch } from '#domain/org/contract'
import { bringGoodsIn } from '#domain/goods/contract/stock'
import { addProduct } from '#domain/goods/contract'
import { redeemGift } from '#domain/reward/contract'
import { recordPointsEvent } from '#domain/reward/contract/points-event'
import { pointsStatement } from '#domain/reward/contract/statement'
import type { Rules } from './shop.ts'
import type { TestWorld } from './world.ts'

/** The two gift levels of a beauty shop: 800 points from the head office's stock, 300 handed over with ¥10 on top. */
export const GIFTS: NonNullable<Rules['gifts']> = [
  {
    code: 'G800',
    nameZh: '一级礼品',
    nameEn: 'First level',
    points: 800,
    productCode: 'BAG',
    sentBy: 'head_office',
  },
  {
    code: 'G300',
    nameZh: '加价换购',
    nameEn: 'With money on top',
    points: 300,
    addMinor: 10_00,
    productCode: 'CUP',
    mostPerMember: 2,
  },
]

/** A product whose stock is counted, with so much of it at the branch S1 or (null) the head office. */
export async function stocked(w: TestWorld, code: string, of: { branchId: string | null; quantity: number }) {
  await w.call(addProduct, { id: w.newId(), code, name: code, priceMinor: 100_00, stocked: true })
  const lines = [{ productCode: code, quantity: of.quantity }]
  await w.call(bringGoodsIn, { id: w.newId(), branchId: of.branchId, lines })
}

/** The wish for a gift, in the store with cash unless told otherwise. */
export const gift = (
  w: TestWorld,
  memberNumber: string,
  giftCode: string,
  more: Partial<Asked<typeof redeemGift>> = {},
): Asked<typeof redeemGift> => ({
  id: w.newId(),
  memberNumber,
  giftCode,
  branchCode: 'S1',
  tender: 'cash',
  ...more,
})

/** Something a member did, now unless told otherwise. */
export const did = (w: TestWorld, memberNumber: string, eventCode: string, happenedAt?: string) =>
  w.call(recordPointsEvent, {
    id: w.newId(),
    memberNumber,
    eventCode,
    happenedAt: happenedAt ?? w.clock.now(),
  })

/** A member's points of a year. */
export const yearOf = (w: TestWorld, memberId: string, year = 2026) =>
  w.call(pointsStatement, { memberId, from: `${year}-01-01`, to: `${year}-12-31` })

/** Another branch. */
export const branch = (w: TestWorld, code: string) => w.call(openBranch, { id: w.newId(), code, name: code })
