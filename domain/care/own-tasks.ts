import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import type { Somebody } from '#domain/member/index'
import { taskAdded } from './events.ts'
import { insertTasks, type NewTask } from './store/tasks.ts'

/** A task that another room asks for: whom it is about, what is to be done and by when. */
export type OwnTask = Pick<NewTask, 'id' | 'kind' | 'titleZh' | 'titleEn' | 'details' | 'dueOn'> &
  Readonly<{ who: Somebody }>

/** D1: tasks for the people of each member’s branch; asked for once, because their ids are the asker’s. */
export async function addOwnTasks(work: Work, tasks: readonly OwnTask[]): Promise<void> {
  const rows = tasks.map(({ who, ...task }): NewTask => ({
    ...task,
    fingerprint: fingerprint({ ...task, memberId: who.id }),
    memberId: who.id,
    branchId: who.branchId,
    agentCode: who.agentCode,
    productCode: null,
    scriptCode: null,
    eventOn: null,
    ruleId: null,
    instance: null,
    ownerId: null,
  }))
  await insertTasks(work, rows)
  work.record(...rows.map(({ id, memberId, kind, dueOn }) => taskAdded({ id, memberId, kind, dueOn })))
}
