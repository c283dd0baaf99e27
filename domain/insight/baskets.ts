import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { membersById, survivorsOf } from '#domain/member/index'
import { basketsIn } from '#domain/sale/index'
import { LEAST_BASKETS, MOST_BASKETS, type bought, type nextNeed } from './contract/baskets.ts'
import { categoryBreadth, nextNeeds } from './model/basket-next.ts'
import { basketsOf, pairCounts, type Baskets } from './model/basket-pairs.ts'
import { FEWEST_TOGETHER, pairRules, type PairRule } from './model/basket-rules.ts'
import { lookedAt, reachOf } from './reach.ts'
import * as store from './store/shop.ts'

type Asked = Pick<Wish<typeof bought>, 'from' | 'to' | 'branchId' | 'region' | 'level'>
type Thing = Readonly<{ code: string; name: string }>

/** What was bought together in a span, by product or by category, and the rules found in it. */
type Scene = Readonly<{
  looked: Readonly<{ from: string; to: string; today: string; lastDay: string | null }>
  things: readonly Thing[]
  bills: Baskets
  rules: readonly PairRule[]
  pairsLooked: number
  /** Members with one basket each of everything they bought; whoever has gone into another counts as who stayed. */
  memberIds: readonly string[]
  owned: Baskets
  newest: boolean
}>

/** A quarter: long enough for twenty bills with both, short enough for one assortment. */
const USUAL_DAYS = 90

async function sceneOf(work: Work, wish: Asked): Promise<Scene> {
  const reach = await reachOf(work, wish)
  const { from, to, today, lastDay } = await lookedAt(work, { ...wish, usualDays: USUAL_DAYS }, reach)
  const columns = await basketsIn(work, { from, to, branchIds: reach.ids, most: MOST_BASKETS })
  const { things, thingOf } = await thingsOf(work, columns.codes, wish.level)
  const { memberIds, memberOf } = await buyersOf(work, columns.members)
  const thing = columns.product.map((product) => thingOf[product] ?? -1)
  const owner = columns.basket.map((basket) => memberOf[basket] ?? -1)
  const rows = Int32Array.from(thing.keys()).filter((row) => (thing[row] ?? -1) >= 0)
  const mine = rows.filter((row) => (owner[row] ?? -1) >= 0)
  const of = (column: Int32Array, at: Int32Array) => at.map((row) => column[row] ?? 0)
  const bills = basketsOf(
    { basket: of(columns.basket, rows), product: of(thing, rows) },
    { baskets: columns.members.length, products: things.length },
  )
  const owned = basketsOf(
    { basket: of(owner, mine), product: of(thing, mine) },
    { baskets: memberIds.length, products: things.length },
  )
  const counts = pairCounts(bills, FEWEST_TOGETHER)
  return {
    looked: { from, to, today, lastDay },
    things,
    bills,
    rules: pairRules(counts),
    pairsLooked: counts.family,
    memberIds,
    owned,
    newest: columns.members.length === MOST_BASKETS,
  }
}

/** Products, or their categories; −1 for a product that is in none. */
async function thingsOf(work: Work, codes: readonly string[], level: Asked['level']) {
  if (level === 'product') {
    const names = await store.namesOf(work.tx, codes)
    return {
      things: codes.map((code) => ({ code, name: names.get(code) ?? code })),
      thingOf: Int32Array.from(codes.keys()),
    }
  }
  const products = await productsByCode(work, codes)
  const categoryOf = (code: string): string => products.get(code)?.category ?? ''
  const found = [...new Set(codes.map(categoryOf).filter(Boolean))].toSorted()
  const places = new Map(found.map((name, at) => [name, at]))
  return {
    things: found.map((name) => ({ code: name, name })),
    thingOf: Int32Array.from(codes, (code) => places.get(categoryOf(code)) ?? -1),
  }
}

