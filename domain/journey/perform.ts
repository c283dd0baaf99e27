import { fingerprint } from '#db/fingerprint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { giveFromPot, heldOutOf, openPot, reachableBy, sendStep } from '#domain/campaign/index'
import { worthOf } from '#domain/campaign/model/approval'
import { addOwnTasks } from '#domain/care/index'
import { boughtAfter, fitsSegment } from '#domain/insight/index'
import { branchesByCode, today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { standingsOf } from '#domain/standing/index'
import { surveyInMessages } from '#domain/survey/index'
import { giveGifts, mustBeGivable, openGifts } from '#domain/wallet/index'
import type { Question, Step } from './contract/document.ts'
import type { Node } from './model/steps.ts'
import type { Walker } from './walk.ts'

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>
/** A step, the outbox of its messages, and the pot of the plan that the journey spends. */
type Place = Readonly<{ node: Node; campaignId: string | null; potId: string | null }>
/** What came of a step for somebody; null for whoever has to stay before it until tomorrow. */
type Outcome = string | null

/** Does what a step says for everybody who stands before it; answers what came of it for each, in their order. */
export async function perform(
  work: Work,
  { node: { step }, campaignId, potId }: Place,
  at: readonly Walker[],
): Promise<readonly Outcome[]> {
  switch (step.kind) {
    case 'wait':
      return at.map(() => 'waits')
    case 'message':
      return send(work, { ...step, campaignId }, at)
    case 'task':
      return unlessHeld(work, at, (here) => ask(work, step, here))
    case 'gift':
      return unlessHeld(work, at, (here) => give(work, { ...step, potId }, here))
    case 'branch': {
      const yes = await answers(work, step.when, at)
      return at.map(({ entry }) => (yes.has(entry.memberId) ? 'yes' : 'no'))
    }
  }
}

/**
 * G3: whoever the chain holds out since they entered gets nothing from it and walks on. Messages go to the gate all the
 * same, which says why they did not leave.
 */
async function unlessHeld(
  work: Work,
  at: readonly Walker[],
  act: (here: readonly Walker[]) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const held = await heldOutOf(
    work,
    at.map(({ entry }) => entry.memberId),
  )
  if (held.size === 0) return act(at)
  const here = at.filter(({ entry }) => !held.has(entry.memberId))
  const outcomes = await act(here)
  const own = new Map(here.map(({ entry }, nth) => [entry.id, outcomes[nth]]))
  return at.map(({ entry }) => own.get(entry.id) ?? (held.has(entry.memberId) ? 'held_out' : null))
}

/**
 * X5: what is told leaves by the outbox and its gate, which is the same for everything the house says. A survey that
 * was closed meanwhile asks nobody any more; that is said, and the way goes on.
 */
async function send(
  work: Work,
  { campaignId, surveyId }: Of<'message'> & Pick<Place, 'campaignId'>,
  at: readonly Walker[],
): Promise<readonly string[]> {
  if (surveyId !== undefined && (await surveyInMessages(work, surveyId))?.open !== true)
    return at.map(() => 'survey_closed')
  await sendStep(
    work,
    present(campaignId, 'Q3: a message of a started journey has its outbox'),
    at.map(({ entry: { memberId, nth } }) => ({ memberId, nth })),
  )
  return at.map(() => 'in_outbox')
}

async function ask(
  work: Work,
  { taskKind: kind, titleZh, titleEn, details }: Of<'task'>,
  at: readonly Walker[],
): Promise<readonly string[]> {
  const dueOn = await today(work)
  const words = { kind, titleZh, titleEn, details, dueOn }
  await addOwnTasks(
    work,
    at.map(({ who }) => ({ id: work.newId(), who, ...words })),
  )
  return at.map(() => 'asked')
}

/**
 * One by one, because each has a wallet of its own; what is no longer to be had is said, and the way goes on. K21: what
 * the pot of a plan cannot pay for is not given; whoever it was for stays before the step, and is looked at again
 * tomorrow.
 */
async function give(
  work: Work,
  { points, couponCode, potId }: Of<'gift'> & Readonly<{ potId: string | null }>,
  at: readonly Walker[],
): Promise<readonly Outcome[]> {
  const program = await liveProgram(work)
  const rule = program.document.coupons.find((one) => one.code === couponCode)
  if (couponCode !== null && !rule) return at.map(() => 'coupon_unknown')
  const worthMinor = rule ? (worthOf(rule) ?? 0) : 0
  // Opened before any wallet, so that two walks never wait for each other crosswise.
  const pot = await openPot(work, potId)
  const outcomes: Outcome[] = []
  for (const { entry, who } of at) {
    const gifts = { memberId: entry.memberId, points, coupons: rule ? [{ rule, count: 1 }] : [] }
    const open = await openGifts(work, gifts, { looking: false })
    const no = refusalOf(() => mustBeGivable(open))
    if (no !== null) outcomes.push(no)
    else if (!pot.pays(worthMinor * 1000)) outcomes.push(null)
    else {
      const cause = { kind: 'journey', id: work.newId(), branchId: who.branchId, program }
      await giveGifts(work, open, { ...cause, fingerprint: fingerprint({ entry: entry.id, ...gifts }) })
      outcomes.push('given')
    }
  }
  await giveFromPot(work, potId, worthMinor * outcomes.filter((one) => one === 'given').length)
  return outcomes
}

function refusalOf(judge: () => void): string | null {
  try {
    judge()
    return null
  } catch (no) {
    if (no instanceof Refusal) return no.code
    throw no
  }
}

/** Of whoever stands before a branch, those of whom its question is true. */
async function answers(work: Work, when: Question, at: readonly Walker[]): Promise<ReadonlySet<string>> {
  const ids = at.map(({ entry }) => entry.memberId)
  switch (when.kind) {
    case 'bought':
      return boughtAfter(
        work,
        at.map(({ entry }) => ({ memberId: entry.memberId, day: entry.enteredOn })),
      )
    case 'tier': {
      const { document } = await liveProgram(work)
      const stands = await standingsOf(work, ids, document)
      return new Set(ids.filter((id) => when.tiers.includes(stands.get(id)?.tier ?? '')))
    }
    case 'branch': {
      const found = await branchesByCode(work, when.branchCodes)
      const own = new Set([...found.values()].map((one) => one.id))
      return new Set(
        at.flatMap(({ who }) => (who.branchId !== null && own.has(who.branchId) ? [who.id] : [])),
      )
    }
    case 'audience':
      return fitsSegment(work, when.segmentId, ids)
    case 'reachable':
      return reachableBy(work, ids, when)
  }
}
