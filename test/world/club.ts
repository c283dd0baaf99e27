import type { Asked } from '#base/endpoint'
import { clubLink } from '#domain/club/contract/forum'
import { enrolMember } from '#domain/member/contract'
import { recordSale } from '#domain/sale/contract'
import { product, publish } from './shop.ts'
import { world, type TestWorld } from './world.ts'

export type Linked = Readonly<{ id: string; number: string; token: string }>

/** A chain with a product CREAM for sale. */
export async function clubWorld(): Promise<TestWorld> {
  const w = await world()
  await publish(w)
  await product(w, 'CREAM', 100_00)
  return w
}

/** A member who holds their own link into the zone. */
export async function linkedMember(
  w: TestWorld,
  number: string,
  profile: Partial<Asked<typeof enrolMember>> = {},
): Promise<Linked> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal', ...profile })
  return { id, number, token: await tokenOf(w, id) }
}

export async function tokenOf(w: TestWorld, memberId: string): Promise<string> {
  const { path } = await w.call(clubLink, { memberId })
  return path.split('/')[1] ?? ''
}

/** A receipt of one piece of a product; answers its id. */
export async function buys(w: TestWorld, memberNumber: string, productCode: string): Promise<string> {
  const id = w.newId()
  const lines = [{ productCode, quantity: 1 }]
  await w.call(recordSale, { id, branchCode: 'S1', happenedAt: w.clock.now(), memberNumber, lines })
  return id
}
