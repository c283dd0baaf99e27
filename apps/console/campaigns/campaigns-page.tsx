import { Button } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { listCampaigns } from '#domain/campaign/contract'
import type { Campaign } from '#domain/campaign/contract'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, NumberText, Unknown } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { lastDayOf } from './words.ts'
import { useStateText } from './state-text.ts'

/** What was done for whom, newest first. */
export function CampaignsPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(listCampaigns, { rows: 1 })
  const columns = useCampaignColumns()
  const count = data?.total ?? 0
  return (
    <Page
      title={t('campaigns.title')}
      answer={count > 0 ? t('campaigns.answer', { count, n: number(count) }) : null}
      actions={
        <>
          <Go to={paths.plans}>{t('planner.title')}</Go>
          <Go to={paths.journeys}>{t('journeys.title')}</Go>
          <Go to={paths.surveys}>{t('surveys.title')}</Go>
          <Go to={paths.content()}>{t('content.title')}</Go>
          <Go to={paths.campaignApprovals()}>{t('campaigns.approval.title')}</Go>
          <Go to={paths.learn()}>{t('learn.title')}</Go>
          <Go to={paths.holdout()}>{t('holdout.title')}</Go>
          <AddButton />
        </>
      }
    >
      <AskList
        name="campaigns"
        ask={listCampaigns}
        columns={columns}
        rowKey={(row: Campaign) => row.id}
        rowTo={(row) => paths.campaign(row.id)}
        empty={
          <EmptyState
            title={t('campaigns.empty.title')}
            actions={
              <>
                <AddButton />
                <Go to={paths.segments}>{t('campaigns.empty.segment')}</Go>
              </>
            }
          >
            {t('campaigns.empty.words')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function AddButton() {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  if (!may('campaign.write')) return null
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.newCampaign())}>
      {t('campaigns.add')}
    </Button>
  )
}

function useCampaignColumns(): readonly Column<Campaign>[] {
  const { t } = useTranslation()
  const stateText = useStateText()
  const dayOr = (day: string | null) => (day === null ? <Unknown /> : <DayText of={day} />)
  return [
    { key: 'name', title: t('campaigns.column.name'), card: 'title', render: (c) => c.name },
    { key: 'segment', title: t('campaigns.column.segment'), render: (c) => c.segmentName },
    {
      key: 'channel',
      title: t('campaigns.column.channel'),
      render: (c) => t(`campaigns.channel.${c.channel}`),
    },
    {
      key: 'state',
      title: t('campaigns.column.state'),
      card: 'end',
      render: (c) => stateText(c),
    },
    {
      key: 'treated',
      title: t('campaigns.column.treated'),
      number: true,
      render: (c) => (c.state === 'draft' ? <Unknown /> : <NumberText of={c.treated} />),
    },
    {
      key: 'control',
      title: t('campaigns.column.control'),
      number: true,
      render: (c) => (c.state === 'draft' ? <Unknown /> : <NumberText of={c.control} />),
    },
    { key: 'starts', title: t('campaigns.column.starts'), render: (c) => dayOr(c.startsOn) },
    { key: 'ends', title: t('campaigns.column.ends'), render: (c) => dayOr(c.endsOn && lastDayOf(c.endsOn)) },
  ]
}
