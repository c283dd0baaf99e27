import type { Asked } from '#base/endpoint'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import type { recordSale } from '#domain/sale/contract'
import { give } from '#test/world/wallet'
import { world, type TestWorld, type WorldWish } from '#test/world/world'

export type SaleAsked = Asked<typeof recordSale>
export type Document = Asked<typeof publishProgram>['document']
type Coupon = NonNullable<Document['coupons']>[number]

/** One request of a storm is one of so many; T04 asks for 1,000, a push does less of the same. */
export const STORM = Number(process.env['T04_SPENDS'] ?? 400)

export const coupon = (code: string, more: Partial<Coupon> = {}): Coupon => ({
  code,
  nameZh: '券',
  nameEn: 'Coupon',
  kind: 'amount',
  minor: 10_00,
  ...more,
})

/**
 * A chain that promises nothing for spending, so that what is left is the start less what was taken: a hundred points
 * pay a yuan, stored value goes in proportion, pass WASH pays for product WASH.
 */
export async function stormWorld(more: Partial<Document> = {}, wish: WorldWish = {}): Promise<TestWorld> {
  const w = await world(wish)
  await publish(w, more)
  return w
}

export async function publish(w: TestWorld, more: Partial<Document> = {}): Promise<void> {
  const document: Document = {
    earning: { points: 0, perMinor: 100 },
    pointsAsMoney: { points: 100, minor: 1_00 },
    storedValue: { order: 'proportional' },
    transfers: { points: true, storedValue: true },
    passes: [{ code: 'WASH', nameZh: '洗车', nameEn: 'Car wash', productCodes: ['WASH'] }],
    prepaid: { pack: 'none' },
    ...more,
  }
  await w.call(publishProgram, { id: w.newId(), document })
}

export type Member = Readonly<{ id: string; number: string }>

/** A member with this card who brought this along. */
export async function memberWith(
  w: TestWorld,
  number: string,
  lots: Parameters<typeof give>[2] = [],
): Promise<Member> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal' })
  await give(w, id, lots)
  return { id, number }
}

/** A basket of one line; `yuan` is its price. */
export function basket(w: TestWorld, of: Partial<SaleAsked> & Readonly<{ fen?: number }> = {}): SaleAsked {
  const { fen = 100_00, ...rest } = of
  return {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'P1', quantity: 1, unitPriceMinor: fen }],
    ...rest,
  }
}
