import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { branches, chain } from '#domain/org/index'
import type * as contract from './contract/respect.ts'
import { budgetKept, respectKept, sendingChanged, sendingHalted } from './events.ts'
import { monthStart } from './gate.ts'
import { SEND_JOB } from './port.ts'
import { launched } from './show.ts'
import { lockCampaign } from './store/campaigns.ts'
import { replies } from './store/heard.ts'
import { withholdRest } from './store/outbox.ts'
import * as store from './store/respect.ts'

/** The rules as they stand; the draw of the hold-out is left out, which would tell who is held. */
export async function show(work: Work) {
  const { holdout: _, ...row } = present(
    await store.respect(work.tx, 'look'),
    'K15: there is one row of rules',
  )
  return row
}

/** K15: counts from the very next message: whoever is being taken at this moment is waited for. */
export async function keep(work: Work, wish: Wish<typeof contract.keepRespect>) {
  await store.respect(work.tx, 'update')
  await store.keepRespect(work, wish)
  work.record(respectKept(wish))
  ask(work, SEND_JOB)
  return show(work)
}

/** Waits for what is being taken and for nothing else; after it has committed nothing is taken. */
export async function halt(work: Work, { halted }: Wish<typeof contract.haltSending>) {
  await store.respect(work.tx, 'update')
  await store.halt(work, halted)
  work.record(sendingHalted({ halted }))
  if (!halted) ask(work, SEND_JOB)
  return show(work)
}

/** Stopped is for ever; what was not handed over yet is withheld, and says so. */
export async function changeSending(work: Work, { id, state }: Wish<typeof contract.changeSending>) {
  await launched(work, await lockCampaign(work.tx, id))
  const before = await store.sendingOf(work.tx, id)
  if (before === 'stopped' && state !== 'stopped') throw new Refusal('sending_stopped')
  if (before === state) return { id, state }
  await store.keepSending(work, id, state)
  if (state === 'stopped') await withholdRest(work, id)
  work.record(sendingChanged({ id, state }))
  if (state !== 'paused') ask(work, SEND_JOB)
  return { id, state }
}

/** Every branch with its limit and what it has spent; a branch counts the members whose home it is. */
export async function budgets(work: Work) {
  const house = await chain(work)
  const since = monthStart(work, house)
  const limits = new Map((await store.budgets(work.tx)).map((row) => [row.branchId, row.monthlyMinor]))
  const spent = new Map(
    (await store.spentSince(work.tx, { since, currency: house.currency })).map((row) => [
      row.branchId,
      Number(row.costMilli),
    ]),
  )
  const named = [
    ...(await branches(work)).map(({ id, name }) => ({ branchId: id as string | null, branchName: name })),
    { branchId: null, branchName: '' },
  ]
  const rows = named.map((one) => ({
    ...one,
    monthlyMinor: limits.get(one.branchId) ?? null,
    // Half a fen spent is shown as one: never less than was spent.
    spentMinor: Math.ceil((spent.get(one.branchId) ?? 0) / 1000),
  }))
  return { currency: house.currency, month: since, rows }
}

export async function keepBudget(work: Work, wish: Wish<typeof contract.keepMessageBudget>) {
  const { branchId, monthlyMinor } = wish
  if (branchId !== null && !(await branches(work)).some((branch) => branch.id === branchId))
    throw new Refusal('branch_unknown')
  await store.keepBudget(work, branchId, monthlyMinor)
  work.record(budgetKept({ branchId, monthlyMinor }))
  ask(work, SEND_JOB)
  return { branchId, monthlyMinor }
}

export async function listReplies(work: Work, { page, rows: most }: Wish<typeof contract.listReplies>) {
  const { rows, total } = await replies(work.tx, { from: (page - 1) * most, most })
  const ids = rows.flatMap((row) => (row.memberId === null ? [] : [row.memberId]))
  const people = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  const named = rows.map((row) => {
    const person = row.memberId === null ? undefined : people.get(row.memberId)
    return { ...row, stopped: [...row.stopped], number: person?.number ?? '', name: person?.name ?? '' }
  })
  return { rows: named, total }
}
