import { useTranslation } from 'react-i18next'
import { decideLaunch } from '#domain/campaign/contract/approval'
import { decidePlan } from '#domain/planner/contract'
import type { Approval } from '#domain/planner/contract/approval'
import { useCommand } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Facts } from '#ui/kit/page.tsx'
import { MomentText, MoneyText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useDone } from '../standing/act.tsx'
import { DecideForm, Decision, ForAnother } from '../wallet/decide-form.tsx'
import { LaunchTag } from './approvals-page.tsx'
import { DiscountSheet } from './discount-sheet.tsx'

type SheetWords = Readonly<{ of: Approval; done: () => void }>

/** What was asked, what it costs, who asked, and the decision of a second person. */
export function ApprovalSheet({ of, done }: SheetWords) {
  return of.kind === 'discount' ? <DiscountSheet of={of} done={done} /> : <LaunchSheet of={of} done={done} />
}

type LaunchWords = Readonly<{ of: Exclude<Approval, { kind: 'discount' }>; done: () => void }>

function LaunchSheet({ of, done }: LaunchWords) {
  const { t } = useTranslation()
  const may = useMay()
  const limit = of.limitMinor === null ? t('campaigns.approval.noLimit') : <MoneyText of={of.limitMinor} />
  const rows = [
    {
      label: t(`campaigns.approval.kind.${of.kind}`),
      value: (
        <Go to={of.kind === 'plan' ? paths.plan(of.planId) : paths.campaign(of.campaignId)}>{of.name}</Go>
      ),
    },
    ...(of.kind === 'plan'
      ? []
      : [
          { label: t('campaigns.approval.messages'), value: <MoneyText of={of.messagesMinor} /> },
          { label: t('campaigns.approval.gifts'), value: <MoneyText of={of.giftsMinor} /> },
        ]),
    {
      label: t(of.kind === 'plan' ? 'campaigns.approval.budget' : 'campaigns.approval.cost'),
      value: (
        <strong>
          <MoneyText of={of.costMinor} />
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
          {of.kind === 'plan' ? <SayOfPlan of={of} done={done} /> : <SayOfLaunch of={of} done={done} />}
        </ForAnother>
      ) : null}
    </>
  )
}

function SayOfLaunch({ of, done }: LaunchWords) {
  const { t } = useTranslation()
  const said = useDone(done)
  const decide = useCommand(decideLaunch, ({ state }) =>
    said(t(state === 'applied' ? 'campaigns.approval.yesDone' : 'campaigns.approval.noDone')),
  )
  return (
    <DecideForm
      pending={decide.isPending}
      trouble={decide.error}
      send={(said, told) => decide.mutate({ ...said, launchId: of.id }, told)}
    />
  )
}

function SayOfPlan({ of, done }: LaunchWords) {
  const { t } = useTranslation()
  const said = useDone(done)
  const decide = useCommand(decidePlan, ({ state }) =>
    said(t(state === 'running' ? 'planner.done.started' : 'planner.done.rejected')),
  )
  return (
    <DecideForm
      pending={decide.isPending}
      trouble={decide.error}
      send={(words, told) => decide.mutate({ ...words, startId: of.id }, told)}
    />
  )
}
