import { Button, DatePicker, Form, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import dayjs from 'dayjs'
import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveSurvey, showSurvey, type Survey } from '#domain/survey/contract/survey'
import { SURVEY_PURPOSES, type SurveyDocument, type SurveyPurpose } from '#domain/survey/model/document'
import { isProblem, newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { paths } from '../paths.ts'
import { QuestionsField, SaidFields } from './question-fields.tsx'
import './surveys.css'

type Values = { purpose: SurveyPurpose; closesOn: Dayjs; document: SurveyDocument }

const USUAL_DAYS = 14
const TITLE = ['document', 'title']
const INTRO = ['document', 'intro']
const NOTHING = { zh: '', en: '' }
const FRESH: Pick<Values, 'purpose' | 'document'> = {
  purpose: 'product_use',
  document: {
    title: NOTHING,
    intro: NOTHING,
    questions: [{ kind: 'choice', text: NOTHING, choices: [NOTHING, NOTHING] }],
  },
}

/** A survey to be written: empty, the draft of one, or the words of another one anew. */
export function SurveyFormPage() {
  const { of, from } = useRouterState({
    select: (state) => state.location.search as Readonly<Record<string, unknown>>,
  })
  const source = typeof of === 'string' ? of : typeof from === 'string' ? from : ''
  const ask = useCall(showSurvey, { surveyId: source }, { enabled: source !== '' })
  if (source === '') return <SurveyForm />
  return (
    <Answered ask={ask}>{(survey) => <SurveyForm before={survey} same={typeof of === 'string'} />}</Answered>
  )
}

type FormWords = Readonly<{ before?: Survey; same?: boolean }>

function SurveyForm({ before, same = false }: FormWords) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [surveyId] = useState(() => (same && before ? before.surveyId : newId()))
  const { save, send, beside } = useSave(surveyId, (trouble) => showFields(form, trouble))
  const { purpose, document } = before ?? FRESH
  const closesOn = same && before ? dayjs(before.closesOn) : dayjs().add(USUAL_DAYS, 'day')
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Page
      title={t(same ? 'surveys.form.change' : 'surveys.add')}
      answer={t('surveys.form.answer')}
      back={{ to: paths.surveys, label: t('surveys.title') }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        className="survey-form"
        initialValues={{ purpose, document, closesOn }}
        onFinish={send}
      >
        <Section title={t('surveys.form.about')}>
          <SaidFields at={TITLE} path={TITLE} label={t('surveys.form.title')} most={80} needed />
          <SaidFields at={INTRO} path={INTRO} label={t('surveys.form.intro')} most={400} />
          <div className="form-pair">
            <Form.Item name="purpose" label={t('surveys.form.purpose')} extra={t('surveys.form.purposeHint')}>
              <Select
                options={SURVEY_PURPOSES.map((value) => ({ value, label: t(`surveys.purpose.${value}`) }))}
              />
            </Form.Item>
            <Form.Item
              name="closesOn"
              label={t('surveys.form.closesOn')}
              extra={t('surveys.form.closesOnHint')}
              rules={required}
            >
              <DatePicker allowClear={false} />
            </Form.Item>
          </div>
        </Section>
        <QuestionsField />
        <ErrorNotice of={beside ? null : save.error} />
        <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
          {t('shell.save')}
        </Button>
      </Form>
    </Page>
  )
}

/** Saves once, however often the button is pressed; after a no the words are another wish. */
function useSave(surveyId: string, show: (trouble: unknown) => boolean) {
  const go = useGo()
  const queries = useQueryClient()
  const [id, setId] = useState(newId)
  const [beside, setBeside] = useState(false)
  const save = useCommand(saveSurvey, async () => {
    await queries.invalidateQueries()
    go(paths.survey(surveyId))
  })
  const send = ({ purpose, closesOn, document }: Values) =>
    save.mutate(
      { id, surveyId, purpose, closesOn: closesOn.format('YYYY-MM-DD'), document },
      {
        onError: (trouble) => {
          setBeside(show(trouble))
          if (isProblem(trouble) && trouble.problem.status < 500) setId(newId())
        },
      },
    )
  return { save, send, beside }
}
