import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { present } from '#base/must'
import { createDatabase } from '#db/engine/index'
import { dropDatabase } from '#db/yardstick'
import type { SpendRows } from '#domain/insight/model/purchase-days'
import { duckdb } from './bench-insight-duck.ts'

/** A task as it was timed once, with the numbers it found. */
export type Timed = Readonly<{ name: string; seconds: number; rows: readonly (readonly number[])[] }>
export type Engine = Readonly<{
  name: 'postgresql' | 'duckdb'
  version: string
  /** Every task of every round. */
  timed: readonly Timed[]
}>

/** In this order: what comes later asks the table that `members` makes. */
export const SQL_TASKS = ['members', 'rfm', 'quadrants', 'ladder'] as const

type Wish = Readonly<{
  url: string
  rows: SpendRows
  rounds: number
  say: (line: string) => void
  stopping: AbortSignal
}>

/** Asks PostgreSQL, and DuckDB where it is, the questions of the bench about the very rows, by SQL. */
export async function sqlEngines(
  wish: Wish,
): Promise<Readonly<{ postgresql: Engine; duckdb: Engine | null }>> {
  const of = await blocksOf('bench-insight.sql')
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-bench-'))
  try {
    const file = join(folder, 'purchase-days.tsv')
    await pipeline(Readable.from(tabbed(wish.rows)), createWriteStream(file))
    const postgresql = await inPostgres(wish, of, file)
    wish.stopping.throwIfAborted()
    const before = [of('duckdb tables').replace('%file%', file)]
    const tasks = SQL_TASKS.map((name) => ({ name, text: of(name) }))
    const duck = await duckdb({ before, forget: [of('forget')], tasks, rounds: wish.rounds }, wish.stopping)
    for (const { name, seconds } of duck?.timed ?? []) wish.say(`DuckDB ${name}: ${seconds.toFixed(3)} s`)
    return { postgresql, duckdb: duck && { ...duck, name: 'duckdb' } }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The blocks of a file of SQL beside this one, by their names. */
export async function blocksOf(name: string): Promise<(block: string) => string> {
  const file = await readFile(new URL(`./${name}`, import.meta.url), 'utf8')
  const found = new Map(
    file
      .split(/^-- name: /m)
      .slice(1)
      .map((block) => {
        const end = block.indexOf('\n')
        return [block.slice(0, end), block.slice(end + 1).trim()] as const
      }),
  )
  return (name) => present(found.get(name), `B6: there is SQL of ${name}`)
}

/** Rows a piece of text stands for: a stream of single lines is slow. */
const SLICE = 20_000

/** Rows as COPY takes them. */
export function* tabbed({ member, day, spendMinor }: SpendRows): Generator<string> {
  for (let from = 0; from < day.length; from += SLICE) {
    const to = Math.min(day.length, from + SLICE)
    let text = ''
    for (let i = from; i < to; i += 1) text += `${member[i]}\t${day[i]}\t${spendMinor[i]}\n`
    yield text
  }
}

async function inPostgres(wish: Wish, of: (name: string) => string, file: string): Promise<Engine> {
  const name = `zhiji_bench_${process.pid}`
  await dropDatabase(wish.url, name)
  const client = new pg.Client({ connectionString: await createDatabase(wish.url, name) })
  await client.connect()
  try {
    await client.query(of('tables'))
    await pipeline(createReadStream(file), client.query(copyFrom(of('postgresql copy'))))
    await client.query(of('postgresql settings'))
    const timed: Timed[] = []
    for (let round = 0; round < wish.rounds; round += 1) {
      await client.query(of('forget'))
      for (const task of SQL_TASKS) {
        wish.stopping.throwIfAborted()
        const began = performance.now()
        const { rows } = await client.query<unknown[]>({ text: of(task), rowMode: 'array' })
        const seconds = (performance.now() - began) / 1000
        wish.say(`PostgreSQL ${task}: ${seconds.toFixed(3)} s`)
        timed.push({ name: task, seconds, rows: rows.map((row) => row.map(Number)) })
      }
    }
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return { name: 'postgresql', version: rows[0]?.server_version ?? '', timed }
  } finally {
    await client.end()
    await dropDatabase(wish.url, name)
  }
}
