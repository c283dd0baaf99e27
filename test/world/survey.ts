import type { Asked } from '#base/endpoint'
import { planCampaign, launchCampaign, type Campaign } from '#domain/campaign/contract'
import { campaignRoutes } from '#domain/campaign/routes'
import type { Mail } from '#domain/campaign/model'
import { careRoutes } from '#domain/care/routes'
import { consent } from '#domain/member/contract'
import type { SurveyDocument } from '#domain/survey/model/document'
import { saveSurvey, turnSurvey, type Survey } from '#domain/survey/contract/survey'
import { surveyRoutes } from '#domain/survey/routes'
import { outletsOf, sendAll, smsCarrier } from './carrier.ts'
import { segmentOf, type Buyer } from './campaign.ts'
import { world, type TestWorld } from './world.ts'

export const surveyWorld = (): Promise<TestWorld> =>
  world({ routes: [...campaignRoutes, ...careRoutes, ...surveyRoutes] })

/** Two questions to tap and one for words. */
export const QUESTIONS: SurveyDocument = {
  title: { zh: '面霜用得怎么样', en: 'How is the cream' },
  intro: { zh: '只需一分钟。', en: 'It takes a minute.' },
  questions: [
    {
      kind: 'choice',
      text: { zh: '您多久用一次？', en: 'How often do you use it?' },
      choices: [
        { zh: '每天', en: 'Every day' },
        { zh: '偶尔', en: 'Now and then' },
        { zh: '没用过', en: 'Never' },
      ],
    },
    { kind: 'score', text: { zh: '会推荐给朋友吗？', en: 'Would you recommend it?' }, choices: [] },
    { kind: 'text', text: { zh: '想对我们说什么？', en: 'Anything else?' }, choices: [] },
  ],
}

/** A survey that is open until the end of June 2026, unless told otherwise. */
export async function openSurvey(
  w: TestWorld,
  more: Partial<Asked<typeof saveSurvey>> = {},
): Promise<Survey> {
  const surveyId = w.newId()
  const words = { purpose: 'product_use' as const, closesOn: '2026-06-30', document: QUESTIONS, ...more }
  await w.call(saveSurvey, { id: w.newId(), surveyId, ...words })
  return w.call(turnSurvey, { id: w.newId(), surveyId, act: 'opened' })
}

/** Members of a saved segment who agreed to everything by SMS; those told have said no to surveys. */
export async function askable(
  w: TestWorld,
  of: Readonly<{ members: number; agrees?: (at: number) => boolean }>,
): Promise<{ segmentId: string; people: Buyer[] }> {
  const found = await segmentOf(w, { members: of.members })
  for (const [at, one] of found.people.entries()) {
    if (of.agrees?.(at) !== false) continue
    const said = { channel: 'sms', purpose: 'survey', granted: false, textVersion: 'v1' } as const
    await w.call(consent, { id: one.id, consentId: w.newId(), ...said })
  }
  w.clock.advance(60_000)
  return found
}

/** A campaign that asks a survey by SMS, launched; without a control group of its own unless told otherwise. */
export async function asks(
  w: TestWorld,
  of: Readonly<{ segmentId: string; surveyId: string }>,
  more: Partial<Asked<typeof planCampaign>> = {},
): Promise<Campaign> {
  const carrier = await smsCarrier(w)
  const draft = await w.call(planCampaign, {
    id: w.newId(),
    name: `Survey ${w.newId()}`,
    ...of,
    channel: 'sms',
    purpose: 'survey',
    carrierId: carrier.id,
    body: '{{ member.name }}，{{ survey.answers }}',
    controlShareBps: 0,
    ...more,
  })
  return w.call(launchCampaign, { id: draft.id })
}

/** Sends whatever is due and answers what left; numbers told are refused by their provider. */
export async function sent(w: TestWorld, refused: readonly string[] = []): Promise<Mail[]> {
  const mails: Mail[] = []
  await sendAll(
    w,
    outletsOf(async (mail) => {
      if (refused.includes(mail.to)) return { outcome: 'refused', trouble: 'no such number' }
      mails.push(mail)
      return { outcome: 'taken', ref: mail.id }
    }),
  )
  return mails
}

/** The path and number of a survey's link in a message. */
export function linkIn(text: string): Readonly<{ path: string; no: number; token: string }> {
  const [, no = '', token = ''] = /survey\/(\d+)\/([\w-]+)/.exec(text) ?? []
  return { path: `/survey/${no}/${token}`, no: Number(no), token }
}
