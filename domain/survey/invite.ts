import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { withGone } from '#domain/member/index'
import { chain, today } from '#domain/org/index'
import { blanksAt, type SurveyBlanks } from './model/blanks.ts'
import type { SurveyDocument, SurveyLanguage } from './model/document.ts'
import { quarterOf, stateOn } from './model/state.ts'
import { surveyPath } from './person.ts'
import * as store from './store/invitations.ts'
import * as surveys from './store/surveys.ts'

/** A survey as the messages of a campaign know it. */
export type SurveyInMessages = Readonly<{
  surveyId: string
  no: number
  /** Whether it is answered today. */
  open: boolean
  /** Whether it asks after the use of products, and the quarter in which it does today (V5). */
  enquiry: boolean
  quarter: BusinessDay
  document: SurveyDocument
  language: SurveyLanguage
  salt: string
}>

/** A survey to be asked; undefined when there is none of this id. */
export async function surveyInMessages(work: Work, surveyId: string): Promise<SurveyInMessages | undefined> {
  const row = await surveys.survey(work.tx, surveyId)
  if (!row) return undefined
  const { salt, language } = await chain(work)
  const { no, document } = row
  const day = await today(work)
  const stands = { open: stateOn(row, day) === 'open', enquiry: row.purpose === 'product_use' }
  const spoken = { document, language: language === 'en' ? ('en' as const) : ('zh' as const) }
  return { surveyId, no, ...stands, quarter: quarterOf(day), ...spoken, salt }
}

/** The blanks for one member, whose links lie below the public address. */
export function blanksFor(
  of: SurveyInMessages,
  to: Readonly<{ memberId: string; publicUrl: string }>,
): SurveyBlanks {
  const path = surveyPath(of.salt, { surveyId: of.surveyId, no: of.no, memberId: to.memberId })
  return blanksAt(of.document, of.language, new URL(path, to.publicUrl).href)
}

/** The blanks of nobody yet, for a preview. */
export const previewBlanks = ({ document, language }: SurveyInMessages): SurveyBlanks =>
  blanksAt(document, language, PREVIEW_LINK)

export const PREVIEW_LINK = 'https://…/survey/…'

export type AskRefusal = 'survey_closed' | 'asked_this_quarter'
export type Asking = Readonly<{
  messageId: string
  memberId: string
  segmentId: string | null
  /** Of the outbox: a campaign, or a message step of a journey. */
  campaignId: string
}>

/**
 * V4, V5: writes down that a message asks a member, right before it leaves, or says why it must not. Called behind the
 * lock of the member, so that two surveys at once queue there; the unique key says the same for ever.
 */
export async function askMember(
  work: Work,
  { surveyId, open, enquiry, quarter }: SurveyInMessages,
  of: Asking,
): Promise<AskRefusal | null> {
  if (!open) return 'survey_closed'
  if (enquiry) {
    const memberIds = await withGone(work, of.memberId)
    if (await store.askedIn(work.tx, { memberIds, quarter, but: of.messageId })) return 'asked_this_quarter'
  }
  await store.invite(work, { ...of, surveyId, quarter, enquiry })
  return null
}

/** What came of the asking of campaigns and message steps: members asked, and how many of them have answered. */
export const askedByCampaigns = (work: Work, campaignIds: readonly string[]) =>
  store.askedByCampaigns(work.tx, campaignIds)

/** V4: messages that came to nothing asked nobody. */
export const unask = (work: Work, messageIds: readonly string[]): Promise<void> =>
  store.undo(work, messageIds)
