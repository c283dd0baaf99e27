import { useTranslation } from 'react-i18next'
import { LIFECYCLES, QUADRANTS } from '#domain/insight/contract'
import type { FilterField } from '#ui/kit/filter-chips.tsx'

const SCORES = ['5', '4', '3', '2', '1'].map((value) => ({ value, label: value }))
const ONE = ['is'] as const
const ENDS = ['from', 'to'] as const

/** Everything an audience can be narrowed by; several values of one field mean "or". */
export function useRuleFields(): readonly FilterField[] {
  const { t } = useTranslation()
  const kinds = QUADRANTS.map((value) => ({ value, label: t(`parts.quadrantOne.${value}`) }))
  const states = LIFECYCLES.map((value) => ({ value, label: t(`parts.lifecycle.${value}`) }))
  return [
    ...(['r', 'f', 'm'] as const).map((key): FilterField => ({
      key,
      label: t(`segments.field.${key}`),
      kind: 'choice',
      ops: ONE,
      choices: SCORES,
    })),
    { key: 'quadrants', label: t('segments.field.quadrants'), kind: 'choice', ops: ONE, choices: kinds },
    { key: 'lifecycles', label: t('segments.field.lifecycles'), kind: 'choice', ops: ONE, choices: states },
    { key: 'purchases', label: t('segments.field.purchases'), kind: 'number', ops: ENDS },
    { key: 'spend', label: t('segments.field.spend'), kind: 'number', ops: ENDS },
    { key: 'last', label: t('segments.field.last'), kind: 'day', ops: ENDS },
  ]
}
