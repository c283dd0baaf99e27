import type { Asked } from '#base/endpoint'
import { listTasks } from '#domain/care/contract/task'
import { saveRule } from '#domain/care/contract/rule'
import { enrolMember } from '#domain/member/contract'
import { makeCardBatch } from '#domain/member/contract/blank-card'
import type { TestWorld } from './world.ts'

export type RuleAsked = Asked<typeof saveRule>['document']

/** A rule of care: a call on the day, by the people of the branch, unless told otherwise. */
export const ruleOf = (of: Partial<RuleAsked> & Pick<RuleAsked, 'trigger'>): RuleAsked => ({
  nameZh: '关怀',
  nameEn: 'Care',
  task: { kind: 'call', titleZh: '致电会员', titleEn: 'Call the member' },
  ...of,
})

/** Saves a rule, and lets it look at today. */
export async function careRule(
  w: TestWorld,
  of: Partial<RuleAsked> & Pick<RuleAsked, 'trigger'>,
): Promise<string> {
  const ruleId = w.newId()
  await w.call(saveRule, { id: w.newId(), ruleId, document: ruleOf(of) })
  await w.settle()
  return ruleId
}

/** Another night: the clock stands at noon of a day, and the rules look at it. */
export async function nightOf(w: TestWorld, day: string): Promise<void> {
  w.clock.set(`${day}T04:00:00.000Z`)
  await w.job('care.nightly')
}

export async function person(w: TestWorld, number: string, more: Partial<Asked<typeof enrolMember>> = {}) {
  const { id } = await w.call(enrolMember, {
    id: w.newId(),
    number,
    name: number,
    source: 'terminal',
    ...more,
  })
  return id
}

/** Whom there are tasks for, and by when, of a rule or of all. */
export async function tasksNow(w: TestWorld, ruleId?: string) {
  const { rows } = await w.call(listTasks, { rows: 200, ...(ruleId && { ruleId }) })
  return rows.map(({ memberNumber, dueOn, eventOn }) => ({ memberNumber, dueOn, eventOn }))
}

/** Members on cards that an agent had to hand out, so that the agent is who brought them. */
export async function carded(w: TestWorld, of: Readonly<{ agentCode: string; names: readonly string[] }>) {
  const { agentCode, names } = of
  const batch = { id: w.newId(), count: names.length, prefix: agentCode, agentCode }
  const { firstNumber } = await w.call(makeCardBatch, batch)
  const [prefix, width] = [agentCode, firstNumber.length - agentCode.length]
  for (const [at, name] of names.entries()) {
    const number = `${prefix}${String(Number(firstNumber.slice(prefix.length)) + at).padStart(width, '0')}`
    await w.call(enrolMember, { id: w.newId(), number, name, source: 'agent' })
  }
}
