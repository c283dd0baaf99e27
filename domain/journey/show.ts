import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as campaign from '#domain/campaign/index'
import { membersById } from '#domain/member/index'
import { askedByCampaigns, surveyInMessages } from '#domain/survey/index'
import type { Journey, journeyEntries, listJourneys, showJourney } from './contract.ts'
import type { JourneyDocument } from './contract/document.ts'
import { messagesOf, stepsOf } from './model/steps.ts'
import * as entries from './store/entries.ts'
import * as store from './store/journeys.ts'
import { prospectCounts } from './store/prospects.ts'

const NOBODY = {
  treated: 0,
  control: 0,
  walking: 0,
  ended: { done: 0, goal: 0, left: 0, stopped: 0 },
}

async function views(work: Work, journeyId: string | null): Promise<Journey[]> {
  const stands = new Map((await store.stands(work.tx, journeyId)).map((row) => [row.journeyId, row]))
  const counts = new Map(
    (await store.counts(work.tx, journeyId)).map(({ journeyId: id, ...row }) => [id, row]),
  )
  return (await store.lastVersions(work.tx, journeyId)).map(
    ({ journeyId: id, version, document, at, byName }) => ({
      journeyId: id,
      version,
      document,
      savedAt: at,
      savedBy: byName,
      state: stands.get(id)?.state ?? 'draft',
      runningVersion: stands.get(id)?.version ?? null,
      entries: counts.get(id) ?? NOBODY,
    }),
  )
}

export async function viewOf(work: Work, journeyId: string): Promise<Journey> {
  const [one] = await views(work, journeyId)
  return present(one, 'Q1: a journey has a version')
}

const ORDER: readonly Journey['state'][] = ['running', 'paused', 'draft', 'stopped']

export async function list(work: Work, _: Wish<typeof listJourneys>): Promise<Answer<typeof listJourneys>> {
  const rows = await views(work, null)
  return {
    rows: rows.toSorted(
      (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.savedAt < b.savedAt ? 1 : -1),
    ),
  }
}

/** The version that members enter by, or the last one before the first start; refuses `journey_unknown`. */
async function walked(work: Work, journeyId: string): Promise<store.VersionRow> {
  const [stands] = await store.stands(work.tx, journeyId)
  const [last] = await store.lastVersions(work.tx, journeyId)
  if (!last) throw new Refusal('journey_unknown')
  const running = stands && (await store.versionById(work.tx, stands.versionId))
  return running ?? last
}

export async function show(
  work: Work,
  { journeyId }: Wish<typeof showJourney>,
): Promise<Answer<typeof showJourney>> {
  const { id: versionId, document } = await walked(work, journeyId)
  const { passed, waiting } = await entries.stepCounts(work.tx, versionId)
  const sending = await store.messageSteps(work.tx, { versionIds: [versionId] })
  const sent = new Map(
    (
      await campaign.stepCounts(
        work,
        sending.map((one) => one.campaignId),
      )
    ).map(({ id, costMilli: _, ...counts }) => [id, counts]),
  )
  const campaigns = new Map(sending.map((one) => [one.step, one.campaignId]))
  const surveys = await surveysOf(work, document, campaigns)
  const steps = stepsOf(document.steps).map(({ id }) => {
    const outcomes = passed
      .filter((one) => one.step === id)
      .map(({ outcome, entries: count }) => ({ outcome, entries: count }))
    return {
      step: id,
      waiting: waiting.find((one) => one.step === id)?.entries ?? 0,
      passed: outcomes.reduce((sum, one) => sum + one.entries, 0),
      outcomes,
      messages: sent.get(campaigns.get(id) ?? '') ?? null,
      survey: surveys.get(id) ?? null,
    }
  })
  const follows = document.trigger.kind === 'booking_given_up'
  const givenUp = follows ? await prospectCounts(work.tx, journeyId) : null
  return { ...(await viewOf(work, journeyId)), givenUp, steps }
}

/** The surveys that steps ask, and what came of it, by step. */
async function surveysOf(work: Work, { steps }: JourneyDocument, campaigns: ReadonlyMap<string, string>) {
  const counts = new Map(
    (await askedByCampaigns(work, [...campaigns.values()])).map((row) => [row.campaignId, row]),
  )
  const found = new Map<string, NonNullable<Answer<typeof showJourney>['steps'][number]['survey']>>()
  for (const { id, surveyId } of messagesOf(steps)) {
    if (surveyId === undefined) continue
    const survey = present(await surveyInMessages(work, surveyId), 'Q1: a survey that a version asks stays')
    const { asked = 0, answered = 0 } = counts.get(campaigns.get(id) ?? '') ?? {}
    const { title } = survey.document
    found.set(id, { surveyId, title: { ...title }, open: survey.open, asked, answered })
  }
  return found
}

export async function listEntries(
  work: Work,
  wish: Wish<typeof journeyEntries>,
): Promise<Answer<typeof journeyEntries>> {
  await walked(work, wish.journeyId)
  const { rows, total } = await entries.entries(work.tx, {
    journeyId: wish.journeyId,
    step: wish.step ?? null,
    arm: wish.arm ?? null,
    from: (wish.page - 1) * wish.rows,
    most: wish.rows,
  })
  const people = new Map(
    (
      await membersById(
        work,
        rows.map((row) => row.memberId),
      )
    ).map((one) => [one.id, one]),
  )
  const passages = await entries.passagesOf(
    work.tx,
    rows.map((row) => row.id),
  )
  return {
    rows: rows.map((row) => ({
      ...row,
      number: people.get(row.memberId)?.number ?? '',
      name: people.get(row.memberId)?.name ?? '',
      passed: passages
        .filter((one) => one.entryId === row.id)
        .map(({ step, outcome, at }) => ({ step, outcome, at })),
    })),
    total,
  }
}
