import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Step } from '#domain/journey/contract/document'
import { listSurveys, type Survey } from '#domain/survey/contract/survey'
import { useCall } from '#ui/call.ts'
import { surveyWords } from '../campaigns/survey-words.ts'
import { LINKED } from '../campaigns/words.ts'
import { Labelled } from './labelled.tsx'

/** So many surveys are offered, the newest first. */
const MOST = 200

type MessageStep = Extract<Step, { kind: 'message' }>
type FieldWords = Readonly<{ step: MessageStep; onChange: (step: MessageStep) => void }>

/** The survey that a message asks: choosing one fills in words that hold a way to answer (C40). */
export function SurveyField({ step, onChange }: FieldWords) {
  const { t } = useTranslation()
  const titleOf = useTitleOf()
  const { data } = useCall(listSurveys, { rows: MOST })
  if (!LINKED.includes(step.channel)) return null
  const rows = data?.rows ?? []
  const open = rows.filter((one) => one.state === 'open' || one.surveyId === step.surveyId)
  const { surveyId, ...silent } = step
  const ask = (chosen: string | undefined) => {
    if (chosen === undefined) return onChange(silent)
    const asked = { ...step, surveyId: chosen as NonNullable<typeof surveyId>, purpose: 'survey' as const }
    return onChange(withWords(asked))
  }
  const withWords = (of: MessageStep): MessageStep =>
    of.templateCode === null ? { ...of, ...surveyWords(of.channel, t) } : of
  return (
    <>
      <Labelled label={t('journeys.field.survey')}>
        <Select
          allowClear
          value={surveyId}
          placeholder={t(open.length === 0 ? 'journeys.field.noSurvey' : 'journeys.field.asksNothing')}
          options={open.map((one) => ({ value: one.surveyId as string, label: labelOf(one) }))}
          onChange={(chosen: string | undefined) => ask(chosen)}
        />
      </Labelled>
      {surveyId === undefined || step.templateCode !== null ? null : (
        <Button size="small" type="dashed" onClick={() => onChange(withWords(step))}>
          {t('surveys.send.put')}
        </Button>
      )}
    </>
  )

  function labelOf(one: Survey): string {
    const title = titleOf(one.document.title)
    return one.state === 'open' ? title : t('journeys.field.surveyClosed', { title })
  }
}

/** A title in the reader's language, or in the other one where it has only that. */
export function useTitleOf(): (title: Readonly<{ zh: string; en: string }>) => string {
  const { i18n } = useTranslation()
  return ({ zh, en }) => (i18n.language.startsWith('zh') ? zh || en : en || zh)
}

/** The title of a survey by its id. */
export function useSurveyTitle(): (surveyId: string) => string {
  const titleOf = useTitleOf()
  const { data } = useCall(listSurveys, { rows: MOST })
  return (surveyId) => {
    const found = data?.rows.find((one) => one.surveyId === surveyId)
    return found ? titleOf(found.document.title) : '…'
  }
}
