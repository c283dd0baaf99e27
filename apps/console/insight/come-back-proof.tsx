import { useTranslation } from 'react-i18next'
import type { ForecastTold } from '#domain/insight/contract/forecast'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'

type Proven = NonNullable<ForecastTold['proof']>
type Model = NonNullable<ForecastTold['model']>

/** How far the methods were off on days they had not seen. */
export function Proof({ proof, model }: Readonly<{ proof: Proven; model: Model }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const span = { from: day(proof.from), to: day(proof.to) }
  return (
    <Section title={t('comeBack.proof.title')} note={t('comeBack.proof.note', span)}>
      <p>
        <Missed proof={proof} model={model} />{' '}
        {proof.winner === 'recency' ? t('comeBack.proof.recency') : null}
      </p>
      <Trials proof={proof} model={model} />
    </Section>
  )
}

/** Names of models are the same in every language. */
const MODELS = { bg: 'BG/NBD', mbg: 'MBG/NBD', pareto: 'Pareto/NBD', mbgcnbd: 'MBG/CNBD' } as const

/** What a method is called; a regular one says how regular. */
export function useMethodName(): (of: Proven['trials'][number]['contender'], k: number | null) => string {
  const { t } = useTranslation()
  return (of, k) => {
    if (of === 'recency') return t('comeBack.recency')
    return k === null ? MODELS[of] : `${MODELS[of]}-${k}`
  }
}

function Missed({ proof, model }: Readonly<{ proof: Proven; model: Model }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const name = useMethodName()
  const trial = proof.trials.find((one) => one.contender === model.name)
  if (!trial) return null
  const miss = trial.error ?? 0
  const way = Math.abs(miss) < 0.0005 ? 'exact' : miss > 0 ? 'more' : 'fewer'
  return (
    <>
      {t(`comeBack.proof.${way}`, {
        model: name(model.name, trial.k),
        expected: number(Math.round(trial.expected)),
        actual: number(proof.purchases),
        share: percent(Math.abs(miss)),
      })}
    </>
  )
}

function Trials({ proof, model }: Readonly<{ proof: Proven; model: Model }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const name = useMethodName()
  const fixed = (value: number | null) => (value === null ? '–' : value.toFixed(3))
  const rows = proof.trials.map((trial) => {
    const called = name(trial.contender, trial.k)
    const used = trial.contender === model.name
    return {
      key: trial.contender,
      cells: [
        used ? <strong key="used">{t('comeBack.proof.used', { name: called })}</strong> : called,
        number(Math.round(trial.expected)),
        trial.error === null ? '–' : `${trial.error > 0 ? '+' : ''}${percent(trial.error)}`,
        fixed(trial.brier),
        fixed(trial.auc),
      ],
    }
  })
  const came = {
    key: 'came',
    cells: [t('comeBack.proof.came'), number(proof.purchases), '', '', ''],
  }
  const head = [
    t('comeBack.proof.method'),
    t('comeBack.proof.expected'),
    t('comeBack.proof.miss'),
    t('comeBack.proof.brier'),
    t('comeBack.proof.auc'),
  ]
  return <NumbersTable caption={t('comeBack.proof.caption')} head={head} rows={[...rows, came]} />
}
