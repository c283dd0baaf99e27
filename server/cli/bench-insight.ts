import { cpus, loadavg } from 'node:os'
import { must } from '#base/must'
import { buyerCells } from '#domain/insight/model/buyer-cells'
import type { MemberColumns } from '#domain/insight/model/purchase-days'
import { beside, rounded, type Beside } from './bench-insight-beside.ts'
import { benchPages, type PagesFigures } from './bench-insight-pages.ts'
import { benchShop } from './bench-insight-shop.ts'
import { basketTask, tasksOf, type Found, type Task } from './bench-insight-tasks.ts'

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

const MOST_BASKETS = 1_000_000
/** SQL is asked about no more members than that: it takes the same time for each of more of them, or longer. */
const MOST_BESIDE = 1_000_000
/** A task has been asked about so many members before it counts, so that it is not measured while it is compiled. */
const WARMED = 5_000_000
/** Fewer members take as long as so many: most of it is what does not grow with them. */
const LEAST_WARMING = 500_000
/** The yardstick passes over so many members in all: a single pass over few is over before it is measured. */
const PASSED = 20_000_000

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
  task: Task,
  pass: Pass,
  { members, rounds, say }: Pick<InsightWish, 'members' | 'rounds' | 'say'>,
): InsightTask {
  const { name } = task
  const run = 'run' in task ? task.run : task.prepare()
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
