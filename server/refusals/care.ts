import type { RefusalText } from '../refusals.ts'

export const careRefusals = {
  care_task_id_reused: {
    status: 409,
    en: 'This id was used for another task.',
    zh: '该编号已用于另一项任务。',
  },
  care_task_unknown: { status: 404, en: 'There is no such task.', zh: '没有这项任务。' },
  care_task_step_id_reused: {
    status: 409,
    en: 'This id was used for another step of a task.',
    zh: '该编号已用于任务的另一步操作。',
  },
  care_task_over: {
    status: 409,
    en: 'Somebody has ended this task already.',
    zh: '这项任务已结束，请刷新页面。',
  },
  care_task_not_over: { status: 409, en: 'This task is still open.', zh: '这项任务尚未结束。' },
  outcome_needed: { status: 422, en: 'Say what came of it.', zh: '请选择任务结果。' },
  due_day_needed: { status: 422, en: 'Say to which day it moves.', zh: '请选择改期到哪一天。' },
  care_rule_id_reused: {
    status: 409,
    en: 'This id was used for another rule of care.',
    zh: '该编号已用于另一条关怀规则。',
  },
  care_rule_unknown: { status: 404, en: 'There is no such rule of care.', zh: '没有这条关怀规则。' },
  care_owner_needed: {
    status: 422,
    en: 'Say who is to do it.',
    zh: '请指定由哪位员工负责。',
  },
  control_needs_call: {
    status: 422,
    en: 'Only calls and visits can be held back to measure them.',
    zh: '只有电话和上门拜访可以设置对照组。',
  },
  ticket_id_reused: {
    status: 409,
    en: 'This id was used for another ticket.',
    zh: '该编号已用于另一张工单。',
  },
  ticket_unknown: { status: 404, en: 'There is no such ticket.', zh: '没有这张工单。' },
  ticket_step_id_reused: {
    status: 409,
    en: 'This id was used for another step of a ticket.',
    zh: '该编号已用于工单的另一步操作。',
  },
  ticket_closed: { status: 409, en: 'This ticket is closed.', zh: '这张工单已关闭。' },
  ticket_not_closed: { status: 409, en: 'This ticket is still open.', zh: '这张工单尚未关闭。' },
  note_needed: { status: 422, en: 'Write what was done.', zh: '请填写处理情况。' },
  care_contact_id_reused: {
    status: 409,
    en: 'This id was used for another contact.',
    zh: '该编号已用于另一条联系记录。',
  },
  contact_in_future: {
    status: 422,
    en: 'This contact lies in the future. What is still to be done is a task.',
    zh: '联系时间晚于当前时间；尚未进行的请建为任务。',
  },
  article_id_reused: {
    status: 409,
    en: 'This id was used for another text.',
    zh: '该编号已用于另一篇内容。',
  },
  article_code_taken: {
    status: 409,
    en: 'Another text has this code.',
    zh: '已有另一篇内容使用这个代码。',
  },
  article_unknown: { status: 404, en: 'There is no such text.', zh: '没有这篇内容。' },
} satisfies Record<string, RefusalText>
