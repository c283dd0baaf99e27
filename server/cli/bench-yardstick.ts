import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { present } from '#base/must'
import {
  BRANCH,
  COUPON,
  memberNumber,
  MOST_LINES,
  MOST_POINTS,
  MOST_QUANTITY,
  PRICE,
  priceOf,
  productCode,
  PRODUCTS,
  WITH_COUPON,
  WITH_POINTS,
  WITH_STORED_VALUE,
  ZIPF_EXPONENT,
  baskets,
  type Basket,
  type Skew,
} from './bench-sale-baskets.ts'
import { closedLoad } from './bench-sale-load.ts'

const run = promisify(execFile)

export type Measuring = Readonly<{ skew: Skew; callers: number; seconds: number }>
export type Yardstick = Readonly<{
  /** Who calls the function: pgbench, or this process by prepared statements where there is no pgbench. */
  by: 'pgbench' | 'node'
  measure(of: Measuring): Promise<{ perSecond: number; clients: number }>
}>

type Wish = Readonly<{
  url: string
  members: number
  /** What the database server takes in all. */
  connections: number
  stopping: AbortSignal
  /** Where pgbench is; null does without, and it is looked for when absent. */
  pgbench?: string | null
}>

/**
 * The sale as a hand-written PL/pgSQL function, one sale a transaction, in the very tables of the engine: what a good
 * SQL developer would have built instead. Called by pgbench, whose own cost is as small as it gets.
 */
export async function yardstick(wish: Wish): Promise<Yardstick> {
  await runFile(wish.url, 'bench-yardstick.sql')
  const most = Math.max(1, wish.connections - KEPT_FREE)
  const binary = wish.pgbench === undefined ? await findPgbench() : wish.pgbench
  const clients = (callers: number) => Math.min(callers, most)
  return {
    by: binary === null ? 'node' : 'pgbench',
    measure: async (of) => {
      const so = { ...of, callers: clients(of.callers) }
      const perSecond = binary === null ? await byNode(wish, so) : await byPgbench(wish, binary, so)
      return { perSecond, clients: so.callers }
    },
  }
}

/** Runs one of the SQL files beside this one; `values` stand for its {names}. */
export async function runFile(url: string, name: string, values: Record<string, string> = {}): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    await client.query(filled(await textOf(name), values))
  } finally {
    await client.end()
  }
}

const textOf = (name: string): Promise<string> => readFile(new URL(`./${name}`, import.meta.url), 'utf8')

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => present(values[name], `B3: {${name}} has a value`))

/** The first pgbench on the path, else the newest of Debian's; null when there is none. */
async function findPgbench(): Promise<string | null> {
  const debian = '/usr/lib/postgresql'
  const majors = (await readdir(debian).catch(() => [])).sort((a, b) => Number(b) - Number(a))
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of [...onPath, ...majors.map((major) => join(debian, major, 'bin'))]) {
    const binary = join(folder, 'pgbench')
    const works = await run(binary, ['--version']).then(
      () => true,
      () => false,
    )
    if (works) return binary
  }
  return null
}

/** Connections left beside those of the engine, of the host and of a program that may be running. */
const KEPT_FREE = 30

const MEMBER: Readonly<Record<Skew, string>> = {
  uniform: 'random(1, :members)',
  zipf: `random_zipfian(1, :members, ${ZIPF_EXPONENT})`,
  one: '1',
}

/** One script per number of lines, all equally likely; pgbench draws what `baskets` draws. */
async function script(lines: number, skew: Skew): Promise<string> {
  const each = Array.from({ length: lines }, (_, at) => at + 1)
  const drawn = each.flatMap((n) => [
    `\\set p${n} random(0, ${PRODUCTS - 1})`,
    `\\set q${n} random(1, ${MOST_QUANTITY})`,
    `\\set m${n} ${PRICE.least} + (:p${n} * ${PRICE.step}) % ${PRICE.spread}`,
  ])
  const call = filled(await textOf('bench-yardstick-call.sql'), {
    id: 'bench.new_id()',
    number: `'${memberNumber(0).slice(0, 1)}' || lpad(:member::text, 8, '0')`,
    branch: `'${BRANCH}'`,
    codes: `array[${each.map((n) => `'${productCode(0).slice(0, 1)}' || lpad(:p${n}::text, 4, '0')`).join(', ')}]`,
    quantities: `array[${each.map((n) => `:q${n}`).join(', ')}]::numeric[]`,
    prices: `array[${each.map((n) => `:m${n}`).join(', ')}]::bigint[]`,
    coupon: `case when :coupon < ${WITH_COUPON} then '${COUPON}' end`,
    points: `case when :burn < ${WITH_POINTS} then :points else 0 end`,
    stored: `:stored < ${WITH_STORED_VALUE}`,
  })
  const head = [
    `\\set member ${MEMBER[skew]}`,
    '\\set coupon random(0, 99)',
    '\\set burn random(0, 99)',
    `\\set points random(1, ${MOST_POINTS})`,
    '\\set stored random(0, 99)',
  ]
  return [...head, ...drawn, `${call.trim()};`, ''].join('\n')
}

