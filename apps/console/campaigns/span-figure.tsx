import { useTranslation } from 'react-i18next'
import { Figure } from '#ui/kit/figure.tsx'
import type { Report } from './report-page.tsx'
import { useSigned } from './signed.ts'

type Span = NonNullable<Report['total']>

/** An amount with where it may lie; where no effect is seen, only where it may lie, so that nothing more is claimed. */
export function SpanFigure({ label, of, known }: Readonly<{ label: string; of: Span; known: boolean }>) {
  const { t } = useTranslation()
  const { signedMoney } = useSigned()
  const [low, middle, high] = [of.low, of.middle, of.high].map(signedMoney)
  return known ? (
    <Figure label={label} value={middle} note={t('campaigns.report.totalNote', { low, high })} />
  ) : (
    <Figure
      label={label}
      value={<span className="span-figure">{t('campaigns.report.span', { low, high })}</span>}
      note={t('campaigns.report.noSign')}
    />
  )
}
