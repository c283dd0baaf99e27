import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ProgramDocument } from '#domain/program/index'
import type { Told } from '../model/told.ts'

export type State = 'waiting' | 'running' | 'done' | 'stopped' | 'failed'
export type RehearsalRow = Readonly<{
  id: string
  fingerprint: string
  programVersion: number
  from: BusinessDay
  to: BusinessDay
  askedAt: Instant
  byName: string
  state: State
  done: number
  total: number
  told: Told | null
}>

const columns = sql.raw(`
  r.id, r.fingerprint, r.program_version as "programVersion", r.from_day as "from", r.to_day as "to",
  r.asked_at as "askedAt", r.by_name as "byName", p.state, p.done, p.total`)
const joined = sql.raw(`planning.rehearsal r join planning.progress p on p.rehearsal_id = r.id`)

export async function byId(tx: Tx, id: string): Promise<RehearsalRow | undefined> {
  const { rows } = await sql<RehearsalRow>`
    select ${columns}, p.told from ${joined} where r.id = ${id}`.execute(tx)
  return rows[0]
}

export async function latest(tx: Tx, most: number): Promise<RehearsalRow[]> {
  const { rows } = await sql<RehearsalRow>`
    select ${columns}, null as told from ${joined} order by r.asked_at desc, r.id desc limit ${most}`.execute(
    tx,
  )
  return rows
}

export type NewRehearsal = Pick<RehearsalRow, 'id' | 'fingerprint' | 'programVersion' | 'from' | 'to'> &
  Readonly<{ draft: ProgramDocument; total: number }>

export async function insert(work: Work, row: NewRehearsal): Promise<void> {
  await sql`
    insert into planning.rehearsal (id, fingerprint, draft, program_version, from_day, to_day, asked_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${JSON.stringify(row.draft)}::jsonb, ${row.programVersion}, ${row.from},
            ${row.to}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
  await sql`
    insert into planning.progress (rehearsal_id, state, total) values (${row.id}, 'waiting', ${row.total})`.execute(
    work.tx,
  )
}

/** The oldest that waits or was running when the program stopped, with its draft. */
export async function next(tx: Tx): Promise<(RehearsalRow & { draft: unknown }) | undefined> {
  const { rows } = await sql<RehearsalRow & { draft: unknown }>`
    select ${columns}, null as told, r.draft from ${joined}
     where p.state in ('waiting', 'running') order by r.asked_at, r.id limit 1`.execute(tx)
  return rows[0]
}

/** Says how far it has come; answers false when somebody stopped it. */
export async function go(tx: Tx, id: string, done: number): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update planning.progress set state = 'running', done = ${done}
     where rehearsal_id = ${id} and state in ('waiting', 'running') returning rehearsal_id as id`.execute(tx)
  return rows.length > 0
}

export async function end(
  work: Work,
  id: string,
  as: Readonly<{ state: 'done'; done: number; told: Told }> | Readonly<{ state: 'stopped' | 'failed' }>,
): Promise<void> {
  const told = as.state === 'done' ? JSON.stringify(as.told) : null
  await sql`
    update planning.progress
       set state = ${as.state}, told = ${told}::jsonb, ended_at = ${work.at},
           done = coalesce(${as.state === 'done' ? as.done : null}::int, done)
     where rehearsal_id = ${id} and state in ('waiting', 'running')`.execute(work.tx)
}
