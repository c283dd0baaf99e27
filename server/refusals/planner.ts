import type { RefusalText } from '../refusals.ts'

const reused = (en: string, zh: string): RefusalText => ({
  status: 409,
  en: `This id was used for another ${en}.`,
  zh: `该编号已用于${zh}。`,
})

export const plannerRefusals = {
  plan_version_id_reused: reused('version of a plan', '营销计划的另一个版本'),
  plan_start_id_reused: reused('start of a plan', '营销计划的另一次启动'),
  plan_decision_id_reused: reused('decision about a plan', '营销计划的另一次审批'),
  plan_ending_id_reused: reused('ending of a plan', '营销计划的另一次结束'),
  plan_made_id_reused: reused('activity of a plan', '营销计划的另一项活动'),
  plan_gate_id_reused: reused('decision about a wave', '另一次推广决定'),
  plan_spend_id_reused: reused('entry of a plan', '营销计划的另一笔支出'),
  plan_unknown: { status: 404, en: 'There is no such plan.', zh: '没有这个营销计划。' },
  plan_waits: {
    status: 409,
    en: 'This plan waits for a second person.',
    zh: '该营销计划正在等待第二人审批。',
  },
  plan_started: { status: 409, en: 'This plan runs already.', zh: '该营销计划已经启动。' },
  plan_ended: {
    status: 409,
    en: 'This plan was ended for ever. Make a copy for another year.',
    zh: '该营销计划已结束，请复制到新的年度。',
  },
  plan_not_running: { status: 409, en: 'This plan does not run.', zh: '该营销计划未在执行。' },
  plan_start_unknown: { status: 404, en: 'No such start was asked for.', zh: '没有这条启动申请。' },
  plan_start_decided: {
    status: 409,
    en: 'This start was decided already, or needed nobody to decide.',
    zh: '该启动申请已有结论，或无需审批。',
  },
  plan_part_twice: {
    status: 422,
    en: 'Two parts of the plan have the same id.',
    zh: '计划中有两项使用了相同的编号。',
  },
  phase_outside_plan: {
    status: 422,
    en: 'A phase lies outside the period of the plan.',
    zh: '有阶段超出了计划的起止日期。',
  },
  phase_unknown: {
    status: 422,
    en: 'An activity belongs to a phase that the plan does not have.',
    zh: '有活动所属的阶段不在计划中。',
  },
  wave_unknown: { status: 422, en: 'The plan has no such wave.', zh: '计划中没有这一批次。' },
  wave_rest_twice: {
    status: 422,
    en: 'Only one wave can be “all other branches”.',
    zh: '只能有一个批次为“其余全部门店”。',
  },
  wave_without_branches: {
    status: 409,
    en: 'There is no open branch in this wave.',
    zh: '该批次没有营业中的门店。',
  },
  festival_unknown: {
    status: 422,
    en: 'The calendar knows no such festival.',
    zh: '日历中没有这个节日。',
  },
  plan_part_made: {
    status: 409,
    en: 'An activity that was made for a wave stays in the plan.',
    zh: '已生成的活动不能从计划中删除。',
  },
  plan_budget_raised: {
    status: 409,
    en: 'A running plan cannot cost more than was agreed to at its start.',
    zh: '执行中的计划，预算不能高于启动时批准的金额。',
  },
  activity_unknown: { status: 404, en: 'The plan has no such activity.', zh: '计划中没有这项活动。' },
  activity_made: {
    status: 409,
    en: 'This activity was made for this wave already.',
    zh: '该批次的这项活动已经生成。',
  },
  gate_closed: {
    status: 409,
    en: 'This wave has not been opened: somebody decides by what the pilot has shown.',
    zh: '该批次尚未放行：须先看试点报告再决定。',
  },
  gate_passed: { status: 409, en: 'This wave is open already.', zh: '该批次已经放行。' },
  first_wave_has_no_gate: {
    status: 422,
    en: 'The first wave is the pilot and is always open.',
    zh: '第一批次是试点，无需放行。',
  },
  gate_reason_needed: {
    status: 422,
    en: 'The pilot has not shown what this wave asks for. Going on all the same takes a reason.',
    zh: '试点结果未达到放行条件，仍要继续请写明理由。',
  },
  person_needed: {
    status: 403,
    en: 'A person decides this, not a key.',
    zh: '须由人决定，接口密钥不能代办。',
  },
} as const satisfies Record<string, RefusalText>
