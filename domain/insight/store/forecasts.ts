import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ForecastTold } from '../contract/forecast.ts'

export type Run = Readonly<{
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  askedAt: Instant
  byName: string
  step: number
  steps: number
  asOf: BusinessDay | null
}>

const columns = sql.raw(`
  id, state, asked_at as "askedAt", by_name as "byName", step, steps, as_of as "asOf"`)

export async function byId(tx: Tx, id: string): Promise<Run | undefined> {
  const { rows } = await sql<Run>`select ${columns} from insight.forecast where id = ${id}`.execute(tx)
  return rows[0]
}

export async function newest(tx: Tx): Promise<Run | undefined> {
  const { rows } = await sql<Run>`
    select ${columns} from insight.forecast order by no desc limit 1`.execute(tx)
  return rows[0]
}

/** The oldest that waits, or was running when the program stopped. */
export async function next(tx: Tx): Promise<Run | undefined> {
  const { rows } = await sql<Run>`
    select ${columns} from insight.forecast
     where state in ('waiting', 'running') order by no limit 1`.execute(tx)
  return rows[0]
}

export async function insert(work: Work, id: string): Promise<void> {
  await sql`
    insert into insight.forecast (id, asked_at, by_id, by_name)
    values (${id}, ${work.at}, ${work.by.id}, ${work.by.name}) on conflict (id) do nothing`.execute(work.tx)
}

/** Two programs that look for the next at once go one behind the other. */
export async function oneByOne(tx: Tx): Promise<void> {
  await sql`lock table insight.forecast in share row exclusive mode`.execute(tx)
}

type Begun = Readonly<{ id: string; turn: string; asOf: BusinessDay; steps: number }>

/** What a run that was killed, or is overtaken, had written goes first. */
export async function begin(tx: Tx, of: Begun): Promise<void> {
  await sql`delete from insight.member_forecast where forecast_id = ${of.id}`.execute(tx)
  await sql`
    update insight.forecast
       set state = 'running', turn = ${of.turn}, as_of = ${of.asOf}, step = 0, steps = ${of.steps}
     where id = ${of.id}`.execute(tx)
}

/** Whether a run still carries this forecast; if so nobody takes it over before this work ends. */
export async function carries(tx: Tx, of: Pick<Begun, 'id' | 'turn'>): Promise<boolean> {
  const { rows } = await sql`
    select from insight.forecast
     where id = ${of.id} and turn = ${of.turn} and state = 'running' for update`.execute(tx)
  return rows.length > 0
}

export async function stepped(tx: Tx, id: string, of: { step: number; steps: number }): Promise<void> {
  await sql`update insight.forecast set step = ${of.step}, steps = ${of.steps} where id = ${id}`.execute(tx)
}

/** The newest that ended, with what it found. */
export async function told(tx: Tx): Promise<{ id: string; told: ForecastTold } | undefined> {
  const { rows } = await sql<{ id: string; told: ForecastTold }>`
    select id, told from insight.forecast where state = 'done' order by no desc limit 1`.execute(tx)
  return rows[0]
}

/** G16: what it found is seen from here on, whole; the scores of the run before go. */
export async function end(work: Work, id: string, found: ForecastTold): Promise<void> {
  await sql`
    update insight.forecast
       set state = 'done', told = ${JSON.stringify(found)}::jsonb, members = ${found.sums?.members ?? 0}, step = steps,
           ended_at = ${work.at}
     where id = ${id}`.execute(work.tx)
  await sql`delete from insight.member_forecast where forecast_id <> ${id}`.execute(work.tx)
}

export async function fail(work: Work, id: string): Promise<void> {
  await sql`
    update insight.forecast set state = 'failed', ended_at = ${work.at} where id = ${id}`.execute(work.tx)
  await sql`delete from insight.member_forecast where forecast_id = ${id}`.execute(work.tx)
}

export type ForecastRow = Readonly<{
  memberId: string
  purchases: number
  lastDay: BusinessDay
  alive: number
  buys: number
  expected: number
  nextDay: BusinessDay | null
  valueMinor: number | null
}>

export async function add(tx: Tx, id: string, rows: readonly ForecastRow[]): Promise<void> {
  const of = <K extends keyof ForecastRow>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into insight.member_forecast
      (forecast_id, member_id, purchases, last_day, alive, buys, expected, next_day, value_minor)
    select ${id}, * from unnest(${of('memberId')}::uuid[], ${of('purchases')}::int[], ${of('lastDay')}::date[],
      ${of('alive')}::double precision[], ${of('buys')}::double precision[], ${of('expected')}::double precision[],
      ${of('nextDay')}::date[], ${of('valueMinor')}::bigint[])`.execute(tx)
}

const row = sql.raw(`
  member_id as "memberId", purchases, last_day as "lastDay", alive, buys, expected, next_day as "nextDay",
  value_minor as "valueMinor"`)

const ORDERS = {
  valueMinor: 'value_minor',
  buys: 'buys',
  alive: 'alive',
  expected: 'expected',
  lastDay: 'last_day',
  purchases: 'purchases',
} as const

export type Which = Readonly<{
  id: string
  /** Members who are not with us any more. */
  gone: readonly string[]
  buys: readonly [from: number, to: number]
  alive: readonly [from: number, to: number]
}>
type Page = Readonly<{ sort: keyof typeof ORDERS; descending: boolean; from: number; most: number }>

/** From, up to but not including; a certainty belongs to the highest. */
const within = (column: 'buys' | 'alive', [from, to]: readonly [number, number]) => {
  const below = to >= 1 ? sql`true` : sql`${sql.ref(column)} < ${to}`
  return sql`${sql.ref(column)} >= ${from} and ${below}`
}

export async function members(
  tx: Tx,
  which: Which,
  page: Page,
): Promise<{ rows: ForecastRow[]; total: number }> {
  const chosen = sql`
    from insight.member_forecast
   where forecast_id = ${which.id} and ${within('buys', which.buys)} and ${within('alive', which.alive)}
     and not member_id = any(${which.gone}::uuid[])`
  const way = sql.raw(page.descending ? 'desc nulls last' : 'asc nulls first')
  const { rows } = await sql<ForecastRow>`
    select ${row} ${chosen} order by ${sql.ref(ORDERS[page.sort])} ${way}, member_id
     limit ${page.most} offset ${page.from}`.execute(tx)
  const counted = await sql<{ total: number }>`select count(*)::int as total ${chosen}`.execute(tx)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

export async function ofMember(tx: Tx, id: string, memberId: string): Promise<ForecastRow | undefined> {
  const { rows } = await sql<ForecastRow>`
    select ${row} from insight.member_forecast where forecast_id = ${id} and member_id = ${memberId}`.execute(
    tx,
  )
  return rows[0]
}
