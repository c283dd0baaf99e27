import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { dayNumber } from '#base/instant'
import { must } from '#base/must'
import { migrate } from '#db/migrate'
import { house, inWork, realWorld, type World } from '#db/work'
import { catchUp } from '#domain/insight/index'
import { readConfig } from '../config.ts'
import { start } from '../start.ts'
import { inOwnDatabase } from './bench-database.ts'
import { backendsOf, msBetween } from './bench-insight-backends.ts'
import { rounded } from './bench-insight-beside.ts'
import { daySpends, type BenchShop } from './bench-insight-shop.ts'
import { blocksOf, tabbed } from './bench-insight-sql.ts'
import { wishOf } from './bench-sale-engine.ts'
import { BRANCH, priceOf } from './bench-sale-baskets.ts'
import { founded } from './bench-sale-shop.ts'

/**
 * Opened first, when nothing of it is worked out, and again: on the clock, and processor time of the program and of its
 * database's backends (the program's alone where there is no /proc). Backends that are at work before the page is asked
 * for are the jobs' of a start, its audit above all, and are left out; what of the program works for them is not.
 * `holdMs` is how long the page, or a job beside it, kept everybody else waiting at most.
 */
export type PageFigures = Readonly<{
  name: string
  firstMs: number
  firstCpuMs: number
  againMs: number
  againCpuMs: number
  holdMs: number
}>

export type PagesFigures = Readonly<{
  members: number
  purchaseDays: number
  sales: number
  pages: readonly PageFigures[]
  /** From the answer to a sale until the overview tells of it: its money, and the members' quadrants. */
  live: Readonly<{ moneyMs: number; quadrantsMs: number }>
  /**
   * RFM, quadrants and ladder in PostgreSQL from the sales, beside the three pages opened for the first time and again.
   * What everybody bought is in memory before: a job reads it after a start.
   */
  overSales: Readonly<{
    sqlCpuSeconds: number
    pagesCpuSeconds: number
    ratio: number
    againCpuSeconds: number
    againRatio: number
  }>
}>

export type PagesWish = Readonly<{
  url: string
  shop: BenchShop
  say: (line: string) => void
  stopping: AbortSignal
}>

const FILLED = ['members', 'facts', 'member days', 'member branches', 'histories', 'sold', 'no forecast']
const QUESTIONS = ['rfm', 'quadrants', 'ladder'] as const
const API = 'api/v1/'

const PAGES = [
  ...QUESTIONS.map((name) => `insight/${name}`),
  'insight/pareto',
  'insight/members',
  'insight/movements?by=quadrant',
  'insight/loyalty',
  'insight/activity',
  'insight/recency',
  'insight/repeat',
  'insight/demographics',
  'insight/birthdays',
  'insight/products',
  'insight/hours',
  'insight/months',
  'insight/bills',
  'insight/places',
  'insight/sold',
]

/** Measures the report pages over HTTP on projections in a database of its own, by the program itself. */
export async function benchPages(wish: PagesWish): Promise<PagesFigures> {
  const name = `zhiji_pages_${process.pid}`
  return inOwnDatabase(wish.url, name, async ({ url, database }) => {
    await migrate(database)
    const world = realWorld(database)
    const { owner } = await founded(world, url)
    // What founding has told is read before there are members: or everybody would be read again for it.
    for (let read = false; !read;) read = await inWork(world, house, catchUp)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await fill(wish, client, { now: dayNumber(today(world)), database: name })
      // What the program would have packed beforehand is packed.
      for (let packed = false; !packed;) packed = await inWork(world, house, catchUp)
      const pages = await opened(wish, { url, owner, world, name, client })
      return {
        ...pages,
        ...(await overSales(wish, client, { pages: pages.pages, name })),
        ...sizes(wish.shop),
      }
    } finally {
      await client.end()
    }
  })
}

/** An instant begins with its day. */
const today = (world: World) => world.clock().slice(0, 10) as Parameters<typeof dayNumber>[0]
const sizes = ({ columns, lists }: BenchShop) => ({
  members: columns.members,
  purchaseDays: lists.days.length,
})

type Filling = Readonly<{ now: number; database: string }>

/** Products that were sold; all of them on every day. */
const SOLD = '40'

async function fill(
  { shop, say, stopping }: PagesWish,
  client: pg.Client,
  { now, database }: Filling,
): Promise<void> {
  const of = await blocksOf('bench-insight-pages.sql')
  await client.query(of('days'))
  await pipeline(Readable.from(tabbed(daySpends(shop))), client.query(copyFrom(of('copy'))))
  for (const block of [...FILLED, 'ready']) {
    stopping.throwIfAborted()
    const text = of(block)
      .replaceAll('{shift}', String(now - 1 - shop.asOf))
      .replaceAll('{branch}', BRANCH)
      .replaceAll('{products}', SOLD)
      .replaceAll('{database}', database)
    const began = performance.now()
    await client.query(text)
    say(`${block}: ${seconds(began).toFixed(1)} s`)
  }
}

const seconds = (began: number): number => (performance.now() - began) / 1000

type Side = Readonly<{
  url: string
  owner: Readonly<{ login: string; password: string }>
  world: World
  name: string
  client: pg.Client
}>

