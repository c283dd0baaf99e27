import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useSentences } from './said.ts'

/** How a program earns, in one sentence. */
export function useRuleText(): (document: Pick<ProgramDocument, 'earning'>) => string {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  return ({ earning }) =>
    t('program.answer', {
      points: t('program.points', { count: earning.points, n: number(earning.points) }),
      money: money(earning.perMinor),
    })
}

type Moved = Readonly<{ unit: string; kind: string; amount: number }>

/** The part of a program that judged one movement of value; null where no rule of it did. */
export function useUnitRule(): (document: ProgramDocument, moved: Moved) => string | null {
  const { i18n } = useTranslation()
  const ruleText = useRuleText()
  const sentences = useSentences()
  const apart = i18n.language === 'zh-CN' ? '' : ' '
  return (document, { unit, kind, amount }) => {
    const said = (part: Parameters<typeof sentences>[0]) => sentences(part, document).join(apart)
    if (kind === 'return') return said('returns')
    if (kind !== 'sale') return null
    if (unit === 'points') return amount > 0 ? ruleText(document) : said('pointsAsMoney')
    return unit === 'principal' || unit === 'bonus' ? said('storedValue') : null
  }
}
