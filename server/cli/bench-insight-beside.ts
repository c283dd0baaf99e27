import { must } from '#base/must'
import { ladder } from '#domain/insight/model/ladder'
import { columnsOf, type SpendRows } from '#domain/insight/model/purchase-days'
import { quadrants } from '#domain/insight/model/quadrants'
import { rfm } from '#domain/insight/model/rfm'
import { median } from './bench-sale-figures.ts'
import { daySpends, type BenchShop } from './bench-insight-shop.ts'
import { SQL_TASKS, sqlEngines, type Engine } from './bench-insight-sql.ts'

type Name = (typeof SQL_TASKS)[number]

/** Seconds on the clock, not of the processor: the engines may use every core, the program uses one. */
export type BesideTask = Readonly<{
  name: Name | 'all'
  seconds: number
  postgresql: Readonly<{ seconds: number; ratio: number }>
  duckdb: Readonly<{ seconds: number; ratio: number }> | null
}>

export type Beside = Readonly<{
  members: number
  purchaseDays: number
  postgresql: string
  /** Null where the package is not installed. */
  duckdb: string | null
  tasks: readonly BesideTask[]
}>

type Wish = Readonly<{
  url: string
  rounds: number
  say: (line: string) => void
  stopping: AbortSignal
}>

/**
 * The same questions to the same purchase days: by the program's typed arrays, by SQL in PostgreSQL (`ntile`), and by
 * the same SQL in DuckDB where that is. The answers must agree where SQL asks the same; `ntile` splits ties, so that
 * the scores of RFM cannot.
 */
export async function beside(shop: BenchShop, wish: Wish): Promise<Beside> {
  const rows = daySpends(shop)
  const { members } = shop.columns
  const own = Array.from({ length: wish.rounds }, () => asked(rows, members, shop.asOf)).flat()
  const engines = await sqlEngines({ ...wish, rows })
  const all = [engines.postgresql, ...(engines.duckdb ? [engines.duckdb] : [])]
  for (const engine of all) agree(engine, shop)
  const tasks = SQL_TASKS.map((name) => taskOf(name, own, engines))
  const sum = (pick: (task: BesideTask) => number) => tasks.reduce((total, task) => total + pick(task), 0)
  const seconds = sum((task) => task.seconds)
  const inPostgres = sum((task) => task.postgresql.seconds)
  const inDuck = sum((task) => task.duckdb?.seconds ?? 0)
  const whole = {
    name: 'all' as const,
    seconds: rounded(seconds),
    postgresql: against(seconds, inPostgres),
    duckdb: engines.duckdb && against(seconds, inDuck),
  }
  return {
    members,
    purchaseDays: rows.day.length,
    postgresql: engines.postgresql.version,
    duckdb: engines.duckdb?.version ?? null,
    tasks: [...tasks, whole],
  }
}

type Own = Readonly<{ name: Name; seconds: number }>

function asked(rows: SpendRows, members: number, asOf: number): Own[] {
  const timed: Own[] = []
  const clock = <T>(name: Name, run: () => T): T => {
    const began = performance.now()
    const found = run()
    timed.push({ name, seconds: (performance.now() - began) / 1000 })
    return found
  }
  const { columns, lists } = clock('members', () =>
    columnsOf(rows, members, { from: -Infinity, to: Infinity }),
  )
  clock('rfm', () => rfm(columns, { asOf }))
  clock('quadrants', () => quadrants(columns))
  clock('ladder', () => ladder(lists))
  return timed
}

function taskOf(
  name: Name,
  own: readonly Own[],
  engines: Awaited<ReturnType<typeof sqlEngines>>,
): BesideTask {
  const middle = (timed: readonly Readonly<{ name: string; seconds: number }>[]) =>
    median(timed.filter((one) => one.name === name).map((one) => one.seconds))
  const seconds = middle(own)
  return {
    name,
    seconds: rounded(seconds),
    postgresql: against(seconds, middle(engines.postgresql.timed)),
    duckdb: engines.duckdb && against(seconds, middle(engines.duckdb.timed)),
  }
}

const against = (own: number, seconds: number) => ({
  seconds: rounded(seconds),
  ratio: rounded(seconds / own),
})

/** Four digits: more is noise. */
export const rounded = (v: number): number => Number(v.toPrecision(4))

/** Quadrants and ladder are counts of the same people, whoever counts. */
function agree({ name, timed }: Engine, { columns, lists }: BenchShop): void {
  const rowsOf = (task: Name) => timed.find((one) => one.name === task)?.rows ?? []
  const told = quadrants(columns).groups.map(({ people }) => people)
  // The order of SQL's rows is often before seldom and, in each, much before little.
  const place = ([often, much]: readonly number[]): number => (often === 1 ? 0 : 1) + (much === 1 ? 0 : 2)
  for (const row of rowsOf('quadrants'))
    must(told[place(row)] === row[2], `B6: ${name} counts the same quadrants`)
  const steps = ladder(lists, 11)
  const reached = (step: number): number => steps[step - 1]?.members ?? 0
  for (const [step = 0, people = 0] of rowsOf('ladder')) {
    const here = step === 10 ? reached(10) : reached(step) - reached(step + 1)
    must(here === people, `B6: ${name} counts the same steps of the ladder`)
  }
  const scored = rowsOf('rfm').reduce((sum, row) => sum + (row[3] ?? 0), 0)
  must(scored === columns.members, `B6: ${name} scores everybody`)
}
