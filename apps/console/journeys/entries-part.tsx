import { useTranslation } from 'react-i18next'
import { journeyEntries } from '#domain/journey/contract'
import type { Step } from '#domain/journey/contract/document'
import { stepsOf } from '#domain/journey/model/steps'
import type { Told } from '#base/endpoint'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { useOutcomeWord } from './outcome-word.ts'
import { useSurveyTitle } from './survey-field.tsx'

type Entry = Told<typeof journeyEntries>['rows'][number]
type PartWords = Readonly<{ journeyId: string; steps: readonly Step[]; step?: string }>

const FEW = 50

/** Who has entered, the newest first, and where they are. */
export function EntriesPart({ journeyId, steps, step }: PartWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(journeyEntries, {
    journeyId,
    rows: FEW,
    ...(step === undefined ? {} : { step }),
  })
  return (
    <Answered ask={ask}>
      {({ rows, total }) =>
        rows.length === 0 ? (
          <p className="quiet">{t('journeys.nobody')}</p>
        ) : (
          <>
            <ul className="lines">
              {rows.map((row) => (
                <EntryLine key={row.id} of={row} steps={steps} />
              ))}
            </ul>
            {total > rows.length ? (
              <p className="quiet">{t('journeys.first', { n: number(rows.length), total: number(total) })}</p>
            ) : null}
          </>
        )
      }
    </Answered>
  )
}

function EntryLine({ of, steps }: Readonly<{ of: Entry; steps: readonly Step[] }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const all = stepsOf(steps)
  const outcomeWord = useOutcomeWord()
  const surveyOf = useSurveyTitle()
  const step = all.find((one) => one.id === of.step)
  const where =
    of.arm === 'control'
      ? t('journeys.where.control')
      : of.ended !== null
        ? t(`journeys.end.${of.ended}`)
        : t('journeys.where.before', {
            step: step ? t(`journeys.step.${step.kind}`) : (of.step ?? ''),
            day: day(of.dueOn ?? of.enteredOn),
          })
  // Steps of an earlier version that the shown one has no longer go by their ids.
  const passed = of.passed.map(({ step: id, outcome }) => {
    const one = all.find((each) => each.id === id)
    const asks = one?.kind === 'message' ? one.surveyId : undefined
    const said = asks === undefined ? outcomeWord(outcome) : `${surveyOf(asks)} · ${outcomeWord(outcome)}`
    return t('journeys.where.passed', { step: one ? t(`journeys.step.${one.kind}`) : id, said })
  })
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Go to={paths.member(of.memberId)}>{of.name === '' ? of.number : of.name}</Go>
        </strong>
        <small className="quiet num">
          {t('journeys.where.entered', { day: day(of.enteredOn) })} · {where}
        </small>
        {passed.length === 0 ? null : (
          <small className="quiet journey-passed">{passed.join(t('journeys.where.arrow'))}</small>
        )}
      </span>
    </li>
  )
}
