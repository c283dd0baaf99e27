import type { ReportCode } from '#domain/report/contract'
import { questionPath } from '../insight/questions.ts'
import type { Question } from '../insight/questions.ts'
import { paths } from '../paths.ts'

/** The page where a report is read with its picture, sentence and method; the others have their sheet alone. */
const READ_AT: Partial<Record<ReportCode, string>> = {
  products: questionPath('products'),
  hours: questionPath('hours'),
  months: questionPath('months'),
  bills: questionPath('bills'),
  places: questionPath('places'),
  sold: questionPath('sold'),
  demographics: questionPath('people'),
  birthdays: questionPath('birthdays'),
  activity: questionPath('activity'),
  recency: questionPath('recency'),
  repeat: questionPath('repeat'),
  rfm: paths.rfm,
  quadrants: paths.quadrants,
  ladder: paths.ladder,
  pareto: paths.pareto,
  audience: paths.audience({}),
  liability: paths.liability,
  breakage: paths.liability,
  reconciliation: paths.reconciliation(),
  campaigns: paths.campaigns,
  care: paths.care(),
}

export const readAt = (code: ReportCode): string | undefined => READ_AT[code]

/** The report that has the rows of a question as files; undefined where there is none. */
export function reportOf(question: Question): ReportCode | undefined {
  const path = questionPath(question)
  const found = Object.entries(READ_AT).find(([, at]) => at === path)
  return found?.[0] as ReportCode | undefined
}
