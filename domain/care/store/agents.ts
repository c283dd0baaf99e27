import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { NoticeState } from '#domain/campaign/model'

export type AgentRow = Readonly<{
  code: string
  name: string
  email: string | null
  open: number
  lastState: NoticeState | null
  lastAt: Instant | null
  lastTrouble: string | null
}>

/** Agents with a name here or a task of a rule, with the last letter to each. */
export async function agents(tx: Tx): Promise<AgentRow[]> {
  const { rows } = await sql<AgentRow>`
    select c.code, coalesce(a.name, '') as name, a.email,
           (select count(*)::int from care.task t where t.agent_code = c.code and t.state = 'open') as open,
           n.state as "lastState", coalesce(n.settled_at, n.queued_at) as "lastAt", n.trouble as "lastTrouble"
      from (select code from care.agent
             union
            select agent_code from care.task where agent_code is not null) c
      left join care.agent a on a.code = c.code
      left join lateral (select state, settled_at, queued_at, trouble from care.agent_notice
                          where agent_code = c.code order by queued_at desc, id desc limit 1) n on true
     order by c.code`.execute(tx)
  return rows
}

type Kept = Readonly<{ code: string; name: string; email: string | null }>

export async function keepAgent(work: Work, { code, name, email }: Kept): Promise<void> {
  await sql`
    insert into care.agent (code, name, email, kept_at, by_id)
    values (${code}, ${name}, ${email}, ${work.at}, ${work.by.id})
        on conflict (code) do update
       set name = excluded.name, email = excluded.email, kept_at = excluded.kept_at, by_id = excluded.by_id
  `.execute(work.tx)
}

export type NewNotice = Readonly<{ id: string; agentCode: string; ruleId: string; day: BusinessDay }>

/** D10: one letter for an agent, a rule and a day. Answers how many were new. */
export async function insertAgentNotices(work: Work, rows: readonly NewNotice[]): Promise<number> {
  const of = <K extends keyof NewNotice>(key: K) => rows.map((row) => row[key])
  const { rows: made } = await sql`
    insert into care.agent_notice (id, agent_code, rule_id, day, queued_at, next_try_at)
    select n.*, ${work.at}, ${work.at}
      from unnest(${of('id')}::uuid[], ${of('agentCode')}::text[], ${of('ruleId')}::uuid[], ${of('day')}::date[]) as n
        on conflict (agent_code, rule_id, day) do nothing
    returning id`.execute(work.tx)
  return made.length
}

export type Claimed = NewNotice &
  Readonly<{ attempts: number; name: string; email: string | null; queuedAt: Instant }>

/** Takes the next letters that are due and leases them, as the outbox of messages does. */
export async function claimAgentNotices(
  work: Work,
  of: Readonly<{ most: number; leasedUntil: Instant }>,
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with due as (
      select id from care.agent_notice
       where state = 'queued' and next_try_at <= ${work.at}
         and (leased_until is null or leased_until <= ${work.at})
       order by next_try_at, id limit ${of.most}
         for update skip locked)
    update care.agent_notice n
       set leased_until = ${of.leasedUntil}, attempts = n.attempts + 1
      from due left join care.agent_notice w on w.id = due.id left join care.agent a on a.code = w.agent_code
     where n.id = due.id
    returning n.id, n.agent_code as "agentCode", n.rule_id as "ruleId", n.day, n.attempts, n.queued_at as "queuedAt",
              coalesce(a.name, '') as name, a.email`.execute(work.tx)
  return rows
}

export type Outcome = Readonly<{
  id: string
  attempts: number
  state: NoticeState
  trouble: string | null
  nextTryAt: Instant
}>

/** A late answer of an earlier attempt settles nothing. */
export async function settleAgentNotices(work: Work, rows: readonly Outcome[]): Promise<void> {
  const of = <K extends keyof Outcome>(key: K) => rows.map((row) => row[key])
  await sql`
    update care.agent_notice n
       set state = o.state, trouble = o.trouble, leased_until = null, next_try_at = o.next_try_at,
           settled_at = case o.state when 'queued' then null else ${work.at}::timestamptz end
      from unnest(${of('id')}::uuid[], ${of('attempts')}::int[], ${of('state')}::text[], ${of('trouble')}::text[],
                  ${of('nextTryAt')}::timestamptz[]) as o (id, attempts, state, trouble, next_try_at)
     where n.id = o.id and n.attempts = o.attempts and n.state = 'queued'`.execute(work.tx)
}

export type AgentTask = Readonly<{
  agentCode: string
  ruleId: string
  titleZh: string
  titleEn: string
  memberId: string
  eventOn: BusinessDay | null
}>

/** What of a rule still waits for these agents; what is done meanwhile needs no letter. */
export async function openOf(
  tx: Tx,
  of: readonly Readonly<{ agentCode: string; ruleId: string }>[],
): Promise<AgentTask[]> {
  const { rows } = await sql<AgentTask>`
    select t.agent_code as "agentCode", t.rule_id as "ruleId", t.title_zh as "titleZh", t.title_en as "titleEn",
           t.member_id as "memberId", t.event_on as "eventOn"
      from care.task t
     where t.state = 'open' and t.member_id is not null
       and (t.agent_code, t.rule_id) in (select * from unnest(${of.map((r) => r.agentCode)}::text[],
                                                              ${of.map((r) => r.ruleId)}::uuid[]))
     order by t.created_at desc, t.id`.execute(tx)
  return rows
}
