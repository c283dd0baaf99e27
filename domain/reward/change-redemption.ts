import type { Wish } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { businessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { putStock } from '#domain/goods/index'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { branches, branchesByCode, inScope, today, type Branch } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { burnedOf, FOLLOW_MERGES, movedBy, openPurses, unspend } from '#domain/wallet/index'
import type { changeRedemption, GiftState, voidRedemption } from './contract.ts'
import { giftChanged } from './events.ts'
import * as store from './store/redemptions.ts'

type Change = Readonly<{
  id: string
  redemptionId: string
  state: 'sent' | 'handed' | 'cancelled' | 'void'
  branchCode: string | null
  tender: string | null
  note: string
}>

/** From which states a gift comes into one. */
const FROM: Readonly<Record<Change['state'], readonly GiftState[]>> = {
  sent: ['asked'],
  handed: ['asked', 'sent'],
  cancelled: ['asked', 'sent'],
  void: ['handed'],
}

/** R2: one step of a gift; money is due when it is handed over. */
export const change = (work: Work, wish: Wish<typeof changeRedemption>) => step(work, wish, wish)

/** R2: a gift that was handed over by mistake; its money goes back as it came. */
export const makeVoid = (work: Work, wish: Wish<typeof voidRedemption>) =>
  step(work, wish, { ...wish, state: 'void', branchCode: null, tender: null })

async function step(work: Work, wish: Readonly<{ id: string }>, of: Change) {
  // Whoever gives points back locks the purse before the gift, as whoever takes them does.
  const known = await store.redemptionById(work.tx, of.redemptionId)
  const back = known && goesBack(of) ? await openBack(work, known) : null
  await store.lockRedemption(work.tx, of.redemptionId)
  return once(work, wish, {
    room: 'reward',
    kind: 'gift_change',
    find: (id) => store.changeById(work.tx, id),
    answer: ({ fingerprint: _, ...row }) => row,
    decide: async (fingerprint) => {
      const row = await store.redemptionById(work.tx, of.redemptionId)
      if (!row || !(await mayTouch(work, row))) throw new Refusal('gift_redemption_unknown')
      const next = await judge(work, { ...of, fingerprint }, row)
      if (back) await giveBack(work, row, { ...back, id: of.id })
      await store.insertChanges(work, [next])
      work.record(giftChanged({ ...of, memberId: row.memberId }))
      return present(await store.changeById(work.tx, of.id), 'R2: a step that was written is there')
    },
  })
}

const goesBack = ({ state }: Change): boolean => state === 'cancelled' || state === 'void'

/** Somebody bound to branches sees the gifts of these; what the head office sends is of no branch. */
const mayTouch = async (work: Work, row: store.RedemptionRow): Promise<boolean> =>
  row.branchId === null ? work.by.branchIds === null : inScope(work, row.branchId)

async function judge(
  work: Work,
  of: Change & { fingerprint: string },
  row: store.RedemptionRow,
): Promise<store.NewChange> {
  const named =
    of.branchCode === null ? null : (await branchesByCode(work, [of.branchCode])).get(of.branchCode)
  if (of.branchCode !== null && (!named || !inScope(work, named.id))) throw new Refusal('branch_unknown')
  if (!FROM[of.state].includes(row.state)) throw new Refusal('gift_redemption_over', { state: row.state })
  if (of.state === 'handed' && row.addMinor > 0 && of.tender === null)
    throw new Refusal('tender_needed', { addMinor: row.addMinor })
  const branchId = named?.id ?? row.branchId
  const handed = (await store.changesOf(work.tx, row.id)).find((one) => one.state === 'handed')
  const tender = of.state === 'void' ? (handed?.tender ?? null) : of.tender
  const place = of.state === 'void' ? (handed?.branchId ?? branchId) : branchId
  const day = await dayAt(work, place)
  return changeOf({ ...row, day }, { ...of, from: row.state, tender, branchId: place })
}

async function dayAt(work: Work, branchId: string | null): Promise<BusinessDay> {
  if (branchId === null) return today(work)
  const found: Branch | undefined = (await branches(work)).find((one) => one.id === branchId)
  const { zone, closingHour } = present(found, 'R2: a branch that gives gifts is one of the chain')
  return businessDay(work.at, zone, closingHour)
}

type Step = Omit<store.NewChange, 'paidMinor' | 'day'>

/** R2: money moves only where the gift is handed over, and back where that is void. */
export function changeOf(
  { addMinor, day }: Readonly<{ addMinor: number; day: BusinessDay }>,
  { id, fingerprint, redemptionId, from, state, tender, branchId, note }: Step,
): store.NewChange {
  const paidMinor = state === 'handed' ? addMinor : state === 'void' ? 0 - addMinor : 0
  const said = paidMinor === 0 ? null : tender
  return { id, fingerprint, redemptionId, from, state, tender: said, paidMinor, branchId, day, note }
}

type Back = Readonly<{ book: ledger.OpenBook; lots: { lotId: string; amount: number }[] }>

/** The purse with the very lots that paid, closed ones too. */
async function openBack(work: Work, { id, memberId }: store.RedemptionRow): Promise<Back> {
  const lots = burnedOf(await movedBy(work, [id])).get('points') ?? []
  const alsoLots = lots.map((lot) => lot.lotId)
  const book = await openPurses(work, [{ memberId, unit: 'points', takes: true }], { alsoLots })
  return { book, lots }
}

/** R2: the very lots and the stock come back; what died meanwhile lives on for the program's days of grace. */
async function giveBack(
  work: Work,
  row: store.RedemptionRow,
  { book, lots, id }: Back & Readonly<{ id: string }>,
): Promise<void> {
  const { document, version: programVersion } = await liveProgram(work)
  const words = {
    happenedAt: work.at,
    branchId: row.branchId,
    programVersion,
    reason: null,
    reversesId: null,
  }
  const transaction = ledger.begin(book, { kind: 'gift_back', causeId: id, ...words })
  const { memberId } = row
  unspend({ book, transaction }, { unit: 'points', memberId, lots, graceDays: document.returns.graceDays })
  await putBack(work, [{ ...row, causeId: id }])
  await ledger.closeBook(work, book)
  const [member] = await membersById(work, [memberId])
  // What comes back to somebody who has gone into another follows there.
  if (member?.withdrawnAt != null) ask(work, FOLLOW_MERGES)
}

/** Puts the goods of gifts back where they came from, once per cause. */
export async function putBack(
  work: Work,
  rows: readonly (store.RedemptionRow & Readonly<{ causeId: string }>)[],
): Promise<void> {
  const wishes = rows.flatMap(({ productCode, stockBranchId: branchId, count: quantity, causeId }) => {
    const cause = { kind: 'gift_back', id: causeId }
    return productCode === null ? [] : [{ productCode, branchId, quantity, cause }]
  })
  if (wishes.length > 0) await putStock(work, wishes)
}
