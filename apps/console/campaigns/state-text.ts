import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '#domain/campaign/contract'
import { useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'

/** Where a campaign stands: a draft, running while sales count, ended after. */
export function useStateText(): (campaign: Campaign) => string {
  const { t } = useTranslation()
  const { chain } = useMe()
  // The day the page was opened; midnight is no reason to draw it again.
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  return ({ state, endsOn, launch }) =>
    state === 'draft' && launch?.state === 'waiting'
      ? t('campaigns.approval.state.waiting')
      : t(`campaigns.state.${state === 'launched' && endsOn !== null && endsOn <= today ? 'over' : state}`)
}
