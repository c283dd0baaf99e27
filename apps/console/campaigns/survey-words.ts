import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { showSurvey, type Survey } from '#domain/survey/contract/survey'
import { blanksAt } from '#domain/survey/model/blanks'
import { useCall } from '#ui/call.ts'
import { useMe } from '../me.ts'
import { emptyForm, VARIABLES, type CampaignForm, type Channel } from './words.ts'

const written = (name: keyof typeof VARIABLES): string => `{{ ${VARIABLES[name]} }}`

/** Words that ask a survey: the question with its answers by e-mail, one link where letters cost (C40). */
export function surveyWords(channel: Channel, t: TFunction): Pick<CampaignForm, 'subject' | 'body'> {
  const blanks = {
    name: written('name'),
    chain: written('chain'),
    title: written('surveyTitle'),
    answers: written('surveyAnswers'),
    link: written('surveyLink'),
    interpolation: { escapeValue: false },
  }
  if (channel !== 'email') return { subject: '', body: t('surveys.send.short', blanks) }
  return { subject: t('surveys.send.subject', blanks), body: t('surveys.send.body', blanks) }
}

/** The wizard's form for a survey; nobody is held back for it, because a question earns nothing by itself. */
export const surveyForm = (
  { surveyId, document }: Survey,
  { segmentId, t }: Readonly<{ segmentId: string | undefined; t: TFunction }>,
): CampaignForm => ({
  ...emptyForm(segmentId),
  ...surveyWords('email', t),
  name: document.title.zh || document.title.en,
  surveyId,
  controlShare: 0,
})

/** What the words of a survey look like to its members, while it is not known who they are. */
export function useSurveyLook(surveyId: string | undefined, link: string) {
  const { chain } = useMe()
  const { i18n } = useTranslation()
  const { data } = useCall(showSurvey, { surveyId: surveyId ?? '' }, { enabled: surveyId !== undefined })
  if (!data) return {}
  const language = (chain.language ?? i18n.language).startsWith('zh') ? 'zh' : 'en'
  const { title, answers } = blanksAt(data.document, language, link)
  return { surveyTitle: title, surveyAnswers: answers, surveyLink: link }
}
