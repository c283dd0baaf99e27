import type { Answer, Wish } from '#base/endpoint'
import { instantOfMs, msOf, type Instant } from '#base/instant'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { inScope, wordOf } from '#domain/org/index'
import { mayAll } from '#domain/org/model'
import type {
  askDiscount,
  DiscountAsking,
  listDiscountAskings,
  showDiscountAsking,
} from './contract/discount-asking.ts'
import { discountRulesOf } from './discounts.ts'
import { discountAsked } from './events.ts'
import { weighRows } from './intake.ts'
import { withinRule } from './model/hand-discount.ts'
import * as store from './store/askings.ts'
import { seen, type NewSale } from './store/sales.ts'

/** A customer does not wait longer than a day for a yes; what nobody answered by then is asked anew. */
const WAITS_MS = 24 * 60 * 60_000

/**
 * S16: keeps what a discount beyond the limit is asked for, with the basket as it is now. The sale is judged by the
 * very rules that record it, but for the limit, and has no effect. The PIN is no part of it and is never kept.
 */
export async function ask(
  work: Work,
  { sale: { pin: _, ...sale }, ...wish }: Wish<typeof askDiscount>,
): Promise<Answer<typeof askDiscount>> {
  const print = fingerprint({ ...wish, sale })
  await store.lockSaleAsked(work.tx, sale.id)
  const done = await store.askingById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('discount_asking_id_reused')
  if (done) return { ...(await shownOne(work, done)), replayed: true }
  if ((await seen(work.tx, [sale.id])).length > 0) throw new Refusal('sale_already_answered')
  const [told] = await weighRows(work, [{ wish: sale, by: work.by }], { source: 'api', asking: true })
  const row = present(told, 'S1: every wish is answered')
  if ('code' in row) throw new Refusal(row.code, row.details)
  const asking = await askingOf(work, row)
  const before = await store.askingsOf(work.tx, sale.id)
  if (before.some((one) => stands(one, work.at, row.fingerprint))) throw new Refusal('discount_already_asked')
  must(work.by.id !== null, 'S16: whoever asks is known')
  await store.insertAsking(work, { ...asking, id: wish.id, fingerprint: print, reason: wish.reason })
  work.record(discountAsked({ ...asking, id: wish.id, reason: wish.reason }))
  const kept = present(await store.askingById(work.tx, wish.id), 'S16: what was asked is kept')
  return { ...(await shownOne(work, kept)), replayed: false }
}

/** One that waits holds its sale, and one that was allowed the very same content. */
const stands = (one: store.AskingRow, at: Instant, print: string): boolean => {
  const state = stateOf(one, at)
  return state === 'waiting' || (state === 'allowed' && one.salePrint === print)
}

/** What is asked for, of the sale it would be; refused where nobody has to be asked. */
async function askingOf(work: Work, row: NewSale) {
  const { byHand, branchId } = row
  const rule = (await discountRulesOf(work, [branchId])).get(branchId)
  if (byHand === null || rule === undefined || withinRule(rule, work.by.permissions, byHand))
    throw new Refusal('discount_within_limit', { mostBps: rule?.mostBps ?? null })
  const { listedMinor, offMinor, shareBps } = byHand
  return {
    saleId: row.id,
    salePrint: row.fingerprint,
    branchId,
    memberId: row.memberId,
    listedMinor,
    offMinor,
    shareBps,
    mostBps: rule.mostBps,
    totalMinor: row.totalMinor,
    points: row.points,
    lines: row.lines.map((line) => ({
      productCode: line.productCode,
      name: line.name,
      quantity: Number(line.quantity),
      listedMinor: line.listedMinor,
      chargedMinor: line.chargedMinor,
    })),
    expiresAt: instantOfMs(msOf(work.at) + WAITS_MS),
  }
}

/** Whoever asked sees it, and whoever reads the sales of its branch. */
export async function show(work: Work, { id }: Wish<typeof showDiscountAsking>): Promise<DiscountAsking> {
  const row = await store.askingById(work.tx, id)
  const own = row !== undefined && row.byId === work.by.id
  const reads = mayAll(work.by.permissions, ['sale.read'])
  if (!row || !(own || (reads && inScope(work, row.branchId)))) throw new Refusal('discount_asking_unknown')
  return shownOne(work, row)
}

export async function list(work: Work, { state, page, rows: most }: Wish<typeof listDiscountAskings>) {
  const { branchIds } = work.by
  const from = (page - 1) * most
  const asked = { state: state ?? null, at: work.at, branchIds, from, most }
  const { rows, total } = await store.askings(work.tx, asked)
  return { rows: await shown(work, rows), total }
}

export async function shownOne(work: Work, row: store.AskingRow): Promise<DiscountAsking> {
  const [one] = await shown(work, [row])
  return present(one, 'S16: what is there is shown')
}

/** How it stands at a moment: said yes or no to, waiting, or over because nobody answered in its time. */
export const stateOf = (
  { approves, expiresAt }: Pick<store.AskingRow, 'approves' | 'expiresAt'>,
  at: Instant,
): DiscountAsking['state'] => {
  if (approves !== null) return approves ? 'allowed' : 'refused'
  return msOf(expiresAt) > msOf(at) ? 'waiting' : 'expired'
}

async function shown(work: Work, rows: readonly store.AskingRow[]): Promise<DiscountAsking[]> {
  const ids = rows.flatMap((row) => row.memberId ?? [])
  const members = new Map((ids.length === 0 ? [] : await membersById(work, ids)).map((one) => [one.id, one]))
  return rows.map(({ decisionId, approves, note, decidedAt, decidedById, decidedByName, ...row }) => {
    const member = members.get(row.memberId ?? '')
    return {
      ...row,
      lines: [...row.lines],
      state: stateOf({ ...row, approves }, work.at),
      memberName: member?.name ?? null,
      memberNumber: member?.number ?? null,
      decision: wordOf({ decisionId, approves, note, decidedAt, decidedById, decidedByName }),
    }
  })
}
