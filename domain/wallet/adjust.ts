import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { anybodyElse, rolesOf, standingOf } from '#domain/org/index'
import { liveProgram, type ProgramDocument } from '#domain/program/index'
import { mustFitCap } from './cap.ts'
import type { adjustments, adjustValue, Adjustment } from './contract/adjustment.ts'
import type { WalletUnit } from './contract.ts'
import { adjustmentAsked, valueAdjusted } from './adjustment-events.ts'
import { wayOf } from './model/adjustment.ts'
import { chainKey, credit, openPurses, purseKey } from './purse.ts'
import * as store from './store/adjustment.ts'

/** The permission a second person needs. */
export const APPROVE = 'wallet.approve'

/**
 * W10, W11: a correction within one's own limit is applied at once; above it, it waits for a second person, unless its
 * owner has nobody else. Keys and the house have no limit: whatever they ask waits.
 */
export async function adjust(work: Work, wish: Wish<typeof adjustValue>) {
  const book = await openForAdjusting(work, wish)
  return once(work, wish, {
    room: 'wallet',
    kind: 'adjustment',
    find: (id) => store.adjustmentById(work.tx, id),
    answer: shown,
    decide: async (print) => {
      await mustBeAlive(work, wish.memberId)
      const { document, version } = await liveProgram(work)
      mustBeKnown(document, wish.unit)
      const roles = await rolesOf(work)
      const asked = { ...wish, anybodyElse: await anybodyElse(work, APPROVE) }
      const way = work.by.kind === 'staff' ? wayOf(roles, document.adjustments, asked) : 'second_person'
      const row = { ...wish, fingerprint: print, way, programVersion: version, byRoles: roles }
      if (way === 'second_person') mustLiveOn(book, wish)
      else apply(book, document, row)
      await store.insertAdjustment(work, row)
      await ledger.closeBook(work, book)
      work.record(
        way === 'second_person' ? adjustmentAsked(row) : valueAdjusted({ ...row, alone: way === 'alone' }),
      )
      return present(
        await store.adjustmentById(work.tx, wish.id),
        'W10: an adjustment that was asked is there',
      )
    },
  })
}

type Correction = Readonly<{
  id: string
  memberId: string
  unit: WalletUnit
  amount: number
  expiresOn: store.NewAdjustment['expiresOn']
  reason: string
  programVersion: number
}>

/** Locks what a correction may touch: for stored value both of its units, because the cap is over their sum. */
export const openForAdjusting = (
  work: Work,
  { unit, memberId, amount }: Pick<Correction, 'unit' | 'memberId' | 'amount'>,
): Promise<ledger.OpenBook> => {
  const money = unit === 'principal' || unit === 'bonus'
  const units: WalletUnit[] = money ? ['principal', 'bonus'] : [unit]
  return openPurses(
    work,
    units.map((one) => ({ memberId, unit: one, takes: money || amount < 0 })),
  )
}

export async function mustBeAlive(work: Work, memberId: string): Promise<void> {
  const [member] = await membersById(work, [memberId])
  if (!member || member.withdrawnAt !== null) throw new Refusal('member_unknown', { memberId })
}

function mustBeKnown(document: ProgramDocument, unit: WalletUnit): void {
  if (unit.startsWith('pass:') && !document.passes.some((pass) => `pass:${pass.code}` === unit))
    throw new Refusal('pass_unknown')
}

function mustLiveOn(book: ledger.Book, { expiresOn }: Pick<Correction, 'expiresOn'>): void {
  if (expiresOn !== null && expiresOn < book.today) throw new Refusal('expiry_in_the_past')
}

/** W10: posts a correction once, all of it or nothing. A debit never goes below zero, nor into what is held. */
export function apply(book: ledger.Book, document: ProgramDocument, of: Correction): void {
  mustLiveOn(book, of)
  const { unit, memberId, amount, programVersion, reason } = of
  if (amount > 0 && (unit === 'principal' || unit === 'bonus'))
    mustFitCap(book, document, { memberId, comingMinor: amount })
  const free = amount < 0 ? ledger.available(book, purseKey(unit, memberId)) : 0
  if (amount < 0 && free < -amount) throw new Refusal('not_enough_value', { free })

  const words = { happenedAt: book.at, branchId: null, programVersion, reason, reversesId: null }
  const side = { book, transaction: ledger.begin(book, { kind: 'adjust', causeId: of.id, ...words }) }
  if (amount > 0) credit(side, of)
  else ledger.takeUpTo(side, purseKey(unit, memberId), -amount)
  ledger.move(side, chainKey(unit, 'adjusted'), -amount)
}

/** A correction as everybody sees it. */
export function shown(row: store.AdjustmentRow): Adjustment {
  const { id, memberId, unit, amount, expiresOn, reason, way, at, byId, byName } = row
  return {
    id,
    memberId,
    unit,
    amount,
    expiresOn,
    reason,
    way,
    at,
    byId,
    byName,
    ...standingOf(row),
    alone: way === 'alone',
  }
}

export async function list(work: Work, wish: Wish<typeof adjustments>) {
  const { state = null, memberId = null, page, rows: most } = wish
  const { rows, total } = await store.adjustmentsBy(work.tx, {
    state,
    memberId,
    from: (page - 1) * most,
    most,
  })
  return { rows: rows.map(shown), total }
}
