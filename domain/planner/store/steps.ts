import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type MadeRow = Readonly<{
  id: string
  fingerprint: string
  planId: string
  versionId: string
  activity: string
  wave: string
  kind: 'campaign' | 'journey'
  targetId: string
  at: Instant
  byName: string
}>

const made = sql.raw(`id, fingerprint, plan_id as "planId", version_id as "versionId", activity, wave, kind,
  target_id as "targetId", at, by_name as "byName"`)

export async function madeById(tx: Tx, id: string): Promise<MadeRow | undefined> {
  const { rows } = await sql<MadeRow>`select ${made} from planner.made where id = ${id}`.execute(tx)
  return rows[0]
}

export async function madeOf(tx: Tx, planId: string): Promise<MadeRow[]> {
  const { rows } = await sql<MadeRow>`
    select ${made} from planner.made where plan_id = ${planId} order by at, id`.execute(tx)
  return rows
}

export async function insertMade(work: Work, row: Omit<MadeRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into planner.made (id, fingerprint, plan_id, version_id, activity, wave, kind, target_id, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.planId}, ${row.versionId}, ${row.activity}, ${row.wave}, ${row.kind},
            ${row.targetId}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

/** What the report of something made said at one moment; a verdict is null before it is launched. */
export type Seen = Readonly<{
  id: string
  kind: 'campaign' | 'journey'
  name: string
  verdict: string | null
  zh: string
  en: string
  complete: boolean
}>

export type GateRow = Readonly<{
  id: string
  fingerprint: string
  planId: string
  wave: string
  goes: boolean
  met: boolean
  seen: readonly Seen[]
  note: string
  at: Instant
  byName: string
}>

const gate = sql.raw(
  `id, fingerprint, plan_id as "planId", wave, goes, met, seen, note, at, by_name as "byName"`,
)

export async function gateById(tx: Tx, id: string): Promise<GateRow | undefined> {
  const { rows } = await sql<GateRow>`select ${gate} from planner.gate where id = ${id}`.execute(tx)
  return rows[0]
}

/** The last word about every wave of a plan. */
export async function gatesOf(tx: Tx, planId: string): Promise<ReadonlyMap<string, GateRow>> {
  const { rows } = await sql<GateRow>`
    select distinct on (wave) ${gate} from planner.gate where plan_id = ${planId}
     order by wave, nth desc`.execute(tx)
  return new Map(rows.map((row) => [row.wave, row]))
}

export async function insertGate(work: Work, row: Omit<GateRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into planner.gate (id, fingerprint, plan_id, wave, goes, met, seen, note, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.planId}, ${row.wave}, ${row.goes}, ${row.met},
            ${JSON.stringify(row.seen)}::jsonb, ${row.note}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}
