import { cpus, loadavg } from 'node:os'
import { must } from '#base/must'
import { dayOfNumber } from '#base/instant'
import type { Database } from '#db/connect'
import { migrate } from '#db/migrate'
import { house, inWork, realWorld } from '#db/work'
import { boughtUpTo } from '#domain/insight/index'
import { buyerCells } from '#domain/insight/model/buyer-cells'
import pg from 'pg'
import { inOwnDatabase } from './bench-database.ts'
import { backendsOf, msBetween } from './bench-insight-backends.ts'
import { rounded } from './bench-insight-beside.ts'
import { blocksOf } from './bench-insight-sql.ts'
import { packedShop } from './bench-insight-packed.ts'
import { measured, passOver, type InsightTask } from './bench-insight.ts'
import { tasksOf } from './bench-insight-tasks.ts'

/** Processor seconds of reading everybody's histories: of the program and of its database's backends. */
export type Reading = Readonly<{ seconds: number; cpuSeconds: number; databaseCpuSeconds: number }>

export type Grown = Readonly<{
  members: number
  purchaseDays: number
  purchases: number
  cells: number
  megabytes: number
  reading: Reading
  tasks: readonly InsightTask[]
  /** Of the program since it began; what is larger comes later. */
  peakMb: number
  load: number
}>

export type ProjectionsFigures = Readonly<{
  /** Members whose stories differ: beyond them they are told again under other ids. */
  stories: number
  sizes: readonly Grown[]
  cores: number
  cpu: string
  node: string
}>

export type ProjectionsWish = Readonly<{
  url: string
  members: number
  rounds: number
  say: (line: string) => void
  stopping: AbortSignal
}>

/** Where growth is looked at, up to the wished number. */
const STEPS = [100_000, 1_000_000]
const SEED = 20_250_101
/** Making members up takes longer than everything that is measured. */
const STORIES = 2_000_000

/**
 * Reads everybody from the packed parts of a database, as the program does after a start, and asks of the columns what
 * the reports and the forecast ask; at several sizes one after the other, the largest last.
 */
export async function benchProjections(wish: ProjectionsWish): Promise<ProjectionsFigures> {
  const sizes: Grown[] = []
  for (const members of [...STEPS.filter((step) => step < wish.members), wish.members]) {
    wish.stopping.throwIfAborted()
    sizes.push(await grown(wish, members))
  }
  return {
    stories: STORIES,
    sizes,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? '',
    node: process.versions.node,
  }
}

async function grown(wish: ProjectionsWish, members: number): Promise<Grown> {
  const name = `zhiji_projections_${process.pid}`
  return inOwnDatabase(wish.url, name, async ({ url, database }) => {
    await migrate(database)
    const packed = await filled(wish, { url, members })
    return { ...packed, ...(await asked(wish, { database, name, ...packed })) }
  })
}

type Packed = Readonly<{
  members: number
  purchaseDays: number
  purchases: number
  megabytes: number
  asOf: number
}>

/** The packed parts as the program would have written them by now. */
async function filled(
  { say, stopping }: ProjectionsWish,
  { url, members }: Readonly<{ url: string; members: number }>,
): Promise<Packed> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const of = await blocksOf('bench-insight-pages.sql')
    let [purchaseDays, purchases, bytes, latest] = [0, 0, 0, 0]
    for (const part of packedShop({ members, stories: STORIES, seed: SEED })) {
      const { firstId, people, packed, asOf } = part
      stopping.throwIfAborted()
      await client.query(of('part'), [firstId, people, packed])
      purchaseDays += part.days
      purchases += part.purchases
      bytes += packed.length
      latest = asOf
    }
    say(`${members} members packed: ${Math.round(bytes / 1e6)} MB`)
    return { members, purchaseDays, purchases, megabytes: Math.round(bytes / 1e6), asOf: latest }
  } finally {
    await client.end()
  }
}

type Side = Packed & Readonly<{ database: Database; name: string }>

async function asked(
  { rounds, say, stopping }: ProjectionsWish,
  { database, name, members, purchaseDays, asOf }: Side,
) {
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  const world = realWorld(database)
  const before = await backendsOf(name)
  const cpu = process.cpuUsage()
  const began = performance.now()
  const { columns, lists } = await inWork(world, house, (work) => boughtUpTo(work, dayOfNumber(asOf)))
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  must(
    columns.members === members && lists.days.length === purchaseDays,
    'B6: everybody is read, with every day',
  )
  const reading: Reading = {
    seconds: rounded(seconds),
    cpuSeconds: rounded((user + system) / 1e6),
    databaseCpuSeconds: rounded(msBetween(before, await backendsOf(name)) / 1000),
  }
  say(`${members} members read: ${reading.cpuSeconds} s, the database ${reading.databaseCpuSeconds} s`)
  const cells = buyerCells(columns, asOf)
  const pass = passOver(columns)
  const tasks: InsightTask[] = []
  for (const task of [{ name: 'yardstick', run: pass.run }, ...tasksOf({ columns, lists, asOf }, cells)]) {
    stopping.throwIfAborted()
    tasks.push(measured(task, pass, { members, rounds, say }))
    await new Promise((turn) => setImmediate(turn))
  }
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  return { cells: cells.count.length, reading, tasks, peakMb, load }
}
