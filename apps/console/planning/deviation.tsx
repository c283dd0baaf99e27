import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { deviationOf } from './budget-sums.ts'
import type { Sort } from './budget-sums.ts'

const SHAPES = { above: '▲', below: '▼', even: '=' } as const

/** Actual less plan: a shape, its sign and a word say the same as the colour. */
export function DeviationText({ sort, minor }: Readonly<{ sort: Sort; minor: number }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { way, well } = deviationOf(sort, minor)
  return (
    <span className={`num deviation ${way === 'even' ? 'quiet' : well ? 'deviation-well' : 'num-below'}`}>
      <span aria-hidden>{SHAPES[way]}</span> {minor > 0 ? '+' : ''}
      {money(minor)} <small>{t(`budget.way.${sort}.${way}`)}</small>
    </span>
  )
}
