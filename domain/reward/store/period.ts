import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Money } from '#base/money'
import type { Tx, Work } from '#db/work'

export type PeriodRow = Readonly<{
  id: string
  runFrom: BusinessDay
  from: BusinessDay
  to: BusinessDay
  state: 'open' | 'closing' | 'closed' | 'dropped'
  programVersion: number | null
  bps: number | null
  couponCode: string | null
  couponMinor: Money | null
  delivery: 'account' | 'post' | null
  doneTo: string | null
  closedAt: Instant | null
}>
const columns = sql.raw(`
  p.id, p.run_from as "runFrom", p.from_on as "from", p.to_on as "to", p.state, p.program_version as "programVersion",
  p.bps, p.coupon_code as "couponCode", p.coupon_minor as "couponMinor", p.delivery, p.done_to as "doneTo",
  p.closed_at as "closedAt"`)

/** Two works about periods queue here, whether one is open or none. */
export async function lockPeriods(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('reward.period', 0))`.execute(tx)
}

/** The period that is open or being closed; there is one at most. */
export async function currentPeriod(tx: Tx): Promise<PeriodRow | undefined> {
  const { rows } = await sql<PeriodRow>`
    select ${columns} from reward.period p where p.state in ('open', 'closing')`.execute(tx)
  return rows[0]
}

export async function periodById(tx: Tx, id: string): Promise<PeriodRow | undefined> {
  const { rows } = await sql<PeriodRow>`select ${columns} from reward.period p where p.id = ${id}`.execute(tx)
  return rows[0]
}

export type ListedPeriod = PeriodRow & Readonly<{ givenMinor: Money; members: number }>

/** Newest first, with what each gave. */
export async function periods(tx: Tx): Promise<ListedPeriod[]> {
  const { rows } = await sql<ListedPeriod>`
    select ${columns}, coalesce(r.given, 0)::bigint as "givenMinor", coalesce(r.members, 0)::int as members
      from reward.period p
      left join (select period_id, sum(given_minor) as given, count(distinct member_id) as members
                   from reward.period_reward where given_minor > 0 group by period_id) r on r.period_id = p.id
     where p.state <> 'dropped' order by p.to_on desc limit 200`.execute(tx)
  return rows
}

export type NewPeriod = Pick<PeriodRow, 'id' | 'runFrom' | 'from' | 'to'>

export async function insertPeriod(work: Work, row: NewPeriod): Promise<void> {
  await sql`
    insert into reward.period (id, run_from, from_on, to_on, state, opened_at)
    values (${row.id}, ${row.runFrom}, ${row.from}, ${row.to}, 'open', ${work.at})`.execute(work.tx)
}

export type Closing = Readonly<{
  programVersion: number
  bps: number
  couponCode: string
  couponMinor: number
  delivery: 'account' | 'post'
}>

export async function beginClosing(tx: Tx, id: string, by: Closing): Promise<void> {
  await sql`
    update reward.period set state = 'closing', program_version = ${by.programVersion}, bps = ${by.bps},
           coupon_code = ${by.couponCode}, coupon_minor = ${by.couponMinor}, delivery = ${by.delivery}
     where id = ${id}`.execute(tx)
}

export async function noteDone(tx: Tx, id: string, doneTo: string): Promise<void> {
  await sql`update reward.period set done_to = ${doneTo} where id = ${id}`.execute(tx)
}

export async function endPeriod(work: Work, id: string, state: 'closed' | 'dropped'): Promise<void> {
  await sql`update reward.period set state = ${state}, closed_at = ${work.at} where id = ${id}`.execute(
    work.tx,
  )
}

export type NewReward = Readonly<{
  id: string
  periodId: string
  originId: string
  memberId: string
  totalMinor: Money
  beforeMinor: Money
  carriedMinor: Money
  restBeforeMinor: Money
  givenMinor: Money
  units: number
  expiresOn: BusinessDay | null
  leftMinor: Money
  restMinor: Money
}>

export async function insertRewards(work: Work, rows: readonly NewReward[]): Promise<void> {
  if (rows.length === 0) return
  const of = <K extends keyof NewReward>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into reward.period_reward (id, period_id, origin_id, member_id, total_minor, before_minor, carried_minor,
                                      rest_before_minor, given_minor, units, expires_on, left_minor, rest_minor, at)
    select id, period, origin, member, total, before, carried, rest_before, given, units, expires, "left", rest,
           ${work.at}
      from unnest(${of('id')}::uuid[], ${of('periodId')}::uuid[], ${of('originId')}::uuid[], ${of('memberId')}::uuid[],
                  ${of('totalMinor')}::bigint[], ${of('beforeMinor')}::bigint[], ${of('carriedMinor')}::bigint[],
                  ${of('restBeforeMinor')}::bigint[], ${of('givenMinor')}::bigint[], ${of('units')}::bigint[],
                  ${of('expiresOn')}::date[], ${of('leftMinor')}::bigint[], ${of('restMinor')}::bigint[])
        as r (id, period, origin, member, total, before, carried, rest_before, given, units, expires, "left",
              rest)`.execute(work.tx)
}

export type LastReward = Pick<NewReward, 'originId' | 'totalMinor' | 'leftMinor' | 'restMinor'>

/** What the last closing of a run said of these; whoever is absent was never looked at. */
export async function lastRewards(
  tx: Tx,
  originIds: readonly string[],
  runFrom: BusinessDay,
): Promise<LastReward[]> {
  const { rows } = await sql<LastReward>`
    select distinct on (r.origin_id) r.origin_id as "originId", r.total_minor as "totalMinor",
           r.left_minor as "leftMinor", r.rest_minor as "restMinor"
      from reward.period_reward r join reward.period p on p.id = r.period_id
     where r.origin_id = any(${originIds}::uuid[]) and p.run_from = ${runFrom}
     order by r.origin_id, p.to_on desc`.execute(tx)
  return rows
}

export type GivenReward = Readonly<{
  id: string
  periodId: string
  from: BusinessDay
  to: BusinessDay
  memberId: string
  couponCode: string
  givenMinor: Money
  expiresOn: BusinessDay | null
  delivery: 'account' | 'post'
  at: Instant
}>
const given = sql.raw(`
  select r.id, r.period_id as "periodId", p.from_on as "from", p.to_on as "to", r.member_id as "memberId",
         p.coupon_code as "couponCode", r.given_minor as "givenMinor", r.expires_on as "expiresOn", p.delivery, r.at
    from reward.period_reward r join reward.period p on p.id = r.period_id
   where r.given_minor > 0`)

export async function givenTo(tx: Tx, memberIds: readonly string[]): Promise<GivenReward[]> {
  const { rows } = await sql<GivenReward>`
    ${given} and r.member_id = any(${memberIds}::uuid[]) order by p.to_on desc, r.id limit 200`.execute(tx)
  return rows
}

export async function givenIn(tx: Tx, periodId: string): Promise<GivenReward[]> {
  const { rows } = await sql<GivenReward>`${given} and r.period_id = ${periodId} order by r.id`.execute(tx)
  return rows
}
