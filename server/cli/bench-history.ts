import { migrate } from '#db/migrate'
import { realWorld, type World } from '#db/work'
import { calmDisk, databaseBytes } from '#db/yardstick'
import type { Language } from '../language.ts'
import { inOwnDatabase } from './bench-database.ts'
import { baskets } from './bench-sale-baskets.ts'
import { engine, wishOf } from './bench-sale-engine.ts'
import { median, rounded } from './bench-sale-figures.ts'
import { closedLoad } from './bench-sale-load.ts'
import { machine, type Machine } from './bench-sale-machine.ts'
import { furnish } from './bench-sale-shop.ts'
import { yardstick, type Yardstick } from './bench-yardstick.ts'

/** One shop: how much past it has, and how many sales a second were taken beside it, medians of the rounds. */
export type PastFigures = Readonly<{
  history: number
  bytes: number
  engineTps: number
  yardstickTps: number
}>

export type HistoryFigures = Readonly<{
  /** Sales per second beside the long past, of those beside the short one: 1 where a past costs nothing. */
  flatRatio: number
  yardstickFlatRatio: number
  short: PastFigures
  long: PastFigures
  members: number
  callers: number
  rounds: number
  seconds: number
  machine: Machine
}>

export type HistoryWish = Readonly<{
  url: string
  members: number
  /** Past sales of the two shops. */
  history: Readonly<{ short: number; long: number }>
  callers: number
  rounds: number
  seconds: number
  language: Language
  say: (line: string) => void
  stopping: AbortSignal
}>

type Shop = Readonly<{
  history: number
  /** With its past, before anything else is sold in it. */
  bytes: number
  url: string
  world: World
  rule: Yardstick
  sell: () => Promise<void>
}>

/**
 * Whether what has been sold makes selling dearer: two shops alike in all but the length of their past are sold in, in
 * turn, so that a busy moment of the machine meets both.
 */
export async function benchHistory(wish: HistoryWish): Promise<HistoryFigures> {
  return withShop(wish, wish.history.short, async (short, about) =>
    withShop(wish, wish.history.long, async (long) => ({
      ...(await measured(wish, { short, long })),
      machine: about,
    })),
  )
}

async function withShop<T>(
  wish: HistoryWish,
  history: number,
  use: (shop: Shop, about: Machine) => Promise<T>,
): Promise<T> {
  const { url: server, members, stopping } = wish
  const name = `zhiji_bench_${process.pid}_${history}`
  return inOwnDatabase(server, name, async ({ url, database }) => {
    const about = await machine(url)
    await migrate(database)
    const world = realWorld(database)
    const progress = (share: number) => wish.say(pastLine(wish.language, history, share))
    await furnish(world, { url, members, history, stopping, progress })
    const bytes = await databaseBytes(url)
    return await use({ history, bytes, url, world, ...(await sides(wish, { world, url, about })) }, about)
  })
}

const pastLine = (language: Language, history: number, share: number): string => {
  const [sales, done] = [history.toLocaleString(language), `${Math.round(share * 100)} %`]
  return { en: `past of ${sales} sales: ${done}`, zh: `${sales} 笔历史销售：${done}` }[language]
}

/** What is asked beside the two pools of the shops: half of the server's connections for the yardstick of either. */
const SHOPS = 2

async function sides(
  { members, stopping }: HistoryWish,
  { world, url, about }: { world: World; url: string; about: Machine },
): Promise<Pick<Shop, 'rule' | 'sell'>> {
  const connections = Math.floor(Number(about.settings['max_connections']) / SHOPS)
  const rule = await yardstick({ url, members, stopping, connections })
  const draw = baskets({ members, skew: 'uniform', seed: 1 })
  const take = engine(world)
  return { rule, sell: () => take(wishOf(draw(), world)) }
}

type Two<T> = Readonly<{ short: T; long: T }>
type Round = Readonly<{ engine: Two<number>; yardstick: Two<number> }>

async function measured(wish: HistoryWish, shops: Two<Shop>): Promise<Omit<HistoryFigures, 'machine'>> {
  for (const shop of [shops.long, shops.short]) await calmDisk(shop.url)
  await warm(wish, shops)
  const all: Round[] = []
  for (let nth = 1; nth <= wish.rounds; nth += 1) {
    const one = await round(wish, shops, nth % 2 === 0)
    all.push(one)
    wish.say(roundLine(wish, nth, one))
  }
  const figures = pastFigures(shops, all)
  const { members, callers, rounds, seconds } = wish
  return {
    flatRatio: rounded(figures.long.engineTps / figures.short.engineTps, 3),
    yardstickFlatRatio: rounded(figures.long.yardstickTps / figures.short.yardstickTps, 3),
    ...figures,
    members,
    callers,
    rounds,
    seconds,
  }
}

/** How much longer than a measurement both are sold in before. */
const WARM_LENGTH = 8

/**
 * What is compiled, planned and read at first use is no part of the figures; nor are the pages that go whole into the
 * log when they are touched for the first time after a checkpoint: a long past has more of them.
 */
async function warm(wish: HistoryWish, { short, long }: Two<Shop>): Promise<void> {
  for (const shop of [long, short]) {
    wish.stopping.throwIfAborted()
    await closedLoad(shop.sell, { callers: wish.callers, seconds: WARM_LENGTH * wish.seconds })
  }
}

/** Both shops by both ways; every other round backwards, so that none always comes first. */
async function round(wish: HistoryWish, { short, long }: Two<Shop>, backwards: boolean): Promise<Round> {
  const of = { callers: wish.callers, skew: 'uniform', seconds: wish.seconds } as const
  const found = { engine: { short: 0, long: 0 }, yardstick: { short: 0, long: 0 } }
  const ways = [
    async () => void (found.engine.short = (await closedLoad(short.sell, of)).perSecond),
    async () => void (found.engine.long = (await closedLoad(long.sell, of)).perSecond),
    async () => void (found.yardstick.short = (await short.rule.measure(of)).perSecond),
    async () => void (found.yardstick.long = (await long.rule.measure(of)).perSecond),
  ]
  for (const way of backwards ? ways.toReversed() : ways) {
    wish.stopping.throwIfAborted()
    await way()
  }
  return found
}

function pastFigures(shops: Two<Shop>, all: readonly Round[]): Two<PastFigures> {
  const figures = (which: keyof Two<Shop>): PastFigures => ({
    history: shops[which].history,
    bytes: shops[which].bytes,
    engineTps: Math.round(median(all.map((one) => one.engine[which]))),
    yardstickTps: Math.round(median(all.map((one) => one.yardstick[which]))),
  })
  return { short: figures('short'), long: figures('long') }
}

function roundLine({ rounds }: HistoryWish, nth: number, { engine, yardstick: rule }: Round): string {
  const two = ({ short, long }: Two<number>) => `${Math.round(short)}, ${Math.round(long)}`
  return `${nth}/${rounds}: engine ${two(engine)}; yardstick ${two(rule)} /s`
}
