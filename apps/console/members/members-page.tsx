import { Button } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { exportMembers, listMembers, sourceReport } from '#domain/member/contract'
import type { Member } from '#domain/member/contract'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useMemberFilters } from './fields.ts'
import { useMemberColumns } from './columns.tsx'

/** All members: search, filter by any field, sort, choose columns, export (C74). */
export function MembersPage() {
  const { t } = useTranslation()
  const may = useMay()
  const columns = useMemberColumns()
  const filterFields = useMemberFilters()
  const add = may('member.write') ? <AddButton /> : null
  return (
    <Page title={t('members.title')} answer={<Answer />} actions={add}>
      <AskList
        name="members"
        ask={listMembers}
        columns={columns}
        rowKey={(row: Member) => row.id}
        rowTo={(row) => paths.member(row.id)}
        search={t('members.search')}
        filterFields={filterFields}
        sorted={{ by: 'joinedOn', descending: true }}
        {...(may('member.export') ? { exports: exportMembers } : {})}
        empty={
          <EmptyState
            title={t('members.empty.title')}
            actions={
              <>
                {add}
                {may('import.run') ? <Go to={paths.imports}>{t('members.empty.import')}</Go> : null}
              </>
            }
          >
            {t('members.empty.words')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function AddButton() {
  const { t } = useTranslation()
  const go = useGo()
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.newMember)}>
      {t('members.add')}
    </Button>
  )
}

/** How many there are, and where most of them come from (C03); the source opens its members. */
function Answer() {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const { data } = useCall(sourceReport, {})
  const main = data?.rows.find((row) => row.main)
  if (!data || !main) return null
  const words = {
    count: data.total,
    n: number(data.total),
    source: t(`parts.source.${main.source}`),
    share: percent(main.members / data.total, 0),
  }
  return (
    <Go to={paths.members([{ field: 'source', op: 'is', value: main.source }])}>
      {t('members.answer', words)}
    </Go>
  )
}
