import type { Asked } from '#base/endpoint'
import { markDevice, friendBy, like, markMember, type Friend } from '#domain/club/index'
import { beginCollection, makeLikeOffer, type LikeOffer } from '#domain/club/contract/likes'
import { nobody } from '#db/work'
import { linkedMember, type Linked } from './club.ts'
import { publish, type Rules } from './shop.ts'
import { world, type TestWorld, type WorldWish } from './world.ts'

export const DISH: NonNullable<Rules['coupons']>[number] = {
  code: 'DISH',
  nameZh: '招牌菜特价券',
  nameEn: 'Signature dish at a special price',
  kind: 'amount',
  minor: 30_00,
}

/** A chain with a coupon for its signature dish. */
export async function likesWorld(more: Partial<typeof DISH> = {}, wish: WorldWish = {}): Promise<TestWorld> {
  const w = await world(wish)
  await publish(w, { coupons: [{ ...DISH, ...more }] })
  return w
}

/** Three likes unlock the dish, through March 2026, unless told otherwise. */
export const offered = (w: TestWorld, more: Partial<Asked<typeof makeLikeOffer>> = {}): Promise<LikeOffer> =>
  w.call(makeLikeOffer, {
    id: w.newId(),
    titleZh: '集赞吃招牌菜',
    titleEn: 'Likes for our signature dish',
    needed: 3,
    couponCode: 'DISH',
    firstOn: '2026-03-01',
    lastOn: '2026-03-31',
    most: 100,
    ...more,
  })

export type Collector = Linked & Readonly<{ code: string }>

/** A member who has begun to collect. */
export async function collector(w: TestWorld, offerId: string, number: string): Promise<Collector> {
  const linked = await linkedMember(w, number, { name: '李小明' })
  const { code } = await w.anonymous.call(beginCollection, { id: w.newId(), token: linked.token, offerId })
  return { ...linked, code }
}

/** A browser that we have marked, of a member where one is told. */
export const friend = (w: TestWorld, memberId?: string): Promise<Friend> =>
  w.work(async (work) => {
    const member = memberId === undefined ? undefined : await markMember(work, memberId)
    const found = await friendBy(work, { device: await markDevice(work), member })
    if (found === null) throw new Error('test: a browser that we marked is known')
    return found
  }, nobody)

let addresses = 0

/** A like from a network of its own, unless told otherwise; answers the code of a refusal. */
export async function likes(
  w: TestWorld,
  code: string,
  of: Readonly<{ friend?: Friend; address?: string; id?: string }> = {},
): Promise<'unlocked' | 'liked' | (string & {})> {
  const who = of.friend ?? (await friend(w))
  const nth = ++addresses
  const address = of.address ?? `198.51.${(nth >> 8) & 255}.${nth & 255}`
  const wish = { id: of.id ?? w.newId(), code, friend: who, address }
  try {
    const { unlocked } = await w.work((work) => like(work, wish), nobody)
    return unlocked ? 'unlocked' : 'liked'
  } catch (no) {
    if (no instanceof Error && 'code' in no) return String(no.code)
    throw no
  }
}
