import { Button } from 'antd'
import { UsergroupAddOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { listSegments } from '#domain/insight/contract'
import type { Segment } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, MomentText, MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { useSegmentText } from './segment-text.ts'

/** Saved lists of members, and the way to a new one. */
export function SegmentsPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const go = useGo()
  const { data } = useCall(listSegments, { rows: 1 })
  const columns = useSegmentColumns()
  const count = data?.total ?? 0
  return (
    <Page
      title={t('segments.title')}
      answer={count > 0 ? t('segments.answer', { count, n: number(count) }) : null}
      actions={
        <>
          <Button onClick={() => go(paths.audience({}))}>{t('segments.find')}</Button>
          <Button
            type="primary"
            icon={<UsergroupAddOutlined aria-hidden />}
            onClick={() => go(paths.builder())}
          >
            {t('audience.title')}
          </Button>
        </>
      }
    >
      <AskList
        name="segments"
        ask={listSegments}
        columns={columns}
        rowKey={(row: Segment) => row.id}
        rowTo={(row) => paths.segment(row.id)}
        empty={<NoSegment />}
      />
    </Page>
  )
}

/** Three lists worth having, one touch away. */
function NoSegment() {
  const { t } = useTranslation()
  const starts = [
    { to: paths.audience({ quadrants: 'confidant' }), words: t('segments.empty.best') },
    { to: paths.audience({ r: '1,2,3', f: '4,5' }), words: t('segments.empty.risk') },
    { to: paths.audience({ r: '3,4,5', purchasesTo: 1 }), words: t('segments.empty.once') },
  ]
  return (
    <EmptyState
      title={t('segments.empty.title')}
      actions={starts.map((start) => (
        <Go key={start.to} to={start.to}>
          {start.words}
        </Go>
      ))}
    >
      {t('segments.empty.words')}
    </EmptyState>
  )
}

/** Which version it is, once there are several. */
function NameOf({ segment: { name, version } }: Readonly<{ segment: Segment }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (
    <>
      {name}
      {version > 1 ? <small> {t('audience.versions.version', { n: number(version) })}</small> : null}
    </>
  )
}

function useSegmentColumns(): readonly Column<Segment>[] {
  const { t } = useTranslation()
  const segmentText = useSegmentText()
  return [
    { key: 'name', title: t('segments.column.name'), card: 'title', render: (s) => <NameOf segment={s} /> },
    { key: 'rule', title: t('segments.column.rule'), render: (s) => segmentText(s) },
    {
      key: 'members',
      title: t('segments.column.members'),
      number: true,
      card: 'end',
      render: (s) => <NumberText of={s.members} />,
    },
    {
      key: 'money',
      title: t('segments.column.money'),
      number: true,
      render: (s) => <MoneyText of={s.spendMinor} />,
    },
    { key: 'asOf', title: t('segments.column.asOf'), render: (s) => <DayText of={s.asOf} /> },
    {
      key: 'created',
      title: t('segments.column.created'),
      spare: true,
      render: (s) => <MomentText of={s.createdAt} />,
    },
    { key: 'by', title: t('segments.column.by'), spare: true, render: (s) => s.createdBy },
  ]
}
