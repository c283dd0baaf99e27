import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { currencyDigits, money, plainMoney } from '#base/money'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type { reconciliationFile } from './contract/reconciliation.ts'
import { reconcile } from './reconcile.ts'

const HEAD = [
  'day',
  'what',
  'tender',
  'receipts',
  'amount',
  'said',
  'posted',
  'difference',
  'cause',
  'id',
  'code',
] as const
type Cells = Partial<Record<(typeof HEAD)[number], string>>

/** Days and tenders, drawers, and every difference: what an accountant files. */
export async function file(work: Work, wish: Wish<typeof reconciliationFile>): Promise<FileReply> {
  const told = await reconcile(work, wish)
  const digits = currencyDigits((await chain(work)).currency)
  const minor = (n: number) => plainMoney(money(n), digits)
  /** Points and vouchers are counts; everything else is money. */
  const measure = (what: string, n: number | null) =>
    n === null ? '' : what === 'points' || what === 'voucher' ? String(n) : minor(n)
  const lines = told.days.flatMap(({ day, tenders, topUps, accountPayments, drawer }) => [
    ...tenders.map(({ tender, receipts, amountMinor, said, posted }): Cells => {
      const difference = said === null || posted === null ? null : said - posted
      const sides = { said: measure(tender, said), posted: measure(tender, posted) }
      const words = { day, what: 'tender', tender, receipts: String(receipts), amount: minor(amountMinor) }
      return { ...words, ...sides, difference: measure(tender, difference) }
    }),
    ...topUps.map(({ tender, inMinor, backMinor, postedMinor, interestMinor }): Cells => {
      const said = inMinor - backMinor + interestMinor
      const words = { day, what: 'top_up', tender, amount: minor(inMinor - backMinor) }
      return {
        ...words,
        said: minor(said),
        posted: minor(postedMinor),
        difference: minor(said - postedMinor),
      }
    }),
    ...accountPayments.map(({ tender, amountMinor }): Cells => {
      return { day, what: 'account_payment', tender, amount: minor(amountMinor) }
    }),
    { day, what: 'drawer', tender: 'cash', amount: minor(drawer.expectedMinor) },
  ])
  const found = told.differences.map(({ day, subject, cause, causeId, code, said, posted }): Cells => {
    const sides = { said: measure(subject, said), posted: measure(subject, posted) }
    const why = { difference: measure(subject, said - posted), cause, id: causeId, code: code ?? '' }
    return { day, what: 'difference', tender: subject, ...sides, ...why }
  })
  const full = [...lines, ...found].map((cells: Cells) => HEAD.map((column) => cells[column] ?? ''))
  const content = `\uFEFF${stringify([HEAD, ...full], { record_delimiter: '\r\n' })}`
  return { name: `reconciliation-${told.from}-${told.to}.csv`, type: 'text/csv; charset=utf-8', content }
}
