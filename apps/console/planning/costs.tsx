import { useTranslation } from 'react-i18next'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { COSTS, costsOf } from './sums.ts'
import type { Side, Told } from './sums.ts'

/** What each program costs as one bar, on one scale, in the parts it is spent on. */
export function Costs({ told }: Readonly<{ told: Told }>) {
  const { t } = useTranslation()
  const most = Math.max(1, told.live.costMinor, told.draft.costMinor)
  const used = COSTS.filter((key) => (costsOf(told.live)[key] ?? 0) + (costsOf(told.draft)[key] ?? 0) > 0)
  const unknown = told.live.pointsCostMinor === null || told.draft.pointsCostMinor === null
  return (
    <Section title={t('planning.costs.title')}>
      <div className="costs">
        <CostBar side="live" of={told.live} most={most} />
        <CostBar side="draft" of={told.draft} most={most} />
        <ul className="costs-key">
          {used.map((key) => (
            <li key={key} className={`cost-${key}`}>
              {t(`planning.costs.${key}`)}
            </li>
          ))}
        </ul>
        {unknown ? <p className="quiet">{t('planning.costs.unknown')}</p> : null}
      </div>
    </Section>
  )
}

function CostBar({ side, of, most }: Readonly<{ side: 'live' | 'draft'; of: Side; most: number }>) {
  const { t } = useTranslation()
  const { money, percent } = useFormats()
  const costs = costsOf(of)
  const listed = of.chargedMinor + of.givenMinor
  return (
    <div className={`cost-row cost-of-${side}`}>
      <div className="cost-head">
        <strong>{t(`planning.${side}`)}</strong>
        <span className="cost-total num">{money(of.costMinor)}</span>
        <span className="quiet num">
          {listed === 0 ? null : t('planning.costs.share', { share: percent(of.costMinor / listed) })}
        </span>
      </div>
      <div className="cost-well">
        {COSTS.map((key) => {
          const minor = costs[key] ?? 0
          const words = `${t(`planning.costs.${key}`)} ${money(minor)}`
          return minor > 0 ? (
            <span
              key={key}
              className={`cost-${key}`}
              style={{ width: `${(minor / most) * 100}%` }}
              role="img"
              aria-label={words}
              title={words}
            />
          ) : null
        })}
      </div>
    </div>
  )
}
