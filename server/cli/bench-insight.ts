import { cpus, loadavg } from 'node:os'
import { must } from '#base/must'
import { buyerCells, type BuyerCells } from '#domain/insight/model/buyer-cells'
import { fitBuyers, type BuyerFit } from '#domain/insight/model/buyer-fit'
import {
  roomForScores,
  scorerOf,
  spreadOf,
  type BuyerScores,
  type ScoreWish,
} from '#domain/insight/model/buyer-scores'
import { basketsOf, pairCounts } from '#domain/insight/model/basket-pairs'
import { ladder } from '#domain/insight/model/ladder'
import type { Days, MemberColumns } from '#domain/insight/model/purchase-days'
import { quadrants } from '#domain/insight/model/quadrants'
import { rfm } from '#domain/insight/model/rfm'
import { fitSpend } from '#domain/insight/model/spend-model'
import { beside, rounded, type Beside } from './bench-insight-beside.ts'
import { benchPages, type PagesFigures } from './bench-insight-pages.ts'
import { benchBaskets, benchShop, type BenchShop } from './bench-insight-shop.ts'

/** Medians of the rounds. `ratio` is processor time against that of the yardstick just before it. */
export type InsightTask = Readonly<{
  name: string
  seconds: number
  cpuSeconds: number
  ratio: number
  /** What the task found, so that a figure that means nothing is seen. */
  found: Readonly<Record<string, number>>
}>

export type InsightFigures = Readonly<{
  members: number
  purchaseDays: number
  cells: number
  baskets: number
  rounds: number
  tasks: readonly InsightTask[]
  /** Of the tasks before anything is compared with SQL. */
  peakMb: number
  /** Null when only the program itself was to be measured. */
  beside: Beside | null
  /** Null unless pages were asked for. */
  pages: PagesFigures | null
  cores: number
  cpu: string
  loadBefore: number
  node: string
}>

export type InsightWish = Readonly<{
  members: number
  rounds: number
  seed?: number
  /** Of a PostgreSQL server for the yardsticks in SQL; null does without. */
  url: string | null
  /** Whether the report pages are opened too, on projections in the database. */
  pages?: boolean
  say: (line: string) => void
  stopping: AbortSignal
}>

type Found = Readonly<Record<string, number>>
type Task = Readonly<{ name: string; run: () => Found }>

const MOST_BASKETS = 1_000_000
/** SQL is asked about no more members than that: it takes the same time for each of more of them, or longer. */
const MOST_BESIDE = 1_000_000
const PRODUCTS = 10_000
/** A task has been asked about so many members before it counts, so that it is not measured while it is compiled. */
const WARMED = 5_000_000
/** Fewer members take as long as so many: most of it is what does not grow with them. */
const LEAST_WARMING = 500_000
/** The yardstick passes over so many members in all: a single pass over few is over before it is measured. */
const PASSED = 20_000_000
/** Members scored at a time, so that the processor's nearest cache holds their scores until they are handed on. */
const STRETCH = 1024
const YEAR = 365

/**
 * Measures the statistics over typed arrays of made-up members, in this process and one thread. The yardstick is one
 * pass over the very arrays: below it no method can come that looks at everybody once. Then SQL is asked the same.
 */
export async function benchInsight(wish: InsightWish): Promise<InsightFigures> {
  const { members, seed = 20_250_101 } = wish
  const loadBefore = Math.round((loadavg()[0] ?? 0) * 10) / 10
  wish.say(`${members} members …`)
  const shop = benchShop(members, seed)
  const purchaseDays = shop.lists.days.length
  const cells = buyerCells(shop.columns, shop.asOf)
  const baskets = Math.min(members, MOST_BASKETS)
  const pass = passOver(shop.columns)
  const tasks: InsightTask[] = []
  for (const task of [
    { name: 'yardstick', run: pass.run },
    ...tasksOf(shop, cells),
    basketTask(baskets, seed),
  ]) {
    wish.stopping.throwIfAborted()
    tasks.push(measured(task, pass, wish))
    // Between tasks the event loop turns, so that an interruption is seen.
    await new Promise((turn) => setImmediate(turn))
  }
  // Kilobytes at most since the process began.
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  return {
    members,
    purchaseDays,
    cells: cells.count.length,
    baskets,
    rounds: wish.rounds,
    tasks,
    peakMb,
    beside:
      wish.url === null
        ? null
        : await beside(members > MOST_BESIDE ? benchShop(MOST_BESIDE, seed) : shop, {
            ...wish,
            url: wish.url,
          }),
    pages:
      wish.pages === true && wish.url !== null ? await benchPages({ ...wish, url: wish.url, shop }) : null,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? '',
    loadBefore,
    node: process.versions.node,
  }
}

type Pass = Readonly<{ run: () => Found; times: number }>

/** The yardstick. */
export const passOver = (columns: MemberColumns): Pass => ({
  run: () => onePass(columns),
  times: Math.ceil(PASSED / columns.members),
})

/**
 * The yardstick goes before the task in every round, so that both are measured under the same load of the machine; some
 * rounds before those that count, so that neither is measured while it is being compiled.
 */
