import { PauseCircleOutlined, PlayCircleOutlined, StopOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { listMessages, showCampaign } from '#domain/campaign/contract'
import type { Campaign } from '#domain/campaign/contract'
import { changeSending } from '#domain/campaign/contract/respect'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useMay } from '../me.ts'

/** Pauses a campaign whose messages still wait, lets it go on, or ends it for ever. */
export function SendingActs({ campaign }: Readonly<{ campaign: Campaign }>) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const change = useCommand(changeSending, async () => {
    await queries.invalidateQueries({ queryKey: [showCampaign.path] })
    await queries.invalidateQueries({ queryKey: [listMessages.path] })
  })
  const { id, sending } = campaign
  if (!may('campaign.send') || sending === 'stopped' || (campaign.messages.queued ?? 0) === 0) return null
  const isPaused = sending === 'paused'
  return (
    <>
      <Button
        icon={isPaused ? <PlayCircleOutlined aria-hidden /> : <PauseCircleOutlined aria-hidden />}
        loading={change.isPending}
        onClick={() => change.mutate({ id, state: isPaused ? 'running' : 'paused' })}
      >
        {t(isPaused ? 'campaigns.sending.resume' : 'campaigns.sending.pause')}
      </Button>
      <Popconfirm
        title={t('campaigns.sending.stopSure')}
        onConfirm={() => change.mutate({ id, state: 'stopped' })}
      >
        <Button danger icon={<StopOutlined aria-hidden />}>
          {t('campaigns.sending.stop')}
        </Button>
      </Popconfirm>
      <ErrorNotice of={change.error} />
    </>
  )
}
