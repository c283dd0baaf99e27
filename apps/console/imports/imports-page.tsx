import { Button } from 'antd'
import { ImportOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { listImports } from '#domain/import/contract'
import type { ImportFile } from '#domain/import/contract'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { MomentText, NumberText, Unknown } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'

const EVERY_MS = 5_000

/** Files that were brought in, newest first. */
export function ImportsPage() {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  const columns = useImportColumns()
  const add = may('import.run') ? (
    <Button type="primary" icon={<ImportOutlined aria-hidden />} onClick={() => go(paths.newImport)}>
      {t('imports.add')}
    </Button>
  ) : null
  return (
    <Page title={t('imports.title')} answer={t('imports.answer')} actions={add}>
      <AskList
        name="imports"
        ask={listImports}
        columns={columns}
        rowKey={(row: ImportFile) => row.id}
        rowTo={(row) => paths.import(row.id)}
        everyMs={EVERY_MS}
        empty={
          <EmptyState title={t('imports.empty.title')} actions={add}>
            {t('imports.empty.words')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useImportColumns(): readonly Column<ImportFile>[] {
  const { t } = useTranslation()
  const count = (key: 'imported' | 'duplicates' | 'refused'): Column<ImportFile> => ({
    key,
    title: t(`imports.column.${key}`),
    number: true,
    render: (f) => <NumberText of={f[key]} />,
  })
  return [
    { key: 'name', title: t('imports.column.name'), card: 'title', render: (f) => f.name },
    { key: 'kind', title: t('imports.column.kind'), render: (f) => t(`imports.kind.${f.kind}`) },
    {
      key: 'state',
      title: t('imports.column.state'),
      card: 'end',
      render: (f) => t(`imports.state.${f.state}`),
    },
    {
      key: 'rows',
      title: t('imports.column.rows'),
      number: true,
      render: (f) => (f.rowsTotal === null ? <Unknown /> : <NumberText of={f.rowsTotal} />),
    },
    count('imported'),
    count('duplicates'),
    count('refused'),
    { key: 'at', title: t('imports.column.at'), render: (f) => <MomentText of={f.createdAt} /> },
    { key: 'by', title: t('imports.column.by'), spare: true, render: (f) => f.byName },
  ]
}
