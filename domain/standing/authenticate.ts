import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { cardsByNumber, verifyPin } from '#domain/member/index'
import { liveProgram } from '#domain/program/index'
import type { authenticateMember } from './contract/authentication.ts'
import { standingsOf } from './standings.ts'

type Asked = Wish<typeof authenticateMember>

/**
 * C07: the number alone, the card itself, or the number with the PIN, as the program wants it on this channel. A wrong
 * PIN
 * is counted whatever the answer, so a refusal does not undo the count.
 */
export async function authenticate(work: Work, wish: Asked) {
  const card = (await cardsByNumber(work, [wish.number])).get(wish.number)
  if (!card) throw new Refusal('member_number_unknown', { memberNumber: wish.number })
  if (card.state === 'replaced') throw new Refusal('card_replaced')
  if (card.state === 'lost') throw new Refusal('card_lost')
  if (card.inactive) throw new Refusal('card_inactive')
  const { document } = await liveProgram(work)
  const wanted = document.authentication[wish.channel]
  if (wanted === 'card_shown' && !wish.cardShown) throw new Refusal('card_not_shown')
  if (wanted === 'number_and_pin') await mustKnowPin(work, card.memberId, wish.pin)
  const stands = (await standingsOf(work, [card.memberId], document)).get(card.memberId)
  const { membership, validTo, tier } = present(stands, 'T1: a member stands somewhere')
  return { memberId: card.memberId, membership, validTo, tier }
}

async function mustKnowPin(work: Work, memberId: string, pin: string | undefined): Promise<void> {
  if (pin === undefined) throw new Refusal('pin_needed')
  const answer = await verifyPin(work, memberId, pin)
  if (answer === 'none') throw new Refusal('pin_needed')
  if (answer === 'locked') throw new Refusal('pin_locked', { kept: true })
  if (answer === 'wrong') throw new Refusal('pin_wrong', { kept: true })
}
