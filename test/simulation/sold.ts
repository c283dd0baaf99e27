import { money } from '#base/money'
import type * as ledger from '#domain/ledger/index'
import type { SoldValue } from '#domain/sale/facts'
import type { PaidTender, Sold, SoldLine } from '#domain/sale/model/returns'
import type { NewSale } from '#domain/sale/store/sales'
import * as wallet from '#domain/wallet/index'

const total = <Row>(of: readonly Row[], value: (row: Row) => number) =>
  of.reduce((all, row) => all + value(row), 0)

/** What a sale burned and earned, and what its returns gave back of it, read from a book that is kept in memory. */
export function movedFor(
  book: ledger.OpenBook,
  id: string,
  backs: ReadonlySet<string>,
): Omit<SoldValue, 'uses'> {
  const own = movedBy(book, (causeId) => causeId === id)
  return {
    burned: wallet.burnedOf(own),
    given: backs.size === 0 ? new Map() : wallet.givenOf(movedBy(book, (causeId) => backs.has(causeId))),
    earnedBy: [...new Set(own.map((one) => one.transactionId))],
  }
}

/** What these causes moved: of a night's postings a few, so no more is read than is asked for. */
function movedBy(book: ledger.OpenBook, isCause: (causeId: string) => boolean) {
  const causes = new Map<string, string>()
  for (const { id, causeId } of book.transactions) if (isCause(causeId)) causes.set(id, causeId)
  const postings = book.postings.filter((one) => causes.has(one.transactionId))
  const touched = new Set(postings.map((one) => one.accountId))
  const keys = new Map<string, ledger.AccountKey>()
  for (const { id, key } of book.accounts.values()) if (touched.has(id)) keys.set(id, key)
  return postings.map(({ transactionId, accountId, unit, amount, lotId }) => {
    const { purpose = '', holderId = null } = keys.get(accountId) ?? {}
    return { transactionId, unit, purpose, holderId, amount, lotId, causeId: causes.get(transactionId) ?? '' }
  })
}

/** What the store would read of a sale, worked out from its row and those of its returns. */
export function soldOf(row: NewSale | undefined, returns: readonly NewSale[]): Sold {
  if (!row) throw new Error('test: only what was sold is returned')
  const lines = returns.flatMap((one) => one.lines)
  const tenders = returns.flatMap((one) => one.tenders)
  return {
    id: row.id,
    memberId: row.memberId,
    branchId: row.branchId,
    day: row.day,
    totalMinor: row.totalMinor,
    roundingMinor: row.roundingMinor,
    points: row.points,
    programVersion: row.programVersion,
    returnedMinor: money(0 - total(returns, (one) => one.totalMinor)),
    returnedRoundingMinor: money(0 - total(returns, (one) => one.roundingMinor)),
    clawedBack: 0 - total(returns, (one) => one.points),
    lines: row.lines.map(({ quantity, returnedNo: _, ...line }): SoldLine => {
      const back = lines.filter((one) => one.returnedNo === line.no)
      return {
        ...line,
        thousandths: Math.round(Number(quantity) * 1000),
        returnedThousandths: total(back, (one) => Math.round(Number(one.quantity) * 1000)),
        returnedMinor: money(total(back, (one) => one.chargedMinor)),
      }
    }),
    tenders: row.tenders.map((tender, at): PaidTender => {
      const back = tenders.filter((one) => one.returnedNo === at + 1)
      return {
        no: at + 1,
        kind: tender.kind,
        amountMinor: tender.amountMinor,
        code: tender.code,
        count: tender.count,
        points: tender.points,
        principalMinor: money(tender.principalMinor),
        bonusMinor: money(tender.bonusMinor),
        back: {
          amountMinor: money(total(back, (one) => one.amountMinor)),
          count: total(back, (one) => one.count),
          points: total(back, (one) => one.points),
          bonusMinor: money(total(back, (one) => one.bonusMinor)),
        },
      }
    }),
  }
}
