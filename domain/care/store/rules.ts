import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { RuleDocument } from '../contract/rule.ts'

export type RuleRow = Readonly<{
  id: string
  fingerprint: string
  ruleId: string
  version: number
  document: RuleDocument
  active: boolean
  at: Instant
  byName: string
}>

const columns = sql.raw(
  `v.id, v.fingerprint, v.rule_id as "ruleId", v.version, v.document, v.active, v.at, v.by_name as "byName"`,
)

export async function versionById(tx: Tx, id: string): Promise<RuleRow | undefined> {
  const { rows } = await sql<RuleRow>`select ${columns} from care.rule_version v where v.id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

/** D3: the last version of every rule, or of one. */
export async function rules(tx: Tx, ruleId: string | null = null): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select distinct on (v.rule_id) ${columns}
      from care.rule_version v
     where ${ruleId}::uuid is null or v.rule_id = ${ruleId}
     order by v.rule_id, v.version desc`.execute(tx)
  return rows
}

/** Waits for whoever writes another version of the same rule; answers its last one, 0 for a new rule. */
export async function lockRule(work: Work, ruleId: string): Promise<number> {
  await sql`insert into care.rule (id, created_at) values (${ruleId}, ${work.at}) on conflict do nothing`.execute(
    work.tx,
  )
  await sql`select from care.rule where id = ${ruleId} for update`.execute(work.tx)
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(version), 0) as last from care.rule_version where rule_id = ${ruleId}`.execute(
    work.tx,
  )
  return rows[0]?.last ?? 0
}

export async function insertVersion(work: Work, row: Omit<RuleRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into care.rule_version (id, fingerprint, rule_id, version, document, active, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.ruleId}, ${row.version}, ${JSON.stringify(row.document)}::jsonb,
            ${row.active}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

/** What the rules have made so far. */
export async function madeBy(tx: Tx) {
  const { rows } = await sql<{ ruleId: string; open: number; done: number; cancelled: number; held: number }>`
    select r.id as "ruleId",
           (select count(*) from care.task t where t.rule_id = r.id and t.state = 'open')::int as open,
           (select count(*) from care.task t where t.rule_id = r.id and t.state = 'done')::int as done,
           (select count(*) from care.task t where t.rule_id = r.id and t.state = 'cancelled')::int as cancelled,
           (select count(*) from care.held h where h.rule_id = r.id)::int as held
      from care.rule r`.execute(tx)
  return new Map(rows.map(({ ruleId, ...counts }) => [ruleId, counts]))
}

/** The last day a rule is done with, locked; null before its first. */
export async function placeOf(tx: Tx, ruleId: string): Promise<BusinessDay | null> {
  const { rows } = await sql<{ day: BusinessDay }>`
    select day from care.rule_place where rule_id = ${ruleId} for update`.execute(tx)
  return rows[0]?.day ?? null
}

export async function setPlace(tx: Tx, ruleId: string, day: BusinessDay): Promise<void> {
  await sql`
    insert into care.rule_place (rule_id, day) values (${ruleId}, ${day})
        on conflict (rule_id) do update set day = excluded.day`.execute(tx)
}

export type HeldRow = Readonly<{ memberId: string; instance: string; dueOn: BusinessDay }>

/** D4: held back once; whoever has a task of the instance is not held. */
export async function insertHeld(work: Work, ruleId: string, rows: readonly HeldRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into care.held (rule_id, member_id, instance, due_on, at)
    select ${ruleId}::uuid, h.member_id, h.instance, h.due_on, ${work.at}
      from unnest(${rows.map((r) => r.memberId)}::uuid[], ${rows.map((r) => r.instance)}::text[],
                  ${rows.map((r) => r.dueOn)}::date[]) as h (member_id, instance, due_on)
     where not exists (select from care.task t
                        where (t.rule_id, t.member_id, t.instance) = (${ruleId}::uuid, h.member_id, h.instance))
        on conflict do nothing`.execute(work.tx)
}

/** Everybody a rule was about once: called or held, with the day and what came of the task. */
export async function aboutBy(tx: Tx, ruleId: string) {
  const { rows } = await sql<{
    memberId: string
    dueOn: BusinessDay
    held: boolean
    state: string | null
    outcome: string | null
  }>`
    select distinct on (member_id) member_id as "memberId", due_on as "dueOn", held, state, outcome
      from (select member_id, due_on, false as held, state, outcome from care.task where rule_id = ${ruleId}
             union all
            select member_id, due_on, true, null, null from care.held where rule_id = ${ruleId}) as a
     order by member_id, due_on`.execute(tx)
  return rows
}
