import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import { once } from '#db/once'
import { may, type Work } from '#db/work'
import { productsByCode, takeStock } from '#domain/goods/index'
import { membersById, withGone } from '#domain/member/index'
import { branches, inScope, staffNames, today } from '#domain/org/index'
import type { addTask, careDays, listTasks, showTask, stepTask, Task } from './contract/task.ts'
import { taskAdded, taskStepped } from './events.ts'
import { judgeStep, stateAfter, takesStock } from './model/task.ts'
import * as store from './store/tasks.ts'

/** D1: a task by hand; once under its id. */
export async function add(work: Work, wish: Wish<typeof addTask>) {
  return once(work, wish, {
    room: 'care',
    kind: 'care_task',
    find: (id) => store.taskById(work.tx, id),
    answer: (row) => shown(work, row),
    decide: async (fingerprint) => {
      const { title, branchId, memberId, productCode, ownerId, ...rest } = wish
      const own = await branchFor(work, branchId)
      if (memberId !== null) await mustBeHere(work, memberId)
      if (productCode !== null && !(await productsByCode(work, [productCode])).has(productCode))
        throw new Refusal('product_unknown', { path: 'productCode' })
      await mustWorkHere(work, ownerId)
      const row: store.NewTask = {
        ...rest,
        fingerprint,
        titleZh: title,
        titleEn: title,
        branchId: own,
        memberId,
        productCode,
        ownerId,
        agentCode: null,
        scriptCode: null,
        eventOn: null,
        ruleId: null,
        instance: null,
      }
      await store.insertTasks(work, [row])
      work.record(taskAdded({ id: row.id, memberId, kind: row.kind, dueOn: row.dueOn }))
      return present(await store.taskById(work.tx, row.id), 'D1: a task that was written is there')
    },
  })
}

/** Whoever is bound to branches makes tasks for one of them; the head office may leave it open. */
export async function branchFor(work: Work, branchId: string | null): Promise<string | null> {
  if (branchId === null) return work.by.branchIds?.[0] ?? null
  const known = (await branches(work)).some((one) => one.id === branchId)
  if (!known || !inScope(work, branchId)) throw new Refusal('branch_unknown', { path: 'branchId' })
  return branchId
}

export async function mustBeHere(work: Work, memberId: string): Promise<void> {
  const [member] = await membersById(work, [memberId])
  if (!member || member.withdrawnAt !== null) throw new Refusal('member_unknown', { path: 'memberId' })
}

export async function mustWorkHere(work: Work, staffId: string | null): Promise<void> {
  if (staffId !== null && !(await staffNames(work, [staffId])).has(staffId))
    throw new Refusal('staff_unknown', { path: 'ownerId' })
}

/** D1, D8: what became of it; a gift that went out leaves the stock of the task’s branch. */
export async function step(work: Work, wish: Wish<typeof stepTask>) {
  const task = await store.lockTask(work.tx, wish.taskId)
  return once(work, wish, {
    room: 'care',
    kind: 'care_task_step',
    find: (id) => store.stepById(work.tx, id),
    answer: async ({ taskId }) =>
      shown(work, present(await store.taskById(work.tx, taskId), 'D1: a task stays')),
    // These may hold for a moment only: somebody else was faster.
    admit: async () => {
      if (!task || !seen(work, task)) throw new Refusal('care_task_unknown')
      const no = judgeStep(task.state, wish)
      if (no !== null) throw new Refusal(no)
    },
    decide: async (fingerprint) => {
      const own = present(task, 'D1: admitted')
      await mustWorkHere(work, wish.ownerId)
      const { id, productCode, branchId } = own
      const outcome = wish.step === 'done' ? wish.outcome : null
      if (productCode !== null && takesStock(outcome))
        await takeStock(work, [{ productCode, branchId, quantity: 1, cause: { kind: 'care_task', id } }])
      const row = {
        ...wish,
        fingerprint,
        outcome,
        dueOn: wish.step === 'moved' ? wish.dueOn : null,
        ownerId: wish.step === 'given' ? wish.ownerId : null,
      }
      await store.takeStep(work, row, stateAfter(wish.step, own.state))
      work.record(taskStepped({ id, memberId: own.memberId, step: wish.step, outcome }))
      return present(await store.stepById(work.tx, wish.id), 'D1: a step that was written is there')
    },
  })
}

