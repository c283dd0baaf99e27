import type { Id } from '#base/id'
import { Refusal } from '#base/refusal'
import { redeem } from '#domain/reward/index'
import { APPLIED, aside, attempt, note, refused, type Doing, type Judged } from './doing.ts'
import { giftBody } from './model/bodies.ts'
import type { Placed } from './model/receive.ts'
import { coverOf, letGo, spendCover } from './spend-reservation.ts'
import { atTill } from './till.ts'

/** A gift that was handed over for points: met from what was set aside for it, else from what the member has. */
export async function carryGift(doing: Doing, placed: Placed): Promise<Judged> {
  const { event } = placed
  const read = giftBody.safeParse(event.body)
  if (!read.success) return aside('body_unknown')
  const body = read.data
  const alias = doing.aliases.get(body.memberId)
  const memberId = alias?.heirId ?? body.memberId
  const burn = { memberId, amounts: { minor: 0, points: body.points }, coupons: [] }
  const cover = await coverOf(doing, placed, burn)
  const told = await attempt(atTill(doing.work, doing.till, body.cashier), async (work) => {
    if (cover !== null) await letGo(work, cover.row.id)
    const given = await redeem(work, {
      id: event.id as Id<'gift-redemption'>,
      memberNumber: alias?.heirNumber ?? body.memberNumber,
      giftCode: body.giftCode,
      branchCode: doing.till.storeCode,
      channel: 'store',
      count: body.count,
      // Money on top of a gift is in the drawer.
      tender: 'cash',
      note: '',
    })
    if (cover !== null) await spendCover({ ...doing, work }, placed, { ...cover, burn })
    return given
  })
  if (!(told instanceof Refusal)) {
    doing.done.add(event.id)
    return told.replayed ? { outcome: 'duplicate', code: null } : APPLIED
  }
  const { code, details } = told
  const more = { memberId, amount: body.points, evidence: { details, gift: body.giftCode, way: body.way } }
  // The gift is gone; points that were not there are the store's loss, which has no price in money.
  if (code === 'not_enough_points')
    note(doing, placed, 'overspend', { ...more, subject: 'points', beyondBound: true })
  else note(doing, placed, 'refused', { ...more, subject: code })
  return refused(code)
}
