import { Tabs } from 'antd'
import { useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { showRespect } from '#domain/campaign/contract/respect'
import { useCall } from '#ui/call.ts'
import { useListState } from '#ui/kit/list-state.ts'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { CostsPart } from './costs-part.tsx'
import { RepliesPart } from './replies-part.tsx'
import { RespectPart } from './respect-part.tsx'
import { WaysPart } from './ways-part.tsx'
import '../care/care.css'
import '../rewards/rewards.css'
import './channels.css'

const PARTS = ['ways', 'respect', 'costs', 'replies'] as const
type Part = (typeof PARTS)[number]

const BODIES: Readonly<Record<Part, ComponentType>> = {
  ways: WaysPart,
  respect: RespectPart,
  costs: CostsPart,
  replies: RepliesPart,
}

/** By what ways members are reached, with what respect, at what cost, and what they write back (G1–G7, C37, C47). */
export function ChannelsPage() {
  const { t } = useTranslation()
  const router = useRouter()
  const [, , { part: wanted }] = useListState()
  const part = PARTS.find((one) => one === wanted) ?? 'ways'
  const Body = BODIES[part]
  return (
    <Page title={t('channels.title')} answer={<Standing />}>
      <Tabs
        activeKey={part}
        items={PARTS.map((one) => ({ key: one, label: t(`channels.part.${one}`) }))}
        onChange={(key) => router.history.replace(paths.channels({ part: key }))}
      />
      <Body />
    </Page>
  )
}

function Standing() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data: respect } = useCall(showRespect, {})
  const { data: carriers } = useCall(listCarriers, {})
  if (!respect || !carriers) return null
  if (respect.haltedAt !== null) return <>{t('channels.answer.halted')}</>
  const ways = carriers.rows.filter((one) => one.active).length + (carriers.mailServer ? 1 : 0)
  if (ways === 0) return <>{t('channels.answer.none')}</>
  return <>{t('channels.answer.ways', { count: ways, n: number(ways) })}</>
}
