import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { branches, inScope, mustBeAnother } from '#domain/org/index'
import type { allowDiscount, setDiscountRule } from './contract/discount.ts'
import { discountAllowed, discountRuleSet } from './events.ts'
import type { DiscountRule } from './model/hand-discount.ts'
import * as store from './store/discounts.ts'

/** What holds at each of these stores, as tills are told it too; absent for no limit. */
export async function discountRulesOf(
  work: Work,
  branchIds: readonly string[],
): Promise<Map<string, DiscountRule>> {
  const latest = await store.latestRules(work.tx, branchIds)
  return new Map(
    [...latest].flatMap(([id, { mostBps }]) => (mostBps === null ? [] : [[id, { mostBps }] as const])),
  )
}

/** What cashiers of each branch may take off by hand alone. */
export async function rules(work: Work) {
  const seen = (await branches(work)).filter((one) => one.closedOn === null && inScope(work, one.id))
  const latest = await store.latestRules(
    work.tx,
    seen.map((one) => one.id),
  )
  return { rows: seen.map(({ id }) => shownRule(id, latest.get(id))) }
}

const shownRule = (branchId: string, row: store.RuleRow | undefined) => ({
  branchId,
  mostBps: row?.mostBps ?? null,
  at: row?.at ?? null,
  byName: row?.byName ?? null,
})

/** A2: who set it is kept; sales go by it at once, and tills get it with their next policy. */
export async function setRule(work: Work, wish: Wish<typeof setDiscountRule>) {
  const print = fingerprint(wish)
  const { id, branchId, mostBps } = wish
  const done = await store.ruleById(work.tx, id)
  if (done && done.fingerprint !== print) throw new Refusal('discount_rule_id_reused')
  await mustSee(work, branchId)
  if (!done) {
    await store.insertRule(work, { id, fingerprint: print, branchId, mostBps })
    work.record(discountRuleSet({ id, branchId, mostBps }))
  }
  return shownRule(branchId, present(await store.ruleById(work.tx, id), 'S15: a rule that was set is kept'))
}

/** S15: a second person's word for one sale, which its maker sends again after it. */
export async function allow(work: Work, wish: Wish<typeof allowDiscount>) {
  const print = fingerprint(wish)
  const done = await store.allowanceById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('discount_allowance_id_reused')
  // Whoever rings it up is known only when it comes: that it is somebody else is looked at then, too.
  mustBeAnother(work, null)
  await mustSee(work, wish.branchId)
  if (!done) {
    await store.insertAllowance(work, { ...wish, fingerprint: print, askingId: null, salePrint: null })
    work.record(discountAllowed(wish))
  }
  const kept = present(await store.allowanceById(work.tx, wish.id), 'S15: a word that was given is kept')
  const { id, saleId, branchId, offMinor, shareBps, at, byName } = kept
  return { id, saleId, branchId, offMinor, shareBps, at, byName }
}

async function mustSee(work: Work, branchId: string): Promise<void> {
  const branch = (await branches(work)).find((one) => one.id === branchId)
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
}
