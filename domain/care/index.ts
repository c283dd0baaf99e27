import type { Work } from '#db/work'
import * as store from './store/words.ts'

/** Calls, visits and talks with these members that were written down by hand, the latest first. */
export const contactsOf = (work: Work, memberIds: readonly string[], most: number) =>
  store.contactsOf(work.tx, memberIds, most)

export { dueAfterPurchases, dueAfterRises, dueOf, type Looking } from './due.ts'
export { among, type Due } from './make.ts'
export { addOwnTasks, type OwnTask } from './own-tasks.ts'
export { list as careRules } from './rules.ts'
export { report as careRuleReport } from './report.ts'
export { days as careDays } from './tasks.ts'
