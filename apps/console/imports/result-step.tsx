import { Alert, App, Button } from 'antd'
import { DownloadOutlined, UndoOutlined } from '@ant-design/icons'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listImportRows, refusedRowsFile, runImport, undoImport } from '#domain/import/contract'
import { download, useCommand } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { NumberText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import type { Import } from './import-page.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { Reasons } from './left-rows.tsx'
import { useReasonText } from './reason-text.ts'
import { useFieldNames, useForget } from './use-imports.ts'

type Row = Told<typeof listImportRows>['rows'][number]

const MADE = ['members', 'products', 'sales', 'balances', 'pastCoupons'] as const

/** What came in, what did not and why, and the way back. */
export function ResultStep({ told }: Readonly<{ told: Import }>) {
  const { t } = useTranslation()
  const may = useMay()
  const reasonText = useReasonText()
  const { file, reasons } = told
  const [changing, setChanging] = useState(false)
  const left = file.duplicates + file.refused
  if (changing) return <ColumnsStep id={file.id} />
  const again = file.state === 'undone' || file.state === 'failed'
  return (
    <>
      {file.trouble ? (
        <Alert
          className="notice"
          type="error"
          showIcon
          title={t('imports.failed', { why: reasonText(file.trouble.code, file.trouble.details) })}
        />
      ) : null}
      {file.state === 'undone' ? null : <Counts told={told} />}
      <Reasons reasons={reasons} />
      {left > 0 ? <LeftOut id={file.id} /> : null}
      {may('import.run') && again ? <Again id={file.id} change={() => setChanging(true)} /> : null}
      {may('import.run') && (file.state === 'done' || file.state === 'failed') ? <Undo id={file.id} /> : null}
    </>
  )
}

function Counts({ told }: Readonly<{ told: Import }>) {
  const { t } = useTranslation()
  const { file, made } = told
  return (
    <>
      <Figures>
        <Figure label={t('imports.done.imported')} value={<NumberText of={file.imported} />} />
        <Figure label={t('imports.trial.duplicates')} value={<NumberText of={file.duplicates} />} />
        <Figure label={t('imports.trial.refused')} value={<NumberText of={file.refused} />} />
        {MADE.filter((what) => made[what] > 0).map((what) => (
          <Figure key={what} label={t(`imports.done.made.${what}`)} value={<NumberText of={made[what]} />} />
        ))}
      </Figures>
      {made.pastCoupons > 0 ? (
        <p>
          <Go to={paths.report('coupons')}>{t('imports.done.pastReport')}</Go>{' '}
          <span className="quiet">{t('imports.done.pastReportHint')}</span>
        </p>
      ) : null}
      {file.duplicates + file.refused === 0 ? <p className="quiet">{t('imports.done.none')}</p> : null}
    </>
  )
}

function LeftOut({ id }: Readonly<{ id: string }>) {
  const { t } = useTranslation()
  const [trouble, setTrouble] = useState<unknown>(undefined)
  const columns = useRowColumns(id)
  const also = useMemo(() => ({ id }), [id])
  const save = () => {
    setTrouble(undefined)
    download(refusedRowsFile, { id }).catch((why: unknown) => setTrouble(why))
  }
  const button = (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={save}>
      {t('imports.done.download')}
    </Button>
  )
  return (
    <Section title={t('imports.trial.bad')} actions={button}>
      <ErrorNotice of={trouble} />
      <AskList
        name="import-rows"
        ask={listImportRows}
        also={also}
        columns={columns}
        rowKey={(row: Row) => String(row.rowNo)}
        empty={<p className="quiet">{t('imports.done.none')}</p>}
      />
    </Section>
  )
}

function useRowColumns(id: string): readonly Column<Row>[] {
  const { t } = useTranslation()
  const reasonText = useReasonText(useFieldNames(id))
  return [
    { key: 'no', title: t('imports.rows.no'), card: 'title', render: (r) => <NumberText of={r.rowNo} /> },
    {
      key: 'outcome',
      title: t('imports.rows.outcome'),
      card: 'end',
      render: (r) => t(`imports.outcome.${r.outcome}`),
    },
    { key: 'reason', title: t('imports.rows.reason'), render: (r) => reasonText(r.code, r.details) },
    {
      key: 'cells',
      title: t('imports.rows.cells'),
      card: 'none',
      render: (r) => <span className="num cells">{r.cells.filter(Boolean).join(' · ')}</span>,
    },
  ]
}

function Undo({ id }: Readonly<{ id: string }>) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const forget = useForget()
  const undo = useCommand(undoImport, forget)
  const ask = () =>
    modal.confirm({
      title: t('imports.done.undoTitle'),
      content: t('imports.done.undoWords'),
      okText: t('imports.done.undo'),
      okButtonProps: { danger: true },
      cancelText: t('shell.cancel'),
      onOk: () => undo.mutate({ id }),
    })
  return (
    <div className="danger-zone">
      <ErrorNotice of={undo.error} />
      <Button danger icon={<UndoOutlined aria-hidden />} loading={undo.isPending} onClick={() => void ask()}>
        {t('imports.done.undo')}
      </Button>
    </div>
  )
}

/** After an undoing or a failure: once more as it was, or with other columns. */
function Again({ id, change }: Readonly<{ id: string; change: () => void }>) {
  const { t } = useTranslation()
  const forget = useForget()
  const run = useCommand(runImport, forget)
  return (
    <>
      <ErrorNotice of={run.error} />
      <div className="form-end">
        <Button onClick={change}>{t('imports.trial.again')}</Button>
        <Button type="primary" loading={run.isPending} onClick={() => run.mutate({ id })}>
          {t('imports.done.again')}
        </Button>
      </div>
    </>
  )
}