async function buyersOf(work: Work, members: readonly string[]) {
  const told = [...new Set(members.filter(Boolean))]
  const heirs = await survivorsOf(work, told)
  const memberIds = [...new Set(told.map((id) => heirs.get(id) ?? id))].toSorted()
  const places = new Map(memberIds.map((id, at) => [id, at]))
  const memberOf = Int32Array.from(members, (id) =>
    id === '' ? -1 : (places.get(heirs.get(id) ?? id) ?? -1),
  )
  return { memberIds, memberOf }
}

const verdictOf = ({ bills, rules }: Scene) => {
  if (bills.starts.length - 1 < LEAST_BASKETS) return 'too_little' as const
  return rules.length === 0 ? ('none' as const) : ('found' as const)
}

const lookedOf = (scene: Scene, { level }: Asked) => ({
  ...scene.looked,
  level,
  bills: scene.bills.starts.length - 1,
  newest: scene.newest,
})

const bps = (share: number): number => Math.round(share * 10_000)
const named = ({ things }: Scene, at: number): Thing =>
  present(things[at], 'B3: products are numbered from 0')
/** The last row of the table stands for everybody who buys more kinds. */
const MOST_KINDS = 6

/** What is bought together, surest first (C76). */
export async function boughtReport(work: Work, wish: Wish<typeof bought>) {
  const scene = await sceneOf(work, wish)
  const verdict = verdictOf(scene)
  const rules = verdict === 'too_little' ? [] : scene.rules
  const start = (wish.page - 1) * wish.rows
  const counts = categoryBreadth(scene.owned)
  const most = counts.slice(MOST_KINDS).reduce((all, members) => all + members, 0)
  return {
    ...lookedOf(scene, wish),
    rows: rules.slice(start, start + wish.rows).map((rule) => ({
      a: named(scene, rule.a),
      b: named(scene, rule.b),
      together: rule.both,
      aBills: rule.aBaskets,
      bBills: rule.bBaskets,
      aToBBps: bps(rule.confidence),
      bToABps: bps(rule.confidenceBack),
      lift: rule.lift,
      leastLift: rule.lowerLift,
    })),
    total: rules.length,
    pairsLooked: scene.pairsLooked,
    verdict,
    breadth: [...counts.slice(0, MOST_KINDS), most]
      .map((members, kinds) => ({ kinds, members }))
      .filter((row) => row.kinds > 0 && row.members > 0),
  }
}

/** What to offer whom next, the surest first (C76). */
export async function nextNeedReport(work: Work, wish: Wish<typeof nextNeed>) {
  const scene = await sceneOf(work, wish)
  const verdict = verdictOf(scene)
  const found = nextNeeds(scene.owned, verdict === 'too_little' ? [] : scene.rules)
  const offer = (at: number): number => found.offer[at] ?? -1
  const chance = (at: number): number => found.confidence[at] ?? 0
  const offered = [...scene.memberIds.keys()].filter((at) => offer(at) >= 0)
  const wanted = offered
    .filter((at) => wish.offer === undefined || named(scene, offer(at)).code === wish.offer)
    .toSorted((a, b) => chance(b) - chance(a) || a - b)
  const start = (wish.page - 1) * wish.rows
  const shown = wanted.slice(start, start + wish.rows)
  const id = (at: number) => present(scene.memberIds[at], 'I6: every basket belongs to a member')
  const people = new Map((await membersById(work, shown.map(id))).map((one) => [one.id, one]))
  const counts = new Map<number, number>()
  for (const at of offered) counts.set(offer(at), (counts.get(offer(at)) ?? 0) + 1)
  return {
    ...lookedOf(scene, wish),
    rows: shown.map((at) => ({
      memberId: id(at),
      number: people.get(id(at))?.number ?? '',
      name: people.get(id(at))?.name ?? '',
      offer: named(scene, offer(at)),
      because: named(scene, found.because[at] ?? -1),
      chanceBps: bps(chance(at)),
    })),
    total: wanted.length,
    members: scene.memberIds.length,
    offered: offered.length,
    offers: [...counts]
      .map(([at, members]) => ({ ...named(scene, at), members }))
      .toSorted((a, b) => b.members - a.members || (a.code < b.code ? -1 : 1)),
    verdict,
  }
}
