import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { Span } from '#domain/member/model/span'
import type { CONTACT_KINDS, DIRECTIONS } from '../contract/contact.ts'
import type { Outcome, TaskKind } from '../model/task.ts'
import type { TicketClass } from '../model/ticket.ts'

export type ContactTouch = Readonly<{
  id: string
  at: Instant
  kind: (typeof CONTACT_KINDS)[number]
  direction: (typeof DIRECTIONS)[number]
  note: string
  byName: string
}>

/** Calls, visits, letters, talks and events that were written down by hand, when they happened. */
export async function contactsIn(tx: Tx, of: Span): Promise<ContactTouch[]> {
  const { rows } = await sql<ContactTouch>`
    select id, happened_at as at, kind, direction, note, by_name as "byName" from care.contact
     where member_id = any(${of.memberIds}::uuid[])
       and (${of.from}::timestamptz is null or happened_at >= ${of.from})
       and (${of.before}::timestamptz is null or happened_at < ${of.before})
     order by happened_at desc, id desc limit ${of.most}`.execute(tx)
  return rows
}

export type TicketTouch = Readonly<{
  id: string
  at: Instant
  class: TicketClass
  words: string
  byName: string
}>

export async function ticketsIn(tx: Tx, of: Span): Promise<TicketTouch[]> {
  const { rows } = await sql<TicketTouch>`
    select id, at, class, words, by_name as "byName" from care.ticket
     where member_id = any(${of.memberIds}::uuid[])
       and (${of.from}::timestamptz is null or at >= ${of.from})
       and (${of.before}::timestamptz is null or at < ${of.before})
     order by at desc, id desc limit ${of.most}`.execute(tx)
  return rows
}

export type TaskTouch = Readonly<{
  id: string
  at: Instant
  kind: TaskKind
  titleZh: string
  titleEn: string
  outcome: Outcome
  byName: string
}>

/** Tasks that were done for these members, by whoever did them and when; a task that waits has touched nobody. */
export async function tasksDone(tx: Tx, of: Span): Promise<TaskTouch[]> {
  const { rows } = await sql<TaskTouch>`
    select t.id, t.ended_at as at, t.kind, t.title_zh as "titleZh", t.title_en as "titleEn", t.outcome,
           coalesce((select s.by_name from care.task_step s
                      where s.task_id = t.id and s.step = 'done' order by s.nth desc limit 1), '') as "byName"
      from care.task t
     where t.member_id = any(${of.memberIds}::uuid[]) and t.state = 'done'
       and (${of.from}::timestamptz is null or t.ended_at >= ${of.from})
       and (${of.before}::timestamptz is null or t.ended_at < ${of.before})
     order by t.ended_at desc, t.id desc limit ${of.most}`.execute(tx)
  return rows
}
