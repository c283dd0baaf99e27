import type { Segment } from '#domain/insight/contract'
import { isPlain } from '#domain/insight/model/rule'
import { useTranslation } from 'react-i18next'
import { useRuleText } from './rule-text.ts'
import { useSay } from './say.ts'

/** How a segment was found, whether by lists and ends, by conditions in groups, or by both. */
export function useSegmentText(): (of: Pick<Segment, 'rule' | 'conditions'>) => string {
  const { t } = useTranslation()
  const ruleText = useRuleText()
  const say = useSay()
  return ({ rule, conditions }) => {
    if (conditions === null) return ruleText(rule)
    const said = say.rule(conditions)
    return isPlain(rule) ? `${ruleText(rule)}${t('segments.rule.and')}${said}` : said
  }
}
