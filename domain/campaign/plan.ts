import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { segment } from '#domain/insight/index'
import { membersById } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { PREVIEW_LINK, previewBlanks, surveyInMessages } from '#domain/survey/index'
import { memberIdSlices } from './audience.ts'
import type { Campaign, planCampaign } from './contract.ts'
import type { CarrierTemplate } from './contract/carrier.ts'
import { campaignPlanned } from './events.ts'
import { filledTemplate } from './letter.ts'
import { mediumOf, usualShareBps, type Channel } from './model.ts'
import { view } from './show.ts'
import * as store from './store/campaigns.ts'
import { carriers } from './store/carriers.ts'
import { saltOf } from './token.ts'
import { fill, isFlaw, linkFor, type Blanks } from './wording.ts'

/** For a draw that must come out alike everywhere, such as the tour's; nobody outside the house can ask for it. */
export type FixedDraw = Readonly<{ salt: string }>

/** Drafts a campaign once for its id; its words are tried on a real member, so that a launch cannot fail on them. */
export const plan = (work: Work, wish: Wish<typeof planCampaign>): Promise<Campaign> =>
  planWith(work, wish, null)

/** The same, for a plan whose pot it spends. */
export const planFor = (work: Work, wish: Wish<typeof planCampaign>, planId: string): Promise<Campaign> =>
  planWith(work, wish, null, planId)

