import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { OUTCOMES, TASK_KINDS, TASK_STATES, TASK_STEPS } from '../model/task.ts'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)

export const task = z.object({
  id: z.string(),
  kind: z.enum(TASK_KINDS),
  titleZh: z.string(),
  titleEn: z.string(),
  details: z.string(),
  memberId: z.string().nullable(),
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  /** To call; null for whoever may not read members, and where none is known. */
  mobile: z.string().nullable(),
  branchId: z.string().nullable(),
  agentCode: z.string().nullable(),
  productCode: z.string().nullable(),
  scriptCode: z.string().nullable(),
  /** The day it is about: a birthday, a purchase. */
  eventOn: z.string().nullable(),
  ruleId: z.string().nullable(),
  state: z.enum(TASK_STATES),
  dueOn: z.string(),
  ownerId: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  endedAt: z.string().nullable(),
  createdAt: z.string(),
  byName: z.string(),
})
export type Task = z.output<typeof task>

export const addTask = endpoint({
  name: 'addTask',
  method: 'POST',
  path: '/care-tasks',
  can: 'care.write',
  summary: 'Note what is to be done on a day, for a member or for the shop (C97).',
  input: z.object({
    id: idOf<'care_task'>(),
    kind: z.enum(TASK_KINDS).default('other'),
    title: text(120).min(1),
    details: text(2000).default(''),
    memberId: optional(idOf<'member'>()),
    branchId: optional(idOf<'branch'>()),
    productCode: optional(text(40).min(1)),
    dueOn: aDay,
    ownerId: optional(idOf<'staff'>()),
  }),
  output: task.extend({ replayed: z.boolean() }),
  refusals: ['care_task_id_reused', 'branch_unknown', 'member_unknown', 'product_unknown', 'staff_unknown'],
})

export const stepTask = endpoint({
  name: 'stepTask',
  method: 'POST',
  path: '/care-tasks/:taskId/steps',
  can: 'care.write',
  summary: 'Say what became of a task: done with its outcome, moved, given to somebody, cancelled, reopened.',
  input: z.object({
    id: idOf<'care_task_step'>(),
    taskId: idOf<'care_task'>(),
    step: z.enum(TASK_STEPS),
    /** Of `done`. */
    outcome: optional(z.enum(OUTCOMES)),
    note: text(2000).default(''),
    /** Of `moved`. */
    dueOn: optional(aDay),
    /** Of `given`; null gives it back to everybody. */
    ownerId: optional(idOf<'staff'>()),
  }),
  output: task.extend({ replayed: z.boolean() }),
  refusals: [
    'care_task_step_id_reused',
    'care_task_unknown',
    'care_task_over',
    'care_task_not_over',
    'outcome_needed',
    'due_day_needed',
    'staff_unknown',
    'stock_short',
  ],
})

export const listTasks = endpoint({
  name: 'careTasks',
  method: 'GET',
  path: '/care-tasks',
  can: 'care.read',
  summary: 'Tasks by day (C97): a calendar when a span is given, what is open and due otherwise.',
  input: z.object({
    from: aDay.optional(),
    to: aDay.optional(),
    state: z.enum(TASK_STATES).optional(),
    kind: z.enum(TASK_KINDS).optional(),
    /** `mine`, `nobody` for what waits for an owner; everybody’s otherwise. */
    owner: z.enum(['mine', 'nobody']).optional(),
    memberId: idOf<'member'>().optional(),
    branchId: idOf<'branch'>().optional(),
    ruleId: idOf<'care_rule'>().optional(),
    ...paging,
  }),
  output: pageOf(task).extend({
    /** Open ones whose day has passed, of everybody whom the question is about. */
    late: z.int(),
    today: z.string(),
  }),
  refusals: ['span_backwards'],
})

export const showTask = endpoint({
  name: 'careTask',
  method: 'GET',
  path: '/care-tasks/:id',
  can: 'care.read',
  summary: 'One task with its steps.',
  input: z.object({ id: idOf<'care_task'>() }),
  output: task.extend({
    steps: z.array(
      z.object({
        id: z.string(),
        step: z.enum(TASK_STEPS),
        outcome: z.enum(OUTCOMES).nullable(),
        note: z.string(),
        dueOn: z.string().nullable(),
        ownerId: z.string().nullable(),
        at: z.string(),
        byName: z.string(),
      }),
    ),
  }),
  refusals: ['care_task_unknown'],
})

export const careDays = endpoint({
  name: 'careDays',
  method: 'GET',
  path: '/care-days',
  can: 'care.read',
  summary: 'How much is to be done on each day of a span, and how much of it is done (C97).',
  input: z.object({ from: aDay, to: aDay, branchId: idOf<'branch'>().optional() }),
  output: z.object({
    rows: z.array(z.object({ day: z.string(), open: z.int(), done: z.int(), gifts: z.int() })),
  }),
  refusals: ['span_backwards'],
})
