import type { BuyerFit } from '#domain/insight/model/buyer-fit'
import { repeatSpend } from '#domain/insight/model/buyer-histories'
import { YEAR_AHEAD, lifetimeValues, rangeOf, type Customer } from '#domain/insight/model/clv'
import type { MemberColumns, SpendRows } from '#domain/insight/model/purchase-days'
import type { SpendFit } from '#domain/insight/model/spend-model'

const MINOR = 100

export type Repeats = ReturnType<typeof repeatSpend>
type Known = Readonly<{ rows: SpendRows; columns: MemberColumns; cut: number }>

/** Repeat purchases and what they came to, up to the cut and in units of money. */
export const repeatsOf = ({ rows, columns, cut }: Known): Repeats => {
  const keep = (_: number, i: number) => (rows.day[i] as number) <= cut
  const within = {
    member: rows.member.filter(keep),
    day: rows.day.filter(keep),
    spendMinor: rows.spendMinor.filter(keep),
  }
  return repeatSpend(within, columns, MINOR)
}

type Models = Readonly<{ fit: BuyerFit; spend: SpendFit; money: Repeats }>

/** The range is worked out on so many members, evenly drawn: relative to the value it hardly differs. */
const RANGED = 400

/**
 * What the next twelve months of all members are worth, discounted by the month, in units of money, and between what
 * and what it lies in four of five cases as far as the parameters are known.
 */
export function valueOf({ columns, cut, discount }: Known & { discount: number }, models: Models) {
  const ahead = { ...YEAR_AHEAD, discount: (1 + discount) ** (1 / 12) - 1 }
  const customers = customersOf(columns, cut, models.money)
  const { params } = models.fit
  const total = sumOf(lifetimeValues({ params, spend: models.spend.params }, customers, ahead))
  const every = Math.ceil(customers.length / RANGED)
  const some = customers.filter((_, i) => i % every === 0)
  const range = rangeOf({ buyers: models.fit, spend: models.spend }, (moved, spend) =>
    spend ? sumOf(lifetimeValues({ params: moved, spend }, some, ahead)) : 0,
  )
  const wide = range && { low: (total * range.low) / range.value, high: (total * range.high) / range.value }
  return { months: 12, discount, total, range: wide }
}

const sumOf = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0)

function customersOf(columns: MemberColumns, cut: number, { x, spend }: Repeats): Customer[] {
  const customers: Customer[] = []
  for (let m = 0; m < columns.members; m += 1) {
    if (columns.purchaseDays[m] === 0) continue
    const first = columns.firstDay[m] as number
    const n = x[m] as number
    // Returns beyond the repeat purchases leave a purchase worth nothing, never less.
    const mean = n > 0 ? Math.max(0, (spend[m] as number) / n) : 0
    customers.push({ x: n, tx: (columns.lastDay[m] as number) - first, age: cut - first, mean })
  }
  return customers
}
