import { audit } from '#db/audit'
import { migrate } from '#db/migrate'
import { realWorld, type World } from '#db/work'
import { calmDisk } from '#db/yardstick'
import type { Language } from '../language.ts'
import { inOwnDatabase } from './bench-database.ts'
import { baskets, type Basket, type Skew } from './bench-sale-baskets.ts'
import { bulk, bulks, engine, newId, wishOf } from './bench-sale-engine.ts'
import { commitsBeside, prepareCommits, type Commits } from './bench-sale-commits.ts'
import { median, rounded } from './bench-sale-figures.ts'
import { httpSide, type HttpSide } from './bench-sale-http.ts'
import { closedLoad, openLoad, type Load } from './bench-sale-load.ts'
import { machine, type Machine } from './bench-sale-machine.ts'
import { furnish } from './bench-sale-shop.ts'
import { yardstick, type Measuring, type Yardstick } from './bench-yardstick.ts'

export type Cell = Readonly<{ skew: Skew; callers: number }>

/** One way of asking, measured in turn with the yardstick. */
export type CellFigures = Cell &
  Readonly<{
    engineTps: number
    yardstickTps: number
    ratio: number
    p50Ms: number
    p99Ms: number
    /** Fewer than callers where the server does not take as many connections. */
    yardstickClients: number
  }>

export type SaleFigures = Readonly<{
  yardstickBy: 'pgbench' | 'node'
  /** Sales per second at the main cell, each the median of its rounds. */
  main: Readonly<Cell & Record<`${keyof MainRound}Tps`, number>>
  engineRatio: number
  httpRatio: number
  bulkRatio: number
  /** Two bundles at once. */
  bulk2Ratio: number
  cells: readonly CellFigures[]
  /** Sales that came at half of the peak rate whether or not the ones before were answered. */
  halfOfPeak: Readonly<Record<'engine' | 'http', Load & Readonly<{ commits: Commits }>>>
  serverPeakMb: number
  audit: Readonly<{ checked: number; findings: number }>
  members: number
  history: number
  rounds: number
  seconds: number
  machine: Machine
  tookSeconds: number
}>

export type BenchSaleWish = Readonly<{
  url: string
  members: number
  history: number
  rounds: number
  seconds: number
  main: Cell
  others: readonly Cell[]
  language: Language
  say: (line: string) => void
  stopping: AbortSignal
}>

/**
 * Measures sales on a database of its own, engine and yardstick in turn, so that a busy moment of the machine meets
 * both; at the end every law of the audit must hold for what the two have written.
 */
