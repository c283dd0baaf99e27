import type { Answer, Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { planFor } from '#domain/campaign/index'
import { planCampaign } from '#domain/campaign/contract'
import { saveSegment } from '#domain/insight/index'
import { saveSegment as segmentAsked } from '#domain/insight/contract'
import { saveJourneyFor } from '#domain/journey/index'
import { saveJourney as journeyAsked } from '#domain/journey/contract'
import { branches } from '#domain/org/index'
import type { makeActivity } from './contract.ts'
import type { Activity, PlanDocument, Wave } from './contract/document.ts'
import { activityMade } from './events.ts'
import { branchesOf, wavesOf } from './model/judge.ts'
import { openWaves, standOf, stateOf, viewOf } from './show.ts'
import * as store from './store/plans.ts'
import * as steps from './store/steps.ts'

type Place = Readonly<{ id: string; code: string }>
type Making = Readonly<{
  /** Of what is made, too, so that it can be found from either side. */
  id: string
  planId: string
  plan: PlanDocument
  activity: Activity
  wave: Wave
  places: readonly Place[]
}>

/**
 * P3: made once for a wave that is open, while the plan runs; what is made is a draft that somebody launches. A no is
 * not kept: a list is saved on the way, and it goes back with it. What was in the way is put right, and it is made.
 */
export async function make(
  work: Work,
  wish: Wish<typeof makeActivity>,
): Promise<Answer<typeof makeActivity>> {
  const version = await store.lockPlan(work.tx, wish.planId)
  const print = fingerprint(wish)
  const done = await steps.madeById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('plan_made_id_reused')
  if (done) return { ...(await viewOf(work, wish.planId)), replayed: true }
  if (!version) throw new Refusal('plan_unknown')
  if (stateOf(await standOf(work, wish.planId)) !== 'running') throw new Refusal('plan_not_running')
  const of = await making(work, wish, version.document)
  const { kind } = of.activity.makes
  const row = { ...wish, fingerprint: print, versionId: version.id, kind, targetId: wish.id }
  await (kind === 'campaign' ? makeCampaign(work, of) : makeJourney(work, of))
  await steps.insertMade(work, row)
  work.record(activityMade(row))
  return { ...(await viewOf(work, wish.planId)), replayed: false }
}

async function making(work: Work, wish: Wish<typeof makeActivity>, plan: PlanDocument): Promise<Making> {
  const activity = plan.activities.find((one) => one.id === wish.activity)
  if (!activity) throw new Refusal('activity_unknown', { path: 'activity' })
  const wave = wavesOf(plan, activity).find((one) => one.id === wish.wave)
  if (!wave) throw new Refusal('wave_unknown', { path: 'wave' })
  if (!openWaves(plan, await steps.gatesOf(work.tx, wish.planId)).has(wave.id))
    throw new Refusal('gate_closed')
  const made = await steps.madeOf(work.tx, wish.planId)
  if (made.some((one) => one.activity === activity.id && one.wave === wave.id))
    throw new Refusal('activity_made')
  const open = (await branches(work)).filter((one) => one.closedOn === null)
  const places = branchesOf(plan.waves, wave, open)
  if (places.length === 0) throw new Refusal('wave_without_branches', { wave: wave.id })
  return { id: wish.id, planId: wish.planId, plan, activity, wave, places }
}

/** As long as the name of a campaign may be. */
const MOST_NAME = 80

/** What is made is named after its plan, its activity and its wave; the ends are cut where that is too long. */
export function nameOf({ plan, activity, wave }: Pick<Making, 'plan' | 'activity' | 'wave'>): string {
  const whole = [plan.name, activity.name, wave.name].join(' · ')
  return whole.length <= MOST_NAME ? whole : `${whole.slice(0, MOST_NAME - 1)}…`
}

async function makeCampaign(work: Work, of: Making): Promise<void> {
  const { makes } = of.activity
  if (makes.kind !== 'campaign') return
  const { kind: _, audience, ...words } = makes
  const name = nameOf(of)
  const there = {
    is: 'profile' as const,
    field: 'branchId',
    op: 'is' as const,
    values: of.places.map((one) => one.id),
  }
  const conditions = audience === null ? there : { all: [audience, there] }
  const segmentId = work.newId()
  await saveSegment(work, segmentAsked.input.parse({ id: segmentId, name, rule: {}, conditions }))
  await planFor(work, planCampaign.input.parse({ ...words, id: of.id, name, segmentId }), of.planId)
}

async function makeJourney(work: Work, of: Making): Promise<void> {
  const { makes } = of.activity
  if (makes.kind !== 'journey') return
  const document = { ...makes.document, name: nameOf(of), branchCodes: of.places.map((one) => one.code) }
  const wish = journeyAsked.input.parse({ id: work.newId(), journeyId: of.id, document })
  await saveJourneyFor(work, wish, of.planId)
}