/** The same, with the draw given. */
export async function planWith(
  work: Work,
  wish: Wish<typeof planCampaign>,
  draw: FixedDraw | null,
  planId: string | null = null,
): Promise<Campaign> {
  const print = fingerprint({ ...wish })
  const done = await store.campaign(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('campaign_id_reused')
  if (done) return view(work, wish.id)

  const of = await segment(work, wish.segmentId)
  if (!of) throw new Refusal('segment_unknown')
  const holder = await store.nameHolder(work.tx, wish.name)
  // Committed by this wish's own twin since the first look: the second look answers like it.
  if (holder === wish.id) return planWith(work, wish, draw, planId)
  if (holder !== undefined) throw new Refusal('name_taken')
  const { name: chainName, salt } = await chain(work)
  const blanks = { member: await firstOf(work, wish.segmentId), chain: { name: chainName } }
  const { template, costMinor, body } = await judgeWords(work, wish, blanks)
  await couponKnown(work, wish.couponCode)

  const controlShareBps = wish.controlShareBps ?? usualShareBps(of.members)
  const messageCostMinor = wish.messageCostMinor === 0 ? costMinor : wish.messageCostMinor
  const row = {
    ...wish,
    planId,
    surveyId: wish.surveyId ?? null,
    body,
    template,
    messageCostMinor,
    fingerprint: print,
    controlShareBps,
    salt: draw?.salt ?? saltOf(salt, wish.id),
  }
  await store.insertCampaign(work, row)
  work.record(campaignPlanned(row))
  return view(work, wish.id)
}

function missingWords(channel: Channel, words: { subject: string; body: string }): 'subject' | 'body' | null {
  if (channel === 'record') return null
  if (channel === 'email' && words.subject === '') return 'subject'
  return words.body === '' ? 'body' : null
}

async function couponKnown(work: Work, code: string | null): Promise<void> {
  if (code === null) return
  const { document } = await liveProgram(work)
  if (!document.coupons.some((one) => one.code === code))
    throw new Refusal('coupon_unknown', { path: 'couponCode' })
}

/**
 * K22: the survey that messages ask, as a preview knows it; null when it asks none. Refuses `survey_unfit`,
 * `survey_unknown` and `survey_closed`.
 */
async function surveyFor(
  work: Work,
  { surveyId, channel, purpose }: MessageWords,
): Promise<Pick<Blanks, 'survey'> | null> {
  if (surveyId === undefined) return null
  if (!('link' in linkFor(channel))) throw new Refusal('survey_unfit', { path: 'channel' })
  if (purpose !== 'survey') throw new Refusal('survey_unfit', { path: 'purpose' })
  const survey = await surveyInMessages(work, surveyId)
  if (!survey) throw new Refusal('survey_unknown', { path: 'surveyId' })
  if (!survey.open) throw new Refusal('survey_closed', { path: 'surveyId' })
  return { survey: previewBlanks(survey) }
}

/** K22: refuses `survey_link_missing` where neither the words nor the template's values hold a way to answer. */
function mustAsk(
  { subject, body, template }: Readonly<{ subject: string; body: string; template: CarrierTemplate | null }>,
  blanks: Blanks,
): void {
  const words = fill({ subject, body }, blanks)
  const values = template === null ? [] : (filledTemplate(template, blanks)?.values ?? [])
  const said = [isFlaw(words) ? '' : words.body, ...values.map((one) => one.value)]
  if (!said.some((one) => one.includes(PREVIEW_LINK)))
    throw new Refusal('survey_link_missing', { path: 'body' })
}

/** What a message says, how, by whom and what for. */
export type MessageWords = Pick<
  Wish<typeof planCampaign>,
  'channel' | 'carrierId' | 'templateCode' | 'purpose' | 'subject' | 'body' | 'surveyId'
>
type Judged = Readonly<{ template: CarrierTemplate | null; costMinor: number; body: string }>

/**
 * Whether a message could be sent as it is worded: refuses `carrier_missing`, `carrier_unfit`, `template_unknown`,
 * `words_missing` and `template_broken`; where it asks a survey, also what `surveyFor` and `mustAsk` refuse. The words
 * are those of the provider's template where there is one.
 */
export async function judgeWords(work: Work, wish: MessageWords, own: Blanks): Promise<Judged> {
  const survey = await surveyFor(work, wish)
  const judged = await worded(work, wish, { ...own, ...survey })
  if (survey !== null) mustAsk({ ...wish, ...judged }, { ...own, ...linkFor(wish.channel), ...survey })
  return judged
}

async function worded(work: Work, wish: MessageWords, own: Blanks): Promise<Judged> {
  const { template, costMinor } = await carriedBy(work, wish)
  const body = template?.words ?? wish.body
  const missing = missingWords(wish.channel, { subject: wish.subject, body })
  if (missing !== null) throw new Refusal('words_missing', { path: missing })
  if (wish.channel === 'record') return { template, costMinor, body }
  const blanks = { ...own, ...linkFor(wish.channel) }
  const found = fill({ ...wish, body }, blanks)
  if (isFlaw(found)) throw new Refusal('template_broken', { path: found.field, why: found.why })
  if (template !== null && filledTemplate(template, blanks) === null)
    throw new Refusal('template_broken', { path: 'templateCode' })
  return { template, costMinor, body }
}

type Carried = Readonly<{ template: CarrierTemplate | null; costMinor: number }>

/** Who carries it, by which approved template, and what one message costs: rounded up, so that it never looks free. */
async function carriedBy(work: Work, { channel, carrierId, templateCode }: MessageWords): Promise<Carried> {
  if (carrierId === null) {
    if (channel === 'sms' || channel === 'wechat') throw new Refusal('carrier_missing', { path: 'carrierId' })
    return { template: null, costMinor: 0 }
  }
  const [carrier] = await carriers(work.tx, [carrierId])
  if (!carrier || !carrier.active || channel === 'record' || carrier.medium !== mediumOf(channel))
    throw new Refusal('carrier_unfit', { path: 'carrierId' })
  const template = carrier.templates.find((one) => one.code === templateCode) ?? null
  const templatesOnly = TEMPLATES_ONLY.includes(carrier.settings.provider)
  if (template === null && (templateCode !== null || templatesOnly))
    throw new Refusal('template_unknown', { path: 'templateCode' })
  return { template, costMinor: Math.ceil(carrier.perThousandMinor / 1000) }
}

/** Providers that take no free text. */
const TEMPLATES_ONLY: readonly string[] = ['aliyun', 'tencent', 'wechat']

/** Words are tried on a real member, so that a launch cannot fail on them. */
async function firstOf(work: Work, segmentId: string): Promise<Blanks['member']> {
  const { value: ids } = await memberIdSlices(work, segmentId).next()
  const [first] = await membersById(work, ids?.slice(0, 1) ?? [])
  const { name, number } = present(first, 'K1: a segment has members')
  return { name, number }
}
