import { businessDay } from '#base/instant'
import { must, present } from '#base/must'
import { money, negate, type Money } from '#base/money'
import { points } from '#base/points'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as wallet from '#domain/wallet/index'
import { decide, gather, type Accepted, type Batch, type Decided } from './batch.ts'
import type { SaleWish } from './contract.ts'
import { saleRecorded } from './events.ts'
import type { Line, SaleRefusal } from './model.ts'
import * as store from './store/sales.ts'

export type Receipt = Readonly<{
  id: string
  totalMinor: number
  points: number
  pointsBalance: number | null
  memberId: string | null
  programVersion: number
  replayed: boolean
}>
export type Answer =
  | Readonly<{ outcome: 'applied'; receipt: Receipt }>
  | Readonly<{
      outcome: 'refused'
      id: string
      code: SaleRefusal
      details: Record<string, unknown>
      replayed: boolean
    }>

/** Where a batch came from; kept on every sale. */
export type From = Readonly<{ source: 'api' | 'import' }>

/**
 * The one intake of sales: from the API, a batch, an import. Many wishes at once, each answered; all wallets are
 * locked in one statement, decisions are made in memory, and each table is written with one statement.
 * A refused wish is an answer and is kept (S3); it never stops the rest.
 */
export async function takeIn(work: Work, wishes: readonly SaleWish[], from: From): Promise<Answer[]> {
  const batch = await gather(work, wishes)
  const decided = wishes.map((wish) => decide(work, batch, wish))
  const sales = decided.filter((d) => d.kind === 'sale')
  const balances = await moveForMembers(work, batch, sales)
  const rows = sales.map((sale) =>
    rowOf(batch, sale, { ...from, pointsBalance: balances.get(sale.wish.id) ?? null }),
  )
  await store.insertSales(work, rows)
  await store.insertRefusals(
    work,
    decided.filter((d) => d.kind === 'refusal'),
  )
  work.record(...rows.map((row) => saleRecorded(row)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return decided.map((d) => answerOf(d, byId))
}

/** What the intake would answer now, without any effect: null, or the code of the refusal. */
export async function judgeSales(work: Work, wishes: readonly SaleWish[]): Promise<(SaleRefusal | null)[]> {
  const batch = await gather(work, wishes)
  return wishes.map((wish) => {
    const decided = decide(work, batch, wish)
    if (decided.kind === 'replay') return decided.reused ? 'sale_id_reused' : decided.seen.code
    return decided.kind === 'refusal' ? decided.code : null
  })
}

/**
 * Locks every wallet of the batch, then moves points sale by sale in the order asked; answers each member's
 * balance after it.
 */
async function moveForMembers(
  work: Work,
  batch: Batch,
  sales: readonly Accepted[],
): Promise<Map<string, number>> {
  const ofMembers = sales.filter((sale) => sale.memberId !== null)
  const takes = new Set(ofMembers.filter((s) => s.wish.kind === 'return').map((s) => s.memberId ?? ''))
  const book = await wallet.openPoints(work, [...new Set(ofMembers.map((s) => s.memberId ?? ''))], takes)
  const earnings = await wallet.earningsOf(
    work,
    sales.flatMap((s) => (s.wish.returnsSaleId ? [s.wish.returnsSaleId] : [])),
  )
  const balances = new Map<string, number>()
  for (const sale of ofMembers) {
    const branch = present(batch.branches.get(sale.wish.branchCode), 'S2: an accepted sale has a branch')
    const memberId = present(sale.memberId, 'S4: points move for members only')
    const { version } = batch.program
    const words = {
      causeId: sale.wish.id,
      happenedAt: sale.wish.happenedAt,
      branchId: branch.id,
      programVersion: version,
      memberId,
    }
    const { wish } = sale
    if (wish.kind === 'sale') {
      // Points earned do not expire yet: the program has no rule for it.
      const transactionId = wallet.earnPoints(book, { ...words, points: sale.points }, null)
      if (transactionId) earnings.set(wish.id, [transactionId])
    } else {
      wallet.clawBackPoints(
        book,
        { ...words, points: sale.points },
        earnings.get(wish.returnsSaleId ?? '') ?? [],
      )
    }
    balances.set(wish.id, wallet.pointsIn(book, memberId))
  }
  await wallet.closePoints(work, book)
  return balances
}

function rowOf(batch: Batch, sale: Accepted, from: From & { pointsBalance: number | null }): store.NewSale {
  const { wish, priced } = sale
  const branch = present(batch.branches.get(wish.branchCode), 'S2: an accepted sale has a branch')
  const total: Money = wish.kind === 'sale' ? priced.totalMinor : negate(priced.totalMinor)
  const tenders =
    wish.tenders.length > 0 ? wish.tenders : [{ kind: 'unknown' as const, amountMinor: priced.totalMinor }]
  must(sale.points >= 0, 'S4: sales earn, returns take back')
  return {
    id: wish.id,
    fingerprint: sale.fingerprint,
    kind: wish.kind,
    source: from.source,
    branchId: branch.id,
    till: wish.till ?? null,
    receiptNo: wish.receiptNo ?? null,
    memberId: sale.memberId,
    returnsId: wish.returnsSaleId ?? null,
    day: businessDay(wish.happenedAt, branch.zone, branch.closingHour),
    happenedAt: wish.happenedAt,
    programVersion: batch.program.version,
    totalMinor: total,
    pointsBalance: from.pointsBalance,
    points: points(wish.kind === 'sale' ? sale.points : -sale.points),
    lines: priced.lines.map((line: Line) => named(line, batch)),
    tenders: tenders.map((tender) => ({ kind: tender.kind, amountMinor: money(tender.amountMinor) })),
  }
}

function named(line: Line, batch: Batch): Line & { productId: string | null } {
  const product = batch.products.get(line.productCode)
  return { ...line, name: line.name || (product?.name ?? ''), productId: product?.id ?? null }
}

function answerOf(d: Decided, rows: ReadonlyMap<string, store.NewSale>): Answer {
  if (d.kind === 'refusal')
    return { outcome: 'refused', id: d.id, code: d.code, details: d.details, replayed: false }
  if (d.kind === 'sale') {
    const row = present(rows.get(d.wish.id), 'S1: what was accepted was written')
    return { outcome: 'applied', receipt: receiptOf(row, false) }
  }
  const { seen } = d
  if (d.reused)
    return { outcome: 'refused', id: seen.id, code: 'sale_id_reused', details: {}, replayed: true }
  if (seen.code !== null)
    return { outcome: 'refused', id: seen.id, code: seen.code, details: seen.details, replayed: true }
  const twin = rows.get(seen.id)
  if (twin) return { outcome: 'applied', receipt: receiptOf(twin, true) }
  return {
    outcome: 'applied',
    receipt: { ...present(seen.receipt, 'S1: an applied sale has a receipt'), replayed: true },
  }
}

function receiptOf(row: store.NewSale, replayed: boolean): Receipt {
  const { id, totalMinor, memberId, programVersion, pointsBalance } = row
  return { id, totalMinor, points: row.points, pointsBalance, memberId, programVersion, replayed }
}

/** One sale: a batch of one, whose refusal is thrown and kept. */
export async function record(work: Work, wish: SaleWish): Promise<Receipt> {
  const [answer] = await takeIn(work, [wish], { source: 'api' })
  const one = present(answer, 'S1: every wish is answered')
  if (one.outcome === 'applied') return one.receipt
  throw new Refusal(one.code, { ...one.details, kept: true })
}

export async function recordMany(
  work: Work,
  wish: { sales: readonly SaleWish[] },
): Promise<{ answers: Answer[] }> {
  return { answers: await takeIn(work, wish.sales, { source: 'api' }) }
}