/** Whoever is bound to branches sees the tasks of these; what belongs to no branch is the head office’s. */
const seen = (work: Work, { branchId }: Pick<store.TaskRow, 'branchId'>): boolean =>
  work.by.branchIds === null || (branchId !== null && inScope(work, branchId))

export async function list(work: Work, wish: Wish<typeof listTasks>): Promise<Answer<typeof listTasks>> {
  const { from = null, to = null, memberId, page, rows: most } = wish
  if (from !== null && to !== null && to < from) throw new Refusal('span_backwards', { path: 'to' })
  const on = await today(work)
  // Without a span and a state: what is open, from the oldest on.
  const question = asked(work, {
    ...wish,
    from,
    to,
    state: wish.state ?? (from === null && to === null && memberId === undefined ? 'open' : null),
    memberIds: memberId === undefined ? null : await withGone(work, memberId),
  })
  const [found, late] = await all([
    store.tasks(work.tx, question, { first: (page - 1) * most, most }),
    store.lateTasks(work.tx, question, on),
  ])
  return { rows: await shownAll(work, found.rows), total: found.total, late, today: on }
}

type Wished = Partial<Pick<Wish<typeof listTasks>, 'kind' | 'owner' | 'branchId' | 'ruleId'>> &
  Pick<store.TaskQuestion, 'from' | 'to' | 'state' | 'memberIds'>

function asked(
  work: Work,
  { from, to, state, memberIds, kind, owner, branchId, ruleId }: Wished,
): store.TaskQuestion {
  // Somebody without an id of their own, as a key, has no tasks.
  const mine = work.by.id ?? 'nobody'
  return {
    from,
    to,
    state,
    memberIds,
    kind: kind ?? null,
    ownerId: owner === undefined ? null : owner === 'mine' ? mine : owner,
    branchId: branchId ?? null,
    scope: work.by.branchIds,
    ruleId: ruleId ?? null,
  }
}

export async function days(work: Work, wish: Wish<typeof careDays>) {
  const { from, to, branchId } = wish
  if (to < from) throw new Refusal('span_backwards', { path: 'to' })
  const question = asked(work, { from, to, state: null, memberIds: null, ...(branchId && { branchId }) })
  return { rows: await store.byDay(work.tx, question) }
}

export async function show(work: Work, { id }: Wish<typeof showTask>) {
  const row = await store.taskById(work.tx, id)
  if (!row || !seen(work, row)) throw new Refusal('care_task_unknown')
  const steps = await store.stepsOf(work.tx, id)
  return {
    ...(await shown(work, row)),
    steps: steps.map(({ fingerprint: _, taskId: __, ...one }) => one),
  }
}

const shown = async (work: Work, row: store.TaskRow): Promise<Task> =>
  present((await shownAll(work, [row]))[0], 'D1: one row is one row')

async function shownAll(work: Work, rows: readonly store.TaskRow[]): Promise<Task[]> {
  const ids = [...new Set(rows.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])))]
  const members = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  // Whoever may not read members is told the name alone.
  const open = may(work.by, 'member.read')
  return rows.map(({ fingerprint: _, instance: __, ...row }) => {
    const member = row.memberId === null ? undefined : members.get(row.memberId)
    const here = member !== undefined && member.withdrawnAt === null
    return {
      ...row,
      memberNumber: here ? member.number : null,
      memberName: here ? member.name : null,
      mobile: here && open ? (member.mobile ?? member.phone) : null,
    }
  })
}
