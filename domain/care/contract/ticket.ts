import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { CLASSES, SCRIPTS, TICKET_CHANNELS, TICKET_STEPS } from '../model/ticket.ts'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)
const STATES = ['open', 'closed'] as const

export const ticket = z.object({
  id: z.string(),
  class: z.enum(CLASSES),
  /** 上升 for the satisfied, 培养 for a complaint, 引导 for a suggestion. */
  script: z.enum(SCRIPTS),
  channel: z.enum(TICKET_CHANNELS),
  memberId: z.string().nullable(),
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  /** Who called, where it was no member. */
  caller: z.string(),
  branchId: z.string().nullable(),
  words: z.string(),
  state: z.enum(STATES),
  ownerId: z.string().nullable(),
  at: z.string(),
  byName: z.string(),
  closedAt: z.string().nullable(),
})

export const openTicket = endpoint({
  name: 'openTicket',
  method: 'POST',
  path: '/tickets',
  can: 'care.write',
  summary:
    'Write down what somebody told the hotline (C42): satisfied, complaint or suggestion, each with its script.',
  input: z.object({
    id: idOf<'ticket'>(),
    class: z.enum(CLASSES),
    channel: z.enum(TICKET_CHANNELS).default('phone'),
    memberId: optional(idOf<'member'>()),
    caller: text(120).default(''),
    branchId: optional(idOf<'branch'>()),
    words: text(4000).min(1),
    ownerId: optional(idOf<'staff'>()),
  }),
  output: ticket.extend({ replayed: z.boolean() }),
  refusals: ['ticket_id_reused', 'branch_unknown', 'member_unknown', 'staff_unknown'],
})

export const stepTicket = endpoint({
  name: 'stepTicket',
  method: 'POST',
  path: '/tickets/:ticketId/steps',
  can: 'care.write',
  summary: 'Add a note to a ticket, give it to somebody, close it or open it again (C42).',
  input: z.object({
    id: idOf<'ticket_step'>(),
    ticketId: idOf<'ticket'>(),
    step: z.enum(TICKET_STEPS),
    note: text(4000).default(''),
    ownerId: optional(idOf<'staff'>()),
  }),
  output: ticket.extend({ replayed: z.boolean() }),
  refusals: [
    'ticket_step_id_reused',
    'ticket_unknown',
    'ticket_closed',
    'ticket_not_closed',
    'note_needed',
    'staff_unknown',
  ],
})

export const listTickets = endpoint({
  name: 'tickets',
  method: 'GET',
  path: '/tickets',
  can: 'care.read',
  summary: 'Tickets, the newest first, with the count of each class in the span (C42).',
  input: z.object({
    from: aDay.optional(),
    to: aDay.optional(),
    class: z.enum(CLASSES).optional(),
    state: z.enum(STATES).optional(),
    memberId: idOf<'member'>().optional(),
    branchId: idOf<'branch'>().optional(),
    ...paging,
  }),
  output: pageOf(ticket).extend({
    classes: z.object({ satisfied: z.int(), complaint: z.int(), suggestion: z.int() }),
    open: z.int(),
  }),
  refusals: ['span_backwards'],
})

export const showTicket = endpoint({
  name: 'ticket',
  method: 'GET',
  path: '/tickets/:id',
  can: 'care.read',
  summary: 'One ticket with its steps.',
  input: z.object({ id: idOf<'ticket'>() }),
  output: ticket.extend({
    steps: z.array(
      z.object({
        id: z.string(),
        step: z.enum(TICKET_STEPS),
        note: z.string(),
        ownerId: z.string().nullable(),
        at: z.string(),
        byName: z.string(),
      }),
    ),
  }),
  refusals: ['ticket_unknown'],
})

export const findCaller = endpoint({
  name: 'findCaller',
  method: 'GET',
  path: '/callers',
  can: 'care.read',
  summary: 'Who calls: members by the number on the display, the tail of a mobile, a card number or a name.',
  input: z.object({ text: z.string().trim().min(2).max(60) }),
  output: z.object({
    rows: z.array(
      z.object({
        memberId: z.string(),
        number: z.string(),
        name: z.string(),
        mobile: z.string().nullable(),
        /** Tickets that are still open. */
        open: z.int(),
      }),
    ),
  }),
  refusals: [],
})
