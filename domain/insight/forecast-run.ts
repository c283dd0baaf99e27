import { addDays, dayNumber, dayOfNumber, type BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import type { Step } from '#db/jobs'
import { house, inWork, type Work, type World } from '#db/work'
import { withdrawnMembers } from '#domain/member/index'
import type { ForecastTold } from './contract/forecast.ts'
import {
  bestOf,
  CONTENDERS,
  decided,
  seenBy,
  trialOf,
  type Arena,
  type Contender,
  type Seen,
  type Trial,
} from './model/arena.ts'
import { countedOf, fitDoubts, historyDoubts } from './model/buyer-doubts.ts'
import {
  fitAll,
  foreseer,
  NO_SUMS,
  proofDays,
  summed,
  type Fitted,
  type Model,
  type History,
} from './model/forecast.ts'
import { columnsOf } from './model/purchase-days.ts'
import * as days from './store/days.ts'
import * as store from './store/forecasts.ts'

/** Members scored and written in one work: tills are served in between. */
const MOST = 5_000

type Due = Readonly<{ id: string; turn: string; first: BusinessDay; asOf: BusinessDay }>

/** Another program has taken the forecast over: it begins anew there, and this run is of no use any more. */
const OVERTAKEN = new Error('insight: the forecast was taken over')

/**
 * G16: takes the forecast that waits, or begins one of its own when something was sold since the last, and carries it
 * through in short works. Killed, it begins again; until it ends the one before is what is seen.
 */
export async function forecastNext(world: World): Promise<Step> {
  const due = await inWork(world, house, begun)
  if (!due) return 'done'
  try {
    await run(world, due)
  } catch (trouble) {
    if (trouble === OVERTAKEN) return 'done'
    await inTurn(world, due, (work) => store.fail(work, due.id))
    throw trouble
  }
  return 'more'
}

/** Writes to a forecast as long as this run carries it. */
async function inTurn(world: World, due: Due, write: (work: Work) => Promise<void>): Promise<void> {
  const carried = await inWork(world, house, async (work) => {
    const holds = await store.carries(work.tx, due)
    if (holds) await write(work)
    return holds
  })
  if (!carried) throw OVERTAKEN
}

async function begun(work: Work): Promise<Due | null> {
  await store.oneByOne(work.tx)
  const known = await days.knownDays(work.tx)
  const waiting = await store.next(work.tx)
  if (!known) {
    // Everything that was sold when it was asked for has been taken back since.
    if (waiting) await store.fail(work, waiting.id)
    return null
  }
  const newest = await store.newest(work.tx)
  if (!waiting && newest?.asOf === known.last) return null
  const id = waiting?.id ?? work.newId()
  if (!waiting) await store.insert(work, id)
  const turn = work.newId()
  await store.begin(work.tx, { id, turn, asOf: known.last, steps: CONTENDERS.length + 1 })
  return { id, turn, first: known.first, asOf: known.last }
}

async function run(world: World, due: Due): Promise<void> {
  const { history, memberIds, gone } = await inWork(world, house, (work) => read(work, due))
  const horizon = proofDays(dayNumber(due.first), history.asOf)
  const cut = history.asOf - horizon
  const seen = seenBy(history.rows, memberIds.length, { cut, end: history.asOf })
  const proof = seen.enough.verdict === 'none' ? null : await proven(world, due, seen)
  const best = proof && bestOf(proof.trials.filter(({ contender }) => contender !== 'recency'))
  if (!proof || !best) {
    const found = { ...plain(history, due, horizon), ...judged(seen), proof: null, model: null, sums: null }
    await inTurn(world, due, (work) => store.end(work, due.id, found))
    return
  }
  const fitted = fitAll(history, plainest(best.contender, proof))
  const sums = await scored(world, due, { history, fitted, horizon, memberIds, gone })
  const found: ForecastTold = {
    ...plain(history, due, horizon),
    ...judged(seen),
    doubts: [
      ...historyDoubts(history.columns, history.lists, history.asOf),
      ...fitDoubts(fitted.fit, fitted.spend),
    ],
    proof: asProof(proof, { cut, end: history.asOf }),
    model: asModel(fitted),
    sums,
  }
  await inTurn(world, due, (work) => store.end(work, due.id, found))
}

/** MBG/CNBD-1 is MBG/NBD: the one with fewer words is said. */
function plainest(best: Contender, { trials }: Arena): Model {
  must(best !== 'recency', 'B12: a model tells the amounts')
  const k = trials.find(({ contender }) => contender === best)?.k
  return k === 1 ? 'mbg' : best
}

async function read(work: Work, { first, asOf }: Due) {
  const rows = await days.columns(work.tx, { from: first, to: addDays(asOf, 1) })
  const { memberIds } = rows
  const { columns, lists } = columnsOf(rows, memberIds.length, { from: -Infinity, to: Infinity })
  const history: History = { rows, columns, lists, asOf: dayNumber(asOf) }
  return { history, memberIds, gone: new Set(await withdrawnMembers(work)) }
}

/** Every contender in turn; how far it has come is told in between. */
async function proven(world: World, due: Due, seen: Seen): Promise<Arena> {
  const trials: Trial[] = []
  for (const contender of CONTENDERS) {
    trials.push(trialOf(seen, contender))
    const so = { step: trials.length, steps: CONTENDERS.length + 1 }
    await inTurn(world, due, (work) => store.stepped(work.tx, due.id, so))
  }
  return decided(seen, trials)
}

type Scoring = Readonly<{
  history: History
  fitted: Fitted
  horizon: number
  memberIds: readonly string[]
  gone: ReadonlySet<string>
}>

/** Writes everybody who is with us, some at a time. */
async function scored(world: World, due: Due, of: Scoring) {
  const foresee = foreseer(of.history, of.fitted, of.horizon)
  const all = of.memberIds.length
  const steps = CONTENDERS.length + 1 + Math.ceil(all / MOST)
  let sums = NO_SUMS
  for (let from = 0; from < all; from += MOST) {
    const idOf = (member: number) => present(of.memberIds[member], 'G16: every column belongs to a member')
    const some = foresee(from, from + MOST).filter(({ member }) => !of.gone.has(idOf(member)))
    sums = summed(sums, some)
    const rows = some.map(({ member, lastDay, nextDay, ...one }) => ({
      ...one,
      memberId: idOf(member),
      lastDay: dayOfNumber(lastDay),
      nextDay: nextDay === null ? null : dayOfNumber(nextDay),
    }))
    const so = { step: steps - Math.ceil((all - from) / MOST) + 1, steps }
    await inTurn(world, due, async (work) => {
      await store.add(work.tx, due.id, rows)
      await store.stepped(work.tx, due.id, so)
    })
  }
  return { ...sums, bands: [...sums.bands] }
}

function plain({ columns, asOf }: History, { first, asOf: day }: Due, horizon: number) {
  const { buyers, repeatBuyers } = countedOf(columns, asOf)
  return { firstDay: first, asOf: day, days: horizon, buyers, repeatBuyers, doubts: [] }
}

const judged = ({ enough }: Seen) => ({ verdict: enough.verdict, reasons: [...enough.reasons] })

function asProof(proof: Arena, { cut, end }: Readonly<{ cut: number; end: number }>): ForecastTold['proof'] {
  return {
    from: dayOfNumber(cut + 1),
    to: dayOfNumber(end),
    members: proof.members,
    purchases: proof.actualTotal,
    returned: proof.returned,
    winner: present(proof.winner, 'B12: where contenders ran, one won'),
    trials: proof.trials.map(({ fit, expectedTotal, ...one }) => ({
      ...one,
      expected: expectedTotal,
      steady: fit?.params.kind === 'nbd',
    })),
  }
}

function asModel({ model, k, fit, spend }: Fitted): ForecastTold['model'] {
  const { kind: _, ...numbers } = fit.params
  const params: Record<string, number> = { ...numbers }
  const { logLikelihood } = fit
  return { name: model, k, params, logLikelihood, spend: spend && { ...spend.params } }
}