async function opened({ say, stopping }: PagesWish, { url, owner, world, name, client }: Side) {
  const config = readConfig({ DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent' })
  const program = await start({ config, language: 'en', say })
  try {
    const ask = await signedIn(program.address, owner)
    const pages: PageFigures[] = []
    for (const path of PAGES) {
      stopping.throwIfAborted()
      const first = await timedPage(() => ask(path), { database: name, others: await atWork(client) })
      const again = await timedPage(() => ask(path), { database: name, others: await atWork(client) })
      say(
        `${path}: ${first.ms} ms (${first.cpuMs}), ${again.ms} ms (${again.cpuMs}), held ${first.holdMs} ms`,
      )
      pages.push({
        name: path,
        firstMs: first.ms,
        firstCpuMs: first.cpuMs,
        againMs: again.ms,
        againCpuMs: again.cpuMs,
        holdMs: Math.max(first.holdMs, again.holdMs),
      })
    }
    return { pages, live: await liveSale(ask, world) }
  } finally {
    await program.stop()
  }
}

type Ask = (path: string, body?: object) => Promise<unknown>

async function signedIn(address: string, owner: Side['owner']): Promise<Ask> {
  const origin = address.replace(/\/$/, '')
  const head = { 'content-type': 'application/json', origin }
  const body = JSON.stringify(owner)
  const session = await fetch(`${address}${API}sessions`, { method: 'POST', headers: head, body })
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return async (path, asked) => {
    const headers = { ...head, cookie }
    const post = asked && { method: 'POST', body: JSON.stringify(asked) }
    const reply = await fetch(`${address}${API}${path}`, { headers, ...post })
    const answer: unknown = await reply.json()
    must(reply.status === 200, `B8: a page opens; ${path} said ${JSON.stringify(answer)}`)
    return answer
  }
}

type TimedPage = Readonly<{ ms: number; cpuMs: number; holdMs: number }>

type Beside = Readonly<{ database: string; others: ReadonlySet<string> }>

async function timedPage(open: () => Promise<unknown>, { database, others }: Beside): Promise<TimedPage> {
  const loop = monitorEventLoopDelay({ resolution: 5 })
  const backends = await backendsOf(database)
  loop.enable()
  const cpu = process.cpuUsage()
  const began = performance.now()
  await open()
  const ms = Math.round(performance.now() - began)
  const { user, system } = process.cpuUsage(cpu)
  // The delay that the page itself caused is noted when the loop turns next.
  await wait(20)
  loop.disable()
  const cpuMs = Math.round((user + system) / 1000 + msBetween(backends, await backendsOf(database), others))
  return { ms, cpuMs, holdMs: Math.round(loop.max / 1e6) }
}

/** Processes of the backends that are at work now, whoever asked them. */
async function atWork(client: pg.Client): Promise<ReadonlySet<string>> {
  const of = await blocksOf('bench-insight-pages.sql')
  const { rows } = await client.query<{ pid: string }>(of('at work'))
  return new Set(rows.map(({ pid }) => pid))
}

const LOOK_MS = 20

/** Sells to a member, and looks at what the overview shows until it tells of the sale. */
async function liveSale(ask: Ask, world: World): Promise<PagesFigures['live']> {
  const day = today(world)
  const money = `sales-by-day?from=${day}&to=${day}`
  const sold = async () => JSON.stringify(await ask(money))
  const bought = async () => JSON.stringify(await ask('insight/quadrants'))
  const [soldBefore, boughtBefore] = [await sold(), await bought()]
  const totalMinor = priceOf(1)
  const basket = { member: 1, lines: [{ product: 1, quantity: 1 }], coupon: false, totalMinor }
  await ask('sales', wishOf({ ...basket, pointsMinor: 0, storedMinor: 0, restMinor: totalMinor }, world))
  const began = performance.now()
  while ((await sold()) === soldBefore) await wait(LOOK_MS)
  const moneyMs = Math.round(performance.now() - began)
  while ((await bought()) === boughtBefore) await wait(LOOK_MS)
  return { moneyMs, quadrantsMs: Math.round(performance.now() - began) }
}

async function overSales(
  { say, stopping }: PagesWish,
  client: pg.Client,
  { pages, name }: Readonly<{ pages: readonly PageFigures[]; name: string }>,
): Promise<Pick<PagesFigures, 'sales' | 'overSales'>> {
  const own = await blocksOf('bench-insight-pages.sql')
  const of = await blocksOf('bench-insight.sql')
  await client.query(own('sales'))
  await client.query(`set work_mem = '256MB'; set max_parallel_workers_per_gather = 0`)
  const { cpuMs } = await timedPage(
    async () => {
      for (const text of [own('over sales'), ...QUESTIONS.map((question) => of(question))]) {
        stopping.throwIfAborted()
        await client.query(text)
      }
    },
    { database: name, others: new Set() },
  )
  say(`SQL over sales: ${cpuMs} ms of the processor`)
  const three = pages.slice(0, QUESTIONS.length)
  const first = three.reduce((sum, { firstCpuMs }) => sum + firstCpuMs, 0)
  const again = three.reduce((sum, { againCpuMs }) => sum + againCpuMs, 0)
  const { rows } = await client.query<{ sales: number }>(own('count'))
  return {
    sales: rows[0]?.sales ?? 0,
    overSales: {
      sqlCpuSeconds: rounded(cpuMs / 1000),
      pagesCpuSeconds: rounded(first / 1000),
      ratio: rounded(cpuMs / Math.max(1, first)),
      againCpuSeconds: rounded(again / 1000),
      againRatio: rounded(cpuMs / Math.max(1, again)),
    },
  }
}
