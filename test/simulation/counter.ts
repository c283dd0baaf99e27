import type { DeviceEvent } from '#domain/device/model/event'
import { newId, notOver, refused, somebody, voucher, type Act } from './acts.ts'
import { mayHaveBurned } from './bounds.ts'
import { GIFT_POINTS } from './house.ts'
import { doing, phoneOf, type Rec, type World } from './world.ts'

/** Beside sales: what else a cashier does without a network. */
function printed(world: World, rec: Rec, event: DeviceEvent): void {
  rec.printed.set(event.id, event)
  const { device, seq, kind } = event
  world.tell({ k: 'noted', device, seq, kind })
}

/** Money for a card; with a plan now and then, and now and then more than the card may hold. */
export const takeMoney: Act = async (world, rec) => {
  const { dice, memo } = world
  const member = somebody(world, rec)
  const paidMinor = dice.hits(0.3) ? 100_00 : 1_00 * (1 + dice.below(400))
  const id = newId(world)
  await doing(world, rec, async (till) => {
    const words = { memberId: member.id, memberNumber: member.number, packageCode: null, paidMinor }
    printed(
      world,
      rec,
      await till.note('top_up', id, { ...words, tender: 'cash', receiptNo: `R${memo.step}` }),
    )
  })
}

/** Something for points, out of a voucher of the member's phone or a lease that is here. */
export const handGift: Act = async (world, rec) => {
  const { dice } = world
  const member = dice.pick(world.members)
  const lease = rec.held.find((one) => one.memberId === member.id && one.amounts.points >= GIFT_POINTS)
  const amounts = { minor: 0, points: GIFT_POINTS }
  const reservation = lease ?? voucher(world, rec, { member, amounts })
  if (reservation === null) return
  const { kind: burn } = reservation
  const gift = { id: newId(world), points: GIFT_POINTS, member, burn, reservation }
  await doing(world, rec, async (till) => {
    const told = await till.give(gift)
    if (typeof told === 'string') return refused(world, rec, told)
    printed(world, rec, told)
    mayHaveBurned(world, rec, { way: burn, memberId: member.id })
    notOver(world, rec, { event: told, reservation })
  })
}

/** Somebody joins here: with a printed card that another till may hand out too, and a mobile that may be known. */
export const enrolMember: Act = async (world, rec) => {
  const { dice } = world
  const id = newId(world)
  const phone = phoneOf(dice.below(40))
  const number = `C${dice.below(30)}`
  await doing(world, rec, async (till) => {
    const enrolment = { id, number, source: 'terminal', name: '', mobile: phone }
    printed(world, rec, await till.note('enrolment', id, { enrolment }))
    rec.own.push({ id, number, phone })
  })
}
