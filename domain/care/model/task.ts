export const TASK_KINDS = ['call', 'gift', 'visit', 'greeting', 'other'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** D11: what draws a member closer, and is therefore measured; what is left is service, which nobody is spared. */
export const isMarketing = (kind: TaskKind): boolean => kind !== 'other'

export const TASK_STATES = ['open', 'done', 'cancelled'] as const
export type TaskState = (typeof TASK_STATES)[number]

export const TASK_STEPS = ['done', 'cancelled', 'moved', 'given', 'reopened'] as const
export type TaskStep = (typeof TASK_STEPS)[number]

/** What came of it; `sent` and `handed_over` are of gifts. */
export const OUTCOMES = [
  'reached',
  'not_reached',
  'bought',
  'will_come',
  'not_interested',
  'complained',
  'sent',
  'handed_over',
  'done',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export type TaskNo = 'care_task_over' | 'care_task_not_over' | 'outcome_needed' | 'due_day_needed'

/** D1: the first thing that is wrong with a step, in order of precedence; null when it may be taken. */
export function judgeStep(
  state: TaskState,
  wish: Readonly<{ step: TaskStep; outcome: Outcome | null; dueOn: string | null }>,
): TaskNo | null {
  if (wish.step === 'reopened') return state === 'open' ? 'care_task_not_over' : null
  if (state !== 'open') return 'care_task_over'
  if (wish.step === 'done' && wish.outcome === null) return 'outcome_needed'
  if (wish.step === 'moved' && wish.dueOn === null) return 'due_day_needed'
  return null
}

/** How a task stands after a step. */
export const stateAfter = (step: TaskStep, before: TaskState): TaskState =>
  step === 'done' || step === 'cancelled' ? step : step === 'reopened' ? 'open' : before

/** D8: a gift leaves the stock when it went out, and only then. */
export const takesStock = (outcome: Outcome | null): boolean =>
  outcome === 'sent' || outcome === 'handed_over' || outcome === 'done'
