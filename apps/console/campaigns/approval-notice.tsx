import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '#domain/campaign/contract'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import type { Forecast } from './draft.tsx'

/** Whether this draft needs a second person, waits for one, or was sent back by one. */
export function Approval({ campaign, told }: Readonly<{ campaign: Campaign; told: Forecast }>) {
  const { t } = useTranslation()
  return (
    <>
      {told.couponUnknown ? (
        <Alert className="notice" type="info" showIcon title={t('campaigns.approval.unknown')} />
      ) : null}
      {campaign.launch?.state === 'waiting' ? (
        <Waits of={campaign.launch} />
      ) : (
        <Above campaign={campaign} told={told} />
      )}
    </>
  )
}

type Launch = NonNullable<Campaign['launch']>

function Waits({ of }: Readonly<{ of: Launch }>) {
  const { t } = useTranslation()
  const { money, moment } = useFormats()
  return (
    <Alert
      className="notice"
      type="warning"
      showIcon
      title={t('campaigns.approval.waits', {
        name: of.byName,
        moment: moment(of.at),
        money: money(of.messagesMinor + of.giftsMinor),
      })}
      action={
        <Go to={paths.campaignApprovals({ state: 'waiting' })}>{t('campaigns.approval.toApprovals')}</Go>
      }
    />
  )
}

function Above({ campaign, told }: Readonly<{ campaign: Campaign; told: Forecast }>) {
  const { t } = useTranslation()
  const { money, moment } = useFormats()
  const decision = campaign.launch?.decision ?? null
  const sums = { money: money(told.costMinor), limit: money(told.limitMinor ?? 0) }
  return (
    <>
      {decision ? (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={t('campaigns.approval.rejected', { name: decision.byName, moment: moment(decision.at) })}
          description={decision.note}
        />
      ) : null}
      {told.way === 'own_limit' ? null : (
        <Alert
          className="notice"
          type="info"
          showIcon
          title={t(told.way === 'alone' ? 'campaigns.approval.aboveAlone' : 'campaigns.approval.above', sums)}
        />
      )}
    </>
  )
}
