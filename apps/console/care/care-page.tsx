import { Tabs } from 'antd'
import { useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { listTasks } from '#domain/care/contract/task'
import { useCall } from '#ui/call.ts'
import { useListState } from '#ui/kit/list-state.ts'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { BoardPart } from './board-part.tsx'
import { DeskPart } from './desk-part.tsx'
import { RulesPart } from './rules-part.tsx'
import { TasksPart } from './tasks-part.tsx'
import '../standing/standing.css'
import '../rewards/rewards.css'
import './care.css'

const PARTS = ['tasks', 'desk', 'rules', 'board'] as const
type Part = (typeof PARTS)[number]

const BODIES: Readonly<Record<Part, ComponentType>> = {
  tasks: TasksPart,
  desk: DeskPart,
  rules: RulesPart,
  board: BoardPart,
}

/** What people do about members: tasks, the hotline, rules of care, notices (C38, C42, C43, C48, C97, C98). */
export function CarePage() {
  const { t } = useTranslation()
  const router = useRouter()
  const [, , { part: wanted }] = useListState()
  const part = PARTS.find((one) => one === wanted) ?? 'tasks'
  const Body = BODIES[part]
  return (
    <Page title={t('care.title')} answer={<Waiting />}>
      <Tabs
        activeKey={part}
        items={PARTS.map((one) => ({ key: one, label: t(`care.part.${one}`) }))}
        onChange={(key) => router.history.replace(paths.care({ part: key }))}
      />
      <Body />
    </Page>
  )
}

function Waiting() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(listTasks, { rows: 1 })
  if (!data) return null
  if (data.total === 0) return <>{t('care.answer.none')}</>
  const open = t('care.answer.open', { count: data.total, n: number(data.total) })
  return (
    <>
      {open} {data.late > 0 ? t('care.answer.late', { count: data.late, n: number(data.late) }) : ''}
    </>
  )
}
