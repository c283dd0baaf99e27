import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type Total = Readonly<{
  memberId: string
  day: BusinessDay
  spendMinor?: number
  visits?: number
  points?: number
  topUpMinor?: number
  /** Single top-ups of the day, by their amounts. */
  topUps?: readonly number[]
  /** Products sold that day that tiers are sold as. */
  fees?: readonly string[]
}>

/** In one order for everybody, so that two of these queue instead of deadlocking. */
export async function makeStands(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    insert into standing.member (member_id) select id from unnest(${ids}::uuid[]) as n (id) order by id
        on conflict (member_id) do nothing`.execute(tx)
}

type Replacing = Readonly<{ from: 'sales' | 'top_ups'; totals: readonly Total[] }>

/** What the members did themselves is replaced by what is told; to whom it counts stays as it is. */
export async function replaceMerits(tx: Tx, ids: readonly string[], of: Replacing): Promise<void> {
  const sales = of.from === 'sales'
  const cleared = sales ? sql`spend_minor = 0, visits = 0, points = 0` : sql`top_up_minor = 0`
  await sql`update standing.merit set ${cleared} where origin_id = any(${ids}::uuid[])`.execute(tx)
  const kind = sales ? 'fee' : 'one_top_up'
  await sql`delete from standing.single where origin_id = any(${ids}::uuid[]) and kind = ${kind}`.execute(tx)
  const told = of.totals
  if (told.length === 0) return
  const column = (key: 'spendMinor' | 'visits' | 'points' | 'topUpMinor') => told.map((one) => one[key] ?? 0)
  await sql`
    insert into standing.merit as m (origin_id, day, member_id, spend_minor, visits, points, top_up_minor)
    select member, day, member, spend, visits, points, top_up
      from unnest(${told.map((one) => one.memberId)}::uuid[], ${told.map((one) => one.day)}::date[],
                  ${column('spendMinor')}::bigint[], ${column('visits')}::bigint[], ${column('points')}::bigint[],
                  ${column('topUpMinor')}::bigint[]) as n (member, day, spend, visits, points, top_up)
        on conflict (origin_id, day) do update
       set spend_minor = m.spend_minor + excluded.spend_minor, visits = m.visits + excluded.visits,
           points = m.points + excluded.points, top_up_minor = m.top_up_minor + excluded.top_up_minor`.execute(
    tx,
  )
  await insertSingles(tx, kind, sales ? feesOf(told) : topUpsOf(told))
}

type One = Readonly<{ memberId: string; day: BusinessDay; what: string }>
const feesOf = (told: readonly Total[]): One[] =>
  told.flatMap(({ memberId, day, fees = [] }) => fees.map((what) => ({ memberId, day, what })))
const topUpsOf = (told: readonly Total[]): One[] =>
  told.flatMap(({ memberId, day, topUps = [] }) =>
    topUps.map((one) => ({ memberId, day, what: String(one) })),
  )

async function insertSingles(tx: Tx, kind: string, rows: readonly One[]): Promise<void> {
  if (rows.length === 0) return
  const of = <K extends keyof One>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into standing.single (origin_id, day, kind, what, member_id, count)
    select member, day, ${kind}, what, member, count(*)
      from unnest(${of('memberId')}::uuid[], ${of('day')}::date[], ${of('what')}::text[]) as n (member, day, what)
     group by member, day, what`.execute(tx)
}

/** Since when every purchase is known here; the earliest day told counts. */
export async function knowSince(tx: Tx, since: string): Promise<void> {
  await sql`
    insert into standing.known (since) values (${since})
        on conflict (here) do update set since = least(standing.known.since, excluded.since)`.execute(tx)
}

export async function knownSince(tx: Tx): Promise<BusinessDay | null> {
  const { rows } = await sql<{ since: BusinessDay }>`select since from standing.known`.execute(tx)
  return rows[0]?.since ?? null
}
