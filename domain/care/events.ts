import type { Happening } from '#base/happening'

export const taskAdded = (of: {
  id: string
  memberId: string | null
  kind: string
  dueOn: string
}): Happening => ({
  kind: 'care.task_added',
  subjectId: of.memberId,
  body: { id: of.id, kind: of.kind, dueOn: of.dueOn },
})

export const taskStepped = (of: {
  id: string
  memberId: string | null
  step: string
  outcome: string | null
}): Happening => ({
  kind: 'care.task_stepped',
  subjectId: of.memberId,
  body: { id: of.id, step: of.step, outcome: of.outcome },
})

/** D2: what a rule made for a day, in one go. */
export const ruleRan = (of: { ruleId: string; day: string; tasks: number; held: number }): Happening => ({
  kind: 'care.rule_ran',
  subjectId: of.ruleId,
  body: { day: of.day, tasks: of.tasks, held: of.held },
})

export const ruleSaved = (of: { ruleId: string; version: number; active: boolean }): Happening => ({
  kind: 'care.rule_saved',
  subjectId: of.ruleId,
  body: { version: of.version, active: of.active },
})

export const ticketOpened = (of: { id: string; memberId: string | null; class: string }): Happening => ({
  kind: 'care.ticket_opened',
  subjectId: of.memberId,
  body: { id: of.id, class: of.class },
})

export const ticketStepped = (of: { id: string; memberId: string | null; step: string }): Happening => ({
  kind: 'care.ticket_stepped',
  subjectId: of.memberId,
  body: { id: of.id, step: of.step },
})

export const contactNoted = (of: {
  id: string
  memberId: string
  kind: string
  direction: string
}): Happening => ({
  kind: 'care.contact_noted',
  subjectId: of.memberId,
  body: { id: of.id, kind: of.kind, direction: of.direction },
})

export const articleWritten = (of: { articleId: string; version: number; kind: string }): Happening => ({
  kind: 'care.article_written',
  subjectId: of.articleId,
  body: { version: of.version, kind: of.kind },
})

export const agentKept = (of: { code: string }): Happening => ({
  kind: 'care.agent_kept',
  subjectId: null,
  body: of,
})
