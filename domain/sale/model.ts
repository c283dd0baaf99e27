import { msOf, type Instant } from '#base/instant'
import { add, decimalText, money, shareHalfUp, sum, type Money } from '#base/money'
import type { Points } from '#base/points'
import type { SALE_REFUSALS, SaleWish } from './contract.ts'

export type SaleRefusal = (typeof SALE_REFUSALS)[number]

export type Line = Readonly<{
  no: number
  productCode: string
  name: string
  /** As text with three decimals, exactly as it is stored. */
  quantity: string
  unitPriceMinor: Money
  chargedMinor: Money
}>

/** A sale priced by us: what the till sent was checked, never trusted. */
export type Priced = Readonly<{ lines: readonly Line[]; totalMinor: Money }>

/** Everything a decision needs to know about the world, gathered for the whole batch beforehand. */
export type Facts = Readonly<{
  at: Instant
  branchKnown: boolean
  memberId: string | null | undefined
  returned: Returned | null | undefined
}>

/** The sale a return refers to, and what already came back of it. */
export type Returned = {
  readonly memberId: string | null
  readonly totalMinor: Money
  readonly points: Points
  returnedMinor: Money
  clawedBack: Points
}

/** Clocks of tills and zones may differ by a day, not more: a later sale is a wrong clock or a misread date. */
const FUTURE_MS = 26 * 3_600_000

/** S2: quantity × price per line, halves away from zero, in thousandths so that weighed goods are exact. */
export function price(wish: SaleWish): Priced | 'charged_above_price' {
  const lines: Line[] = []
  for (const [at, line] of wish.lines.entries()) {
    const thousandths = Math.round(line.quantity * 1000)
    const listed = shareHalfUp(money(line.unitPriceMinor), thousandths, 1000)
    const charged = line.chargedMinor === undefined ? listed : money(line.chargedMinor)
    if (charged > listed) return 'charged_above_price'
    const { productCode, name } = line
    const quantity = decimalText(thousandths, 3)
    lines.push({
      no: at + 1,
      productCode,
      name,
      quantity,
      unitPriceMinor: money(line.unitPriceMinor),
      chargedMinor: charged,
    })
  }
  return { lines, totalMinor: sum(lines.map((line) => line.chargedMinor)) }
}

/** Decides one wish. Refusals are in order of precedence; the tests walk them in this order. */
export function judge(wish: SaleWish, facts: Facts): Priced | SaleRefusal {
  if (!facts.branchKnown) return 'branch_unknown'
  if (wish.memberNumber !== undefined && !facts.memberId) return 'member_number_unknown'
  if (msOf(wish.happenedAt) > msOf(facts.at) + FUTURE_MS) return 'sale_in_future'

  const priced = price(wish)
  if (typeof priced === 'string') return priced
  if (wish.totalMinor !== undefined && wish.totalMinor !== priced.totalMinor) return 'total_differs'
  const tendered = sum(wish.tenders.map((tender) => money(tender.amountMinor)))
  if (wish.tenders.length > 0 && tendered !== priced.totalMinor) return 'tenders_differ'

  if (wish.returnsSaleId === undefined) return priced
  if (!facts.returned) return 'returned_sale_unknown'
  if ((facts.memberId ?? null) !== facts.returned.memberId) return 'returned_member_differs'
  if (add(facts.returned.returnedMinor, priced.totalMinor) > facts.returned.totalMinor)
    return 'return_exceeds_sale'
  return priced
}
