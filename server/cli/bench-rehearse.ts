import { must } from '#base/must'
import { addMonths, businessDay } from '#base/instant'
import { migrate } from '#db/migrate'
import { house, inWork, realWorld, type World } from '#db/work'
import { calmDisk } from '#db/yardstick'
import { askRehearsal } from '#domain/planning/contract/rehearsal'
import { askFor, rehearseNext, showRehearsal } from '#domain/planning/index'
import type { Language } from '../language.ts'
import { inOwnDatabase } from './bench-database.ts'
import { median } from './bench-sale-figures.ts'
import { machine, type Machine } from './bench-sale-machine.ts'
import { furnish } from './bench-sale-shop.ts'

export type RehearseFigures = Readonly<{
  sales: number
  members: number
  rounds: number
  /** Each round reads and judges every sale by both programs; the median of the rounds. */
  salesPerMinute: number
  seconds: readonly number[]
  /** Sales that the live program judged as they were recorded. */
  alike: number
  peakMb: number
  machine: Machine
}>

type Wish = Readonly<{
  url: string
  sales: number
  rounds: number
  language: Language
  say: (line: string) => void
  stopping: AbortSignal
}>

/** So often a member of the made-up shop has bought in two years. */
const SALES_OF_MEMBER = 20

/** Measures the very job that rehearses, on a database of its own with a shop and its past. */
export async function benchRehearse(wish: Wish): Promise<RehearseFigures> {
  const name = `zhiji_bench_${process.pid}`
  return inOwnDatabase(wish.url, name, async ({ url, database }) => {
    const about = await machine(url)
    await migrate(database)
    const world = realWorld(database)
    const { sales, stopping } = wish
    const members = Math.max(1, Math.round(sales / SALES_OF_MEMBER))
    const progress = (share: number) => {
      const done = `${Math.round(share * 100)} %`
      wish.say({ en: `past: ${done}`, zh: `历史数据：${done}` }[wish.language])
    }
    await furnish(world, { url, members, history: sales, stopping, progress })
    await calmDisk(url)
    return { ...(await measure(wish, world)), members, machine: about }
  })
}

type Measured = Omit<RehearseFigures, 'machine' | 'members'>

async function measure(wish: Wish, world: World): Promise<Measured> {
  const seconds: number[] = []
  let [alike, peak] = [0, 0]
  // The round before the first warms what is compiled and cached at first use.
  for (let round = 0; round <= wish.rounds; round += 1) {
    wish.stopping.throwIfAborted()
    const id = await asked(world, wish)
    const began = performance.now()
    await rehearseNext(world)
    const took = (performance.now() - began) / 1000
    peak = Math.max(peak, process.memoryUsage().rss)
    const shown = await inWork(world, house, (work) => showRehearsal(work, { id }))
    must(shown.told?.sales === wish.sales, 'B5: a bench rehearses every sale it measures')
    alike = shown.told.alike
    if (round === 0) continue
    seconds.push(Math.round(took * 1000) / 1000)
    wish.say(`${round}/${wish.rounds}: ${took.toFixed(2)} s`)
  }
  return {
    sales: wish.sales,
    rounds: wish.rounds,
    salesPerMinute: Math.round((wish.sales / median(seconds)) * 60),
    seconds,
    alike,
    peakMb: Math.round(peak / 2 ** 20),
  }
}

async function asked(world: World, wish: Wish) {
  return inWork(world, house, async (work) => {
    const to = businessDay(work.at, 'UTC', 0)
    const raw = { id: work.newId(), document: DRAFT, from: addMonths(to, -30), to: addMonths(to, 1) }
    const { id, total } = await askFor(work, askRehearsal.input.parse(raw))
    must(total === wish.sales, 'B5: a bench rehearses every sale it measures')
    return askRehearsal.input.shape.id.parse(id)
  })
}

/** Beside the shop's own program: tiers by what was spent in a year, reviewed, with discounts and more points. */
const DRAFT = {
  earning: {
    points: 1,
    perMinor: 100,
    expiresAfterMonths: 24,
    multipliers: [
      {
        code: 'WED',
        nameZh: '周三双倍',
        nameEn: 'Double Wednesday',
        times: 20_000,
        weekdays: [3],
        tiers: ['GOLD'],
      },
    ],
  },
  pointsAsMoney: { points: 1, minor: 1 },
  coupons: [{ code: 'BENCH5', nameZh: '测速五元券', nameEn: 'Bench 5', kind: 'amount', minor: 500 }],
  tiers: {
    window: 'rolling',
    windowMonths: 12,
    reviewMonths: 12,
    list: [
      { code: 'PLAIN', nameZh: '普通', nameEn: 'Plain' },
      {
        code: 'SILVER',
        nameZh: '银卡',
        nameEn: 'Silver',
        discountBps: 200,
        ways: [{ by: 'spend', least: 1_000_00 }],
      },
      {
        code: 'GOLD',
        nameZh: '金卡',
        nameEn: 'Gold',
        discountBps: 500,
        earnTimes: 12_000,
        ways: [{ by: 'spend', least: 3_000_00 }],
      },
    ],
  },
  memberPrices: [
    {
      code: 'FIVE',
      nameZh: '会员九五折',
      nameEn: 'Five off',
      kind: 'discount',
      bps: 500,
      productCodes: ['P0001', 'P0002', 'P0003'],
    },
  ],
}
