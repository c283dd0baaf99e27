import { addDays, type BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import type { Step as JobStep } from '#db/jobs'
import type { Work } from '#db/work'
import { boughtAfter } from '#domain/insight/index'
import { stillHere, type Somebody } from '#domain/member/index'
import { chainZone, today } from '#domain/org/index'
import { journeyEnded } from './events.ts'
import { nodesOf, type Node, type Nodes } from './model/steps.ts'
import type { End } from './model/entry.ts'
import { perform } from './perform.ts'
import * as entries from './store/entries.ts'
import * as store from './store/journeys.ts'

export const WALK_JOB = 'journey.walk'
/** So many walk in one work: few enough that a till never waits long for one of their wallets. */
const AT_ONCE = 200

/** Somebody on the way: where they are now, and how they have come there. */
export type Walker = {
  readonly entry: entries.Walking
  readonly who: Somebody
  step: string | null
  dueOn: BusinessDay
  ended: End | null
}

/** Versions that are walked, with the outboxes of their messages and the pots of their plans. */
export type Ways = ReadonlyMap<
  string,
  Readonly<{ nodes: Nodes; sends: ReadonlyMap<string, string>; potId: string | null }>
>

/**
 * Q3: takes whoever is due a few steps on, as far as they get today; every step is done and written down in the work
 * that moves them behind it, so that a killed program repeats none.
 */
export async function walk(work: Work): Promise<JobStep> {
  if ((await chainZone(work)) === null) return 'done'
  const on = await today(work)
  const running = (await store.running(work.tx)).map((one) => one.journeyId)
  const taken = await entries.takeDue(work.tx, { journeyIds: running, today: on, most: AT_ONCE })
  if (taken.length === 0) return 'done'
  const versions = await store.versionsById(work.tx, [...new Set(taken.map((one) => one.versionId))])
  const { walkers, gone } = await setOut(work, taken, versions)
  const ways = await waysOf(work, versions)
  const passages: entries.Passage[] = []
  for (let at = next(walkers, on); at.length > 0; at = next(walkers, on))
    passages.push(...(await stepOn(work, at, { ways, on })))
  await entries.moveEntries(work, [...gone.map(left), ...walkers.map(moved)])
  await entries.insertPassages(work, passages)
  const ended = walkers.flatMap(({ entry, ended: how }) => (how === null ? [] : [{ ...entry, ended: how }]))
  work.record(...[...ended, ...gone.map((one) => ({ ...one, ended: 'left' }))].map(journeyEnded))
  return taken.length < AT_ONCE ? 'done' : 'more'
}

/** Members who have left, or have gone into another, end here; so does whoever has bought where that is the goal. */
async function setOut(work: Work, taken: readonly entries.Walking[], versions: readonly store.VersionRow[]) {
  const people = new Map(
    (
      await stillHere(
        work,
        taken.map((one) => one.memberId),
      )
    ).map((who) => [who.id, who]),
  )
  const ending = new Set(versions.filter(({ document }) => document.endsAtPurchase).map(({ id }) => id))
  const asked = taken.filter((one) => ending.has(one.versionId))
  const bought = await boughtAfter(
    work,
    asked.map(({ memberId, enteredOn }) => ({ memberId, day: enteredOn })),
  )
  const walkers = taken.flatMap((entry): Walker[] => {
    const who = people.get(entry.memberId)
    if (!who) return []
    const there = ending.has(entry.versionId) && bought.has(entry.memberId)
    const { step, enteredOn: dueOn } = entry
    return [{ entry, who, step: there ? null : step, dueOn, ended: there ? 'goal' : null }]
  })
  return { walkers, gone: taken.filter((one) => !people.has(one.memberId)) }
}

async function waysOf(work: Work, versions: readonly store.VersionRow[]): Promise<Ways> {
  const sending = await store.messageSteps(work.tx, { versionIds: versions.map(({ id }) => id) })
  const pots = await store.potsOf(
    work.tx,
    versions.map((one) => one.journeyId),
  )
  return new Map(
    versions.map(({ id, journeyId, document }) => {
      const own = sending.filter((one) => one.versionId === id)
      const sends = new Map(own.map((one) => [one.step, one.campaignId]))
      return [id, { nodes: nodesOf(document.steps), sends, potId: pots.get(journeyId) ?? null }]
    }),
  )
}

/** Everybody who stands before the same step of the same version, of whoever gets on today. */
function next(walkers: readonly Walker[], on: BusinessDay): readonly Walker[] {
  const first = walkers.find((one) => one.step !== null && one.dueOn <= on)
  if (!first) return []
  return walkers.filter(
    (one) => one.step === first.step && one.dueOn <= on && one.entry.versionId === first.entry.versionId,
  )
}

type Here = Readonly<{ ways: Ways; on: BusinessDay }>

async function stepOn(work: Work, at: readonly Walker[], { ways, on }: Here): Promise<entries.Passage[]> {
  const [first] = at
  const { entry, step } = present(first, 'Q3: somebody stands there')
  const { nodes, sends, potId } = present(ways.get(entry.versionId), 'Q1: a version stays')
  const id = present(step, 'Q3: somebody stands there')
  const node = present(nodes.get(id), 'Q1: a step of a version stays')
  const outcomes = await perform(work, { node, campaignId: sends.get(id) ?? null, potId }, at)
  return at.flatMap((walker, nth): entries.Passage[] => {
    const outcome = outcomes[nth]
    must(outcome !== undefined, 'Q3: something comes of every step')
    if (outcome === null) {
      walker.dueOn = addDays(on, 1)
      return []
    }
    goOn(walker, node, outcome, on)
    return [{ entryId: walker.entry.id, step: id, outcome }]
  })
}

/** A wait is over on its day; a branch goes by what it was answered. */
function goOn(walker: Walker, { step, next: behind, yes, no }: Node, outcome: string, on: BusinessDay): void {
  must(step.kind !== 'branch' || outcome === 'yes' || outcome === 'no', 'Q3: a branch is answered')
  walker.step = step.kind === 'branch' ? (outcome === 'yes' ? yes : no) : behind
  if (walker.step === null) walker.ended = 'done'
  else walker.dueOn = step.kind === 'wait' ? addDays(on, step.days) : walker.dueOn
}

const moved = ({ entry, step, dueOn, ended }: Walker): entries.Moved => ({
  id: entry.id,
  step,
  dueOn: step === null ? null : dueOn,
  ended,
})

const left = ({ id }: entries.Walking): entries.Moved => ({ id, step: null, dueOn: null, ended: 'left' })
