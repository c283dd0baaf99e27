import { useTranslation } from 'react-i18next'
import type { FILE_STATES } from '#domain/import/contract'

const STEPS = ['file', 'columns', 'trial', 'run', 'result'] as const

/** The five steps from a file to its result. */
export function useImportSteps(): readonly Readonly<{ key: string; title: string }>[] {
  const { t } = useTranslation()
  return STEPS.map((key) => ({ key, title: t(`imports.steps.${key}`) }))
}

const AT: Readonly<Record<(typeof FILE_STATES)[number], number>> = {
  uploading: 0,
  ready: 1,
  checking: 2,
  checked: 2,
  running: 3,
  done: 4,
  undoing: 4,
  undone: 4,
  failed: 4,
}
export const stepOfState = (state: (typeof FILE_STATES)[number]): number => AT[state]
