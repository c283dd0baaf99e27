import { useTranslation } from 'react-i18next'

const STEPS = ['who', 'message', 'control', 'check'] as const

/** The four steps from a segment to a launched campaign. */
export function useStepTitles(): readonly Readonly<{ key: string; title: string }>[] {
  const { t } = useTranslation()
  return STEPS.map((key) => ({ key, title: t(`campaigns.steps.${key}`) }))
}
