import { Tabs } from 'antd'
import { useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useListState } from '#ui/kit/list-state.ts'
import { Page } from '#ui/kit/page.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { BenefitMonitor } from './benefit-monitor.tsx'
import { CardStock } from './card-stock.tsx'
import { Clearing } from './clearing.tsx'
import { Dispatch } from './dispatch.tsx'
import { PackCodes } from './pack-codes.tsx'
import '../standing/standing.css'
import './rewards.css'

const PARTS = ['gifts', 'benefits', 'clearing', 'codes', 'cards'] as const
type Part = (typeof PARTS)[number]

const BODIES: Readonly<Record<Part, ComponentType>> = {
  gifts: Dispatch,
  benefits: BenefitMonitor,
  clearing: Clearing,
  codes: PackCodes,
  cards: CardStock,
}

/** What the program gives, on its way to members: gifts, benefits, points that end, codes and blank cards. */
export function RewardsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const router = useRouter()
  const [, , { part: wanted }] = useListState()
  const part = PARTS.find((one) => one === wanted) ?? 'gifts'
  const Body = BODIES[part]
  const shown = PARTS.filter((one) => one !== 'cards' || may('member.read'))
  return (
    <Page title={t('rewards.title')} answer={t('rewards.answer')}>
      <Tabs
        activeKey={part}
        items={shown.map((one) => ({ key: one, label: t(`rewards.part.${one}`) }))}
        onChange={(key) => router.history.replace(paths.rewards({ part: key }))}
      />
      <Body />
    </Page>
  )
}
