import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { DELIVERY_STATES, Filters, Format, ReportCode, RHYTHMS } from './contract.ts'

export type ScheduleRow = Readonly<{
  id: string
  fingerprint: string
  name: string
  report: ReportCode
  format: Format
  filters: Filters
  rhythm: (typeof RHYTHMS)[number]
  weekday: number | null
  monthDay: number | null
  hour: number
  backDays: number | null
  createdAt: Instant
  byId: string
  createdBy: string
  stoppedAt: Instant | null
}>

const columns = sql.raw(`
  s.id, s.fingerprint, s.name, s.report, s.format, s.filters, s.rhythm, s.weekday, s.month_day as "monthDay", s.hour,
  s.back_days as "backDays", s.created_at as "createdAt", s.by_id as "byId", s.by_name as "createdBy",
  s.stopped_at as "stoppedAt"`)

/** Wishes of one id queue here, so that a twin finds the other done. */
export async function lockSchedule(tx: Tx, id: string): Promise<ScheduleRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`report.schedule ${id}`}, 0))`.execute(tx)
  const { rows } =
    await sql<ScheduleRow>`select ${columns} from report.schedule s where s.id = ${id}`.execute(tx)
  return rows[0]
}

export async function schedules(tx: Tx, page: Readonly<{ start: number; most: number }>) {
  const { rows } = await sql<ScheduleRow>`
    select ${columns} from report.schedule s order by s.stopped_at is not null, s.created_at desc, s.id desc
     limit ${page.most} offset ${page.start}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from report.schedule`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export async function runningSchedules(tx: Tx): Promise<ScheduleRow[]> {
  const { rows } = await sql<ScheduleRow>`
    select ${columns} from report.schedule s where s.stopped_at is null order by s.id`.execute(tx)
  return rows
}

export type Recipient = Readonly<{ scheduleId: string; staffId: string; email: string }>

export async function recipients(tx: Tx, scheduleIds: readonly string[]): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    select schedule_id as "scheduleId", staff_id as "staffId", email from report.recipient
     where schedule_id = any(${scheduleIds}::uuid[]) order by email, staff_id`.execute(tx)
  return rows
}

export async function insertSchedule(
  work: Work,
  row: Omit<ScheduleRow, 'createdAt' | 'byId' | 'createdBy' | 'stoppedAt'>,
  to: readonly Omit<Recipient, 'scheduleId'>[],
): Promise<void> {
  await sql`
    insert into report.schedule (id, fingerprint, name, report, format, filters, rhythm, weekday, month_day, hour,
      back_days, created_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.name}, ${row.report}, ${row.format},
            ${JSON.stringify(row.filters)}::jsonb, ${row.rhythm}, ${row.weekday}, ${row.monthDay}, ${row.hour},
            ${row.backDays}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
  await sql`
    insert into report.recipient (schedule_id, staff_id, email)
    select ${row.id}, * from unnest(${to.map((one) => one.staffId)}::uuid[], ${to.map((one) => one.email)}::text[])
    `.execute(work.tx)
}

/** Stops a schedule and withholds what of it is still waiting. */
export async function stop(work: Work, id: string): Promise<void> {
  await sql`
    update report.schedule set stopped_at = ${work.at}, stopped_by = ${work.by.name}
     where id = ${id} and stopped_at is null`.execute(work.tx)
  await sql`
    update report.delivery set state = 'withheld', trouble = 'stopped', settled_at = ${work.at}, leased_until = null
     where schedule_id = ${id} and state = 'queued'`.execute(work.tx)
}

export type DeliveryRow = Readonly<{
  id: string
  scheduleId: string
  staffId: string
  dueAt: Instant
  state: (typeof DELIVERY_STATES)[number]
  trouble: string | null
  attempts: number
  at: Instant
}>

/** The latest letters of each schedule, the newest first. */
export async function deliveries(
  tx: Tx,
  scheduleIds: readonly string[],
  most: number,
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select d.* from unnest(${scheduleIds}::uuid[]) as s (id)
     cross join lateral (
       select id, schedule_id as "scheduleId", staff_id as "staffId", due_at as "dueAt", state, trouble, attempts,
              coalesce(settled_at, queued_at) as at
         from report.delivery where schedule_id = s.id order by due_at desc, id desc limit ${most}) d`.execute(
    tx,
  )
  return rows
}

/** Z4: writes a letter down once, however often it is found due; answers how many are new. */
export async function queue(
  work: Work,
  rows: readonly Readonly<{ id: string; scheduleId: string; staffId: string; dueAt: Instant }>[],
): Promise<number> {
  const of = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key])
  const { rows: fresh } = await sql<{ id: string }>`
    insert into report.delivery (id, schedule_id, staff_id, due_at, queued_at, next_try_at)
    select *, ${work.at}::timestamptz, ${work.at}::timestamptz
      from unnest(${of('id')}::uuid[], ${of('scheduleId')}::uuid[], ${of('staffId')}::uuid[],
                  ${of('dueAt')}::timestamptz[])
        on conflict (schedule_id, staff_id, due_at) do nothing returning id`.execute(work.tx)
  return fresh.length
}

export type Claimed = ScheduleRow &
  Readonly<{ deliveryId: string; staffId: string; email: string; dueAt: Instant; attempts: number }>

/** Takes the next letter for a while; two senders never take the same. */
export async function claim(work: Work, leasedUntil: Instant): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    with next as (
      select id from report.delivery
       where state = 'queued' and next_try_at <= ${work.at} and (leased_until is null or leased_until <= ${work.at})
       order by next_try_at, id limit 1 for update skip locked),
    taken as (
      update report.delivery d set attempts = d.attempts + 1, leased_until = ${leasedUntil}, checked_at = ${work.at}
        from next where d.id = next.id returning d.*)
    select ${columns}, t.id as "deliveryId", t.staff_id as "staffId", r.email, t.due_at as "dueAt", t.attempts
      from taken t join report.schedule s on s.id = t.schedule_id
      join report.recipient r on r.schedule_id = t.schedule_id and r.staff_id = t.staff_id`.execute(work.tx)
  return rows[0]
}

export type Outcome = Readonly<{
  id: string
  /** The attempt this is the outcome of: a late answer of an earlier one settles nothing. */
  attempts: number
  state: (typeof DELIVERY_STATES)[number]
  trouble: string | null
  nextTryAt: Instant
}>

/** Writes what became of a letter; answers whether it was still ours to settle. */
export async function settle(work: Work, of: Outcome): Promise<boolean> {
  const settledAt = of.state === 'queued' ? null : work.at
  const { rows } = await sql<{ id: string }>`
    update report.delivery
       set state = ${of.state}, trouble = ${of.trouble}, leased_until = null, next_try_at = ${of.nextTryAt},
           settled_at = ${settledAt}
     where id = ${of.id} and attempts = ${of.attempts} and state = 'queued' returning id`.execute(work.tx)
  return rows.length > 0
}