export function measured(
  { name, run }: Task,
  pass: Pass,
  { members, rounds, say }: Pick<InsightWish, 'members' | 'rounds' | 'say'>,
): InsightTask {
  const walls: number[] = []
  const cpuTimes: number[] = []
  const ratios: number[] = []
  let found: Found = {}
  for (let round = -Math.ceil(WARMED / Math.max(members, LEAST_WARMING)); round < rounds; round += 1) {
    const one = timed(() => {
      for (let i = 0; i < pass.times; i += 1) pass.run()
    })
    const own = timed(() => {
      found = run()
    })
    const alone = name === 'yardstick'
    const cpu = alone ? one.cpu / pass.times : own.cpu
    if (round < 0) continue
    walls.push(alone ? one.wall / pass.times : own.wall)
    cpuTimes.push(cpu)
    ratios.push((cpu * pass.times) / one.cpu)
  }
  const cpuSeconds = rounded(middle(cpuTimes))
  say(`${name}: ${cpuSeconds} s`)
  return { name, seconds: rounded(middle(walls)), cpuSeconds, ratio: rounded(middle(ratios)), found }
}

function timed(run: () => void): Readonly<{ wall: number; cpu: number }> {
  const cpu = process.cpuUsage()
  const began = performance.now()
  run()
  const wall = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1e6 }
}

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/** The sum of every number there is of a member. */
function onePass({ members, purchaseDays, firstDay, lastDay, spendMinor }: MemberColumns): Found {
  let [days, first, last, spend] = [0, 0, 0, 0]
  for (let m = 0; m < members; m += 1) {
    days += purchaseDays[m] as number
    first += firstDay[m] as number
    last += lastDay[m] as number
    spend += spendMinor[m] as number
  }
  must(last >= first, 'B6: nobody buys for the last time before the first')
  return { purchaseDays: days, spendMinor: spend }
}

/** What is asked of everybody's columns. */
export function tasksOf({ columns, lists, asOf }: BenchShop, cells: BuyerCells): Task[] {
  const fit = (kind: 'bg' | 'mbg' | 'pareto'): Task => ({
    name: `fit ${kind}`,
    run: () => fitted(fitBuyers(cells, { kind })),
  })
  const params = fitBuyers(cells, { kind: 'mbg' }).params
  return [
    { name: 'collapse', run: () => ({ cells: buyerCells(columns, asOf).count.length }) },
    fit('bg'),
    fit('mbg'),
    fit('pareto'),
    { name: 'fit gamma-gamma', run: () => spendTask(columns) },
    { name: SCORE_LIMIT, run: () => scoreLimit(columns) },
    {
      name: 'score',
      run: () => scoreTask(columns, { params, asOf, horizon: YEAR, spread: spreadOf(cells) }),
    },
    { name: 'rfm', run: () => ({ nonEmptyCells: rfm(columns, { asOf }).nonEmptyCells }) },
    { name: 'quadrants', run: () => ({ confidants: quadrants(columns).groups[0]?.people ?? 0 }) },
    { name: 'ladder', run: () => ({ twice: ladder(lists)[1]?.members ?? 0 }) },
  ]
}

const fitted = ({ params, logLikelihood, gradientNorm, evaluations }: BuyerFit): Found => {
  const { kind: _, ...numbers } = params
  return { ...numbers, logLikelihood, gradientNorm, evaluations }
}

/** Spend of repeat purchases is taken in proportion: what matters here is the number of them. */
function spendTask({ members, purchaseDays, spendMinor }: MemberColumns): Found {
  const x = new Int32Array(members)
  const spend = new Float64Array(members)
  for (let m = 0; m < members; m += 1) {
    const n = purchaseDays[m] as number
    x[m] = n - 1
    spend[m] = ((spendMinor[m] as number) / 100) * ((n - 1) / n)
  }
  const fit = fitSpend({ x, spend })
  return fit ? { ...fit.params, logLikelihood: fit.logLikelihood, members: fit.members } : { members: 0 }
}

/** The second yardstick, of scoring alone. */
export const SCORE_LIMIT = 'score limit'

/** What scoring reads is read and as much as it writes is written, a stretch at a time as it does; nothing more. */
function scoreLimit(columns: MemberColumns): Found {
  const into = roomForScores(STRETCH)
  for (let from = 0; from < columns.members; from += STRETCH)
    passedOn(columns, { from, to: Math.min(columns.members, from + STRETCH) }, into)
  return { last: into.expected[(columns.members - 1) % STRETCH] as number }
}

function passedOn(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { from, to }: Days,
  { alive, expected }: BuyerScores,
): void {
  for (let m = from, i = 0; m < to; m += 1, i += 1) {
    alive[i] = (purchaseDays[m] as number) + (firstDay[m] as number)
    expected[i] = lastDay[m] as number
  }
}

function scoreTask(columns: MemberColumns, wish: ScoreWish): Found {
  const score = scorerOf(columns, wish)
  const into = roomForScores(STRETCH)
  const sums = { alive: 0, expected: 0 }
  for (let from = 0; from < columns.members; from += STRETCH) {
    const to = Math.min(columns.members, from + STRETCH)
    score(from, to, into)
    addUp(into, to - from, sums)
  }
  return sums
}

/** In a function of its own, so that adding up is no part of the loop that scores. */
function addUp(
  { alive, expected }: BuyerScores,
  size: number,
  sums: { alive: number; expected: number },
): void {
  let [stay, buy] = [0, 0]
  for (let i = 0; i < size; i += 1) {
    stay += alive[i] as number
    buy += expected[i] as number
  }
  sums.alive += stay
  sums.expected += buy
}

/** Pairs in at least twenty baskets; the baskets are made before and do not count. */
function basketTask(baskets: number, seed: number): Task {
  const { lines, products } = benchBaskets(baskets, PRODUCTS, seed)
  return {
    name: 'basket pairs',
    run: () => ({
      pairs: pairCounts(basketsOf(lines, { baskets, products }), 20).a.length,
      lines: lines.product.length,
    }),
  }
}
