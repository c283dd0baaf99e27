import type { BusinessDay } from '#base/instant'
import { fingerprint } from '#db/fingerprint'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { heldOut } from '#domain/insight/model/assign'
import type { Somebody } from '#domain/member/index'
import { branchesByCode, today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { standingsOf } from '#domain/standing/index'
import { AGENT_JOB } from './agent-letters.ts'
import { ruleRan } from './events.ts'
import { restFrom } from './model/rule.ts'
import { unlessSpared } from './spare.ts'
import * as store from './store/rules.ts'
import { insertAgentNotices } from './store/agents.ts'
import { insertTasks, restedOf, type NewTask } from './store/tasks.ts'

/** Somebody to care for: why, about which day, and by when. */
export type Due = Readonly<{
  who: Somebody
  instance: string
  eventOn: BusinessDay | null
  dueOn: BusinessDay
}>

/**
 * D2, D4: makes one task for a member and an instance, however often it is asked; of a rule with a control share some
 * are held back by their salted hash, the same ones for as long as the rule lives. D11: whoever is spared is neither.
 */
export async function make(work: Work, rule: store.RuleRow, due: readonly Due[]): Promise<void> {
  const { document, ruleId } = rule
  const wanted = await unlessSpared(work, document.task.kind, await narrowed(work, rule, due))
  if (wanted.length === 0) return
  const share = document.controlBps / 10_000
  const held = wanted.filter(({ who }) => heldOut(ruleId, who.id, share))
  const called = wanted.filter(({ who }) => !heldOut(ruleId, who.id, share))
  await store.insertHeld(
    work,
    ruleId,
    held.map(({ who, instance, dueOn }) => ({ memberId: who.id, instance, dueOn })),
  )
  const made = await insertTasks(
    work,
    called.map((one) => taskFor(work, rule, one)),
  )
  if (made > 0 && document.task.owner === 'agent') await tellLater(work, ruleId, called)
  if (made + held.length > 0)
    work.record(ruleRan({ ruleId, day: await today(work), tasks: made, held: held.length }))
}

/** D10: the agents of these members are told, once a rule and day; who has no agent is nobody's letter. */
async function tellLater(work: Work, ruleId: string, called: readonly Due[]): Promise<void> {
  const day = await today(work)
  const codes = new Set(called.flatMap(({ who }) => (who.agentCode === null ? [] : [who.agentCode])))
  const rows = [...codes].map((agentCode) => ({ id: work.newId(), agentCode, ruleId, day }))
  if (rows.length > 0 && (await insertAgentNotices(work, rows)) > 0) ask(work, AGENT_JOB)
}

/** One of several instances of a member in one go, those of the tiers and branches named, and who has rested. */
async function narrowed(
  work: Work,
  { document, ruleId }: store.RuleRow,
  due: readonly Due[],
): Promise<Due[]> {
  const once = new Map(due.map((one) => [`${one.who.id} ${one.instance}`, one]))
  const { restDays } = document
  const left = await among(work, document, [...once.values()])
  if (restDays === 0 || left.length === 0) return left
  return rested(work, ruleId, restDays, left)
}

/** Those who have one of these tiers today and whose home is one of these branches; where none is named, all. */
export async function among(
  work: Work,
  { tiers, branchCodes }: Readonly<{ tiers: readonly string[]; branchCodes: readonly string[] }>,
  due: readonly Due[],
): Promise<Due[]> {
  let left = [...due]
  if (branchCodes.length > 0) {
    const ids = new Set([...(await branchesByCode(work, branchCodes)).values()].map((one) => one.id))
    left = left.filter(({ who }) => who.branchId !== null && ids.has(who.branchId))
  }
  if (tiers.length === 0 || left.length === 0) return left
  const { document: program } = await liveProgram(work)
  const stands = await standingsOf(
    work,
    left.map(({ who }) => who.id),
    program,
  )
  return left.filter(({ who }) => tiers.includes(stands.get(who.id)?.tier ?? ''))
}

/** A rest counts from the day of the task before, so that a member who buys every day is called once. */
async function rested(work: Work, ruleId: string, restDays: number, due: readonly Due[]): Promise<Due[]> {
  const inOrder = due.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const first = new Map<string, Due>()
  for (const one of inOrder) if (!first.has(one.who.id)) first.set(one.who.id, one)
  const since = restFrom(inOrder[0]?.dueOn ?? (await today(work)), restDays)
  const resting = await restedOf(work.tx, { ruleId, memberIds: [...first.keys()], since })
  return [...first.values()].filter(({ who }) => !resting.has(who.id))
}

function taskFor(
  work: Work,
  { document, ruleId }: store.RuleRow,
  { who, instance, eventOn, dueOn }: Due,
): NewTask {
  const { task } = document
  return {
    id: work.newId(),
    fingerprint: fingerprint({ ruleId, memberId: who.id, instance }),
    kind: task.kind,
    titleZh: task.titleZh,
    titleEn: task.titleEn,
    details: '',
    memberId: who.id,
    branchId: who.branchId,
    agentCode: task.owner === 'agent' ? who.agentCode : null,
    productCode: task.productCode,
    scriptCode: task.scriptCode,
    eventOn,
    ruleId,
    instance,
    dueOn,
    ownerId: task.owner === 'staff' ? task.staffId : null,
  }
}
