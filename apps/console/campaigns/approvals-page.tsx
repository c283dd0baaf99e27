import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { APPROVAL_STATES, listApprovals, type Approval } from '#domain/planner/contract/approval'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import { Behind } from '#ui/kit/behind.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Page } from '#ui/kit/page.tsx'
import { StateChoice, useStateLens } from '#ui/kit/state-lens.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText, MoneyText } from '#ui/kit/texts.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ApprovalSheet } from './approval-sheet.tsx'
import { LimitsPart } from './limits-part.tsx'

/** What waits for a second person, everything that was launched, started or given by hand, and who may what alone. */
export function ApprovalsPage() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Approval | undefined>(undefined)
  const columns = useColumns(setOpen)
  const [state, choose] = useStateLens('/campaigns/approvals', APPROVAL_STATES)
  const choice = (
    <StateChoice
      states={APPROVAL_STATES}
      state={state}
      choose={choose}
      nameOf={(one) => t(`campaigns.approval.state.${one}`)}
      all={t('wallet.corrections.allStates')}
    />
  )
  return (
    <Page
      title={t('campaigns.approval.title')}
      answer={<Waiting />}
      back={{ to: paths.campaigns, label: t('campaigns.back') }}
    >
      <AskList
        name="approvals"
        ask={listApprovals}
        also={state ? { state } : {}}
        columns={columns}
        rowKey={(row: Approval) => row.id}
        tools={choice}
        empty={
          <EmptyState title={t(state ? 'campaigns.approval.noneOf' : 'campaigns.approval.empty')}>
            {state ? choice : t('campaigns.approval.emptyWords')}
          </EmptyState>
        }
      />
      <LimitsPart />
      <Behind
        open={open !== undefined}
        title={t(`campaigns.approval.one.${open?.kind ?? 'campaign'}`)}
        onClose={() => setOpen(undefined)}
      >
        {open ? <ApprovalSheet key={open.id} of={open} done={() => setOpen(undefined)} /> : null}
      </Behind>
    </Page>
  )
}

/** How many wait, in the first line of the page. */
function Waiting() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(listApprovals, { state: 'waiting', rows: 1 })
  if (!data) return null
  const { total } = data
  return (
    <>
      {total === 0
        ? t('campaigns.approval.noneWait')
        : t('campaigns.approval.answer', { count: total, n: number(total) })}
    </>
  )
}

function useColumns(open: (of: Approval) => void): readonly Column<Approval>[] {
  const { t } = useTranslation()
  const { id } = useMe()
  return [
    {
      key: 'name',
      title: t('campaigns.approval.what'),
      card: 'title',
      render: (o) => (
        <>
          {o.name || t('campaigns.approval.discount.nobody')}{' '}
          <Tag>{t(`campaigns.approval.kind.${o.kind}`)}</Tag>
        </>
      ),
    },
    {
      key: 'cost',
      title: t('campaigns.approval.cost'),
      number: true,
      card: 'end',
      render: (o) => <MoneyText of={o.costMinor} />,
    },
    { key: 'by', title: t('wallet.corrections.by'), render: (o) => o.byName },
    { key: 'at', title: t('wallet.corrections.at'), render: (o) => <MomentText of={o.at} /> },
    { key: 'state', title: t('wallet.corrections.stateTitle'), render: (o) => <LaunchTag of={o} /> },
    {
      key: 'look',
      title: t('wallet.corrections.more'),
      render: (o) => (
        <Button size="small" onClick={() => open(o)}>
          {t(
            o.state === 'waiting' && o.byId !== id ? 'wallet.corrections.decide' : 'wallet.corrections.look',
          )}
        </Button>
      ),
    },
  ]
}

export function LaunchTag({ of }: Readonly<{ of: Pick<Approval, 'state' | 'way'> }>) {
  const { t } = useTranslation()
  const words = t(`campaigns.approval.state.${of.state}`)
  return (
    <>
      <Tag>{of.state === 'waiting' ? <strong>{words}</strong> : words}</Tag>
      {of.way === 'alone' ? <Tag>{t('wallet.corrections.alone')}</Tag> : null}
    </>
  )
}
