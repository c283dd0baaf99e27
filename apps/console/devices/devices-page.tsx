import { Tabs } from 'antd'
import { useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useListState } from '#ui/kit/list-state.ts'
import { Page } from '#ui/kit/page.tsx'
import { paths } from '../paths.ts'
import { Aside } from './aside.tsx'
import { Discounts } from './discounts.tsx'
import { Exceptions } from './exceptions.tsx'
import { Limits } from './limits.tsx'
import { Screens } from './screens.tsx'
import { SetAside } from './set-aside.tsx'
import { Shifts } from './shifts.tsx'
import { Stick } from './stick.tsx'
import { Tills } from './tills.tsx'
import './devices.css'

const PARTS = [
  'tills',
  'exceptions',
  'aside',
  'shifts',
  'discounts',
  'stick',
  'limits',
  'reserved',
  'screens',
] as const
type Part = (typeof PARTS)[number]

const BODIES: Readonly<Record<Part, ComponentType>> = {
  tills: Tills,
  exceptions: () => <Exceptions />,
  aside: () => <Aside />,
  shifts: () => <Shifts />,
  discounts: Discounts,
  stick: Stick,
  limits: Limits,
  reserved: SetAside,
  screens: Screens,
}

/** Tills that sell without a network: who they are, what needs a person's eye, and what they may do alone. */
export function DevicesPage() {
  const { t } = useTranslation()
  const router = useRouter()
  const [, , { part: wanted }] = useListState()
  const part = PARTS.find((one) => one === wanted) ?? 'tills'
  const Body = BODIES[part]
  return (
    <Page title={t('devices.title')} answer={t('devices.answer')}>
      <Tabs
        activeKey={part}
        items={PARTS.map((one) => ({ key: one, label: t(`devices.part.${one}`) }))}
        onChange={(key) => router.history.replace(paths.devices({ part: key }))}
      />
      <Body />
    </Page>
  )
}
