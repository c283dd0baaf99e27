import type { World } from '#db/work'
import { house, inWork } from '#db/work'
import { setUp as setUpWords } from '#domain/org/contract'
import { setUp } from '#domain/org/index'
import { publishProgram } from '#domain/program/contract'
import { publish } from '#domain/program/index'
import {
  BRANCH,
  COUPON,
  COUPON_MINOR,
  MOST_LINES,
  MOST_QUANTITY,
  PRICE,
  PRODUCTS,
} from './bench-sale-baskets.ts'
import { runFile } from './bench-yardstick.ts'

export type Shop = Readonly<{ owner: Readonly<{ login: string; password: string }> }>
type Wish = Readonly<{
  url: string
  members: number
  /** Past sales, spread evenly over the members. */
  history: number
  stopping: AbortSignal
  progress: (share: number) => void
}>

/** Past sales that are written at once: what PostgreSQL sorts for them stays small. */
const CHUNK_SALES = 100_000
const CHUNK_MEMBERS = 20_000
/** Chunks that are written beside each other: one keeps one core busy. */
const AT_ONCE = 2

const VALUES = {
  products: PRODUCTS,
  priceLeast: PRICE.least,
  priceStep: PRICE.step,
  priceSpread: PRICE.spread,
  coupon: COUPON,
}

/** A chain with a program and goods, founded by its commands; nobody is a member yet. */
export async function founded(world: World, url: string): Promise<Shop & Readonly<{ version: number }>> {
  const owner = { login: 'bench', password: Buffer.from(world.randomBytes(18)).toString('base64url') }
  const founding = setUpWords.input.parse({
    chain: { name: 'Bench' },
    branch: { code: BRANCH, name: 'Bench' },
    owner: { ...owner, name: 'Bench' },
  })
  await inWork(world, house, (work) => setUp(work, founding))
  const program = await inWork(world, house, (work) =>
    publish(work, publishProgram.input.parse({ id: work.newId(), document: DOCUMENT })),
  )
  await runFile(url, 'bench-shop.sql', texts(VALUES))
  return { owner, version: program.version }
}

/** The same with members and their past, written in bulk. */
export async function furnish(world: World, wish: Wish): Promise<Shop> {
  const { url, members, history, stopping, progress } = wish
  const { owner, version } = await founded(world, url)
  const size = Math.max(
    1,
    Math.min(CHUNK_MEMBERS, Math.floor((CHUNK_SALES * members) / Math.max(history, 1))),
  )
  let [next, done] = [1, 0]
  const loadSome = async () => {
    while (next <= members) {
      stopping.throwIfAborted()
      const from = next
      const to = Math.min(members, from + size - 1)
      next = to + 1
      const more = { from, to, members, history, mostLines: MOST_LINES, mostQuantity: MOST_QUANTITY }
      await runFile(url, 'bench-history.sql', texts({ ...VALUES, ...more, branch: BRANCH, version }))
      done += to - from + 1
      progress(done / members)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, loadSome))
  await runFile(url, 'bench-shop-ready.sql')
  await runFile(url, 'bench-shop-vacuum.sql')
  return { owner }
}

const texts = (of: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, String(value)]))

/** A point a yuan, a fen a point, points that live two years, and a coupon of five yuan. */
const DOCUMENT = {
  earning: { points: 1, perMinor: 100, expiresAfterMonths: 24 },
  pointsAsMoney: { points: 1, minor: 1 },
  coupons: [{ code: COUPON, nameZh: '测速五元券', nameEn: 'Bench 5', kind: 'amount', minor: COUPON_MINOR }],
}
