import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { heldOutOf } from '#domain/campaign/index'
import { taskStepped } from './events.ts'
import type { Due } from './make.ts'
import { isMarketing, type TaskKind } from './model/task.ts'
import * as store from './store/tasks.ts'

/**
 * D11: without those whom the chain holds out of everything (campaign K20), where the task is marketing: they are
 * neither called nor of those whom the rule itself holds back, so both are of the same mixture.
 */
export async function unlessSpared(work: Work, kind: TaskKind, due: readonly Due[]): Promise<readonly Due[]> {
  if (!isMarketing(kind)) return due
  const spared = await heldOutOf(
    work,
    due.map(({ who }) => who.id),
  )
  return spared.size === 0 ? due : due.filter(({ who }) => !spared.has(who.id))
}

const SLICE = 1_000

/**
 * D11: others are held out from now on; what a rule has noted for them, as the calendar shows it weeks before, is
 * cancelled. Whoever cancels a task as late as this may reopen it.
 */
export async function spareOpen(work: Work): Promise<void> {
  for (let afterId: string | null = null; ;) {
    const open = await store.openOfRules(work.tx, { afterId, most: SLICE })
    const held = await heldOutOf(
      work,
      open.map(({ memberId }) => memberId),
    )
    for (const { id, memberId, kind } of open) {
      if (!isMarketing(kind) || !held.has(memberId)) continue
      const step = {
        taskId: id,
        step: 'cancelled' as const,
        outcome: null,
        note: '',
        dueOn: null,
        ownerId: null,
      }
      await store.takeStep(work, { ...step, id: work.newId(), fingerprint: fingerprint(step) }, 'cancelled')
      work.record(taskStepped({ id, memberId, step: 'cancelled', outcome: null }))
    }
    const last: string | undefined = open.length < SLICE ? undefined : open.at(-1)?.id
    if (last === undefined) return
    afterId = last
  }
}
