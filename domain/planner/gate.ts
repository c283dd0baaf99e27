import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { reportOf, spendingOf } from '#domain/campaign/index'
import { journeyReportOf, journeyShown } from '#domain/journey/index'
import type { decideGate, pilotReport } from './contract.ts'
import type { PlanDocument } from './contract/document.ts'
import { gateDecided } from './events.ts'
import { gateMet } from './model/judge.ts'
import { openWaves, standOf, stateOf, viewOf } from './show.ts'
import * as store from './store/plans.ts'
import * as steps from './store/steps.ts'

/** P4: what everything made for the waves before has shown so far. */
export async function pilot(
  work: Work,
  { planId, wave }: Wish<typeof pilotReport>,
): Promise<Answer<typeof pilotReport>> {
  const [last] = await store.lastVersions(work.tx, planId)
  if (!last) throw new Refusal('plan_unknown')
  const { at, gate } = placeOf(last.document, wave)
  const seen = await seenBefore(work, { planId, plan: last.document, at })
  return { wave, met: at === 0 || gateMet(gate, verdictsOf(seen)), seen }
}

function placeOf({ waves }: PlanDocument, id: string) {
  const at = waves.findIndex((one) => one.id === id)
  const wave = waves[at]
  if (!wave) throw new Refusal('wave_unknown', { path: 'wave' })
  return { at, gate: wave.gate }
}

const verdictsOf = (seen: readonly steps.Seen[]): string[] =>
  seen.flatMap((one) => (one.verdict === null ? [] : [one.verdict]))

type Before = Readonly<{ planId: string; plan: PlanDocument; at: number }>

async function seenBefore(work: Work, { planId, plan, at }: Before): Promise<steps.Seen[]> {
  const before = new Set(plan.waves.slice(0, at).map((one) => one.id))
  const made = (await steps.madeOf(work.tx, planId)).filter((one) => before.has(one.wave))
  const seen: steps.Seen[] = []
  for (const one of made)
    seen.push(
      one.kind === 'campaign'
        ? await campaignSeen(work, one.targetId)
        : await journeySeen(work, one.targetId),
    )
  return seen
}

const UNSEEN = { verdict: null, zh: '', en: '', complete: false }

async function campaignSeen(work: Work, id: string): Promise<steps.Seen> {
  const [spending] = await spendingOf(work, [id])
  const { name, state } = present(spending, 'P3: what was made is there')
  if (state !== 'launched') return { id, kind: 'campaign', name, ...UNSEEN }
  const { verdict, windowComplete } = await reportOf(work, { id: id as never })
  return {
    id,
    kind: 'campaign',
    name,
    verdict: verdict.kind,
    zh: verdict.zh,
    en: verdict.en,
    complete: windowComplete,
  }
}

async function journeySeen(work: Work, id: string): Promise<steps.Seen> {
  const { document, state } = await journeyShown(work, id)
  const { name } = document
  if (state === 'draft') return { id, kind: 'journey', name, ...UNSEEN }
  const { verdict, open } = await journeyReportOf(work, { journeyId: id as never })
  return {
    id,
    kind: 'journey',
    name,
    verdict: verdict.kind,
    zh: verdict.zh,
    en: verdict.en,
    complete: open === 0,
  }
}

/**
 * P4: a person says whether a further wave begins, and what was known at that moment is kept with it. Against what the
 * gate asks for it takes a reason. What was opened stays open: something may have been made there.
 */
export async function decide(work: Work, wish: Wish<typeof decideGate>): Promise<Answer<typeof decideGate>> {
  const last = await store.lockPlan(work.tx, wish.planId)
  return once(work, wish, {
    room: 'planner',
    kind: 'plan_gate',
    find: (id) => steps.gateById(work.tx, id),
    answer: ({ planId }) => viewOf(work, planId),
    admit: async () => {
      if (!last) throw new Refusal('plan_unknown')
      if (stateOf(await standOf(work, wish.planId)) !== 'running') throw new Refusal('plan_not_running')
    },
    decide: async (fingerprint) => {
      const { document } = present(last, 'P1: a plan has a version')
      const { at, gate } = placeOf(document, wish.wave)
      if (at === 0) throw new Refusal('first_wave_has_no_gate')
      if (work.by.kind !== 'staff') throw new Refusal('person_needed')
      if (openWaves(document, await steps.gatesOf(work.tx, wish.planId)).has(wish.wave))
        throw new Refusal('gate_passed')
      const seen = await seenBefore(work, { planId: wish.planId, plan: document, at })
      const met = gateMet(gate, verdictsOf(seen))
      if (wish.goes && !met && wish.note === '') throw new Refusal('gate_reason_needed', { path: 'note' })
      await steps.insertGate(work, { ...wish, fingerprint, met, seen })
      work.record(gateDecided({ ...wish, met }))
      return present(await steps.gateById(work.tx, wish.id), 'P4: what was decided is there')
    },
  })
}