export async function benchSale(wish: BenchSaleWish): Promise<SaleFigures> {
  const began = performance.now()
  const name = `zhiji_bench_${process.pid}`
  return inOwnDatabase(wish.url, name, async ({ url, database }) => {
    const about = await machine(url)
    await migrate(database)
    const world = realWorld(database)
    const { members, history, stopping, say } = wish
    const progress = (share: number) =>
      say({ en: `past: ${percent(share)}`, zh: `历史数据：${percent(share)}` }[wish.language])
    const { owner } = await furnish(world, { url, members, history, stopping, progress })
    await calmDisk(url)
    const taken = Number(about.settings['max_connections'])
    const rule = await yardstick({ url, members, stopping, connections: taken })
    const connections = wish.main.callers
    const http = await httpSide({ url, owner, connections, newId: () => newId(world.clock(), world) })
    try {
      const found = await measure(wish, { url, world, rule, http })
      return { ...found, machine: about, tookSeconds: rounded((performance.now() - began) / 1000, 1) }
    } finally {
      await http.close()
    }
  })
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

type Sides = Readonly<{ url: string; world: World; rule: Yardstick; http: HttpSide }>

async function measure(
  wish: BenchSaleWish,
  sides: Sides,
): Promise<Omit<SaleFigures, 'machine' | 'tookSeconds'>> {
  const { main, members, history, rounds, seconds } = wish
  const asMain = await mainRounds(wish, sides)
  const middle = (key: keyof MainRound) => median(asMain.map((one) => one[key]))
  const [yardstickTps, engineTps] = [middle('yardstick'), middle('engine')]
  const [httpTps, bulkTps, bulk2Tps] = [middle('http'), middle('bulk'), middle('bulk2')]
  const cells: CellFigures[] = []
  for (const cell of wish.others) cells.push(await cellRounds(wish, sides, cell))
  const peak = Math.max(engineTps, ...cells.filter((c) => c.skew === main.skew).map((c) => c.engineTps))
  const halfOfPeak = await atHalf(wish, sides, { engine: peak / 2, http: httpTps / 2 })
  const laws = await audit(sides.world.database)
  return {
    yardstickBy: sides.rule.by,
    main: {
      ...main,
      yardstickTps: Math.round(yardstickTps),
      engineTps: Math.round(engineTps),
      httpTps: Math.round(httpTps),
      bulkTps: Math.round(bulkTps),
      bulk2Tps: Math.round(bulk2Tps),
    },
    engineRatio: rounded(engineTps / yardstickTps, 3),
    httpRatio: rounded(httpTps / yardstickTps, 3),
    bulkRatio: rounded(bulkTps / yardstickTps, 3),
    bulk2Ratio: rounded(bulk2Tps / yardstickTps, 3),
    cells,
    halfOfPeak,
    serverPeakMb: Math.round((await sides.http.peakBytes()) / 2 ** 20),
    audit: { checked: laws.checked, findings: laws.found },
    members,
    history,
    rounds,
    seconds,
  }
}

type MainRound = Readonly<Record<'yardstick' | 'engine' | 'http' | 'bulk' | 'bulk2', number>>

/** Every round measures all of them; every other one backwards, so that none always comes first. */
async function mainRounds(wish: BenchSaleWish, sides: Sides): Promise<MainRound[]> {
  const { main, seconds, rounds } = wish
  const of = { ...main, seconds }
  const sell = seller(wish, sides, main.skew)
  const ways = [
    ['engine', async () => (await closedLoad(sell.engine, of)).perSecond],
    ['yardstick', async () => (await sides.rule.measure(of)).perSecond],
    ['http', async () => (await closedLoad(sell.http, of)).perSecond],
    ['bulk', () => bulk(sides.world, sell.draw, of)],
    ['bulk2', () => bulks(sides.world, sell.draw, { seconds, callers: 2 })],
  ] as const
  // What is compiled or planned at first use is no part of the figures.
  for (const [, way] of ways) await way()
  const all: MainRound[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const one: Record<keyof MainRound, number> = { yardstick: 0, engine: 0, http: 0, bulk: 0, bulk2: 0 }
    for (const [name, way] of round % 2 === 0 ? ways.toReversed() : ways) {
      wish.stopping.throwIfAborted()
      one[name] = await way()
    }
    all.push(one)
    const told = (Object.keys(one) as (keyof MainRound)[]).map((name) => `${name} ${Math.round(one[name])}`)
    wish.say(`${round}/${rounds} ${main.skew} ${main.callers}: ${told.join(', ')} /s`)
  }
  return all
}

/** Beside the main cell fewer rounds show the shape. */
const CELL_SHARE = 3

async function cellRounds(wish: BenchSaleWish, sides: Sides, cell: Cell): Promise<CellFigures> {
  const of: Measuring = { ...cell, seconds: wish.seconds }
  const { engine: sell } = seller(wish, sides, cell.skew)
  const engines: Load[] = []
  const rules: { perSecond: number; clients: number }[] = []
  const ways = [
    async () => void engines.push(await closedLoad(sell, of)),
    async () => void rules.push(await sides.rule.measure(of)),
  ]
  for (let round = 1; round <= Math.ceil(wish.rounds / CELL_SHARE); round += 1) {
    for (const way of round % 2 === 0 ? ways.toReversed() : ways) {
      wish.stopping.throwIfAborted()
      await way()
    }
  }
  const engineTps = median(engines.map((one) => one.perSecond))
  const yardstickTps = median(rules.map((one) => one.perSecond))
  wish.say(
    `${cell.skew} ${cell.callers}: engine ${Math.round(engineTps)}, yardstick ${Math.round(yardstickTps)} /s`,
  )
  return {
    ...cell,
    engineTps: Math.round(engineTps),
    yardstickTps: Math.round(yardstickTps),
    ratio: rounded(engineTps / yardstickTps, 3),
    p50Ms: median(engines.map((one) => one.p50Ms)),
    p99Ms: median(engines.map((one) => one.p99Ms)),
    yardstickClients: rules[0]?.clients ?? 0,
  }
}

/** How much longer than a rate the times of single sales are measured. */
const HALF_LENGTH = 5

async function atHalf(wish: BenchSaleWish, sides: Sides, rates: { engine: number; http: number }) {
  const sell = seller(wish, sides, wish.main.skew)
  // Longer than a measurement of rates: a hundredth of its sales must be more than what one stall of the disk delays.
  const seconds = HALF_LENGTH * wish.seconds
  await prepareCommits(sides.url)
  const open = async (way: 'engine' | 'http') => {
    wish.stopping.throwIfAborted()
    const load = (lasting: number) => openLoad(sell[way], { rate: rates[way], seconds: lasting })
    // A way that was not gone for a minute has forgotten what was compiled for it.
    await load(wish.seconds)
    const { found, commits } = await commitsBeside(sides.url, seconds, () => load(seconds))
    return { ...found, commits }
  }
  return { engine: await open('engine'), http: await open('http') }
}

type Seller = Readonly<{ draw: () => Basket; engine: () => Promise<void>; http: () => Promise<void> }>

let sellers = 0

function seller({ members }: BenchSaleWish, { world, http }: Sides, skew: Skew): Seller {
  sellers += 1
  const draw = baskets({ members, skew, seed: sellers })
  const take = engine(world)
  return {
    draw,
    engine: () => take(wishOf(draw(), world)),
    http: () => http.sell(wishOf(draw(), world)),
  }
}
