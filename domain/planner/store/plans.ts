import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { LaunchWay } from '#domain/campaign/model/approval'
import type { Role } from '#domain/org/model'
import type { PlanDocument, Pot } from '../contract/document.ts'

export type VersionRow = Readonly<{
  id: string
  fingerprint: string
  planId: string
  version: number
  document: PlanDocument
  clonedOf: string | null
  at: Instant
  byName: string
}>

const columns = sql.raw(`v.id, v.fingerprint, v.plan_id as "planId", v.version, v.document,
  v.cloned_of as "clonedOf", v.at, v.by_name as "byName"`)

/** Locked to the end of the work: whatever changes a plan queues here. Undefined where there is none. */
export async function lockPlan(tx: Tx, planId: string): Promise<VersionRow | undefined> {
  await sql`select from planner.plan where id = ${planId} for update`.execute(tx)
  return (await lastVersions(tx, planId))[0]
}

/** Makes the plan if it is new, and locks it; answers its last version. */
export async function openPlan(work: Work, planId: string): Promise<VersionRow | undefined> {
  await sql`
    insert into planner.plan (id, created_at) values (${planId}, ${work.at}) on conflict (id) do nothing`.execute(
    work.tx,
  )
  return lockPlan(work.tx, planId)
}

export async function lastVersions(tx: Tx, planId: string | null): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select distinct on (v.plan_id) ${columns} from planner.version v
     where ${planId}::uuid is null or v.plan_id = ${planId}
     order by v.plan_id, v.version desc`.execute(tx)
  return rows
}

export async function versionById(tx: Tx, id: string): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select ${columns} from planner.version v where v.id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertVersion(work: Work, row: Omit<VersionRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into planner.version (id, fingerprint, plan_id, version, document, cloned_of, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.planId}, ${row.version}, ${JSON.stringify(row.document)}::jsonb,
            ${row.clonedOf}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type NewStart = Readonly<{
  id: string
  fingerprint: string
  planId: string
  way: LaunchWay
  costMinor: number
  limitMinor: number | null
  byRoles: readonly Role[]
}>
export type StartRow = NewStart &
  Readonly<{
    at: Instant
    byId: string | null
    byName: string
    decisionId: string | null
    decisionFingerprint: string | null
    approves: boolean | null
    note: string | null
    decidedAt: Instant | null
    decidedById: string | null
    decidedByName: string | null
  }>

const started = sql.raw(`s.id, s.fingerprint, s.plan_id as "planId", s.way, s.cost_minor as "costMinor",
  s.limit_minor as "limitMinor", s.by_roles as "byRoles", s.at, s.by_id as "byId", s.by_name as "byName",
  d.id as "decisionId", d.fingerprint as "decisionFingerprint", d.approves, d.note, d.at as "decidedAt",
  d.by_id as "decidedById", d.by_name as "decidedByName"`)
const startsOf = sql.raw('planner.start s left join planner.start_decision d on d.start_id = s.id')

export async function startById(tx: Tx, id: string): Promise<StartRow | undefined> {
  const { rows } = await sql<StartRow>`select ${started} from ${startsOf} where s.id = ${id}`.execute(tx)
  return rows[0]
}

export async function startByDecision(tx: Tx, id: string): Promise<StartRow | undefined> {
  const { rows } = await sql<StartRow>`select ${started} from ${startsOf} where d.id = ${id}`.execute(tx)
  return rows[0]
}

/** The last asking of every plan, or of one. */
export async function lastStarts(tx: Tx, planId: string | null): Promise<StartRow[]> {
  const { rows } = await sql<StartRow>`
    select distinct on (s.plan_id) ${started} from ${startsOf}
     where ${planId}::uuid is null or s.plan_id = ${planId}
     order by s.plan_id, s.nth desc`.execute(tx)
  return rows
}

/** What a start that was asked for has come to, as a condition. */
const STATES = {
  waiting: sql`s.way = 'second_person' and d.approves is null`,
  applied: sql`(s.way <> 'second_person' or d.approves)`,
  rejected: sql`not d.approves`,
}

/** Starts that were asked for, the newest first, each with the name its plan has today. */
export async function starts(
  tx: Tx,
  of: Readonly<{ state: keyof typeof STATES | null; most: number }>,
): Promise<{ rows: (StartRow & Readonly<{ name: string }>)[]; total: number }> {
  const which = of.state === null ? sql`true` : STATES[of.state]
  const { rows } = await sql<StartRow & Readonly<{ name: string }>>`
    select ${started},
           (select v.document ->> 'name' from planner.version v
             where v.plan_id = s.plan_id order by v.version desc limit 1) as name
      from ${startsOf} where ${which} order by s.at desc, s.id desc limit ${of.most}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from ${startsOf} where ${which}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export async function insertStart(work: Work, row: NewStart): Promise<void> {
  await sql`
    insert into planner.start (id, fingerprint, plan_id, way, cost_minor, limit_minor, at, by_kind, by_id, by_name,
                               by_roles)
    values (${row.id}, ${row.fingerprint}, ${row.planId}, ${row.way}, ${row.costMinor}, ${row.limitMinor}, ${work.at},
            ${work.by.kind}, ${work.by.id}, ${work.by.name}, ${row.byRoles}::text[])`.execute(work.tx)
}

type NewDecision = Readonly<{
  id: string
  fingerprint: string
  startId: string
  approves: boolean
  note: string
  askedById: string | null
}>

export async function insertDecision(work: Work, row: NewDecision): Promise<void> {
  await sql`
    insert into planner.start_decision (id, fingerprint, start_id, approves, note, at, by_id, asked_by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.startId}, ${row.approves}, ${row.note}, ${work.at}, ${work.by.id},
            ${row.askedById}, ${work.by.name})`.execute(work.tx)
}

export type EndingRow = Readonly<{ id: string; fingerprint: string; planId: string }>

const ending = sql.raw('id, fingerprint, plan_id as "planId"')

export async function endingById(tx: Tx, id: string): Promise<EndingRow | undefined> {
  const { rows } = await sql<EndingRow>`select ${ending} from planner.ending where id = ${id}`.execute(tx)
  return rows[0]
}

export async function ended(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<EndingRow>`select ${ending} from planner.ending`.execute(tx)
  return new Set(rows.map((row) => row.planId))
}

export async function insertEnding(work: Work, row: EndingRow): Promise<void> {
  await sql`
    insert into planner.ending (id, fingerprint, plan_id, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.planId}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}

export type SpendRow = Readonly<{
  id: string
  fingerprint: string
  planId: string
  pot: Pot
  day: BusinessDay
  minor: number
  note: string
  byName: string
}>

const spent = sql.raw('id, fingerprint, plan_id as "planId", pot, day, minor, note, by_name as "byName"')

export async function spendById(tx: Tx, id: string): Promise<SpendRow | undefined> {
  const { rows } = await sql<SpendRow>`select ${spent} from planner.spend where id = ${id}`.execute(tx)
  return rows[0]
}

export async function spends(tx: Tx, planId: string): Promise<SpendRow[]> {
  const { rows } = await sql<SpendRow>`
    select ${spent} from planner.spend where plan_id = ${planId} order by at desc, id desc`.execute(tx)
  return rows
}

export async function insertSpend(work: Work, row: Omit<SpendRow, 'byName'>): Promise<void> {
  await sql`
    insert into planner.spend (id, fingerprint, plan_id, pot, day, minor, note, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.planId}, ${row.pot}, ${row.day}, ${row.minor}, ${row.note}, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}
