import { useTranslation } from 'react-i18next'

const OUTCOMES = [
  'yes',
  'no',
  'waits',
  'in_outbox',
  'survey_closed',
  'given',
  'asked',
  'coupon_used_up',
  'coupon_not_valid_today',
  'coupon_unknown',
  'held_out',
] as const

/** What came of a step, in words. */
export function useOutcomeWord(): (outcome: string) => string {
  const { t } = useTranslation()
  return (outcome) => {
    const known = OUTCOMES.find((one) => one === outcome)
    return known === undefined ? outcome : t(`journeys.outcome.${known}`)
  }
}
