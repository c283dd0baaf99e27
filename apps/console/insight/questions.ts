import { paths } from '../paths.ts'

/** The questions a shop asks, in the groups that stand on the front page of insight; one page each. */
export const QUESTIONS = {
  sells: ['products', 'sold', 'baskets', 'next'],
  when: ['hours', 'months', 'trends'],
  much: ['bills', 'places'],
  who: ['people', 'birthdays', 'stale'],
  back: ['activity', 'recency', 'repeat', 'loyalty', 'funnel', 'dead'],
} as const

export type Group = keyof typeof QUESTIONS
export type Question = (typeof QUESTIONS)[Group][number]

export const GROUPS = Object.keys(QUESTIONS) as readonly Group[]

/** The page of a question. */
export const questionPath = (question: Question): string => `${paths.insight}/${question}`

/** The group a question belongs to. */
export function groupOf(question: Question): Group {
  const found = GROUPS.find((group) => (QUESTIONS[group] as readonly Question[]).includes(question))
  if (!found) throw new Error(`console: ${question} belongs to a group`)
  return found
}
