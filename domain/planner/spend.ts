import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import type { addPlanSpend } from './contract.ts'
import { planSpent } from './events.ts'
import { keepPlanPot } from './keep.ts'
import { viewOf } from './show.ts'
import * as store from './store/plans.ts'

/** P6: what was spent elsewhere is told once and never changed; it takes from what the plan may still launch. */
export async function spend(
  work: Work,
  wish: Wish<typeof addPlanSpend>,
): Promise<Answer<typeof addPlanSpend>> {
  const last = await store.lockPlan(work.tx, wish.planId)
  return once(work, wish, {
    room: 'planner',
    kind: 'plan_spend',
    find: (id) => store.spendById(work.tx, id),
    answer: ({ planId }) => viewOf(work, planId),
    admit: async () => {
      if (!last) throw new Refusal('plan_unknown')
    },
    decide: async (fingerprint) => {
      await store.insertSpend(work, { ...wish, fingerprint })
      await keepPlanPot(work, wish.planId, present(last, 'P1: a plan has a version').document)
      work.record(planSpent(wish))
      return present(await store.spendById(work.tx, wish.id), 'P6: what was told is there')
    },
  })
}
