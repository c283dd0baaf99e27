import { App, Button, Tag } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { closeBranch, listBranches } from '#domain/org/contract'
import type { Branch } from '#domain/org/contract'
import { useCall, useCommand } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { PlainList } from '#ui/kit/plain-list.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { BranchForm } from './branch-form.tsx'

/** Branches: open, change, close. */
export function BranchesPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { number } = useFormats()
  const ask = useCall(listBranches, {})
  const [shown, setShown] = useState<Branch | 'new' | undefined>(undefined)
  const columns = useBranchColumns(may('org.manage') ? setShown : undefined)
  const open = ask.data?.rows.filter((row) => row.closedOn === null).length
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setShown('new')}>
      {t('org.branches.add')}
    </Button>
  )
  return (
    <Page
      title={t('org.branches.title')}
      answer={open === undefined ? null : t('org.branches.answer', { count: open, n: number(open) })}
      actions={may('org.manage') ? add : null}
    >
      <PlainList
        name="branches"
        rows={ask.data?.rows}
        columns={columns}
        rowKey={(row) => row.id}
        trouble={ask.error}
        again={ask.refetch}
        empty={<EmptyState title={t('org.branches.emptyTitle')}>{t('org.branches.empty')}</EmptyState>}
      />
      <Behind
        open={shown !== undefined}
        title={shown === 'new' ? t('org.branches.add') : t('org.branches.change')}
        onClose={() => setShown(undefined)}
      >
        {shown === undefined ? null : (
          <BranchForm branch={shown === 'new' ? undefined : shown} done={() => setShown(undefined)} />
        )}
        {shown === undefined || shown === 'new' || shown.closedOn !== null ? null : (
          <CloseBranch branch={shown} done={() => setShown(undefined)} />
        )}
      </Behind>
    </Page>
  )
}

function useBranchColumns(change: ((branch: Branch) => void) | undefined): readonly Column<Branch>[] {
  const { t } = useTranslation()
  const { day } = useFormats()
  const name = (row: Branch) =>
    change ? (
      <button type="button" className="as-link" onClick={() => change(row)}>
        {row.name}
      </button>
    ) : (
      row.name
    )
  return [
    { key: 'name', title: t('org.branches.column.name'), render: name, card: 'title' },
    {
      key: 'code',
      title: t('org.branches.column.code'),
      render: (row) => <span className="num">{row.code}</span>,
      card: 'end',
    },
    { key: 'region', title: t('org.branches.column.region'), render: (row) => row.region || '–' },
    { key: 'zone', title: t('org.branches.column.zone'), render: (row) => row.zone.replaceAll('_', ' ') },
    {
      key: 'closing',
      title: t('org.branches.column.closing'),
      render: (row) => <span className="num">{`${String(row.closingHour).padStart(2, '0')}:00`}</span>,
    },
    { key: 'opened', title: t('org.branches.column.opened'), render: (row) => <DayText of={row.openedOn} /> },
    {
      key: 'state',
      title: t('org.branches.column.state'),
      render: (row) =>
        row.closedOn === null ? (
          t('org.branches.open')
        ) : (
          <Tag>{t('org.branches.closed', { day: day(row.closedOn) })}</Tag>
        ),
    },
  ]
}

function CloseBranch({ branch, done }: Readonly<{ branch: Branch; done: () => void }>) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const queries = useQueryClient()
  const close = useCommand(closeBranch, async () => {
    await queries.invalidateQueries()
    done()
  })
  const ask = () =>
    modal.confirm({
      title: t('org.branches.close'),
      content: t('org.branches.closeSure', { name: branch.name }),
      okText: t('org.branches.close'),
      okButtonProps: { danger: true },
      onOk: () => close.mutate({ id: branch.id }),
    })
  return (
    <div className="danger-zone">
      <ErrorNotice of={close.error} />
      <Button danger onClick={ask} loading={close.isPending}>
        {t('org.branches.close')}
      </Button>
    </div>
  )
}
