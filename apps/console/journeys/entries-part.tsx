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
  const step = stepsOf(steps).find((one) => one.id === of.step)
  const where =
    of.arm === 'control'
      ? t('journeys.where.control')
      : of.ended !== null
        ? t(`journeys.end.${of.ended}`)
        : t('journeys.where.before', {
            step: step ? t(`journeys.step.${step.kind}`) : (of.step ?? ''),
            day: day(of.dueOn ?? of.enteredOn),
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
      </span>
    </li>
  )
}
