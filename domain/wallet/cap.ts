import { add, money } from '#base/money'
import { Refusal } from '#base/refusal'
import type * as ledger from '#domain/ledger/index'
import type { ProgramDocument } from '#domain/program/index'
import { namedCap, roomUnder } from './model/prepaid.ts'
import { heldIn } from './moves.ts'

/** M6: what comes in as stored value must fit under the cap of a named card; the purses of both units are open. */
export function mustFitCap(
  book: ledger.Book,
  { prepaid }: ProgramDocument,
  of: Readonly<{ memberId: string; comingMinor: number }>,
): void {
  const cap = namedCap(prepaid)
  const held = add(money(heldIn(book, 'principal', of.memberId)), money(heldIn(book, 'bonus', of.memberId)))
  const room = roomUnder(cap, held)
  if (room !== null && of.comingMinor > room)
    throw new Refusal('over_card_cap', { mostMinor: cap, roomMinor: room, memberId: of.memberId })
}
