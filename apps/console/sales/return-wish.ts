import type { Told } from '#base/endpoint'
import type { quoteSale, showSale } from '#domain/sale/contract'
import { VALUE_TENDERS } from '#domain/program/model/pay'

type Sale = Told<typeof showSale>
type Line = Sale['lines'][number]
export type Quote = Told<typeof quoteSale>

/** How much of each line comes back, by its number. */
export type Chosen = Readonly<Record<number, number>>

/** Quantities have three decimals: whole thousandths compare exactly, floats do not. */
const thousandths = (quantity: number): number => Math.round(quantity * 1000)

/** What of a line is still with the customer. */
export const leftOf = ({ quantity, returnedQuantity }: Pick<Line, 'quantity' | 'returnedQuantity'>): number =>
  (thousandths(quantity) - thousandths(returnedQuantity)) / 1000

/** Whether anything of a receipt can still come back. */
export const returnable = (sale: Sale): boolean =>
  sale.kind === 'sale' && !sale.voided && sale.lines.some((line) => leftOf(line) > 0)

/** Everything that is left, the usual case. */
export const allOf = (sale: Sale): Chosen =>
  Object.fromEntries(sale.lines.filter((line) => leftOf(line) > 0).map((line) => [line.no, leftOf(line)]))

/** The chosen lines as a return names them, in the order of the receipt. */
export const itemsOf = (sale: Sale, chosen: Chosen): { no: number; quantity: number }[] =>
  sale.lines
    .map(({ no }) => ({ no, quantity: chosen[no] ?? 0 }))
    .filter(({ quantity }) => thousandths(quantity) > 0)

/** Money that leaves the drawer or goes back by card: what is given back into a member's holdings is none. */
export const payOutMinor = ({ tenders }: Pick<Quote, 'tenders'>): number =>
  tenders
    .filter(({ kind }) => !VALUE_TENDERS.includes(kind))
    .reduce((all, { amountMinor }) => all + amountMinor, 0)

/** Uses of passes that come back with these lines. */
export function passesBack(sale: Sale, chosen: Chosen): { code: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const line of sale.lines) {
    const pass = line.deductions.find((one) => one.kind === 'pass')
    const back = chosen[line.no] ?? 0
    if (pass && pass.code !== null && back > 0) counts.set(pass.code, (counts.get(pass.code) ?? 0) + back)
  }
  return [...counts].map(([code, count]) => ({ code, count }))
}

/** Coupons that lowered the price of a receipt, each once. */
export const couponsOf = (sale: Sale): string[] => [
  ...new Set(
    sale.lines.flatMap(({ deductions }) =>
      deductions.flatMap(({ kind, code }) => (kind === 'coupon' && code !== null ? [code] : [])),
    ),
  ),
]
