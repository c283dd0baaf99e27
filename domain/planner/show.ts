import type { Answer, Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { wayNow } from '#domain/campaign/index'
import { branches, standingOf, today } from '#domain/org/index'
import type { listPlans, Plan, showPlan, WholePlan } from './contract.ts'
import type { PlanDocument } from './contract/document.ts'
import { branchesOf } from './model/judge.ts'
import { costsOf, goalsOf, phasesOf } from './progress.ts'
import * as store from './store/plans.ts'
import * as steps from './store/steps.ts'

/** An asking for a start as everybody sees it. */
export function asked(row: store.StartRow): NonNullable<Plan['start']> {
  const { id, way, costMinor, limitMinor, at, byId, byName } = row
  const { state, decision: said } = standingOf(row)
  const decision = said && { approves: said.approves, note: said.note, at: said.at, byName: said.byName }
  return { id, state, way, costMinor, limitMinor, at, byId, byName, decision }
}

type Stand = Readonly<{ start: store.StartRow | undefined; isEnded: boolean }>

/** How a plan stands: ended for ever, running once a start was applied, waiting for a second person, else a draft. */
export function stateOf({ start, isEnded }: Stand): Plan['state'] {
  if (isEnded) return 'ended'
  const state = start === undefined ? 'rejected' : asked(start).state
  return state === 'applied' ? 'running' : state === 'waiting' ? 'waiting' : 'draft'
}

function shown(row: store.VersionRow, stand: Stand): Plan {
  const { planId, version, document, clonedOf, at: savedAt, byName: savedBy } = row
  const start = stand.start ? asked(stand.start) : null
  return { planId, version, document, clonedOf, savedAt, savedBy, state: stateOf(stand), start }
}

/** How one plan stands. */
export async function standOf(work: Work, planId: string): Promise<Stand> {
  const [start] = await store.lastStarts(work.tx, planId)
  return { start, isEnded: (await store.ended(work.tx)).has(planId) }
}

export async function list(work: Work, _: Wish<typeof listPlans>): Promise<Answer<typeof listPlans>> {
  const versions = await store.lastVersions(work.tx, null)
  const starts = new Map((await store.lastStarts(work.tx, null)).map((one) => [one.planId, one]))
  const ended = await store.ended(work.tx)
  const rows = versions.map((row) =>
    shown(row, { start: starts.get(row.planId), isEnded: ended.has(row.planId) }),
  )
  return { rows: rows.toSorted((a, b) => (a.document.startsOn < b.document.startsOn ? 1 : -1)) }
}

/** What a plan costs in all by its budget: what its start is held against. */
export const totalOf = ({ budget }: PlanDocument): number =>
  budget.messagesMinor + budget.giftsMinor + budget.otherMinor

/** P4: a wave is open when it is the first, or when the last word about it was to go on. */
export const openWaves = (
  { waves }: Pick<PlanDocument, 'waves'>,
  gates: ReadonlyMap<string, steps.GateRow>,
): ReadonlySet<string> =>
  new Set(waves.filter((one, at) => at === 0 || gates.get(one.id)?.goes === true).map((one) => one.id))

async function wavesOf(work: Work, { waves }: PlanDocument, gates: ReadonlyMap<string, steps.GateRow>) {
  const places = (await branches(work)).filter((one) => one.closedOn === null)
  const open = openWaves({ waves }, gates)
  const isAll = waves.some((one) => one.branchCodes.length + one.regions.length === 0)
  const rows = waves.map((wave) => {
    const gate = gates.get(wave.id)
    return {
      wave: wave.id,
      branches: branchesOf(waves, wave, places).map(({ id, code, name }) => ({ id, code, name })),
      open: open.has(wave.id),
      gate: gate
        ? { goes: gate.goes, met: gate.met, note: gate.note, at: gate.at, byName: gate.byName }
        : null,
    }
  })
  const branchIds = isAll ? null : [...new Set(rows.flatMap((one) => one.branches.map(({ id }) => id)))]
  return { rows, open, branchIds }
}

export async function viewOf(work: Work, planId: string): Promise<WholePlan> {
  const [row] = await store.lastVersions(work.tx, planId)
  if (!row) throw new Refusal('plan_unknown')
  const { document } = row
  const on = await today(work)
  const waves = await wavesOf(work, document, await steps.gatesOf(work.tx, planId))
  const spends = await store.spends(work.tx, planId)
  const { made, budget } = await costsOf(work, document, {
    planId,
    made: await steps.madeOf(work.tx, planId),
    spends,
  })
  return {
    ...shown(row, await standOf(work, planId)),
    ...(await wayNow(work, totalOf(document))),
    budget,
    goals: await goalsOf(work, document, { on, branchIds: waves.branchIds }),
    waves: waves.rows,
    phases: phasesOf(document, { on, made, open: waves.open }),
    made,
    spends: spends.map(({ id, pot, day, minor, note, byName }) => ({ id, pot, day, minor, note, byName })),
  }
}

export const show = (work: Work, { planId }: Wish<typeof showPlan>): Promise<WholePlan> =>
  viewOf(work, planId)
