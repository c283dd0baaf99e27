import { useTranslation } from 'react-i18next'
import type { LIFECYCLES, QUADRANTS } from '#domain/insight/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'

type List<T> = readonly T[] | string | undefined

/** A rule as the contract tells it, or as it stands in an address. */
export type RuleLike = Readonly<{
  r?: List<number>
  f?: List<number>
  m?: List<number>
  quadrants?: List<(typeof QUADRANTS)[number]>
  lifecycles?: List<(typeof LIFECYCLES)[number]>
  purchasesFrom?: number | undefined
  purchasesTo?: number | undefined
  spendFromMinor?: number | undefined
  spendToMinor?: number | undefined
  lastFrom?: string | undefined
  lastTo?: string | undefined
  countCut?: 'mean' | 'median' | number | undefined
  spendCut?: 'mean' | 'median' | number | undefined
}>

const items = <T extends string | number>(list: List<T>): readonly string[] =>
  list === undefined ? [] : typeof list === 'string' ? list.split(',').filter(Boolean) : list.map(String)

/** Writes a rule as people say it, in the reader's language. */
export function useRuleText(): (rule: RuleLike) => string {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const cuts = ({ countCut, spendCut }: RuleLike): string[] => [
    ...(typeof countCut === 'number'
      ? [t('segments.rule.countCut', { count: countCut, n: number(countCut) })]
      : []),
    ...(countCut === 'median' ? [t('segments.rule.countMedian')] : []),
    ...(typeof spendCut === 'number' ? [t('segments.rule.spendCut', { money: money(spendCut) })] : []),
    ...(spendCut === 'median' ? [t('segments.rule.spendMedian')] : []),
  ]
  return (rule) => {
    const said: string[] = []
    for (const key of ['r', 'f', 'm'] as const) {
      const scores = items(rule[key]).join(t('segments.rule.or'))
      if (scores) said.push(t(`segments.rule.${key}`, { scores }))
    }
    const kinds = items(rule.quadrants) as (typeof QUADRANTS)[number][]
    const states = items(rule.lifecycles) as (typeof LIFECYCLES)[number][]
    if (kinds.length > 0)
      said.push(kinds.map((one) => t(`parts.quadrant.${one}`)).join(t('segments.rule.or')))
    // Only a quadrant depends on the two lines.
    if (kinds.length > 0) said.push(...cuts(rule))
    if (states.length > 0)
      said.push(states.map((one) => t(`parts.lifecycle.${one}`)).join(t('segments.rule.or')))
    for (const key of ['purchasesFrom', 'purchasesTo'] as const) {
      const count = rule[key]
      if (count !== undefined) said.push(t(`segments.rule.${key}`, { count, n: number(count) }))
    }
    if (rule.spendFromMinor !== undefined)
      said.push(t('segments.rule.spendFrom', { money: money(rule.spendFromMinor) }))
    if (rule.spendToMinor !== undefined)
      said.push(t('segments.rule.spendTo', { money: money(rule.spendToMinor) }))
    if (rule.lastFrom) said.push(t('segments.rule.lastFrom', { day: day(rule.lastFrom) }))
    if (rule.lastTo) said.push(t('segments.rule.lastTo', { day: day(rule.lastTo) }))
    return said.length === 0 ? t('segments.everybody') : said.join(t('segments.rule.and'))
  }
}
