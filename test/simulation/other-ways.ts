import { countOf } from '#domain/device/model/reservation'
import { newId, voucher, type Act } from './acts.ts'
import { shareOf } from '#domain/device/model/offline'
import { closingOf, countShift, expectedCash, type Counted } from '#domain/device/model/shift-sums'
import { PASS } from './house.ts'
import type { AskedRoom, Sale, SimTill } from './till.ts'
import { doing, type Rec, type World } from './world.ts'

/** Now and then a sale is paid with a pass, or goes on the member's account. */
export function otherWay(world: World, rec: Rec, plain: Sale): Sale | null {
  const { dice, faults } = world
  if (plain.member === null) return null
  if (dice.hits(0.1)) return withPass(world, rec, plain)
  return dice.hits(faults.limits ? 0.3 : 0.15) ? onAccount(world, rec, plain) : null
}

/** Mostly whoever has a credit line, and now and then all that is left of it: two tills know nothing of each other. */
function onAccount(world: World, rec: Rec, plain: Sale): Sale {
  const { dice, holdings, members } = world
  const regular = members.find(({ id }) => (holdings.get(id)?.lineMinor ?? 0) > 0)
  const { member, ...rest } = plain
  const lineMinor = holdings.get(regular?.id ?? '')?.lineMinor ?? 0
  const minor = dice.hits(0.4) ? Math.max(1, lineMinor) : amountOf(world, rec)
  const buyer = dice.hits(0.7) ? (regular ?? member) : member
  return { ...rest, member: buyer, minor, onAccount: { asked: askRoom(world, rec, buyer) } }
}

/** Something small, or as much as the till may put on account by itself at once. */
function amountOf({ dice }: World, { policies }: Rec): number {
  const limits = policies.at(-1)?.limits
  return limits && dice.hits(0.5) ? shareOf(limits).perSaleMinor : 1 + dice.below(15_00)
}

/** The same member again, by what the till knows itself. */
export const alongWith = (world: World, sale: Sale): Sale => ({
  ...sale,
  id: newId(world),
  minor: 1 + world.dice.below(30_00),
  onAccount: { asked: null },
})

/** With a line a till asks head office first, which sets nothing aside; null where nobody answers. */
function askRoom({ dice, faults, memo }: World, rec: Rec, member: Sale['member']): AskedRoom | null {
  if (member === null || memo.step < rec.cutUntil || dice.hits(0.6)) return null
  if (dice.hits(faults.drop) || dice.hits(faults.headCrash)) return null
  const { house, members } = memo.office
  return { roomMinor: members.has(member.id) ? house.onAccount.room(member.id) : null }
}

/** By a lease that holds uses of it, else by the member's phone; or somebody tries without, which is never good. */
function withPass(world: World, rec: Rec, plain: Sale): Sale | null {
  const { dice } = world
  const { member } = plain
  if (member === null) return null
  const count = 1 + dice.below(3)
  const paid = { ...plain, passes: count }
  if (dice.hits(0.1)) return { ...paid, burn: 'limit' }
  const lease = rec.held.filter((one) => one.memberId === member.id && countOf(one.passes, PASS) > 0).at(-1)
  if (lease && dice.hits(0.7)) return { ...paid, burn: lease.kind, reservation: lease }
  const passes = [{ code: PASS, count }]
  const words = voucher(world, rec, { member, amounts: { minor: 0, points: 0 }, passes })
  return words && { ...paid, burn: 'voucher', reservation: words }
}

/** The drawer: opened, money put in or taken out of it, counted and closed; by what the till's own log says. */
export const drawer: Act = async (world, rec) => {
  const { dice } = world
  const id = newId(world)
  await doing(world, rec, async (till) => {
    const event = await till.note('shift', id, drawerWords(world, till, id))
    rec.printed.set(event.id, event)
    world.tell({ k: 'noted', device: event.device, seq: event.seq, kind: event.kind })
  })
  // Whoever opens it mostly has something to put in.
  if (dice.hits(0.1)) await drawer(world, rec)
}

function drawerWords({ dice }: World, till: SimTill, id: string): Record<string, unknown> {
  const counted = lastShift(till)
  if (counted === null || counted.shift.closed !== null)
    return { what: 'opened', shift: id, floatMinor: 100_00 * dice.below(6) }
  const { shift } = counted
  if (dice.hits(0.55)) {
    const what = dice.hits(0.5) ? 'cash_in' : 'cash_out'
    return { what, shift: shift.id, minor: 1 + dice.below(80_00), reason: '零钱' }
  }
  // Who counts is now and then a coin off.
  const countedMinor = Math.max(0, expectedCash(shift) + (dice.hits(0.3) ? 1_00 - dice.below(2_00) : 0))
  return { ...closingOf(shift), countedMinor }
}

/** Its last shift, from the event that opened it on; a program that writes new words knows them. */
export function lastShift(till: SimTill): Counted | null {
  const events = till.events()
  const from = events.findLastIndex(({ event }) => event.kind === 'shift' && event.body['what'] === 'opened')
  if (from < 0) return null
  return countShift(
    events.slice(from).map(({ event }) => {
      const { id, seq, epoch, kind, wall } = event
      const { newWord: _, ...body } = event.body
      return { id, seq, epoch, kind, at: wall, body }
    }),
  )
}
