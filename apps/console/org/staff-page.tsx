import { Button, Tag } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listStaff } from '#domain/org/contract'
import type { Staff } from '#domain/org/contract'
import { useCall } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Page } from '#ui/kit/page.tsx'
import { PlainList } from '#ui/kit/plain-list.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useMay, useMe } from '../me.ts'
import { StaffDoors } from './staff-doors.tsx'
import { StaffForm } from './staff-form.tsx'

/** Who works here: add, change, new password, disable. */
export function StaffPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { number } = useFormats()
  const ask = useCall(listStaff, {})
  const [shown, setShown] = useState<Staff | 'new' | undefined>(undefined)
  const columns = useStaffColumns(may('staff.manage') ? setShown : undefined)
  const active = ask.data?.rows.filter((row) => row.disabledAt === null).length
  const done = () => setShown(undefined)
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setShown('new')}>
      {t('org.staff.add')}
    </Button>
  )
  return (
    <Page
      title={t('org.staff.title')}
      answer={active === undefined ? null : t('org.staff.answer', { count: active, n: number(active) })}
      actions={may('staff.manage') ? add : null}
    >
      <PlainList
        name="staff"
        rows={ask.data?.rows}
        columns={columns}
        rowKey={(row) => row.id}
        searchText={(row) => `${row.name} ${row.login}`}
        search={`${t('org.staff.column.name')} / ${t('org.staff.column.login')}`}
        trouble={ask.error}
        again={ask.refetch}
        empty={<EmptyState title={t('org.staff.emptyTitle')}>{t('org.staff.empty')}</EmptyState>}
      />
      <Behind
        open={shown !== undefined}
        title={shown === 'new' ? t('org.staff.add') : t('org.staff.change')}
        onClose={done}
      >
        {shown === undefined ? null : <StaffForm person={shown === 'new' ? undefined : shown} done={done} />}
        {shown === undefined || shown === 'new' || shown.disabledAt !== null ? null : (
          <StaffDoors person={shown} done={done} />
        )}
      </Behind>
    </Page>
  )
}

function useStaffColumns(change: ((person: Staff) => void) | undefined): readonly Column<Staff>[] {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const { branches } = useMe()
  const names = new Map(branches.map((branch) => [branch.id, branch.name]))
  const name = (row: Staff) =>
    change ? (
      <button type="button" className="as-link" onClick={() => change(row)}>
        {row.name}
      </button>
    ) : (
      row.name
    )
  const where = (row: Staff) =>
    row.branchIds === null
      ? t('org.staff.wholeChain')
      : row.branchIds.map((id) => names.get(id) ?? '–').join(t('org.comma'))
  return [
    { key: 'name', title: t('org.staff.column.name'), render: name, card: 'title' },
    { key: 'login', title: t('org.staff.column.login'), render: (row) => row.login, card: 'end' },
    {
      key: 'roles',
      title: t('org.staff.column.roles'),
      render: (row) => row.roles.map((role) => t(`org.role.${role}`)).join(t('org.comma')),
    },
    { key: 'branches', title: t('org.staff.column.branches'), render: where },
    {
      key: 'hired',
      title: t('org.staff.column.hired'),
      render: (row) => <MomentText of={row.hiredAt} />,
      card: 'none',
    },
    {
      key: 'state',
      title: t('org.staff.column.state'),
      render: (row) =>
        row.disabledAt === null ? (
          t('org.staff.active')
        ) : (
          <Tag>{t('org.staff.disabled', { day: moment(row.disabledAt) })}</Tag>
        ),
    },
  ]
}
