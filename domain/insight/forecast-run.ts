import { addDays, dayNumber, dayOfNumber, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { apartOf, isCode, THREAD_GONE, THREAD_STOPPED } from '#db/apart'
import type { Step } from '#db/jobs'
import { house, inWork, type Work, type World } from '#db/work'
import { withdrawnMembers } from '#domain/member/index'
import type { ForecastTold } from './contract/forecast.ts'
import { CONTENDERS, type Arena } from './model/arena.ts'
import { NO_SUMS, summed, type Fitted, type Foreseen, type Sums } from './model/forecast.ts'
import { MOST_FORESEEN, type ForetellWish, type Found } from './model/foretell.ts'
import { foretelling } from './model/tasks.ts'
import * as days from './store/days.ts'
import * as store from './store/forecasts.ts'

type Due = Readonly<{ id: string; turn: string; first: BusinessDay; asOf: BusinessDay }>

/** Another program has taken the forecast over: it begins anew there, and this run is of no use any more. */
const OVERTAKEN = new Error('insight: the forecast was taken over')

/**
 * G16: takes the forecast that waits, or begins one of its own when something was sold since the last, and carries it
 * through in short works, while the computing is done apart. Killed, it begins again, and once when its thread is lost;
 * until it ends the one before is what is seen.
 */
export async function forecastNext(world: World): Promise<Step> {
  const due = await inWork(world, house, begun)
  if (!due) return 'done'
  try {
    await run(world, due).catch((trouble: unknown) => {
      if (isCode(trouble, THREAD_GONE)) return again(world, due)
      throw trouble
    })
  } catch (trouble) {
    if (trouble === OVERTAKEN || isCode(trouble, THREAD_STOPPED)) return 'done'
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
  await store.begin(work.tx, { id, turn, asOf: known.last, steps: TRIED })
  return { id, turn, first: known.first, asOf: known.last }
}

/** Once more from the beginning: what was written of it goes. */
async function again(world: World, due: Due): Promise<void> {
  const { id, turn, asOf } = due
  await inTurn(world, due, (work) => store.begin(work.tx, { id, turn, asOf, steps: TRIED }))
  await run(world, due)
}

/** Steps before anybody is scored. */
const TRIED = CONTENDERS.length + 1

async function run(world: World, due: Due): Promise<void> {
  const { wish, memberIds, gone } = await inWork(world, house, (work) => read(work, due))
  let [tried, sums] = [0, NO_SUMS]
  for await (const told of apartOf(world)(foretelling, wish)) {
    if (told.is === 'tried') {
      tried += 1
      const so = { step: tried, steps: TRIED }
      await inTurn(world, due, (work) => store.stepped(work.tx, due.id, so))
    } else if (told.is === 'foreseen') {
      sums = await written(world, due, { ...told, sums, memberIds, gone })
    } else {
      const found = asTold(due, told.found, sums)
      await inTurn(world, due, (work) => store.end(work, due.id, found))
    }
  }
}

async function read(work: Work, { first, asOf }: Due) {
  const { memberIds, ...rows } = await days.columns(work.tx, { from: first, to: addDays(asOf, 1) })
  const span = { firstDay: dayNumber(first), asOf: dayNumber(asOf) }
  const wish: ForetellWish = { rows, members: memberIds.length, ...span }
  return { wish, memberIds, gone: new Set(await withdrawnMembers(work)) }
}

type Writing = Readonly<{
  some: readonly Foreseen[]
  left: number
  sums: Sums
  memberIds: readonly string[]
  gone: ReadonlySet<string>
}>

/** Writes those who are with us and adds them to the sums of the shop; tills are served in between. */
async function written(world: World, due: Due, of: Writing): Promise<Sums> {
  const idOf = (member: number) => present(of.memberIds[member], 'G16: every column belongs to a member')
  const here = of.some.filter(({ member }) => !of.gone.has(idOf(member)))
  const rows = here.map(({ member, lastDay, nextDay, ...one }) => ({
    ...one,
    memberId: idOf(member),
    lastDay: dayOfNumber(lastDay),
    nextDay: nextDay === null ? null : dayOfNumber(nextDay),
  }))
  const steps = TRIED + Math.ceil(of.memberIds.length / MOST_FORESEEN)
  const so = { step: steps - Math.ceil(of.left / MOST_FORESEEN), steps }
  await inTurn(world, due, async (work) => {
    await store.add(work.tx, due.id, rows)
    await store.stepped(work.tx, due.id, so)
  })
  return summed(of.sums, here)
}

/** What is kept of a run; nobody's sums where nobody was scored. */
function asTold({ first, asOf }: Due, found: Found, { bands, ...sums }: Sums): ForecastTold {
  const { best, counted, enough } = found
  return {
    firstDay: first,
    asOf,
    days: found.horizon,
    buyers: counted.buyers,
    repeatBuyers: counted.repeatBuyers,
    verdict: enough.verdict,
    reasons: [...enough.reasons],
    doubts: [...found.doubts],
    proof: best && asProof(best.arena, { cut: found.cut, end: dayNumber(asOf) }),
    model: best && asModel(best.fitted),
    sums: best && { ...sums, bands: [...bands] },
  }
}

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
