import { App, Button } from 'antd'
import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { turnSurvey, showSurvey, type Survey } from '#domain/survey/contract/survey'
import type { SurveyAct } from '#domain/survey/model/state'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { Results } from './results.tsx'
import { useSaid } from './said.ts'
import { SendPart } from './send-part.tsx'
import { StateTag } from './surveys-page.tsx'
import '../standing/standing.css'
import './surveys.css'

/** One survey: what it asks, whom to ask, and what was answered. */
export function SurveyPage() {
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(showSurvey, { surveyId: id })
  return <Answered ask={ask}>{(survey) => <Sheet of={survey} />}</Answered>
}

function Sheet({ of }: Readonly<{ of: Survey }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const said = useSaid()
  const may = useMay()
  const answer =
    of.state === 'draft'
      ? t('surveys.page.draft')
      : t(of.state === 'open' ? 'surveys.page.open' : 'surveys.page.closed', {
          invited: number(of.invited),
          answered: number(of.answered),
          day: day(of.closesOn),
        })
  return (
    <Page
      title={said(of.document.title)}
      answer={
        <>
          <StateTag of={of.state} /> {t(`surveys.purpose.${of.purpose}`)} · {answer}
        </>
      }
      back={{ to: paths.surveys, label: t('surveys.title') }}
      actions={may('campaign.write') ? <Acts of={of} /> : null}
    >
      {of.state === 'open' && may('campaign.write') ? <SendPart of={of} /> : null}
      {of.state === 'draft' ? null : <Results of={of} />}
      <Questions of={of} />
    </Page>
  )
}

function Acts({ of }: Readonly<{ of: Survey }>) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const turn = useCommand(turnSurvey, async () => {
    await queries.invalidateQueries()
    void message.success(t('surveys.page.done'))
  })
  const ask = (act: SurveyAct) =>
    modal.confirm({
      title: t(`surveys.act.${act}`),
      content: t(`surveys.means.${act}`),
      okText: t(`surveys.act.${act}`),
      cancelText: t('shell.cancel'),
      onOk: () => turn.mutate({ id: newId(), surveyId: of.surveyId, act }),
    })
  return (
    <>
      <ErrorNotice of={turn.error} />
      <Go to={paths.newSurvey({ from: of.surveyId })}>{t('surveys.page.copy')}</Go>
      {of.state === 'draft' ? (
        <>
          <Go to={paths.newSurvey({ of: of.surveyId })}>{t('surveys.form.change')}</Go>
          <Button type="primary" onClick={() => void ask('opened')}>
            {t('surveys.act.opened')}
          </Button>
        </>
      ) : null}
      {of.state === 'open' ? (
        <Button onClick={() => void ask('closed')}>{t('surveys.act.closed')}</Button>
      ) : null}
    </>
  )
}

function Questions({ of }: Readonly<{ of: Survey }>) {
  const { t } = useTranslation()
  const said = useSaid()
  return (
    <Section title={t('surveys.page.questions')}>
      <ol className="lines survey-questions">
        {of.document.questions.map((question, index) => (
          <li key={`${index} ${said(question.text)}`}>
            <strong>
              {index + 1}. {said(question.text)}
            </strong>
            <div className="quiet">
              {question.kind === 'choice'
                ? question.choices.map(said).join(' / ')
                : t(`surveys.kind.${question.kind}`)}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}
