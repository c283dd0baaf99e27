import type { Answer, Wish } from '#base/endpoint'
import { addDays, startOfDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import { once } from '#db/once'
import { may, type Work } from '#db/work'
import { membersById, membersLike, withGone } from '#domain/member/index'
import { chain, inScope } from '#domain/org/index'
import type { findCaller, listTickets, openTicket, showTicket, stepTicket } from './contract/ticket.ts'
import { ticketOpened, ticketStepped } from './events.ts'
import { judgeTicketStep, scriptOf, stateAtFirst, ticketStateAfter } from './model/ticket.ts'
import * as store from './store/tickets.ts'
import { branchFor, mustBeHere, mustWorkHere } from './tasks.ts'

/** D5: what somebody told us; kept as it was said. */
export async function open(work: Work, wish: Wish<typeof openTicket>) {
  return once(work, wish, {
    room: 'care',
    kind: 'ticket',
    find: (id) => store.ticketById(work.tx, id),
    answer: (row) => shown(work, row),
    decide: async (fingerprint) => {
      const branchId = await branchFor(work, wish.branchId)
      if (wish.memberId !== null) await mustBeHere(work, wish.memberId)
      await mustWorkHere(work, wish.ownerId)
      const state = stateAtFirst(wish.class)
      const closedAt = state === 'closed' ? work.at : null
      await store.insertTicket(work, { ...wish, branchId, fingerprint, state, closedAt })
      work.record(ticketOpened(wish))
      return present(await store.ticketById(work.tx, wish.id), 'D5: a ticket that was written is there')
    },
  })
}

/** D5: notes are added, never changed; a complaint is closed by saying how. */
export async function step(work: Work, wish: Wish<typeof stepTicket>) {
  const ticket = await store.lockTicket(work.tx, wish.ticketId)
  return once(work, wish, {
    room: 'care',
    kind: 'ticket_step',
    find: (id) => store.ticketStepById(work.tx, id),
    answer: async ({ ticketId }) =>
      shown(work, present(await store.ticketById(work.tx, ticketId), 'D5: a ticket stays')),
    admit: async () => {
      if (!ticket || !seen(work, ticket)) throw new Refusal('ticket_unknown')
      const no = judgeTicketStep(ticket.state, wish)
      if (no !== null) throw new Refusal(no)
    },
    decide: async (fingerprint) => {
      const own = present(ticket, 'D5: admitted')
      await mustWorkHere(work, wish.ownerId)
      const ownerId = wish.step === 'given' ? wish.ownerId : null
      await store.takeTicketStep(
        work,
        { ...wish, ownerId, fingerprint },
        ticketStateAfter(wish.step, own.state),
      )
      work.record(ticketStepped({ id: own.id, memberId: own.memberId, step: wish.step }))
      return present(await store.ticketStepById(work.tx, wish.id), 'D5: a step that was written is there')
    },
  })
}

const seen = (work: Work, { branchId }: Pick<store.TicketRow, 'branchId'>): boolean =>
  work.by.branchIds === null || (branchId !== null && inScope(work, branchId))

export async function list(work: Work, wish: Wish<typeof listTickets>): Promise<Answer<typeof listTickets>> {
  const { from, to, memberId, page, rows: most } = wish
  if (from !== undefined && to !== undefined && to < from) throw new Refusal('span_backwards', { path: 'to' })
  const { zone } = await chain(work)
  const question: store.TicketQuestion = {
    from: from === undefined ? null : startOfDay(from, zone),
    before: to === undefined ? null : startOfDay(addDays(to, 1), zone),
    class: wish.class ?? null,
    state: wish.state ?? null,
    memberIds: memberId === undefined ? null : await withGone(work, memberId),
    branchId: wish.branchId ?? null,
    scope: work.by.branchIds,
  }
  const [found, counts] = await all([
    store.tickets(work.tx, question, { first: (page - 1) * most, most }),
    store.ticketCounts(work.tx, question),
  ])
  const count = (fits: (one: (typeof counts)[number]) => boolean) =>
    counts.filter(fits).reduce((sum, one) => sum + one.tickets, 0)
  const wanted = { class: question.class, state: question.state }
  return {
    rows: await shownAll(work, found),
    total: count(
      (one) =>
        (wanted.class === null || one.class === wanted.class) &&
        (wanted.state === null || one.state === wanted.state),
    ),
    classes: {
      satisfied: count((one) => one.class === 'satisfied'),
      complaint: count((one) => one.class === 'complaint'),
      suggestion: count((one) => one.class === 'suggestion'),
    },
    open: count((one) => one.state === 'open'),
  }
}

export async function show(work: Work, { id }: Wish<typeof showTicket>) {
  const row = await store.ticketById(work.tx, id)
  if (!row || !seen(work, row)) throw new Refusal('ticket_unknown')
  const steps = await store.ticketSteps(work.tx, id)
  return { ...(await shown(work, row)), steps: steps.map(({ fingerprint: _, ticketId: __, ...one }) => one) }
}

const CALLERS = 10

/** C42: who calls. A number on the display comes with or without its country. */
export async function caller(work: Work, { text }: Wish<typeof findCaller>) {
  const found = await membersLike(work, text, CALLERS)
  const waiting = await store.openTicketsOf(
    work.tx,
    found.map((one) => one.id),
  )
  const open = may(work.by, 'member.read')
  return {
    rows: found.map(({ id, number, name, mobile }) => ({
      memberId: id,
      number,
      name,
      mobile: open ? mobile : null,
      open: waiting.get(id) ?? 0,
    })),
  }
}

const shown = async (work: Work, row: store.TicketRow) =>
  present((await shownAll(work, [row]))[0], 'D5: one row is one row')

async function shownAll(work: Work, rows: readonly store.TicketRow[]) {
  const ids = [...new Set(rows.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])))]
  const members = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  return rows.map(({ fingerprint: _, ...row }) => {
    const member = row.memberId === null ? undefined : members.get(row.memberId)
    const here = member?.withdrawnAt === null
    return {
      ...row,
      script: scriptOf(row.class),
      memberNumber: here ? member.number : null,
      memberName: here ? member.name : null,
    }
  })
}
