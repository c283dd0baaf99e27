import type { Instant } from '#base/instant'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { together } from '#db/together'
import { house, inWork, type World } from '#db/work'
import { recordTogether, takeIn, type SaleWish } from '#domain/sale/index'
import { BRANCH, COUPON, memberNumber, priceOf, productCode, type Basket } from './bench-sale-baskets.ts'

/** Sales that a bundle or an import hands in at once. */
export const BULK = 1_000

/** The sale a till would send for a basket, with an id of its own; `nth` of those that one till or file has made. */
export function wishOf(basket: Basket, world: Pick<World, 'clock' | 'randomBytes'>, nth?: number): SaleWish {
  const happenedAt = world.clock()
  return {
    id: newId(happenedAt, world, nth),
    kind: 'sale',
    branchCode: BRANCH,
    memberNumber: memberNumber(basket.member),
    happenedAt,
    lines: basket.lines.map(({ product, quantity }) => ({
      productCode: productCode(product),
      name: '',
      quantity,
      unitPriceMinor: priceOf(product),
    })),
    coupons: basket.coupon ? [{ code: COUPON }] : [],
    tenders: tendersOf(basket),
    totalMinor: basket.totalMinor,
  }
}

export const newId = (at: Instant, { randomBytes }: Pick<World, 'randomBytes'>, nth?: number): string =>
  uuidv7(Date.parse(at), randomBytes(10), nth)

const tendersOf = ({ pointsMinor, storedMinor, restMinor }: Basket): SaleWish['tenders'] =>
  (
    [
      ['points', pointsMinor],
      ['stored_value', storedMinor],
      ['wechat', restMinor],
    ] as const
  ).flatMap(([kind, amountMinor]) => (amountMinor > 0 ? [{ kind, amountMinor, count: 1 }] : []))

/** The engine as the host calls it: sales that arrive at the same moment are committed together. */
export function engine(world: World): (wish: SaleWish) => Promise<void> {
  const record = together(world, recordTogether)
  return async (wish) => {
    const { replayed } = await record(house, wish)
    must(!replayed, 'B4: every sale of a bench is a new one')
  }
}

/** The same where so many hand in at once: tills that come back on line after a night without a network. */
export async function bulks(
  world: World,
  draw: () => Basket,
  of: { seconds: number; callers: number },
): Promise<number> {
  const each = await Promise.all(Array.from({ length: of.callers }, () => bulk(world, draw, of)))
  return each.reduce((all, perSecond) => all + perSecond, 0)
}

/**
 * The engine as an import calls it: a thousand sales in one work, and the next when that is committed. Their ids are in
 * the order of time, as those of a till's bundle and of an import are, and those of the yardstick.
 */
export async function bulk(world: World, draw: () => Basket, of: { seconds: number }): Promise<number> {
  const began = performance.now()
  let sales = 0
  while (performance.now() < began + of.seconds * 1000) {
    const wishes = Array.from({ length: BULK }, (_, nth) => wishOf(draw(), world, nth))
    const answers = await inWork(world, house, (work) => takeIn(work, wishes, { source: 'api' }))
    must(
      answers.every((one) => one.outcome === 'applied'),
      'B4: every sale of a bench is taken',
    )
    sales += answers.length
  }
  return sales / ((performance.now() - began) / 1000)
}
