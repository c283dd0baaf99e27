import { enrolMember } from '#domain/member/contract'
import { campaignWorld } from './campaign.ts'
import { publish, type Shopper } from './shop.ts'
import { tier } from './standing.ts'
import type { TestWorld } from './world.ts'

const reachedBy = (least: number) => [{ by: 'spend' as const, least }]

/** Three tiers with names in both languages, and what they give. */
export const TIERS = [
  tier('PU', [], { nameZh: '普通会员', nameEn: 'Regular' }),
  tier('VIP', reachedBy(500_00), { nameZh: '贵宾', nameEn: 'VIP', discountBps: 500, earnTimes: 15_000 }),
  tier('GOLD', reachedBy(2000_00), { nameZh: '金卡', nameEn: 'Gold', discountBps: 1000 }),
]
export const BENEFITS = [
  { code: 'TEA', nameZh: '生日茶歇', nameEn: 'Birthday tea', tiers: ['VIP', 'GOLD'], most: 1 },
]

/** A world with a way out for e-mail and a program with tiers. */
export async function tiered(list = TIERS): Promise<TestWorld> {
  const w = await campaignWorld()
  await publish(w, { tiers: { list }, benefits: BENEFITS })
  return w
}

/** A member called 李芳, who never agreed to marketing. */
export async function member(
  w: TestWorld,
  number: string,
  email: string | null = `${number}@example.com`,
): Promise<Shopper> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, name: '李芳', email, source: 'terminal' })
  return { id, number }
}
