import { useTranslation } from 'react-i18next'

const TROUBLES = [
  'no_consent',
  'no_address',
  'minor',
  'no_sales_calls',
  'holdout',
  'frequency_cap',
  'quiet_hours',
  'budget_spent',
  'pot_empty',
  'stopped',
  'too_late',
  'never_answered',
  'template_broken',
  'survey_closed',
  'asked_this_quarter',
] as const

/** Why a message did not go: ours are said in words; a mail server's or provider's own as it wrote them. */
export function useTroubleWord(): (trouble: string) => string {
  const { t } = useTranslation()
  return (trouble) => {
    const known = TROUBLES.find((one) => one === trouble)
    return known === undefined ? trouble : t(`campaigns.trouble.${known}`)
  }
}
