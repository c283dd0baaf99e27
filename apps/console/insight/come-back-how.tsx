import { useTranslation } from 'react-i18next'
import type { ForecastTold } from '#domain/insight/contract/forecast'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMethodName } from './come-back-proof.tsx'
import { How } from './how.tsx'

type HowWords = Readonly<{ told: ForecastTold; model: NonNullable<ForecastTold['model']> }>

/** Method, proof, worth and limits, and the figures for whoever wants to work them out again. */
export function ComeBackHow({ told, model }: HowWords) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const name = useMethodName()
  const written = Object.entries({ ...model.params, ...model.spend })
    .filter(([key]) => key !== 'k')
    .map(([key, value]) => `${key} ${Number(value.toPrecision(5))}`)
  return (
    <How>
      <p>{t('comeBack.how.method')}</p>
      <p>{t('comeBack.how.proof', { days: number(told.days) })}</p>
      <p>{t('comeBack.how.value')}</p>
      <p>{t('comeBack.how.limits')}</p>
      <p className="num">
        {t('comeBack.how.params', {
          model: name(model.name, model.k),
          buyers: number(told.buyers),
          from: day(told.firstDay),
          to: day(told.asOf),
          params: written.join(', '),
        })}
      </p>
    </How>
  )
}
