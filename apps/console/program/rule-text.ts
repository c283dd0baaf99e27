import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'

/** A program in one sentence. */
export function useRuleText(): (document: ProgramDocument) => string {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  return ({ earning }) =>
    t('program.answer', {
      points: t('program.points', { count: earning.points, n: number(earning.points) }),
      money: money(earning.perMinor),
    })
}
