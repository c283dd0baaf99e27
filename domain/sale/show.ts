import type { Wish } from '#base/endpoint'
import { daysBetween } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { membersById, withGone } from '#domain/member/index'
import { inScope } from '#domain/org/index'
import type { listSales, saleEvent, salesByDay, showSale } from './contract.ts'
import * as store from './store/read.ts'

async function withMembers<Row extends store.SaleRow>(work: Work, rows: readonly Row[]) {
  const members = new Map(
    (
      await membersById(
        work,
        rows.flatMap((r) => (r.memberId ? [r.memberId] : [])),
      )
    ).map((m) => [m.id, m]),
  )
  return rows.map((row) => {
    const member = row.memberId ? members.get(row.memberId) : undefined
    return { ...row, memberNumber: member?.number ?? null, memberName: member?.name ?? null }
  })
}

/** Whoever is bound to branches sees the sales of those only (C88). */
export async function list(work: Work, wish: Wish<typeof listSales>) {
  const page = { from: (wish.page - 1) * wish.rows, most: wish.rows }
  // A member's sales are also those of whoever has gone into it.
  const memberIds = wish.memberId === undefined ? null : await withGone(work, wish.memberId)
  const asked = { ...wish, memberIds, scope: work.by.branchIds }
  const { rows, total } = await store.sales(work.tx, asked, page)
  return { rows: await withMembers(work, rows), total }
}

export async function show(work: Work, { id }: Wish<typeof showSale>) {
  const sale = await store.sale(work.tx, id)
  if (!sale || !inScope(work, sale.branchId)) throw new Refusal('sale_unknown')
  const [row] = await withMembers(work, [sale])
  if (!row) throw new Refusal('sale_unknown')
  const lines = (await store.linesOf(work.tx, id)).map((line) => ({
    ...line,
    quantity: Number(line.quantity),
    returnedQuantity: Number(line.returnedQuantity),
  }))
  const returns = await store.returnsOf(work.tx, id)
  const returnedMinor = -returns.reduce((all, one) => all + one.totalMinor, 0) || 0
  return { ...row, lines, returns, returnedMinor }
}

/** One sale for whoever a later room lets see it, whatever branches they are bound to. */
export const shownToAnyone = (work: Work, id: string) =>
  show({ ...work, by: { ...work.by, branchIds: null } }, { id: id as Wish<typeof showSale>['id'] })

/** Three years of days are what one picture can show. */
const MOST_DAYS = 1_100

export async function byDay(work: Work, wish: Wish<typeof salesByDay>) {
  if (daysBetween(wish.from, wish.to) > MOST_DAYS) throw new Refusal('span_too_long')
  const scope = work.by.branchIds
  const rows = await store.days(work.tx, { ...wish, scope })
  const total = (of: 'receipts' | 'totalMinor' | 'memberMinor' | 'points') =>
    rows.reduce((all, row) => all + row[of], 0)
  return {
    rows,
    totalMinor: total('totalMinor'),
    receipts: total('receipts'),
    memberMinor: total('memberMinor'),
    points: total('points'),
    lastDay: await store.lastDay(work.tx, scope),
  }
}

/** What became of an id: applied, refused or unknown (X4). */
export async function event(work: Work, { id }: Wish<typeof saleEvent>) {
  const found = await store.outcome(work.tx, id)
  if (!found || (found.branchId !== null && !inScope(work, found.branchId)))
    return { id, outcome: 'unknown' as const, code: null }
  return { id, outcome: found.outcome, code: found.code }
}