/** Every connection first reads the catalogue and plans every statement; those of the engine have done so before. */
const WARM_SECONDS = 3
/** Of its last second pgbench says nothing, as a rule. */
const LAST_SECOND = 1

async function byPgbench(wish: Wish, binary: string, { skew, callers, seconds }: Measuring): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-bench-'))
  try {
    const files: string[] = []
    for (let lines = 1; lines <= MOST_LINES; lines += 1) {
      const file = join(folder, `${lines}.sql`)
      await writeFile(file, await script(lines, skew))
      files.push('-f', file)
    }
    const how = ['-n', '-M', 'prepared', '-c', String(callers), '-j', String(Math.min(2, callers))]
    const time = ['-T', String(WARM_SECONDS + seconds + LAST_SECOND), '-P', '1']
    const args = [...how, ...time, '-D', `members=${wish.members}`, ...files]
    const told = await run(binary, args, { env: environmentOf(wish.url), signal: wish.stopping }).catch(
      ({ stderr, message }: { stderr?: string; message: string }) => {
        throw new Error(`pgbench: ${stderr ?? message}`)
      },
    )
    const rate = rateAfter(told.stderr, WARM_SECONDS)
    return present(rate, `B3: pgbench says how fast it is; it said:\n${told.stderr}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Sales per second by pgbench's own lines, without those that end while it warms up; null where it says nothing behind
 * that. A line is late where every connection waits, and then tells of more than a second.
 */
export function rateAfter(told: string, warmSeconds: number): number | null {
  let [sales, time, before] = [0, 0, 0]
  for (const [, end, tps] of told.matchAll(/^progress: ([\d.]+) s, ([\d.]+) tps/gm)) {
    const span = Number(end) - before
    before = Number(end)
    // Half a second of grace: the line of the last second of warming up may be late by some milliseconds.
    if (before < warmSeconds + 0.5) continue
    sales += Number(tps) * span
    time += span
  }
  return time > 0 ? sales / time : null
}

/** As durable as the engine's own sessions. */
export const SESSION = '-c TimeZone=UTC -c synchronous_commit=on'

/** Where the database is, as libpq reads it: a password has no place among the words of a command. */
function environmentOf(url: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  return {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    // By the socket where the engine goes by it.
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
    PGSSLMODE: searchParams.get('sslmode') ?? 'prefer',
    PGOPTIONS: SESSION,
  }
}

async function byNode(wish: Wish, { skew, callers, seconds }: Measuring): Promise<number> {
  const draw = baskets({ members: wish.members, skew, seed: Date.now() % 1_000_000 })
  const clients = await Promise.all(Array.from({ length: callers }, () => functionClient(wish.url)))
  const free = [...clients]
  try {
    const sell = async () => {
      const client = present(free.pop(), 'B3: there is a connection for every caller')
      await client.sell(draw())
      free.push(client)
    }
    await closedLoad(sell, { callers, seconds: WARM_SECONDS })
    return (await closedLoad(sell, { callers, seconds })).perSecond
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

export type FunctionClient = Readonly<{ sell(basket: Basket): Promise<void>; end(): Promise<void> }>

/** One connection that calls the function by a prepared statement; `runFile` or `yardstick` has made the function. */
export async function functionClient(url: string): Promise<FunctionClient> {
  const text = filled(await textOf('bench-yardstick-call.sql'), {
    id: 'bench.new_id()',
    number: '$1',
    branch: '$2',
    codes: '$3',
    quantities: '$4',
    prices: '$5',
    coupon: '$6',
    points: '$7',
    stored: '$8',
  })
  const client = new pg.Client({ connectionString: url, options: SESSION })
  await client.connect()
  return {
    sell: async (basket) => void (await client.query({ name: 'sale', text, values: valuesOf(basket) })),
    end: () => client.end(),
  }
}

const valuesOf = ({ member, lines, coupon, pointsMinor, storedMinor }: Basket): unknown[] => [
  memberNumber(member),
  BRANCH,
  lines.map(({ product }) => productCode(product)),
  lines.map(({ quantity }) => quantity),
  lines.map(({ product }) => priceOf(product)),
  coupon ? COUPON : null,
  pointsMinor,
  storedMinor > 0,
]
