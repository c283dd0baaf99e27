import type { Wish } from '#base/endpoint'
import { add, money, shareDown } from '#base/money'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { liveProgram } from '#domain/program/index'
import { mustBeAlive } from './adjust.ts'
import { mustFitCap } from './cap.ts'
import type { WalletUnit } from './contract.ts'
import type { memberTransfers, transferValue } from './contract/transfer.ts'
import { frozenMembers } from './freeze.ts'
import { freeOf, heldIn } from './moves.ts'
import { passOn } from './pass-on.ts'
import { openPurses } from './purse.ts'
import * as store from './store/transfer.ts'
import { valueTransferred } from './transfer-events.ts'

type TransferWish = Wish<typeof transferValue>
type Part = Readonly<{ unit: WalletUnit; amount: number }>

const unitsOf = (unit: TransferWish['unit']): WalletUnit[] =>
  unit === 'points' ? ['points'] : ['principal', 'bonus']

/**
 * W12, W13: passes value on in one transaction, with the last days it had. All purses are locked at once and in one
 * order, so that two who give to each other at the same moment queue.
 */
export async function transfer(work: Work, wish: TransferWish) {
  const { memberId, toMemberId } = wish
  const book = await openPurses(
    work,
    unitsOf(wish.unit).flatMap((unit) => [
      { memberId, unit, takes: true },
      { memberId: toMemberId, unit, takes: true },
    ]),
  )
  return once(work, wish, {
    room: 'wallet',
    kind: 'transfer',
    find: (id) => store.transferById(work.tx, id),
    answer: ({ fingerprint: _, programVersion: __, ...row }) => row,
    decide: async (print) => {
      const programVersion = await mustBeAllowed(work, book, wish)
      const parts = partsOf(book, wish)
      const words = { branchId: null, programVersion, reason: wish.note || null, reversesId: null }
      const happenedAt = work.at
      const transaction = ledger.begin(book, { kind: 'transfer', causeId: wish.id, happenedAt, ...words })
      const moved = parts.flatMap((part) =>
        passOn({ book, transaction }, { ...part, fromId: memberId, toId: toMemberId }),
      )
      const bonus = parts.find((part) => part.unit === 'bonus')?.amount ?? 0
      await ledger.closeBook(work, book)
      await store.insertTransfer(work, { ...wish, bonus, programVersion, fingerprint: print })
      await store.insertMovedLots(work.tx, moved)
      work.record(valueTransferred({ ...wish, bonus }))
      return present(await store.transferById(work.tx, wish.id), 'W12: what was passed on is there')
    },
  })
}

/** Refusals in order of precedence; answers the version of the program that allowed it. */
async function mustBeAllowed(work: Work, book: ledger.Book, wish: TransferWish): Promise<number> {
  const { memberId, toMemberId, unit, amount } = wish
  await mustBeAlive(work, memberId)
  await mustBeAlive(work, toMemberId)
  if (memberId === toMemberId) throw new Refusal('transfer_to_self')
  const { document, version } = await liveProgram(work)
  const { transfers } = document
  if (!(unit === 'points' ? transfers.points : transfers.storedValue))
    throw new Refusal('transfer_not_allowed')
  const [frozen] = await frozenMembers(work, [memberId, toMemberId])
  if (frozen !== undefined) throw new Refusal('member_frozen', { memberId: frozen })
  const parts = partsOf(book, wish)
  const short = parts.some((part) => part.amount > freeOf(book, part.unit, memberId))
  if (short) throw new Refusal('not_enough_value')
  if (unit === 'stored_value') mustFitCap(book, document, { memberId: toMemberId, comingMinor: amount })
  return version
}

/**
 * W13: bonus goes only along with principal, in the proportion held with what is on hold counted in: else a hold on the
 * principal would let the gift be handed on alone. The odd fen falls on principal.
 */
function partsOf(book: ledger.Book, { unit, memberId, amount }: TransferWish): Part[] {
  if (unit === 'points') return [{ unit, amount }]
  const bonusHeld = money(heldIn(book, 'bonus', memberId))
  const held = add(money(heldIn(book, 'principal', memberId)), bonusHeld)
  if (held < amount) throw new Refusal('not_enough_value')
  const bonus = shareDown(money(amount), bonusHeld, held)
  const parts: Part[] = [
    { unit: 'principal', amount: amount - bonus },
    { unit: 'bonus', amount: bonus },
  ]
  return parts.filter((part) => part.amount > 0)
}

/**
 * For each of these lots, every lot its value has passed through by transfers and merges, itself among them: so that
 * who gave a lot can find what is left of it.
 */
export async function heirsOf(work: Work, lotIds: readonly string[]): Promise<Map<string, string[]>> {
  const heirs = new Map<string, string[]>()
  for (const { lotId, fromLotId } of await store.heirsOf(work.tx, lotIds))
    heirs.set(fromLotId, [...(heirs.get(fromLotId) ?? []), lotId])
  return heirs
}

export async function list(work: Work, { memberId, page, rows: most }: Wish<typeof memberTransfers>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  const { rows, total } = await store.transfersOf(work.tx, { memberId, from: (page - 1) * most, most })
  return { total, rows: rows.map(({ fingerprint: _, programVersion: __, ...row }) => row) }
}
