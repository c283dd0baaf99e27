import { useTranslation } from 'react-i18next'
import { surveyAnswers } from '#domain/survey/contract/results'
import type { Survey } from '#domain/survey/contract/survey'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { useSaid } from './said.ts'

const LATEST = 20

/** The last words that members wrote to a question, with who wrote them. */
export function SaidList({ of, question, title }: Readonly<{ of: Survey; question: number; title: string }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const said = useSaid()
  const ask = useCall(surveyAnswers, { surveyId: of.surveyId, question, rows: LATEST }, { keep: true })
  return (
    <div className="survey-result">
      <h3>{title}</h3>
      <Answered ask={ask}>
        {({ rows, total }) => (
          <>
            {rows.length === 0 ? <p className="quiet">{t('surveys.results.noWords')}</p> : null}
            <ul className="lines">
              {rows.map((row) => (
                <li key={row.memberId}>
                  <span className="lines-what">
                    <span>{said(row.said)}</span>
                    <small className="quiet num">
                      <Go to={paths.member(row.memberId)}>{row.name || row.number}</Go> ·{' '}
                      <MomentText of={row.at} />
                    </small>
                  </span>
                </li>
              ))}
            </ul>
            {total > rows.length ? (
              <p className="quiet">{t('surveys.results.moreWords', { n: number(total) })}</p>
            ) : null}
          </>
        )}
      </Answered>
    </div>
  )
}
