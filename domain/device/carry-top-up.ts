import type { Id } from '#base/id'
import { Refusal } from '#base/refusal'
import { keepUnallocated, topUp } from '#domain/wallet/index'
import { APPLIED, aside, attempt, note, refused, timeOf, type Doing, type Judged } from './doing.ts'
import { topUpBody, type TopUpBody } from './model/bodies.ts'
import type { Placed } from './model/receive.ts'
import { atTill } from './till.ts'

type Taken = Readonly<{ creditedMinor: number; points: number; replayed: boolean; why: string | null }>

/**
 * Money a till took for a card. It is credited as far as the cap and the plan allow; what has no room is owed to the
 * member and not spendable (promises §4.6, M6). Money that was taken is never refused.
 */
export async function carryTopUp(doing: Doing, placed: Placed): Promise<Judged> {
  const { event } = placed
  const read = topUpBody.safeParse(event.body)
  if (!read.success) return aside('body_unknown')
  const body = read.data
  const memberId = doing.aliases.get(body.memberId)?.heirId ?? body.memberId
  const work = atTill(doing.work, doing.till, body.cashier)
  const told = await creditOf({ ...doing, work }, { placed, body, memberId })
  const restMinor = body.paidMinor - told.creditedMinor
  if (restMinor > 0) {
    const { storeId: branchId } = doing.till
    const happenedAt = timeOf(doing, event)
    const owed = { memberId, branchId, causeId: event.id, minor: restMinor, happenedAt }
    const kept = await attempt(work, async (inside) => {
      // Nobody we know is owed nothing we could ever pay out.
      if (told.why === 'member_unknown') throw new Refusal('member_unknown')
      await keepUnallocated(inside, owed)
    })
    const evidence = {
      paidMinor: body.paidMinor,
      creditedMinor: told.creditedMinor,
      receiptNo: body.receiptNo,
    }
    const why = told.why ?? 'over_card_cap'
    if (kept instanceof Refusal) {
      note(doing, placed, 'refused', { subject: why, amount: restMinor, memberId, evidence })
      return refused(why)
    }
    note(doing, placed, 'over_card_cap', { subject: why, amount: restMinor, memberId, evidence })
  }
  if (told.replayed) return { outcome: 'duplicate', code: null, earned: told.points }
  doing.done.add(event.id)
  return { ...APPLIED, earned: told.points }
}

type Of = Readonly<{ placed: Placed; body: TopUpBody; memberId: string }>

/** As much as can be credited: the package, else the sum that was paid, else what the cap has room for. */
async function creditOf(doing: Doing, of: Of): Promise<Taken> {
  const { body } = of
  let why: string | null = null
  let amountMinor = body.paidMinor
  if (body.packageCode !== null) {
    const told = await tryOne(doing, of, { packageCode: body.packageCode })
    if (!(told instanceof Refusal)) return told
    why = told.code
    amountMinor = roomOf(told) ?? amountMinor
  }
  // What comes along with a smaller sum may itself have no room: twice is enough, for then it is little.
  for (let tries = 0; tries < 2 && amountMinor > 0; tries++) {
    const told = await tryOne(doing, of, { amountMinor: Math.min(amountMinor, body.paidMinor) })
    if (!(told instanceof Refusal)) return { ...told, why: why ?? told.why }
    why ??= told.code
    const room = roomOf(told)
    if (room === null) break
    amountMinor = Math.min(room, amountMinor - 1)
  }
  return { creditedMinor: 0, points: 0, replayed: false, why }
}

const roomOf = ({ code, details }: Refusal): number | null =>
  code === 'over_card_cap' && typeof details['roomMinor'] === 'number' ? details['roomMinor'] : null

type Price = Readonly<{ packageCode: string } | { amountMinor: number }>

async function tryOne(doing: Doing, { placed, body, memberId }: Of, price: Price): Promise<Taken | Refusal> {
  return attempt(doing.work, async (work) => {
    const told = await topUp(work, {
      id: placed.event.id as Id<'top-up'>,
      memberId: memberId as Id<'member'>,
      tender: body.tender,
      branchCode: doing.till.storeCode,
      ...price,
    })
    // A package that costs another sum by now is not what the customer paid for: that sum is credited instead.
    if ('packageCode' in price && told.paidMinor !== body.paidMinor) throw new Refusal('amount_not_offered')
    return { creditedMinor: told.paidMinor, points: told.points, replayed: told.replayed, why: null }
  })
}
