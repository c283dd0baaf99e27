import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { TICKET_CHANNELS, TicketClass, TicketState, TicketStep } from '../model/ticket.ts'

export type TicketRow = Readonly<{
  id: string
  fingerprint: string
  class: TicketClass
  channel: (typeof TICKET_CHANNELS)[number]
  memberId: string | null
  caller: string
  branchId: string | null
  words: string
  state: TicketState
  ownerId: string | null
  at: Instant
  byName: string
  closedAt: Instant | null
}>

const columns = sql.raw(`
  id, fingerprint, class, channel, member_id as "memberId", caller, branch_id as "branchId", words, state,
  owner_id as "ownerId", at, by_name as "byName", closed_at as "closedAt"`)

export async function ticketById(tx: Tx, id: string): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`select ${columns} from care.ticket where id = ${id}`.execute(tx)
  return rows[0]
}

export async function lockTicket(tx: Tx, id: string): Promise<TicketRow | undefined> {
  const { rows } =
    await sql<TicketRow>`select ${columns} from care.ticket where id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function insertTicket(work: Work, row: Omit<TicketRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into care.ticket (id, fingerprint, class, channel, member_id, caller, branch_id, words, state, owner_id, at,
                             by_id, by_name, closed_at)
    values (${row.id}, ${row.fingerprint}, ${row.class}, ${row.channel}, ${row.memberId}, ${row.caller},
            ${row.branchId}, ${row.words}, ${row.state}, ${row.ownerId}, ${work.at}, ${work.by.id}, ${work.by.name},
            ${row.closedAt})`.execute(work.tx)
}

export type TicketStepRow = Readonly<{
  id: string
  fingerprint: string
  ticketId: string
  step: TicketStep
  note: string
  ownerId: string | null
  at: Instant
  byName: string
}>

const stepColumns = sql.raw(
  `id, fingerprint, ticket_id as "ticketId", step, note, owner_id as "ownerId", at, by_name as "byName"`,
)

export async function ticketStepById(tx: Tx, id: string): Promise<TicketStepRow | undefined> {
  const { rows } =
    await sql<TicketStepRow>`select ${stepColumns} from care.ticket_step where id = ${id}`.execute(tx)
  return rows[0]
}

export async function ticketSteps(tx: Tx, ticketId: string): Promise<TicketStepRow[]> {
  const { rows } = await sql<TicketStepRow>`
    select ${stepColumns} from care.ticket_step where ticket_id = ${ticketId} order by nth`.execute(tx)
  return rows
}

/** D5: the step, and how the ticket stands after it, in one go. */
export async function takeTicketStep(
  work: Work,
  row: Omit<TicketStepRow, 'at' | 'byName'>,
  state: TicketState,
): Promise<void> {
  await sql`
    insert into care.ticket_step (id, fingerprint, ticket_id, step, note, owner_id, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.ticketId}, ${row.step}, ${row.note}, ${row.ownerId}, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
  await sql`
    update care.ticket
       set state = ${state},
           closed_at = case when ${state} = 'open' then null else coalesce(closed_at, ${work.at}) end,
           owner_id = case when ${row.step} = 'given' then ${row.ownerId}::uuid else owner_id end
     where id = ${row.ticketId}`.execute(work.tx)
}

export type TicketQuestion = Readonly<{
  /** Moments, the first included, the second not. */
  from: Instant | null
  before: Instant | null
  class: TicketClass | null
  state: TicketState | null
  memberIds: readonly string[] | null
  branchId: string | null
  scope: readonly string[] | null
}>

const where = (of: TicketQuestion) => sql`
      (${of.from}::timestamptz is null or at >= ${of.from})
  and (${of.before}::timestamptz is null or at < ${of.before})
  and (${of.class}::text is null or class = ${of.class}) and (${of.state}::text is null or state = ${of.state})
  and (${of.memberIds}::uuid[] is null or member_id = any(${of.memberIds}::uuid[]))
  and (${of.branchId}::uuid is null or branch_id = ${of.branchId})
  and (${of.scope}::uuid[] is null or branch_id = any(${of.scope}::uuid[]))`

export async function tickets(
  tx: Tx,
  of: TicketQuestion,
  page: Readonly<{ first: number; most: number }>,
): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${columns} from care.ticket where ${where(of)}
     order by at desc, id desc limit ${page.most} offset ${page.first}`.execute(tx)
  return rows
}

/** How many of each class and of each state, whatever class and state are asked for. */
export async function ticketCounts(tx: Tx, of: TicketQuestion) {
  const { rows } = await sql<{ class: TicketClass; state: TicketState; tickets: number }>`
    select class, state, count(*)::int as tickets from care.ticket
     where ${where({ ...of, class: null, state: null })} group by class, state`.execute(tx)
  return rows
}

export async function openTicketsOf(tx: Tx, memberIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ memberId: string; open: number }>`
    select member_id as "memberId", count(*)::int as open from care.ticket
     where member_id = any(${memberIds}::uuid[]) and state = 'open' group by member_id`.execute(tx)
  return new Map(rows.map((row) => [row.memberId, row.open]))
}
