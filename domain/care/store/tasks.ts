import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Outcome, TaskKind, TaskState, TaskStep } from '../model/task.ts'

export type TaskRow = Readonly<{
  id: string
  fingerprint: string
  kind: TaskKind
  titleZh: string
  titleEn: string
  details: string
  memberId: string | null
  branchId: string | null
  agentCode: string | null
  productCode: string | null
  scriptCode: string | null
  eventOn: BusinessDay | null
  ruleId: string | null
  instance: string | null
  createdAt: Instant
  byName: string
  state: TaskState
  dueOn: BusinessDay
  ownerId: string | null
  outcome: Outcome | null
  endedAt: Instant | null
}>
export type NewTask = Omit<TaskRow, 'createdAt' | 'byName' | 'state' | 'outcome' | 'endedAt'>

const columns = sql.raw(`
  id, fingerprint, kind, title_zh as "titleZh", title_en as "titleEn", details, member_id as "memberId",
  branch_id as "branchId", agent_code as "agentCode", product_code as "productCode", script_code as "scriptCode",
  event_on as "eventOn", rule_id as "ruleId", instance, created_at as "createdAt", by_name as "byName", state,
  due_on as "dueOn", owner_id as "ownerId", outcome, ended_at as "endedAt"`)

export async function taskById(tx: Tx, id: string): Promise<TaskRow | undefined> {
  const { rows } = await sql<TaskRow>`select ${columns} from care.task where id = ${id}`.execute(tx)
  return rows[0]
}

export async function lockTask(tx: Tx, id: string): Promise<TaskRow | undefined> {
  const { rows } = await sql<TaskRow>`select ${columns} from care.task where id = ${id} for update`.execute(
    tx,
  )
  return rows[0]
}

/** D2: tasks that a rule has made already for a member and an instance are passed over. Answers how many were new. */
export async function insertTasks(work: Work, rows: readonly NewTask[]): Promise<number> {
  const of = <K extends keyof NewTask>(key: K) => rows.map((row) => row[key])
  const { rows: made } = await sql`
    insert into care.task
           (id, fingerprint, kind, title_zh, title_en, details, member_id, branch_id, agent_code, product_code,
            script_code, event_on, rule_id, instance, due_on, owner_id, created_at, by_id, by_name)
    select t.*, ${work.at}, ${work.by.id}::uuid, ${work.by.name}
      from unnest(${of('id')}::uuid[], ${of('fingerprint')}::text[], ${of('kind')}::text[], ${of('titleZh')}::text[],
                  ${of('titleEn')}::text[], ${of('details')}::text[], ${of('memberId')}::uuid[],
                  ${of('branchId')}::uuid[], ${of('agentCode')}::text[], ${of('productCode')}::text[],
                  ${of('scriptCode')}::text[], ${of('eventOn')}::date[], ${of('ruleId')}::uuid[],
                  ${of('instance')}::text[], ${of('dueOn')}::date[], ${of('ownerId')}::uuid[]) as t
        on conflict (rule_id, member_id, instance) where rule_id is not null do nothing
    returning id`.execute(work.tx)
  return made.length
}

/** Open tasks of rules in the order of ids, so many behind one, held still for this work. */
export async function openOfRules(
  tx: Tx,
  of: Readonly<{ afterId: string | null; most: number }>,
): Promise<Readonly<{ id: string; memberId: string; kind: TaskKind }>[]> {
  const { rows } = await sql<{ id: string; memberId: string; kind: TaskKind }>`
    select id, member_id as "memberId", kind from care.task
     where state = 'open' and rule_id is not null and member_id is not null
       and (${of.afterId}::uuid is null or id > ${of.afterId})
     order by id limit ${of.most} for update`.execute(tx)
  return rows
}

export type StepRow = Readonly<{
  id: string
  fingerprint: string
  taskId: string
  step: TaskStep
  outcome: Outcome | null
  note: string
  dueOn: BusinessDay | null
  ownerId: string | null
  at: Instant
  byName: string
}>

const stepColumns = sql.raw(`
  id, fingerprint, task_id as "taskId", step, outcome, note, due_on as "dueOn", owner_id as "ownerId", at,
  by_name as "byName"`)

export async function stepById(tx: Tx, id: string): Promise<StepRow | undefined> {
  const { rows } = await sql<StepRow>`select ${stepColumns} from care.task_step where id = ${id}`.execute(tx)
  return rows[0]
}

