import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { branches, inScope } from '#domain/org/index'
import type { listHandDiscounts, setDiscountRule } from './contract/discount.ts'
import { discountRuleSet } from './events.ts'
import * as store from './store/discounts.ts'
import { tillNames } from './tills.ts'

/** What cashiers of each branch may take off by hand alone. */
export async function rules(work: Work) {
  const seen = (await branches(work)).filter((one) => one.closedOn === null && inScope(work, one.id))
  const latest = await store.latestRules(
    work.tx,
    seen.map((one) => one.id),
  )
  return { rows: seen.map(({ id }) => ruleOf(id, latest.get(id))) }
}

const ruleOf = (branchId: string, row: store.RuleRow | undefined) => ({
  branchId,
  mostBps: row?.mostBps ?? null,
  at: row?.at ?? null,
  byName: row?.byName ?? null,
})

/** A2: who set it is kept; the tills get it with their next policy. */
export async function setRule(work: Work, wish: Wish<typeof setDiscountRule>) {
  const print = fingerprint(wish)
  const { id, branchId, mostBps } = wish
  const branch = (await branches(work)).find((one) => one.id === branchId)
  const done = await store.ruleById(work.tx, id)
  if (done && done.fingerprint !== print) throw new Refusal('discount_rule_id_reused')
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
  if (!done) {
    await store.insertRule(work, { id, fingerprint: print, branchId, mostBps })
    work.record(discountRuleSet({ id, branchId, mostBps }))
  }
  return ruleOf(branchId, present(await store.ruleById(work.tx, id), 'D14: a rule that was set is kept'))
}

/** What was taken off by hand, by whom, and who allowed it. */
export async function list(work: Work, wish: Wish<typeof listHandDiscounts>) {
  const { branchId = null, deviceId = null, cashierId = null, beyond = null, page, rows } = wish
  const { branchIds } = work.by
  const asked = { branchId, deviceId, cashierId, beyond, branchIds, page, rows }
  const found = await store.listHandDiscounts(work.tx, asked)
  const names = await tillNames(work)
  return { ...found, rows: found.rows.map((row) => shown(row, names)) }
}

function shown(row: store.HandDiscountRow, names: ReadonlyMap<string, string>) {
  const { storeId, happenedAt, cashierId, cashierName, allowedId, allowedName, ...same } = row
  return {
    ...same,
    branchId: storeId,
    at: happenedAt,
    deviceName: names.get(row.deviceId) ?? '',
    cashier: { id: cashierId, name: cashierName },
    allowedBy: allowedId === null ? null : { id: allowedId, name: allowedName ?? '' },
  }
}
