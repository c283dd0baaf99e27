import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { keepPot } from '#domain/campaign/index'
import { branchesByCode, festivalsOf } from '#domain/org/index'
import type { clonePlan, savePlan } from './contract.ts'
import type { PlanDocument } from './contract/document.ts'
import { planSaved } from './events.ts'
import { flawOf, wavesOf } from './model/judge.ts'
import { nextYear, type FestivalDay } from './model/shift.ts'
import { standOf, stateOf, totalOf, viewOf } from './show.ts'
import * as store from './store/plans.ts'
import { madeOf } from './store/steps.ts'

/** P1: a version is added, never changed. A running plan may change, but never cost more than was agreed to. */
export async function save(work: Work, wish: Wish<typeof savePlan>): Promise<Answer<typeof savePlan>> {
  const last = await store.openPlan(work, wish.planId)
  return once(work, wish, {
    ...versions(work),
    admit: () => mayChange(work, wish.planId),
    decide: (fingerprint) => write(work, { ...wish, fingerprint, clonedOf: last?.clonedOf ?? null }, last),
  })
}

/** P7: the same plan a year later; festivals are looked up in the calendar. */
export async function clone(work: Work, wish: Wish<typeof clonePlan>): Promise<Answer<typeof clonePlan>> {
  const [from] = await store.lastVersions(work.tx, wish.of)
  if (!from) throw new Refusal('plan_unknown')
  const last = await store.openPlan(work, wish.planId)
  return once(work, wish, {
    ...versions(work),
    decide: (fingerprint) => {
      const document = nextYear(from.document, wish.name, festivalDay)
      return write(work, { id: wish.id, planId: wish.planId, document, fingerprint, clonedOf: wish.of }, last)
    },
  })
}

const versions = (work: Work) => ({
  room: 'planner' as const,
  kind: 'plan_version',
  find: (id: string) => store.versionById(work.tx, id),
  answer: ({ planId }: store.VersionRow) => viewOf(work, planId),
})

/** By the calendar that the house shows: by the sun, and by the moon. */
const festivalDay: FestivalDay = (code, year) => festivalsOf(year).find((one) => one.code === code)?.date

async function mayChange(work: Work, planId: string): Promise<void> {
  const state = stateOf(await standOf(work, planId))
  if (state === 'ended') throw new Refusal('plan_ended')
  if (state === 'waiting') throw new Refusal('plan_waits')
}

type Draft = Omit<store.VersionRow, 'version' | 'at' | 'byName'>

async function write(
  work: Work,
  draft: Draft,
  last: store.VersionRow | undefined,
): Promise<store.VersionRow> {
  const { document, planId } = draft
  await judge(work, document)
  await mustKeep(work, planId, document)
  const row = { ...draft, version: (last?.version ?? 0) + 1 }
  await store.insertVersion(work, row)
  await keepPlanPot(work, planId, document)
  work.record(planSaved(row))
  return present(await store.versionById(work.tx, row.id), 'P1: a version that was written is there')
}

/** What a plan says has to fit together, and what it names has to be there. */
async function judge(work: Work, document: PlanDocument): Promise<void> {
  const flaw = flawOf(document)
  if (flaw)
    throw new Refusal(flaw.code, { path: flaw.path, ...(flaw.id === undefined ? {} : { id: flaw.id }) })
  const named = document.waves.flatMap((one) => one.branchCodes)
  const found = await branchesByCode(work, named)
  const branch = named.find((one) => !found.has(one))
  if (branch !== undefined) throw new Refusal('branch_unknown', { path: 'document.waves', code: branch })
  const year = Number(document.startsOn.slice(0, 4))
  const codes = [document.festival, ...document.phases.map((one) => one.festival)]
  const festival = codes.find((one) => one !== null && festivalDay(one, year) === undefined)
  if (festival) throw new Refusal('festival_unknown', { path: 'document.festival', festival })
}

/** P2, P3: what was made stays in the plan, and a running plan costs no more than was agreed to. */
async function mustKeep(work: Work, planId: string, document: PlanDocument): Promise<void> {
  const pairs = new Set(
    document.activities.flatMap((one) => wavesOf(document, one).map((wave) => `${one.id} ${wave.id}`)),
  )
  const gone = (await madeOf(work.tx, planId)).find((one) => !pairs.has(`${one.activity} ${one.wave}`))
  if (gone) throw new Refusal('plan_part_made', { path: 'document.activities', id: gone.activity })
  const stand = await standOf(work, planId)
  if (stateOf(stand) !== 'running' || !stand.start) return
  if (totalOf(document) > stand.start.costMinor)
    throw new Refusal('plan_budget_raised', { path: 'document.budget', agreedMinor: stand.start.costMinor })
}

/** P5: what campaigns of the plan may cost together, less what was told by hand; nothing where it is no hard stop. */
export async function keepPlanPot(work: Work, planId: string, { budget }: PlanDocument): Promise<void> {
  const told = (await store.spends(work.tx, planId))
    .filter((one) => one.pot !== 'other')
    .reduce((sum, one) => sum + one.minor, 0)
  const left = Math.max(0, budget.messagesMinor + budget.giftsMinor - told)
  await keepPot(work, { id: planId, mostMinor: budget.hardStop ? left : null })
}
