import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { launchLimits, wayNow } from '#domain/campaign/index'
import { launchCovered } from '#domain/campaign/model/approval'
import { mustBeAnother, rolesOf } from '#domain/org/index'
import type { decidePlan, endPlan, startPlan } from './contract.ts'
import { planTurned } from './events.ts'
import { asked, standOf, stateOf, totalOf, viewOf } from './show.ts'
import * as store from './store/plans.ts'

/** P2: started once; with a budget above the limit of whoever asks it waits for a second person, as a launch does. */
export async function start(work: Work, wish: Wish<typeof startPlan>): Promise<Answer<typeof startPlan>> {
  const last = await store.lockPlan(work.tx, wish.planId)
  return once(work, wish, {
    room: 'planner',
    kind: 'plan_start',
    find: (id) => store.startById(work.tx, id),
    answer: ({ planId }) => viewOf(work, planId),
    admit: async () => {
      if (!last) throw new Refusal('plan_unknown')
      const state = stateOf(await standOf(work, wish.planId))
      if (state === 'waiting') throw new Refusal('plan_waits')
      if (state === 'running') throw new Refusal('plan_started')
      if (state === 'ended') throw new Refusal('plan_ended')
    },
    decide: async (fingerprint) => {
      const { document } = present(last, 'P1: a plan has a version')
      const costMinor = totalOf(document)
      const found = await wayNow(work, costMinor, 'share')
      await store.insertStart(work, {
        ...wish,
        fingerprint,
        costMinor,
        byRoles: await rolesOf(work),
        ...found,
      })
      const state = found.way === 'second_person' ? 'waiting' : 'running'
      work.record(planTurned({ planId: wish.planId, state }))
      return present(await store.startById(work.tx, wish.id), 'P2: a start that was asked is there')
    },
  })
}

type Decided = Readonly<{ fingerprint: string; planId: string }>

/** P2: decided once, by a second person and never by a key; one of the two must be up to the budget. */
export async function decide(work: Work, wish: Wish<typeof decidePlan>): Promise<Answer<typeof decidePlan>> {
  const first = await store.startById(work.tx, wish.startId)
  if (first) await store.lockPlan(work.tx, first.planId)
  return once<Decided, Awaited<ReturnType<typeof viewOf>>>(work, wish, {
    room: 'planner',
    kind: 'plan_decision',
    find: async (id) => {
      const row = await store.startByDecision(work.tx, id)
      return row && { planId: row.planId, fingerprint: row.decisionFingerprint ?? '' }
    },
    answer: ({ planId }) => viewOf(work, planId),
    decide: async (fingerprint) => {
      const row = await store.startById(work.tx, wish.startId)
      if (!row) throw new Refusal('plan_start_unknown')
      const { state } = asked(row)
      if (state !== 'waiting') throw new Refusal('plan_start_decided', { state })
      mustBeAnother(work, row.byId)
      const pair = { asking: row.byRoles, deciding: await rolesOf(work) }
      if (wish.approves && !launchCovered(pair, await launchLimits(work), row.costMinor))
        throw new Refusal('above_own_limit')
      await store.insertDecision(work, { ...wish, fingerprint, askedById: row.byId })
      work.record(planTurned({ planId: row.planId, state: wish.approves ? 'running' : 'rejected' }))
      return { planId: row.planId, fingerprint }
    },
  })
}

/** Ended is for ever; what was made goes on by itself. */
export async function end(work: Work, wish: Wish<typeof endPlan>): Promise<Answer<typeof endPlan>> {
  const last = await store.lockPlan(work.tx, wish.planId)
  return once(work, wish, {
    room: 'planner',
    kind: 'plan_ending',
    find: (id) => store.endingById(work.tx, id),
    answer: ({ planId }) => viewOf(work, planId),
    admit: async () => {
      if (!last) throw new Refusal('plan_unknown')
      if (stateOf(await standOf(work, wish.planId)) !== 'running') throw new Refusal('plan_not_running')
    },
    decide: async (fingerprint) => {
      const row = { id: wish.id as string, planId: wish.planId as string, fingerprint }
      await store.insertEnding(work, row)
      work.record(planTurned({ planId: wish.planId, state: 'ended' }))
      return row
    },
  })
}
