import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { branchesByCode, staffNames } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import type { listRules, RuleDocument, saveRule } from './contract/rule.ts'
import { ruleSaved } from './events.ts'
import { RULES_JOB } from './due.ts'
import * as store from './store/rules.ts'

const NOTHING = { open: 0, done: 0, cancelled: 0, held: 0 }

/** D3: a version is added, never changed; what it says is looked at the same night, and once when it is saved. */
export async function save(work: Work, wish: Wish<typeof saveRule>) {
  const last = await store.lockRule(work, wish.ruleId)
  return once(work, wish, {
    room: 'care',
    kind: 'care_rule',
    find: (id) => store.versionById(work.tx, id),
    answer: async (row) => shown(row, (await store.madeBy(work.tx)).get(row.ruleId) ?? NOTHING),
    decide: async (fingerprint) => {
      const { document, ruleId, active, id } = wish
      await judge(work, document)
      await store.insertVersion(work, { ...wish, fingerprint, version: last + 1 })
      work.record(ruleSaved({ ruleId, version: last + 1, active }))
      ask(work, RULES_JOB)
      return present(await store.versionById(work.tx, id), 'D3: a version that was written is there')
    },
  })
}

/** What a rule names has to be there; only calls can be measured by not being made. */
async function judge(
  work: Work,
  { trigger, tiers, branchCodes, task, controlBps }: RuleDocument,
): Promise<void> {
  const { document } = await liveProgram(work)
  const known = new Set(document.tiers.list.map((one) => one.code))
  const named = trigger.kind === 'tier' ? [...tiers, trigger.tier] : tiers
  const tier = named.find((one) => !known.has(one))
  if (tier !== undefined) throw new Refusal('tier_unknown', { tier })
  const found = await branchesByCode(work, branchCodes)
  const branch = branchCodes.find((one) => !found.has(one))
  if (branch !== undefined)
    throw new Refusal('branch_unknown', { path: 'document.branchCodes', code: branch })
  if (task.productCode !== null && !(await productsByCode(work, [task.productCode])).has(task.productCode))
    throw new Refusal('product_unknown', { path: 'document.task.productCode' })
  if (task.owner === 'staff' && task.staffId === null)
    throw new Refusal('care_owner_needed', { path: 'document.task.staffId' })
  if (task.staffId !== null && !(await staffNames(work, [task.staffId])).has(task.staffId))
    throw new Refusal('staff_unknown', { path: 'document.task.staffId' })
  if (controlBps > 0 && task.kind !== 'call' && task.kind !== 'visit')
    throw new Refusal('control_needs_call', { path: 'document.controlBps' })
}

export async function list(work: Work, _: Wish<typeof listRules>): Promise<Answer<typeof listRules>> {
  const [rows, made] = [await store.rules(work.tx), await store.madeBy(work.tx)]
  return {
    rows: rows
      .toSorted((a, b) => Number(b.active) - Number(a.active) || (a.at < b.at ? 1 : -1))
      .map((row) => shown(row, made.get(row.ruleId) ?? NOTHING)),
  }
}

const shown = (
  { ruleId, version, document, active, at, byName }: store.RuleRow,
  tasks: Readonly<typeof NOTHING>,
) => ({ ruleId, version, document, active, at, byName, tasks })
