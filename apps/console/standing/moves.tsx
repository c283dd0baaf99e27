import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText } from '#ui/kit/texts.tsx'
import type { Standing } from './member-standing.tsx'
import { useTierName } from './tier-name.ts'

/** Every move between tiers, the latest first. */
export function Moves({ of }: Readonly<{ of: Standing }>) {
  const { t } = useTranslation()
  const tier = useTierName()
  const { number } = useFormats()
  if (of.moves.length === 0) return null
  return (
    <details className="standing-moves">
      <summary>{t('standing.moves', { n: number(of.moves.length), count: of.moves.length })}</summary>
      <ul className="member-history">
        {of.moves.map((one) => (
          <li key={one.id}>
            <span>
              {t(one.up ? 'standing.up' : 'standing.down', { from: tier(one.from), to: tier(one.to) })}
              <small>
                {[t(`standing.why.${one.why}`), one.reason, one.byName].filter(Boolean).join(' · ')}
              </small>
            </span>
            <DayText of={one.day} />
          </li>
        ))}
      </ul>
    </details>
  )
}
