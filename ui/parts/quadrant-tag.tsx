import { useTranslation } from 'react-i18next'
import { QUADRANTS } from '#domain/insight/contract'
import { KIND_SHAPES } from '#ui/kit/chart/staircase.tsx'

export type Quadrant = (typeof QUADRANTS)[number]

/** Colour and shape of a quadrant: the same everywhere. */
export const quadrantKind = (quadrant: Quadrant): 0 | 1 | 2 | 3 =>
  QUADRANTS.indexOf(quadrant) as 0 | 1 | 2 | 3

/** Which of the four a member is, as shape, colour and word. */
export function QuadrantTag({ of }: Readonly<{ of: Quadrant }>) {
  const { t } = useTranslation()
  const kind = quadrantKind(of)
  return (
    <span className="kind-tag" title={t(`parts.quadrantMeans.${of}`)}>
      <span aria-hidden style={{ color: `var(--kind-${kind})` }}>
        {KIND_SHAPES[kind]}
      </span>{' '}
      {t(`parts.quadrantOne.${of}`)}
    </span>
  )
}
