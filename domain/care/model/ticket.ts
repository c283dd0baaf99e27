/** 满意, 投诉, 建议: how a call of the hotline is classed (C42). */
export const CLASSES = ['satisfied', 'complaint', 'suggestion'] as const
export type TicketClass = (typeof CLASSES)[number]

/** 上升, 培养, 引导: what the talk is to lead to. */
export const SCRIPTS = ['rise', 'nurture', 'guide'] as const
export type Script = (typeof SCRIPTS)[number]

export const TICKET_CHANNELS = ['phone', 'shop', 'wechat', 'web', 'letter'] as const
export const TICKET_STEPS = ['note', 'given', 'closed', 'reopened'] as const
export type TicketStep = (typeof TICKET_STEPS)[number]
export type TicketState = 'open' | 'closed'

const SCRIPT_OF = { satisfied: 'rise', complaint: 'nurture', suggestion: 'guide' } as const

/** The script of a class: 满意 → 上升, 投诉 → 培养, 建议 → 引导 (scheme of 真子). */
export const scriptOf = (of: TicketClass): Script => SCRIPT_OF[of]

/** D5: who is satisfied needs no answer; everything else is open until somebody closes it. */
export const stateAtFirst = (of: TicketClass): TicketState => (of === 'satisfied' ? 'closed' : 'open')

export type TicketNo = 'ticket_closed' | 'ticket_not_closed' | 'note_needed'

/** The first thing that is wrong with a step, in order of precedence. How a ticket was closed has to be said. */
export function judgeTicketStep(
  state: TicketState,
  { step, note }: Readonly<{ step: TicketStep; note: string }>,
): TicketNo | null {
  if (step === 'reopened') return state === 'open' ? 'ticket_not_closed' : null
  if (state === 'closed' && step !== 'note') return 'ticket_closed'
  return (step === 'closed' || step === 'note') && note === '' ? 'note_needed' : null
}

export const ticketStateAfter = (step: TicketStep, before: TicketState): TicketState =>
  step === 'closed' ? 'closed' : step === 'reopened' ? 'open' : before
