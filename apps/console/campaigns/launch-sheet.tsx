import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { decideLaunch } from '#domain/campaign/contract/approval'
import { useCommand } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Facts } from '#ui/kit/page.tsx'
import { MomentText, MoneyText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { DecideForm, Decision, ForAnother } from '../wallet/decide-form.tsx'
import { LaunchTag, type Asking } from './approvals-page.tsx'

type SheetWords = Readonly<{ of: Asking; done: () => void }>

/** One launch: what it costs, who asked, and the decision of a second person. */
export function LaunchSheet({ of, done }: SheetWords) {
  const { t } = useTranslation()
  const may = useMay()
  const limit = of.limitMinor === null ? t('campaigns.approval.noLimit') : <MoneyText of={of.limitMinor} />
  const rows = [
    {
      label: t('campaigns.approval.campaign'),
      value: <Go to={paths.campaign(of.campaignId)}>{of.campaignName}</Go>,
    },
    { label: t('campaigns.approval.messages'), value: <MoneyText of={of.messagesMinor} /> },
    { label: t('campaigns.approval.gifts'), value: <MoneyText of={of.giftsMinor} /> },
    {
      label: t('campaigns.approval.cost'),
      value: (
        <strong>
          <MoneyText of={of.messagesMinor + of.giftsMinor} />
        </strong>
      ),
    },
    { label: t('campaigns.approval.limit'), value: limit },
    { label: t('wallet.corrections.by'), value: of.byName },
    { label: t('wallet.corrections.at'), value: <MomentText of={of.at} /> },
    { label: t('wallet.corrections.way'), value: t(`campaigns.approval.ways.${of.way}`) },
    { label: t('wallet.corrections.stateTitle'), value: <LaunchTag of={of} /> },
  ]
  return (
    <>
      <Facts rows={rows} />
      {of.decision ? <Decision decision={of.decision} /> : null}
      {of.state === 'waiting' ? (
        <ForAnother askedById={of.byId} may={may('campaign.send')}>
          <Say of={of} done={done} />
        </ForAnother>
      ) : null}
    </>
  )
}

function Say({ of, done }: SheetWords) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const decide = useCommand(decideLaunch, async ({ state }) => {
    await queries.invalidateQueries()
    void message.success(t(state === 'applied' ? 'campaigns.approval.yesDone' : 'campaigns.approval.noDone'))
    done()
  })
  return (
    <DecideForm
      pending={decide.isPending}
      trouble={decide.error}
      send={(said, told) => decide.mutate({ ...said, launchId: of.id }, told)}
    />
  )
}
