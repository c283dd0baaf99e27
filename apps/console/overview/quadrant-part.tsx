import { useTranslation } from 'react-i18next'
import { quadrants } from '#domain/insight/contract'
import { isProblem, useCall } from '#ui/call.ts'
import { ShareStrip } from '#ui/kit/chart/staircase.tsx'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { quadrantKind } from '#ui/parts/quadrant-tag.tsx'
import { paths } from '../paths.ts'

/** Confidants, butterflies, barnacles, passers-by: how many, and what they bring. */
export function QuadrantPart() {
  const { t } = useTranslation()
  const { day, money, number, percent } = useFormats()
  const ask = useCall(quadrants, {})
  if (isProblem(ask.error))
    return ask.error.problem.code === 'no_sales_yet' ? null : (
      <ErrorNotice of={ask.error} again={ask.refetch} />
    )
  if (!ask.data) return null
  const { groups, spendMinor, asOf } = ask.data
  const shares = groups.map((group) => ({
    key: group.quadrant,
    label: `${t(`parts.quadrant.${group.quadrant}`)} · ${t(`parts.quadrantMeans.${group.quadrant}`)}`,
    value: group.people,
    text: number(group.people),
    note: t('overview.kinds.money', {
      money: money(group.spendMinor),
      share: percent(spendMinor === 0 ? 0 : group.spendMinor / spendMinor, 0),
    }),
    kind: quadrantKind(group.quadrant),
    to: paths.audience({ quadrants: group.quadrant }),
  }))
  return (
    <Section
      title={t('overview.kinds.title')}
      note={t('overview.kinds.note', { day: day(asOf) })}
      actions={<Go to={paths.insight}>{t('overview.kinds.more')}</Go>}
    >
      <ShareStrip caption={t('overview.kinds.caption')} shares={shares} />
    </Section>
  )
}
