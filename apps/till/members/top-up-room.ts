import { money, type Money } from '#base/money'
import type { ProgramDocument } from '#domain/program/model/document'
import { namedCap, roomUnder } from '#domain/wallet/model/prepaid'
import { offerFor, type Offer, type OfferRefusal } from '#domain/wallet/model/top-up'
import type { MemberRow } from '../till-context.ts'

export type TopUpWish = Readonly<{ packageCode: string | null; amountMinor: number }>
export type TopUpNo = OfferRefusal | 'over_card_cap' | 'nothing_paid'

/** What may still come in by what is known here: cap less last known balance less what this till took in since. */
export function topUpRoom(
  program: ProgramDocument,
  member: Pick<MemberRow, 'minor' | 'pending'>,
): Money | null {
  // Burned since is not added back: head office may not have taken it yet.
  return roomUnder(namedCap(program.prepaid), money(member.minor + Math.max(0, member.pending.minor)))
}

/**
 * What a payment brings, or why it may not be taken without asking (promises §4.3). Head office checks the cap again.
 */
export function topUpHere(
  program: ProgramDocument,
  member: Pick<MemberRow, 'minor' | 'pending'>,
  { packageCode, amountMinor }: TopUpWish,
): Offer | TopUpNo {
  if (packageCode === null && amountMinor <= 0) return 'nothing_paid'
  const offer = offerFor(program, packageCode === null ? { amountMinor } : { packageCode })
  if (typeof offer === 'string') return offer
  const room = topUpRoom(program, member)
  return room !== null && offer.paidMinor + offer.bonusMinor > room ? 'over_card_cap' : offer
}
