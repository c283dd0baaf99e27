import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as campaign from '#domain/campaign/index'
import { segment } from '#domain/insight/index'
import { branchesByCode } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import type { changeJourney, saveJourney } from './contract.ts'
import type { JourneyDocument, Step } from './contract/document.ts'
import { journeyChanged, journeyEnded, journeySaved } from './events.ts'
import { messagesOf, stepsOf, twice, type MessageStep } from './model/steps.ts'
import { WALK_JOB } from './walk.ts'
import { ask } from '#db/jobs'
import { viewOf } from './show.ts'
import * as store from './store/journeys.ts'
import { stopWalking } from './store/entries.ts'

/** Q1: a version is added, never changed; nobody enters by it before the journey is started by it. */
export const save = (work: Work, wish: Wish<typeof saveJourney>): Promise<Answer<typeof saveJourney>> =>
  saveFor(work, wish, null)

/** The same, for a plan whose pot a new journey spends (campaign K21). */
export async function saveFor(
  work: Work,
  wish: Wish<typeof saveJourney>,
  planId: string | null,
): Promise<Answer<typeof saveJourney>> {
  const last = await store.lockJourney(work, wish.journeyId, planId)
  return once(work, wish, {
    room: 'journey',
    kind: 'journey_version',
    find: (id) => store.versionById(work.tx, id),
    answer: ({ journeyId }) => viewOf(work, journeyId),
    decide: async (fingerprint) => {
      await mustGoOn(work, wish.journeyId)
      await judge(work, wish.document)
      await store.insertVersion(work, { ...wish, fingerprint, version: last + 1 })
      work.record(journeySaved({ journeyId: wish.journeyId, version: last + 1 }))
      return present(await store.versionById(work.tx, wish.id), 'Q1: a version that was written is there')
    },
  })
}

async function mustGoOn(work: Work, journeyId: string): Promise<void> {
  const [stands] = await store.stands(work.tx, journeyId)
  if (stands?.state === 'stopped') throw new Refusal('journey_stopped')
}

/** What a journey names has to be there, and its words have to be such as can be filled in. */
async function judge(
  work: Work,
  { steps, tiers, branchCodes, segmentId, trigger }: JourneyDocument,
): Promise<void> {
  const double = twice(steps)
  if (double !== null) throw new Refusal('step_twice', { path: 'document.steps', step: double })
  const all = stepsOf(steps)
  const asked = all.flatMap((step) => (step.kind === 'branch' ? [step.when] : []))
  await judgeTiers(work, [
    ...tiers,
    ...asked.flatMap((when) => (when.kind === 'tier' ? when.tiers : [])),
    ...(trigger.kind === 'tier' ? [trigger.tier] : []),
  ])
  await judgeBranches(work, [
    ...branchCodes,
    ...asked.flatMap((when) => (when.kind === 'branch' ? when.branchCodes : [])),
  ])
  await judgeSegments(work, [
    ...(segmentId === null ? [] : [segmentId]),
    ...asked.flatMap((when) => (when.kind === 'audience' ? [when.segmentId] : [])),
  ])
  await judgeGifts(work, all)
  for (const message of messagesOf(steps)) await said(message, campaign.judgeStep(work, message))
}

async function judgeTiers(work: Work, named: readonly string[]): Promise<void> {
  const { document } = await liveProgram(work)
  const known = new Set(document.tiers.list.map((one) => one.code))
  const tier = named.find((one) => !known.has(one))
  if (tier !== undefined) throw new Refusal('tier_unknown', { tier })
}

async function judgeBranches(work: Work, named: readonly string[]): Promise<void> {
  const found = await branchesByCode(work, named)
  const branch = named.find((one) => !found.has(one))
  if (branch !== undefined)
    throw new Refusal('branch_unknown', { path: 'document.branchCodes', code: branch })
}

async function judgeSegments(work: Work, named: readonly string[]): Promise<void> {
  for (const segmentId of new Set(named))
    if (!(await segment(work, segmentId))) throw new Refusal('segment_unknown', { segmentId })
}

async function judgeGifts(work: Work, steps: readonly Step[]): Promise<void> {
  const { document } = await liveProgram(work)
  for (const step of steps) {
    if (step.kind !== 'gift') continue
    const { id, points, couponCode } = step
    if (points === 0 && couponCode === null) throw new Refusal('gift_empty', { step: id })
    const rule = document.coupons.find((one) => one.code === couponCode)
    if (couponCode !== null && (!rule || rule.open))
      throw new Refusal('coupon_unknown', { step: id, couponCode })
  }
}

/** Says which step it is that cannot be sent. */
async function said({ id }: MessageStep, judged: Promise<void>): Promise<void> {
  await judged.catch((no: unknown) => {
    throw no instanceof Refusal ? new Refusal(no.code, { ...no.details, step: id }) : no
  })
}

/** Q1, Q6: started, held or ended; ended is for ever. */
export async function change(
  work: Work,
  wish: Wish<typeof changeJourney>,
): Promise<Answer<typeof changeJourney>> {
  const known = await store.lockKnown(work.tx, wish.journeyId)
  return once(work, wish, {
    room: 'journey',
    kind: 'journey_change',
    find: (id) => store.changeById(work.tx, id),
    answer: ({ journeyId }) => viewOf(work, journeyId),
    admit: async () => {
      if (!known) throw new Refusal('journey_unknown')
      await mustGoOn(work, wish.journeyId)
    },
    decide: (fingerprint) => turn(work, { ...wish, fingerprint }),
  })
}

async function turn(
  work: Work,
  { id, journeyId, state, fingerprint }: Wish<typeof changeJourney> & { fingerprint: string },
): Promise<store.ChangeRow> {
  const [last] = await store.lastVersions(work.tx, journeyId)
  const version = present(last, 'Q1: a journey has a version')
  const [before] = await store.stands(work.tx, journeyId)
  const versionId = state === 'running' ? version.id : (before?.versionId ?? version.id)
  if (state === 'running') await open(work, version)
  const row: store.ChangeRow = { id, fingerprint, journeyId, state, versionId }
  await store.insertChange(work, row)
  const sending = await store.messageSteps(work.tx, { journeyId })
  await campaign.turnSteps(
    work,
    sending.map((one) => one.campaignId),
    state,
  )
  if (state === 'stopped')
    for (const one of await stopWalking(work, journeyId))
      work.record(journeyEnded({ ...one, ended: 'stopped' }))
  work.record(journeyChanged({ journeyId, state, versionId }))
  if (state === 'running') ask(work, WALK_JOB)
  return row
}

/** The messages of a version get their outboxes when it is first started; all are judged before any is opened. */
async function open(work: Work, { id: versionId, journeyId, document }: store.VersionRow): Promise<void> {
  const opened = await store.messageSteps(work.tx, { versionIds: [versionId] })
  if (opened.length > 0) return
  const messages = messagesOf(document.steps)
  for (const message of messages) await said(message, campaign.judgeOpening(work, message))
  const rows = messages.map((words) => ({ step: words.id, campaignId: work.newId(), words }))
  const potId = (await store.potsOf(work.tx, [journeyId])).get(journeyId) ?? null
  for (const { step, campaignId, words } of rows)
    await campaign.openStep(work, {
      id: campaignId,
      journeyId,
      potId,
      name: `${document.name} · ${step}`,
      words,
    })
  await store.insertMessageSteps(work, versionId, rows)
}
