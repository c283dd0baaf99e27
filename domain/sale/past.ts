import { present } from '#base/must'
import type { BusinessDay } from '#base/instant'
import { money, sum, type Money } from '#base/money'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { branches } from '#domain/org/index'
import type { BasketLine } from '#domain/program/index'
import * as store from './store/past.ts'

/** A sale of the past as it was asked for: list prices, what was given by hand, coupons, how it was paid. */
export type PastBasket = Readonly<{
  id: string
  day: BusinessDay
  branchCode: string
  memberId: string | null
  lines: readonly BasketLine[]
  discountMinor: Money
  coupons: readonly string[]
  otherwiseMinor: number
  pointsPaidMinor: number
  totalMinor: Money
  points: number
}>

export const countPast = (work: Work, of: Parameters<typeof store.countPast>[1]): Promise<number> =>
  store.countPast(work.tx, of)

export const daysOfMembers = (work: Work, of: Parameters<typeof store.daysOfMembers>[1]) =>
  store.daysOfMembers(work.tx, of)

/** Some sales of a period after a place, in the order of their days; categories and costs are those of today. */
export async function pastBaskets(
  work: Work,
  of: Parameters<typeof store.pastHeads>[1],
): Promise<PastBasket[]> {
  const heads = await store.pastHeads(work.tx, of)
  const ids = heads.map((head) => head.id)
  const lines = await store.pastLines(work.tx, ids)
  const paid = new Map((await store.pastPaid(work.tx, ids)).map((one) => [one.saleId, one]))
  const codes = [...new Set(lines.map((line) => line.productCode))]
  const products = await productsByCode(work, codes)
  const places = new Map((await branches(work)).map((branch) => [branch.id, branch.code]))
  const byHead = new Map<string, store.PastLine[]>(ids.map((id) => [id, []]))
  for (const line of lines) byHead.get(line.saleId)?.push(line)
  return heads.map((head) => {
    const own = byHead.get(head.id) ?? []
    const reasons = own.flatMap((line) => line.deductions ?? [])
    return {
      id: head.id,
      day: head.day,
      branchCode: present(places.get(head.branchId), 'S2: an accepted sale has a branch'),
      memberId: head.memberId,
      lines: own.map((line) => basketLine(line, products.get(line.productCode))),
      discountMinor: sum(reasons.filter((one) => one.kind === 'basket').map((one) => one.minor)),
      coupons: [...new Set(reasons.flatMap((one) => (one.kind === 'coupon' ? (one.code ?? []) : [])))],
      otherwiseMinor: paid.get(head.id)?.otherwiseMinor ?? 0,
      pointsPaidMinor: paid.get(head.id)?.pointsMinor ?? 0,
      totalMinor: head.totalMinor,
      points: head.points,
    }
  })
}

type Product = Readonly<{ category: string; costMinor: number | null }>

function basketLine(line: store.PastLine, product: Product | undefined): BasketLine {
  const own = sum((line.deductions ?? []).filter((one) => one.kind === 'line').map((one) => one.minor))
  const cost = product?.costMinor ?? null
  return {
    no: line.no,
    productCode: line.productCode,
    category: product?.category ?? '',
    thousandths: line.thousandths,
    unitPriceMinor: line.unitPriceMinor,
    costMinor: cost === null ? null : money(cost),
    discount: own === 0 ? null : { minor: own },
    passCode: line.passCode,
    addOnCode: line.deductions?.find((one) => one.kind === 'add_on')?.code ?? null,
  }
}
