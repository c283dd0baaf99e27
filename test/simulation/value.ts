import { money } from '#base/money'
import { must } from '#base/must'
import { Refusal } from '#base/refusal'
import * as ledger from '#domain/ledger/index'
import { missGift } from '#domain/reward/model/gift'
import { mustFitCap } from '#domain/wallet/cap'
import * as wallet from '#domain/wallet/index'
import { offerFor } from '#domain/wallet/model/top-up'
import { GIFT, PROGRAM, sideOf, TODAY } from './house.ts'

export type ToppingUp = Readonly<{ id: string; memberId: string; paidMinor: number }>

/**
 * Money for a card as `domain/device/carry-top-up.ts` credits it: the sum that was paid, else what the cap has room
 * for; what is left over is owed to the member and cannot be spent.
 */
export function topUpIn(book: ledger.OpenBook, of: ToppingUp): Readonly<{ creditedMinor: number }> {
  let amountMinor = of.paidMinor
  let creditedMinor = 0
  for (let tries = 0; tries < 2 && amountMinor > 0 && creditedMinor === 0; tries++) {
    const room = tryOne(book, of, amountMinor)
    if (room === null) creditedMinor = amountMinor
    else amountMinor = Math.min(room, amountMinor - 1)
  }
  const { id: causeId, memberId } = of
  const minor = of.paidMinor - creditedMinor
  if (minor > 0) {
    const side = sideOf(book, 'unallocated', causeId)
    ledger.give(side, { unit: 'unallocated', purpose: 'member', holderId: memberId }, minor, null)
    ledger.move(side, { unit: 'unallocated', purpose: 'issued', holderId: null }, -minor)
  }
  return { creditedMinor }
}

/** Answers the room there is where it does not fit, else null. */
function tryOne(book: ledger.OpenBook, { id, memberId }: ToppingUp, amountMinor: number): number | null {
  const offer = offerFor(PROGRAM, { amountMinor })
  if (typeof offer === 'string') throw new Error(`simulation: ${offer}`)
  const { paidMinor, bonusMinor, points, passes } = offer
  try {
    mustFitCap(book, PROGRAM, { memberId, comingMinor: paidMinor + bonusMinor })
  } catch (trouble) {
    const room = trouble instanceof Refusal ? trouble.details['roomMinor'] : undefined
    if (typeof room !== 'number') throw trouble
    return room
  }
  const side = sideOf(book, 'top_up', id)
  wallet.issue(side, { unit: 'principal', memberId, amount: paidMinor, expiresOn: null })
  wallet.issue(side, { unit: 'bonus', memberId, amount: money(bonusMinor), expiresOn: null })
  wallet.issue(side, { unit: 'points', memberId, amount: points, expiresOn: null })
  for (const { code, count } of passes)
    wallet.issue(side, { unit: wallet.passUnit(code), memberId, amount: count, expiresOn: null })
  return null
}

export type Redeeming = Readonly<{
  id: string
  memberId: string | null
  points: number
  holds: readonly string[]
}>
type Around = Readonly<{ book: ledger.OpenBook; frozen: ReadonlySet<string> }>

/** A gift for points, decided as at the counter; where it cannot be had, what was set aside stays aside. */
export function redeemIn({ book, frozen }: Around, of: Redeeming): string | null {
  const { id, memberId, points, holds } = of
  if (memberId === null) return 'member_number_unknown'
  if (frozen.has(memberId)) return 'member_frozen'
  const [gift] = PROGRAM.gifts
  if (gift?.code !== GIFT) throw new Error('simulation: the program has its gift')
  return ledger.attempt<string | null>(
    book,
    () => {
      for (const one of holds) {
        const hold = book.holds.get(one)
        if (hold?.state === 'active') ledger.endHold(book, hold, 'released')
      }
      const free = wallet.freeOf(book, 'points', memberId)
      const asked = { buyer: { tier: null }, on: TODAY, branchCode: 'S', taken: 0, count: 1, free }
      const no = missGift(gift, asked)
      if (no !== null) return no
      const spent = wallet.spend(sideOf(book, 'gift', id), { unit: 'points', memberId, amount: points })
      must(spent, 'R1: points that are free can be spent')
      return null
    },
    (no) => no === null,
  )
}