export async function stepsOf(tx: Tx, taskId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select ${stepColumns} from care.task_step where task_id = ${taskId} order by nth`.execute(tx)
  return rows
}

/** D1: the step, and how the task stands after it, in one go. */
export async function takeStep(
  work: Work,
  row: Omit<StepRow, 'at' | 'byName'>,
  state: TaskState,
): Promise<void> {
  const { taskId, step } = row
  await sql`
    insert into care.task_step (id, fingerprint, task_id, step, outcome, note, due_on, owner_id, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${taskId}, ${step}, ${row.outcome}, ${row.note}, ${row.dueOn},
            ${row.ownerId}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
  await sql`
    update care.task
       set state = ${state}, outcome = ${step === 'done' ? row.outcome : null},
           ended_at = ${state === 'open' ? null : work.at}::timestamptz,
           due_on = coalesce(${row.dueOn}::date, due_on),
           owner_id = case when ${step} = 'given' then ${row.ownerId}::uuid else owner_id end
     where id = ${taskId}`.execute(work.tx)
}

export type TaskQuestion = Readonly<{
  from: BusinessDay | null
  to: BusinessDay | null
  state: TaskState | null
  kind: TaskKind | null
  /** One owner’s; `nobody` waits for one; null is everybody’s. */
  ownerId: string | 'nobody' | null
  memberIds: readonly string[] | null
  branchId: string | null
  /** The branches whoever asks may see; null is all of them. */
  scope: readonly string[] | null
  ruleId: string | null
}>

const ownedBy = (ownerId: TaskQuestion['ownerId']) => {
  if (ownerId === null) return sql`true`
  return ownerId === 'nobody' ? sql`owner_id is null` : sql`owner_id = ${ownerId}`
}

const where = (of: TaskQuestion) => sql`
      (${of.from}::date is null or due_on >= ${of.from}) and (${of.to}::date is null or due_on <= ${of.to})
  and (${of.state}::text is null or state = ${of.state}) and (${of.kind}::text is null or kind = ${of.kind})
  and ${ownedBy(of.ownerId)}
  and (${of.memberIds}::uuid[] is null or member_id = any(${of.memberIds}::uuid[]))
  and (${of.branchId}::uuid is null or branch_id = ${of.branchId})
  and (${of.scope}::uuid[] is null or branch_id = any(${of.scope}::uuid[]))
  and (${of.ruleId}::uuid is null or rule_id = ${of.ruleId})`

export async function tasks(
  tx: Tx,
  of: TaskQuestion,
  page: Readonly<{ first: number; most: number }>,
): Promise<Readonly<{ rows: TaskRow[]; total: number }>> {
  const { rows } = await sql<TaskRow>`
    select ${columns} from care.task where ${where(of)}
     order by due_on, id limit ${page.most} offset ${page.first}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from care.task where ${where(of)}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

/** Open ones whose day has passed. */
export async function lateTasks(tx: Tx, of: TaskQuestion, today: BusinessDay): Promise<number> {
  const { rows } = await sql<{ late: number }>`
    select count(*)::int as late from care.task
     where ${where({ ...of, state: 'open', from: null, to: null })} and due_on < ${today}`.execute(tx)
  return rows[0]?.late ?? 0
}

export async function byDay(tx: Tx, of: TaskQuestion) {
  const { rows } = await sql<{ day: BusinessDay; open: number; done: number; gifts: number }>`
    select due_on as day, (count(*) filter (where state = 'open'))::int as open,
           (count(*) filter (where state = 'done'))::int as done,
           (count(*) filter (where kind = 'gift' and state <> 'cancelled'))::int as gifts
      from care.task where ${where(of)} and state <> 'cancelled' group by due_on order by due_on`.execute(tx)
  return rows
}

/** Of these members, those for whom the rule has made a task (or held one back) that is younger than its rest. */
export async function restedOf(
  tx: Tx,
  of: Readonly<{ ruleId: string; memberIds: readonly string[]; since: BusinessDay }>,
): Promise<Set<string>> {
  const { rows } = await sql<{ memberId: string }>`
    select member_id as "memberId" from care.task
     where rule_id = ${of.ruleId} and member_id = any(${of.memberIds}::uuid[]) and due_on > ${of.since}
     union
    select member_id from care.held
     where rule_id = ${of.ruleId} and member_id = any(${of.memberIds}::uuid[]) and due_on > ${of.since}`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.memberId))
}
