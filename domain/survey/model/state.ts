import type { BusinessDay } from '#base/instant'

export const SURVEY_STATES = ['draft', 'open', 'closed'] as const
export type SurveyState = (typeof SURVEY_STATES)[number]
export const SURVEY_ACTS = ['opened', 'closed'] as const
export type SurveyAct = (typeof SURVEY_ACTS)[number]

export type Stands = Readonly<{
  opened: boolean
  closed: boolean
  /** The last day on which it is answered. */
  closesOn: BusinessDay
}>

/** V1, V2: how a survey stands on a day: it closes by an act, or with its last day. */
export function stateOn({ opened, closed, closesOn }: Stands, today: BusinessDay): SurveyState {
  if (!opened) return 'draft'
  return closed || today > closesOn ? 'closed' : 'open'
}

export type ActRefusal = 'survey_stands_so' | 'survey_over'

/** Whether it may be opened or closed; refusals in order of precedence. */
export function judgeAct(act: SurveyAct, stands: Stands, today: BusinessDay): ActRefusal | null {
  const state = stateOn(stands, today)
  if (act === 'closed') return state === 'open' ? null : 'survey_stands_so'
  if (stands.opened) return 'survey_stands_so'
  return today > stands.closesOn ? 'survey_over' : null
}

/** First day of the quarter that a day is in. */
export function quarterOf(day: BusinessDay): BusinessDay {
  const month = Number(day.slice(5, 7))
  const first = month - ((month - 1) % 3)
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01` as BusinessDay
}
